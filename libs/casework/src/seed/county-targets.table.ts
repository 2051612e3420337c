import type { CountyTarget } from '@duixian/persistence';

/** 平政办〔2022〕15号 附件2 二: what each county was to add in industrial enterprises above scale in 2022. */
const SOURCE = '平政办〔2022〕15号 附件2 二、目标任务';

const above = (regionCode: string, target: number): CountyTarget => ({
  ...{ regionCode, year: 2022, kind: 'scale.first_entry', target, sourceDocument: SOURCE },
});

// prettier-ignore
export const COUNTY_TARGETS: readonly CountyTarget[] = [
  above('410400', 138), // 平顶山市
  above('410482', 19),  // 汝州市
  above('410481', 10),  // 舞钢市
  above('410421', 17),  // 宝丰县
  above('410425', 24),  // 郏县
  above('410423', 22),  // 鲁山县
  above('410422', 18),  // 叶县
  above('410402', 5),   // 新华区
  above('410403', 4),   // 卫东区
  above('410411', 5),   // 湛河区
  above('410404', 4),   // 石龙区
  above('410472', 1),   // 城乡一体化示范区
  above('410471', 9),   // 高新区
];
