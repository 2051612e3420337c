import { addFen, type Fen, subtractFen, ZERO_FEN } from '@duixian/money';
import { type AccountBalance, type LedgerAccountKind } from './accounts';
import { checkJournal } from './checks';
import { type Journal } from './journals';

/** Why a journal was not booked: an account does not hold what would leave it. */
export interface InsufficientBalance {
  code: 'insufficient-balance';
  budgetLineId: string;
  account: LedgerAccountKind;
  balanceFen: Fen;
  /** What the journal takes out of the account; positive. */
  neededFen: Fen;
}

/**
 * Books a journal onto balances and returns the new ones; the given ones stay as they are.
 * A journal that would make an account other than the allotment negative is refused as a whole.
 * @throws RangeError when the journal itself is broken (`checkJournal`), or a balance leaves the safe integers
 */
export function bookJournal(
  balances: readonly AccountBalance[],
  journal: Journal,
): { ok: true; balances: AccountBalance[] } | { ok: false; refusal: InsufficientBalance } {
  const broken = checkJournal(journal);
  if (broken.length > 0) throw new RangeError(`broken journal: ${broken.join('; ')}`);
  const after = [...balances];
  for (const { budgetLineId, account, amountFen } of journal.postings) {
    const same = (each: AccountBalance) => each.budgetLineId === budgetLineId && each.account === account;
    const index = after.findIndex(same);
    const balanceFen = addFen(balanceOf(after, { budgetLineId, account }), amountFen);
    const booked: AccountBalance = { budgetLineId, account, balanceFen };
    if (index < 0) after.push(booked);
    else after[index] = booked;
  }
  const overdrawn = journal.postings.find(
    (out) => out.amountFen < 0 && out.account !== 'allotment' && balanceOf(after, out) < 0,
  );
  if (!overdrawn) return { ok: true, balances: after };
  const { budgetLineId, account } = overdrawn;
  const balanceFen = balanceOf(balances, overdrawn);
  const neededFen = subtractFen(balanceFen, balanceOf(after, overdrawn));
  return {
    ok: false,
    refusal: { code: 'insufficient-balance', budgetLineId, account, balanceFen, neededFen },
  };
}

/** The balance of one account, 0 where it has none yet. */
export function balanceOf(
  balances: readonly AccountBalance[],
  { budgetLineId, account }: { budgetLineId: string; account: LedgerAccountKind },
): Fen {
  const found = balances.find((each) => each.budgetLineId === budgetLineId && each.account === account);
  return found?.balanceFen ?? ZERO_FEN;
}
