import { addDays, type LocalDate } from '@duixian/calendar';
import type { CreditCheckEntity } from '@duixian/persistence';

/** What a deployment makes of a register of which nobody knows the state. */
export interface CreditRules {
  /** `warn`: shown as "not checked" and let through; `hold`: waits for people. */
  unknown: 'warn' | 'hold';
  /** A register that is complete to an earlier day than this many days ago counts as unknown. */
  staleAfterDays: number;
}

export const DEFAULT_CREDIT_RULES: CreditRules = { unknown: 'warn', staleAfterDays: 31 };

/** Whether an answer says nothing: nobody stated that the register is complete, or it was long before the question. */
export const isUnanswered = (
  { outcome, coveredTo, checkedOn }: Pick<CreditCheckEntity, 'outcome' | 'coveredTo' | 'checkedOn'>,
  { staleAfterDays }: CreditRules,
): boolean =>
  outcome === 'not-covered' ||
  (outcome === 'clear' &&
    (coveredTo === null || coveredTo < addDays(checkedOn as LocalDate, -staleAfterDays)));
