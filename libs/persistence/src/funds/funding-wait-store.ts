import { fen, type Fen } from '@duixian/money';
import { managerOf, type Tx } from '../ground/transaction';

/** One queue: awards of a subject and a call's year that a treasury cannot fund yet. */
export interface FundingQueue {
  regionCode: string;
  subject: string;
  year: number;
}

export interface FundingWait extends FundingQueue {
  applicationId: string;
  neededFen: Fen;
  since: Date;
  /** From 1: its place in the queue. */
  position: number;
}

const waitOf = (row: Record<string, string>): FundingWait => ({
  applicationId: String(row['application_id']),
  regionCode: String(row['region_code']),
  subject: String(row['subject']),
  year: Number(row['year']),
  neededFen: fen(BigInt(row['needed_fen'] ?? 0)),
  since: new Date(String(row['since'])),
  position: Number(row['position']),
});

const COLUMNS = `application_id, region_code, subject, year, needed_fen::text AS needed_fen, since::text AS since,
  rank() OVER (PARTITION BY region_code, subject, year ORDER BY since, application_id)::text AS position`;

/** Everything in reach that waits, each queue in its order. Positions count only what is in reach. */
export async function readFundingWaits(tx: Tx): Promise<FundingWait[]> {
  const rows = await managerOf(tx).query<Record<string, string>[]>(
    `SELECT ${COLUMNS} FROM funding_wait WHERE ended_at IS NULL ORDER BY region_code, year, subject, since, application_id`,
  );
  return rows.map(waitOf);
}

/** The same for one case: where it stands in each queue. For positions among everybody ask as the system. */
export async function readFundingWaitsOf(tx: Tx, applicationId: string): Promise<FundingWait[]> {
  const rows = await managerOf(tx).query<Record<string, string>[]>(
    `SELECT * FROM (SELECT ${COLUMNS} FROM funding_wait WHERE ended_at IS NULL) waiting
     WHERE application_id = $1 ORDER BY region_code`,
    [applicationId],
  );
  return rows.map(waitOf);
}

/** What the awards that stand before a case in a queue need, in their order, whether it waits there already or not. */
export async function readNeedsBefore(tx: Tx, queue: FundingQueue, applicationId: string): Promise<Fen[]> {
  const rows = await managerOf(tx).query<{ needed: string }[]>(
    `SELECT needed_fen::text AS needed FROM funding_wait
     WHERE ended_at IS NULL AND region_code = $1 AND subject = $2 AND year = $3 AND application_id <> $4
       AND (since, application_id) < ((SELECT coalesce(min(since), $5::timestamptz) FROM funding_wait
         WHERE application_id = $4 AND ended_at IS NULL), $4::uuid)
     ORDER BY since, application_id`,
    [queue.regionCode, queue.subject, queue.year, applicationId, tx.nowText],
  );
  return rows.map(({ needed }) => fen(BigInt(needed)));
}

/**
 * Makes a case wait in exactly these queues: it keeps its place (and its `since`) where it waits already, and leaves the
 * others. Answers the queues it left, where the next one may be served now.
 */
export async function rewriteFundingWaits(
  tx: Tx,
  application: { id: string; partyId: string },
  waits: readonly (FundingQueue & { neededFen: Fen })[],
  outcome: 'funded' | 'left',
): Promise<FundingQueue[]> {
  const manager = managerOf(tx);
  const [first] = await manager.query<{ since: string }[]>(
    `SELECT coalesce(min(since), $2::timestamptz)::text AS since FROM funding_wait WHERE application_id = $1 AND ended_at IS NULL`,
    [application.id, tx.nowText],
  );
  const left = await manager.query<[{ region_code: string; subject: string; year: number }[], number]>(
    `UPDATE funding_wait SET ended_at = $3, outcome = $4
     WHERE application_id = $1 AND ended_at IS NULL AND region_code <> ALL ($2::text[])
     RETURNING region_code, subject, year`,
    [application.id, waits.map(({ regionCode }) => regionCode), tx.nowText, outcome],
  );
  for (const { regionCode, subject, year, neededFen } of waits)
    await manager.query(
      `INSERT INTO funding_wait (id, application_id, party_id, region_code, subject, year, needed_fen, since)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (application_id, region_code) WHERE ended_at IS NULL DO UPDATE SET needed_fen = EXCLUDED.needed_fen`,
      [
        tx.newId(),
        application.id,
        application.partyId,
        regionCode,
        subject,
        year,
        neededFen,
        first?.since ?? tx.nowText,
      ],
    );
  return left[0].map((row) => ({ regionCode: row.region_code, subject: row.subject, year: row.year }));
}

/** A line that pays a queue; null where its treasury has none. */
export async function findLineOfQueue(tx: Tx, queue: FundingQueue): Promise<string | null> {
  const [row] = await managerOf(tx).query<{ id: string }[]>(
    `SELECT id FROM budget_line WHERE region_code = $1 AND subject = $2 AND (year = $3 OR origin_year = $3) ORDER BY id LIMIT 1`,
    [queue.regionCode, queue.subject, queue.year],
  );
  return row?.id ?? null;
}

/** What is free on each line of a queue, in the order in which awards take them (`lockBudgetLines`). */
export async function readFreeOfQueue(tx: Tx, queue: FundingQueue): Promise<Fen[]> {
  const rows = await managerOf(tx).query<{ free: string }[]>(
    `SELECT a.balance_fen::text AS free FROM budget_line b JOIN ledger_account a ON a.budget_line_id = b.id
     WHERE b.region_code = $1 AND b.subject = $2 AND (b.year = $3 OR b.origin_year = $3) AND a.kind = 'available'
     ORDER BY b.year, b.id`,
    [queue.regionCode, queue.subject, queue.year],
  );
  return rows.map(({ free }) => fen(BigInt(free)));
}
