import type { NewRegion, RegionEntity } from '@duixian/persistence';

/**
 * Codes of GB/T 2260; functional areas (高新区, 城乡一体化示范区) carry the codes of the statistical division. 郑东新区 and
 * 嘉兴经济技术开发区 have none there: theirs (410174, 330471) continue that series by our own choice. The factName
 * is how policy facts call a place; none is used twice.
 */
const row = (
  code: string,
  name: string,
  factName: string,
  parentCode: string | null,
  level: RegionEntity['level'],
  kind: RegionEntity['kind'] = 'statutory',
): NewRegion => ({
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
export const REGIONS: readonly NewRegion[] = [
  row('330000', '浙江省', '浙江', null, 'province'),
  row('330400', '嘉兴市', '嘉兴', '330000', 'city'),
  row('330402', '南湖区', '南湖区', '330400', 'county'),
  row('330411', '秀洲区', '秀洲区', '330400', 'county'),
  row('330421', '嘉善县', '嘉善县', '330400', 'county'),
  row('330424', '海盐县', '海盐县', '330400', 'county'),
  row('330471', '嘉兴经济技术开发区', '嘉兴经开区', '330400', 'county', 'functional'),
  row('330481', '海宁市', '海宁市', '330400', 'county'),
  row('330482', '平湖市', '平湖市', '330400', 'county'),
  row('330483', '桐乡市', '桐乡市', '330400', 'county'),
  row('410000', '河南省', '河南', null, 'province'),
  row('410100', '郑州市', '郑州', '410000', 'city'),
  row('410102', '中原区', '中原区', '410100', 'county'),
  row('410103', '二七区', '二七区', '410100', 'county'),
  row('410104', '管城回族区', '管城回族区', '410100', 'county'),
  row('410105', '金水区', '金水区', '410100', 'county'),
  row('410106', '上街区', '上街区', '410100', 'county'),
  row('410108', '惠济区', '惠济区', '410100', 'county'),
  row('410122', '中牟县', '中牟县', '410100', 'county'),
  row('410171', '郑州经济技术开发区', '郑州经开区', '410100', 'county', 'functional'),
  row('410172', '郑州高新技术产业开发区', '郑州高新区', '410100', 'county', 'functional'),
  row('410173', '郑州航空港经济综合实验区', '航空港区', '410100', 'county', 'functional'),
  row('410174', '郑东新区', '郑东新区', '410100', 'county', 'functional'),
  row('410181', '巩义市', '巩义市', '410100', 'county'),
  row('410182', '荥阳市', '荥阳市', '410100', 'county'),
  row('410183', '新密市', '新密市', '410100', 'county'),
  row('410184', '新郑市', '新郑市', '410100', 'county'),
  row('410185', '登封市', '登封市', '410100', 'county'),
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
