import type { Outcome } from '@duixian/persistence';

/**
 * Why a use case says no, by a stable code. The edge maps each code to one HTTP status in an exhaustive record, so a
 * new code does not compile until it has one.
 */
export type RefusalCode =
  | 'unauthenticated'
  | 'wrong-credentials'
  | 'account-locked'
  | 'forbidden'
  | 'separation-of-duties'
  | 'recused'
  | 'not-found'
  | 'stale-version'
  | 'action-not-allowed'
  | 'idempotency-key-reused'
  | 'call-closed'
  | 'call-outdated'
  | 'call-invalid'
  | 'call-number-taken'
  | 'coverage-invalid'
  | 'sweep-invalid'
  | 'sweep-under-way'
  | 'sweep-registers-stale'
  | 'offer-expired'
  | 'question-open'
  | 'question-over'
  | 'outside-the-call'
  | 'duplicate-application'
  | 'claimed-twice'
  | 'facts-invalid'
  | 'facts-not-attested'
  | 'material-unusable'
  | 'materials-missing'
  | 'nothing-to-award'
  | 'payee-account-unusable'
  | 'payee-fixed'
  | 'not-settled'
  | 'not-demanded'
  | 'case-held'
  | 'consultation-invalid'
  | 'consultation-open'
  | 'consultation-over'
  | 'audit-invalid'
  | 'audit-missing'
  | 'audit-adverse'
  | 'recusal-invalid'
  | 'delegation-invalid'
  | 'delegation-over'
  | 'task-of-another'
  | 'transfer-invalid'
  | 'payments-held'
  | 'account-invalid'
  | 'bank-codes-invalid'
  | 'budget-invalid'
  | 'budget-line-taken'
  | 'budget-insufficient'
  | 'batch-empty'
  | 'payments-not-available'
  | 'batch-changed'
  | 'payment-contested'
  | 'recovery-invalid'
  | 'statement-invalid'
  | 'statement-already-read'
  | 'file-not-written'
  | 'file-already-written'
  | 'result-invalid'
  | 'result-already-read'
  | 'objection-invalid'
  | 'notice-over'
  | 'notice-automatic'
  | 'notice-empty'
  | 'policy-invalid'
  | 'import-invalid'
  | 'import-file-unreadable'
  | 'import-columns-wrong'
  | 'import-already-read'
  | 'import-in-use'
  | 'policy-not-tried'
  | 'policy-overtaken'
  | 'reading-invalid'
  | 'decision-not-wanted'
  | 'decision-out-of-range'
  | 'decision-refused'
  | 'day-closed'
  | 'day-not-reconciled'
  | 'not-proven'
  | 'second-factor-off'
  | 'second-factor-missing'
  | 'second-factor-required'
  | 'second-factor-wrong'
  | 'second-factor-locked'
  | 'template-invalid'
  | 'target-invalid'
  | 'white-list-invalid'
  | 'white-list-waiting'
  | 'white-list-not-approved'
  | 'mail-off'
  | 'mail-code-unusable'
  | 'second-administrator-missing'
  | 'username-taken'
  | 'person-invalid'
  | 'password-unusable'
  | 'region-taken'
  | 'region-invalid'
  | 'channel-takes-two'
  | 'calendar-invalid'
  | 'period-invalid';

export interface Refusal {
  code: RefusalCode;
  /** What is wrong and what to do about it, for a person. */
  message: string;
  /** Machine-readable particulars, e.g. `state` and `allowedActions`, or `problems` by field. */
  details?: Record<string, unknown>;
}

export type Refused = { ok: false; refusal: Refusal };

export const refuse = (code: RefusalCode, message: string, details?: Record<string, unknown>): Refused => ({
  ok: false,
  refusal: { code, message, ...(details ? { details } : {}) },
});

export const done = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });

export type CaseOutcome<T> = Outcome<T, Refusal>;
