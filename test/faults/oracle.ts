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
  /** Refunds that were paid and are still owed in the books, owed no more without being paid, or forgotten after the advance arrived. */
  refundsOpen: number;
  /** Demanded back more than once, or repaid more than the enterprise paid in. */
  recoveredTwice: number;
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
    const known = new Set(obligations.map(({ payeeAccount, amountFen }) => `${payeeAccount}/${amountFen}`));
    verdict.wrongAccount = bank.received.filter(
      (each) => each.kind === 'payment' && !known.has(`${each.payeeAccount}/${each.amountFen}`),
    ).length;
    verdict.unbalanced = await countUnbalanced(client);
    verdict.refundsOpen = await countOpenRefunds(client);
    verdict.recoveredTwice = await countRecoveredTwice(client, obligations);
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
  refundsOpen: 0,
  recoveredTwice: 0,
  settled: 0,
  inPersonsTask: 0,
});

function weigh(verdict: Verdict, obligation: Obligation, bank: BankBook, standing?: Standing): void {
  const returned = new Set(bank.returns.map((each) => each.returnedSerial));
  const paid = bank.received.filter(
    (each) =>
      each.kind === 'payment' &&
      each.payeeAccount === obligation.payeeAccount &&
      each.amountFen === obligation.amountFen &&
      !returned.has(each.bankSerial ?? ''),
  ).length;
  if (paid > 1) verdict.paidTwice += 1;
  const waits = (standing?.tasks ?? 0) > 0;
  if (standing?.state === 'settled') verdict.settled += 1;
  else if (waits || standing?.state === 'waiting') verdict.inPersonsTask += 1;
  else verdict.adrift += 1;
  // Said to be paid and is not, or paid and nobody is to find out.
  if ((standing?.state === 'settled' && paid === 0) || (standing?.state !== 'settled' && paid > 0 && !waits))
    verdict.lost += 1;
}

/** Each obligation was demanded back once at the most, half of it; a quarter of it came in and stayed, what the bank took back is undone. */
async function countRecoveredTwice(client: Client, obligations: readonly Obligation[]): Promise<number> {
  const { rows } = await client.query<{ payment: string; demands: number; repaid: string }>(
    `SELECT r.payment_id AS payment, count(DISTINCT r.id)::int AS demands, coalesce(sum(e.amount_fen), 0)::text AS repaid
     FROM recovery r LEFT JOIN recovery_entry e ON e.recovery_id = r.id AND e.state = 'booked'
     WHERE r.payment_id = ANY ($1) GROUP BY r.payment_id`,
    [obligations.map(({ paymentId }) => paymentId)],
  );
  const amounts = new Map(obligations.map(({ paymentId, amountFen }) => [paymentId, amountFen]));
  return rows.filter(
    ({ payment, demands, repaid }) =>
      demands > 1 || Number(repaid) > Math.floor((amounts.get(payment) ?? 0) / 4),
  ).length;
}

async function countOpenRefunds(client: Client): Promise<number> {
  const { rows } = await client.query<{ open: number }>(
    `SELECT count(*)::int AS open FROM payment r
     WHERE refund_to IS NOT NULL AND ((state = 'settled') <> (refunded_on IS NOT NULL)
       OR (state = 'waiting') = (SELECT state = 'settled' FROM payment p WHERE p.id = r.refunds_payment_id))`,
  );
  return rows[0]?.open ?? 0;
}

/** Accounts that are not the sum of their entries, lines that do not add up, and money that payments and demands do not explain. */
async function countUnbalanced(client: Client): Promise<number> {
  const { rows } = await client.query<{ wrong: number }>(`
    WITH held AS (
      SELECT budget_line_id, kind, sum(amount_fen) AS amount_fen FROM (
        SELECT budget_line_id, CASE WHEN state IN ('released', 'sending', 'accepted', 'unknown') THEN 'in_flight'
          WHEN state = 'settled' THEN 'spent' ELSE 'reserved' END AS kind, amount_fen FROM payment
        UNION ALL SELECT r.budget_line_id, k.kind, k.sign * r.amount_fen FROM recovery r, (VALUES ('spent', -1), ('receivable', 1)) AS k(kind, sign)
          WHERE r.state IN ('demanded', 'closed')
        UNION ALL SELECT p.budget_line_id, k.kind, k.sign * r.amount_fen FROM payment r JOIN payment p ON p.id = r.refunds_payment_id,
          (VALUES ('spent', -1), ('receivable', 1)) AS k(kind, sign) WHERE r.state <> 'waiting' AND (k.kind = 'spent' OR r.refunded_on IS NULL)
        UNION ALL SELECT r.budget_line_id, 'receivable', -e.amount_fen FROM recovery_entry e JOIN recovery r ON r.id = e.recovery_id
          WHERE e.state = 'booked') one GROUP BY 1, 2)
    SELECT (SELECT count(*) FROM ledger_account a WHERE balance_fen <>
             (SELECT coalesce(sum(amount_fen), 0) FROM journal_entry e WHERE e.ledger_account_id = a.id))::int
         + (SELECT count(*) FROM (SELECT 1 FROM ledger_account GROUP BY budget_line_id HAVING sum(balance_fen) <> 0) x)::int
         + (SELECT count(*) FROM ledger_account WHERE kind <> 'allotment' AND balance_fen < 0)::int
         + (SELECT count(*) FROM ledger_account a LEFT JOIN held h ON h.budget_line_id = a.budget_line_id AND h.kind = a.kind
             WHERE a.kind IN ('reserved', 'in_flight', 'spent', 'receivable') AND a.balance_fen <> coalesce(h.amount_fen, 0))::int AS wrong`);
  return rows[0]?.wrong ?? 0;
}
