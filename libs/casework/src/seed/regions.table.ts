import type { RegionEntity } from '@duixian/persistence';

/**
 * Codes of GB/T 2260; functional areas (高新区, 城乡一体化示范区) carry the codes of the statistical division. The
 * factName is how policy facts call a place.
 */
const row = (
  code: string,
  name: string,
  factName: string,
  parentCode: string | null,
  level: RegionEntity['level'],
  kind: RegionEntity['kind'] = 'statutory',
): RegionEntity => ({
  code,
  name,
  factName,
  parentCode,
  level,
  kind,
  validFrom: '2000-01-01',
  validTo: null,
});

// prettier-ignore
export const REGIONS: readonly RegionEntity[] = [
  row('410000', '河南省', '河南', null, 'province'),
  row('410100', '郑州市', '郑州', '410000', 'city'),
  row('410400', '平顶山市', '平顶山', '410000', 'city'),
  row('410402', '新华区', '新华区', '410400', 'county'),
  row('410403', '卫东区', '卫东区', '410400', 'county'),
  row('410404', '石龙区', '石龙区', '410400', 'county'),
  row('410411', '湛河区', '湛河区', '410400', 'county'),
  row('410421', '宝丰县', '宝丰县', '410400', 'county'),
  row('410422', '叶县', '叶县', '410400', 'county'),
  row('410423', '鲁山县', '鲁山县', '410400', 'county'),
  row('410425', '郏县', '郏县', '410400', 'county'),
  row('410471', '高新区', '高新区', '410400', 'county', 'functional'),
  row('410472', '城乡一体化示范区', '城乡一体化示范区', '410400', 'county', 'functional'),
  row('410481', '舞钢市', '舞钢市', '410400', 'county'),
  row('410482', '汝州市', '汝州市', '410400', 'county'),
];
