import { addDays, type LocalDate } from '@duixian/calendar';

/** What a deployment makes of a register of which nobody knows the state. */
export interface CreditRules {
  /** `warn`: shown as "not checked" and let through; `hold`: waits for people. */
  unknown: 'warn' | 'hold';
  /** A register that is complete to an earlier day than this many days ago counts as unknown. */
  staleAfterDays: number;
}

export const DEFAULT_CREDIT_RULES: CreditRules = { unknown: 'warn', staleAfterDays: 31 };

/** What an answer without findings says: nobody stated that the register is complete, or it was too long before the question. */
export function outcomeWithoutFindings(
  coveredTo: string | null,
  checkedOn: string,
  { staleAfterDays }: CreditRules,
): 'clear' | 'stale' | 'not-covered' {
  if (coveredTo === null) return 'not-covered';
  return coveredTo < addDays(checkedOn as LocalDate, -staleAfterDays) ? 'stale' : 'clear';
}
