/** How a city builds its pool of enterprises that may grow above scale (小升规培育库), as its document says. */
export interface CultivationRule {
  /** As facts name the city. */
  readonly city: string;
  readonly clause: string;
  readonly number: string;
  readonly article: string;
  /** Share of the above-scale revenue standard from which an enterprise belongs to the pool. */
  readonly sharePct: number;
  /** Enterprises in the pool for ten of the county's target: 1.2 times are 12. */
  readonly poolOfTen: number;
}

export const CULTIVATION_RULES: readonly CultivationRule[] = [
  {
    ...{ city: '平顶山', clause: 'PDS-A2-3-R1', number: '平政办〔2022〕15号', article: '附件2 三(一)' },
    ...{ sharePct: 50, poolOfTen: 12 },
  },
];

/** The revenue from which industrial statistics count an enterprise; outside the five documents, so dated and sourced here. */
export interface AboveScaleStandard {
  readonly from: string;
  readonly yuan: string;
  readonly source: string;
}

/** The latest first. */
export const ABOVE_SCALE_STANDARDS: readonly AboveScaleStandard[] = [
  {
    from: '2011-01-01',
    yuan: '20000000',
    source: '国家统计局:规模以上工业统计范围为年主营业务收入 2000 万元及以上的工业企业',
  },
];

/** The standard on a day; null before the first one. */
export const aboveScaleStandardOn = (day: string): AboveScaleStandard | null =>
  ABOVE_SCALE_STANDARDS.find(({ from }) => from <= day) ?? null;

/** How many enterprises a county's pool wants for its target, a part of one counted as one. */
export const poolGoal = ({ poolOfTen }: CultivationRule, target: number): number =>
  Math.ceil((target * poolOfTen) / 10);
