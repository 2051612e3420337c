/** What a deployment makes of registers whose mark of completeness is old. */
export interface RegisterRules {
  /** `warn`: said before ordering and on the sweep's page; `refuse`: a real sweep is not ordered either. */
  stale: 'warn' | 'refuse';
  /** Days after its mark for which a register counts as complete, by register (`title/PROV_ZJTX`) or by sort (`title`, `fact`). */
  toleranceDays: Readonly<Record<string, number>>;
}

/** Lists of titles come once a year, statistics and tax by the quarter. */
export const DEFAULT_REGISTER_RULES: RegisterRules = {
  stale: 'warn',
  toleranceDays: { title: 400, fact: 100 },
};

/**
 * Reads `title=400,fact=100,title/PROV_ZJTX=60`; what is not named keeps its default.
 * @returns null where the text says something else
 */
export function parseRegisterTolerance(text: string): Record<string, number> | null {
  const days: Record<string, number> = { ...DEFAULT_REGISTER_RULES.toleranceDays };
  for (const part of text.split(',')) {
    const [, register, count] = /^((?:title|fact)(?:\/[A-Za-z0-9_.]+)?)=(\d{1,4})$/.exec(part.trim()) ?? [];
    if (register === undefined) return null;
    days[register] = Number(count);
  }
  return days;
}
