import { type Fen } from '@duixian/money';

/**
 * Where the money of one budget line (预算指标) stands. `allotment` is the contra account: what was put into the line,
 * counted negative, so that the six accounts of a line always add up to zero. `receivable` is what was paid wrongly and is
 * demanded back.
 */
export const LEDGER_ACCOUNTS = [
  'allotment',
  'available',
  'reserved',
  'in_flight',
  'spent',
  'receivable',
] as const;
export type LedgerAccountKind = (typeof LEDGER_ACCOUNTS)[number];

/** The balance of one account of one budget line. An account that never had a posting may be absent: it is 0. */
export interface AccountBalance {
  budgetLineId: string;
  account: LedgerAccountKind;
  balanceFen: Fen;
}
