/** Ledger: where the money of a budget line stands, how it moves, and what must always hold. Pure. */
export { LEDGER_ACCOUNTS, type LedgerAccountKind, type AccountBalance } from './accounts';
export {
  JOURNAL_MOVES,
  type Posting,
  type Journal,
  type JournalKind,
  allot,
  increase,
  decrease,
  transferOut,
  transferIn,
  carryOut,
  carryIn,
  reserve,
  unreserve,
  release,
  settle,
  bounce,
  giveBack,
  demand,
  recover,
  surrender,
  writeOff,
  setOff,
  advance,
  undoAdvance,
  refund,
  refundLate,
  undoRefund,
} from './journals';
export { checkJournal, checkBalances } from './checks';
export { type InsufficientBalance, balanceOf, bookJournal } from './book';
