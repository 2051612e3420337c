/** What registers of credit and penalties hold against a party. Each of them stops money while it counts. */
export const CREDIT_RECORD_KINDS = [
  'serious_dishonesty',
  'dishonest_debtor',
  'penalty',
  'abnormal_operation',
] as const;
export type CreditRecordKind = (typeof CREDIT_RECORD_KINDS)[number];

/** For what a register was asked. */
export const CREDIT_PURPOSES = ['submission', 'award', 'payment'] as const;
export type CreditPurpose = (typeof CREDIT_PURPOSES)[number];

/**
 * `listed`: something stands against the party today. `clear`: nothing does, and the register is known completely to some
 * day that is recent enough. `stale`: nothing does, but the register is known completely only to a day too long ago.
 * `not-covered`: nothing is known, and nobody said that the register is complete.
 */
export const CREDIT_OUTCOMES = ['clear', 'listed', 'not-covered', 'stale'] as const;
export type CreditOutcome = (typeof CREDIT_OUTCOMES)[number];

/** The outcomes that do not say that anybody looked: 未核查. */
export const UNCHECKED_OUTCOMES: readonly CreditOutcome[] = ['not-covered', 'stale'];
