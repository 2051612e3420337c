import { type Office } from '@duixian/testing';
import { Client } from 'pg';
import type { Obligation } from './obligations';

interface BankBook {
  received: { kind: string; bankSerial?: string; payeeAccount: string; amountFen: number }[];
  returns: { returnedSerial: string }[];
}

/** What a promise broken looks like, counted. */
export interface Verdict {
  paidTwice: number;
  lost: number;
  wrongAccount: number;
  /** Neither settled nor rejected nor in a person's task. */
  adrift: number;
  unbalanced: number;
  settled: number;
  inPersonsTask: number;
}

interface Standing {
  id: string;
  state: string;
  tasks: number;
}

/** Compares what the office believes with what the bank did: only the bank's own book counts as the truth. */
export async function judge(
  office: Office,
  bankUrl: string,
  obligations: readonly Obligation[],
): Promise<Verdict> {
  const bank = (await (await fetch(`${bankUrl}/simulation/ledger`)).json()) as BankBook;
  const client = new Client(office.database.appUrl);
  await client.connect();
  try {
    await client.query('BEGIN READ ONLY');
    await client.query(`SELECT set_config('duixian.scope', 'system', true)`);
    const { rows } = await client.query<Standing>(
      `SELECT p.id, p.state, (SELECT count(*)::int FROM finance_task t WHERE t.payment_id = p.id AND t.done_at IS NULL) AS tasks
       FROM payment p`,
    );
    const standings = new Map(rows.map((row) => [row.id, row]));
    const verdict = empty();
    for (const obligation of obligations)
      weigh(verdict, obligation, bank, standings.get(obligation.paymentId));
    const known = new Map(obligations.map((each) => [each.payeeAccount, each.amountFen]));
    verdict.wrongAccount = bank.received.filter(
      (each) => each.kind === 'payment' && known.get(each.payeeAccount) !== each.amountFen,
    ).length;
    verdict.unbalanced = await countUnbalanced(client);
    return verdict;
  } finally {
    await client.end();
  }
}

const empty = (): Verdict => ({
  paidTwice: 0,
  lost: 0,
  wrongAccount: 0,
  adrift: 0,
  unbalanced: 0,
  settled: 0,
  inPersonsTask: 0,
});

function weigh(verdict: Verdict, obligation: Obligation, bank: BankBook, standing?: Standing): void {
  const returned = new Set(bank.returns.map((each) => each.returnedSerial));
  const paid = bank.received.filter(
    (each) =>
      each.kind === 'payment' &&
      each.payeeAccount === obligation.payeeAccount &&
      !returned.has(each.bankSerial ?? ''),
  ).length;
  if (paid > 1) verdict.paidTwice += 1;
  const waits = (standing?.tasks ?? 0) > 0;
  if (standing?.state === 'settled') verdict.settled += 1;
  else if (waits) verdict.inPersonsTask += 1;
  else verdict.adrift += 1;
  // Said to be paid and is not, or paid and nobody is to find out.
  if ((standing?.state === 'settled' && paid === 0) || (standing?.state !== 'settled' && paid > 0 && !waits))
    verdict.lost += 1;
}

/** Accounts that are not the sum of their entries, lines that do not add up, and money that payments do not explain. */
async function countUnbalanced(client: Client): Promise<number> {
  const { rows } = await client.query<{ wrong: number }>(`
    WITH held AS (
      SELECT budget_line_id, CASE WHEN state IN ('released', 'sending', 'accepted', 'unknown') THEN 'in_flight'
          WHEN state = 'settled' THEN 'spent' ELSE 'reserved' END AS kind, sum(amount_fen) AS amount_fen
      FROM payment GROUP BY 1, 2)
    SELECT (SELECT count(*) FROM ledger_account a WHERE balance_fen <>
             (SELECT coalesce(sum(amount_fen), 0) FROM journal_entry e WHERE e.ledger_account_id = a.id))::int
         + (SELECT count(*) FROM (SELECT 1 FROM ledger_account GROUP BY budget_line_id HAVING sum(balance_fen) <> 0) x)::int
         + (SELECT count(*) FROM ledger_account WHERE kind <> 'allotment' AND balance_fen < 0)::int
         + (SELECT count(*) FROM ledger_account a LEFT JOIN held h ON h.budget_line_id = a.budget_line_id AND h.kind = a.kind
             WHERE a.kind IN ('reserved', 'in_flight', 'spent') AND a.balance_fen <> coalesce(h.amount_fen, 0))::int AS wrong`);
  return rows[0]?.wrong ?? 0;
}
