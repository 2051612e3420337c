import { fen, type Fen } from '@duixian/money';
import type { PaymentState, StatementClassification } from '@duixian/workflow';
import { MoreThan } from 'typeorm';
import { pageAfter, type Page, type PageRequest } from '../ground/page';
import { whereWithin, type Reach } from '../ground/reach';
import { readRows } from '../ground/read-rows';
import { managerOf, type Tx } from '../ground/transaction';
import { unnested } from '../ground/unnested';
import {
  BankStatementEntity,
  BankStatementLineEntity,
  PaymentAttemptEntity,
  type AttemptState,
} from './payment-entities';

/** Stores a statement; its lines follow. */
export async function insertStatement(tx: Tx, statement: BankStatementEntity): Promise<void> {
  await managerOf(tx).insert(BankStatementEntity, statement);
}

/** Lines of a statement, however many. */
export async function insertStatementLines(
  tx: Tx,
  statement: Pick<BankStatementEntity, 'id' | 'accountNumber'>,
  lines: readonly Omit<BankStatementLineEntity, 'statementId' | 'accountNumber'>[],
): Promise<void> {
  if (lines.length === 0) return;
  const { rows, values } = unnested(
    lines,
    {
      ...{
        position: 'integer',
        bankSerial: 'text',
        reference: 'text',
        direction: 'text',
        amountFen: 'bigint',
      },
      ...{ counterpartyName: 'text', counterpartyAccount: 'text', bookedOn: 'date', classification: 'text' },
      ...{ attemptId: 'uuid', remark: 'text' },
    },
    3,
  );
  await managerOf(tx).query(
    `INSERT INTO bank_statement_line (statement_id, position, account_number, bank_serial, reference, direction, amount_fen,
       counterparty_name, counterparty_account, booked_on, classification, attempt_id, remark)
     SELECT $1, r.position, $2, r."bankSerial", r.reference, r.direction, r."amountFen", r."counterpartyName",
       r."counterpartyAccount", r."bookedOn", r.classification, r."attemptId", r.remark
     FROM ${rows}`,
    [statement.id, statement.accountNumber, ...values],
  );
}

export async function findStatementByHash(tx: Tx, contentHash: string): Promise<BankStatementEntity | null> {
  return managerOf(tx).findOneBy(BankStatementEntity, { contentHash });
}

export async function findStatement(tx: Tx, id: string): Promise<BankStatementEntity | null> {
  return managerOf(tx).findOneBy(BankStatementEntity, { id });
}

export async function pageStatements(
  tx: Tx,
  reach: Reach,
  filter: { regionCode?: string; statementDate?: string },
  page: PageRequest,
): Promise<Page<BankStatementEntity>> {
  const where = whereWithin<BankStatementEntity>(reach, filter, { region: 'regionCode' });
  return pageAfter(managerOf(tx), BankStatementEntity, where, page);
}

/** Lines of a statement after a position, in order; all, or those that were taken for one thing. */
export async function readStatementLines(
  tx: Tx,
  statementId: string,
  { after, limit, classification }: StatementPart,
): Promise<BankStatementLineEntity[]> {
  return managerOf(tx).find(BankStatementLineEntity, {
    where: { statementId, position: MoreThan(after), ...(classification ? { classification } : {}) },
    order: { position: 'ASC' },
    take: limit,
  });
}

/** Which lines of a statement: at most `limit` after a position. */
export interface StatementPart {
  after: number;
  limit: number;
  classification?: StatementClassification;
}

/** How many lines of a statement were taken for what, and their money by direction. */
export interface StatementSum {
  classification: StatementClassification;
  lines: number;
  debitFen: Fen;
  creditFen: Fen;
}

/** The lines of a statement by what they were taken for, most first. */
export async function sumStatementLines(tx: Tx, statementId: string): Promise<StatementSum[]> {
  const rows = await managerOf(tx).query<Record<keyof StatementSum, string>[]>(
    `SELECT classification, count(*)::text AS lines,
       coalesce(sum(amount_fen) FILTER (WHERE direction = 'debit'), 0)::text AS "debitFen",
       coalesce(sum(amount_fen) FILTER (WHERE direction = 'credit'), 0)::text AS "creditFen"
     FROM bank_statement_line WHERE statement_id = $1
     GROUP BY classification ORDER BY count(*) DESC, classification`,
    [statementId],
  );
  return rows.map(({ classification, lines, debitFen, creditFen }) => ({
    classification: classification as StatementClassification,
    lines: Number(lines),
    debitFen: fen(Number(debitFen)),
    creditFen: fen(Number(creditFen)),
  }));
}

/** The cases that attempts to pay belong to, by attempt; only those in reach. */
export async function readCasesOfAttempts(
  tx: Tx,
  attemptIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (attemptIds.length === 0) return new Map();
  const rows = await managerOf(tx).query<{ attemptId: string; applicationId: string }[]>(
    `SELECT a.id AS "attemptId", p.application_id AS "applicationId"
     FROM payment_attempt a JOIN payment p ON p.id = a.payment_id WHERE a.id = ANY ($1)`,
    [attemptIds],
  );
  return new Map(rows.map(({ attemptId, applicationId }) => [attemptId, applicationId]));
}

/** A credit that waits for its debit. */
export type WaitingCredit = BankStatementLineEntity & { attemptId: string };

/** Credits that wait for the debits which a statement has brought now, oldest first. */
export async function readAwaitedCredits(tx: Tx, statementId: string): Promise<WaitingCredit[]> {
  return (await readRows(
    tx,
    BankStatementLineEntity,
    `WHERE classification = 'awaits-debit' AND ${STILL_WAITS}
       AND attempt_id IN (SELECT attempt_id FROM bank_statement_line
         WHERE statement_id = $1 AND direction = 'debit' AND classification <> 'already-read' AND attempt_id IS NOT NULL)
     ORDER BY booked_on, statement_id, position`,
    [statementId],
  )) as WaitingCredit[];
}

const STILL_WAITS = `EXISTS (SELECT 1 FROM finance_task t WHERE t.statement_id = bank_statement_line.statement_id
  AND t.statement_position = bank_statement_line.position AND t.done_at IS NULL)`;

/** Whether money came back for a payment of which no statement shows that it left. */
export async function hasWaitingCredit(tx: Tx, paymentId: string): Promise<boolean> {
  const rows = await managerOf(tx).query<unknown[]>(
    `SELECT 1 FROM bank_statement_line WHERE classification = 'awaits-debit' AND ${STILL_WAITS}
       AND attempt_id IN (SELECT id FROM payment_attempt WHERE payment_id = $1) LIMIT 1`,
    [paymentId],
  );
  return rows.length > 0;
}

/** What the bank remarked on the money of these attempts when it came back; none where it gave no remark. */
export async function readReturnRemarks(tx: Tx, attemptIds: readonly string[]): Promise<Map<string, string>> {
  if (attemptIds.length === 0) return new Map();
  const rows = await managerOf(tx).query<{ attemptId: string; remark: string }[]>(
    `SELECT attempt_id AS "attemptId", remark FROM bank_statement_line
     WHERE attempt_id = ANY ($1) AND classification IN ('returned', 'awaits-debit') AND remark <> ''`,
    [attemptIds],
  );
  return new Map(rows.map(({ attemptId, remark }) => [attemptId, remark]));
}

export async function findStatementLine(
  tx: Tx,
  statementId: string,
  position: number,
): Promise<BankStatementLineEntity | null> {
  return managerOf(tx).findOneBy(BankStatementLineEntity, { statementId, position });
}

/** What an earlier statement says about a line. */
export interface KnownLine {
  reference: string;
  amountFen: Fen;
  counterpartyAccount: string;
}

/**
 * Lines with these serials that an earlier statement of an account and day brought, by serial and direction (`serial/direction`). Many a
 * bank counts its serials anew every day.
 */
export async function readKnownLines(
  tx: Tx,
  { accountNumber, day }: { accountNumber: string; day: string },
  serials: readonly string[],
): Promise<Map<string, KnownLine>> {
  const rows = await managerOf(tx).query<
    (Omit<KnownLine, 'amountFen'> & { key: string; amountFen: string })[]
  >(
    `SELECT bank_serial || '/' || direction AS key, reference, amount_fen AS "amountFen", counterparty_account AS "counterpartyAccount"
     FROM bank_statement_line
     WHERE account_number = $1 AND booked_on = $2 AND bank_serial = ANY ($3) AND classification <> 'already-read'`,
    [accountNumber, day, serials],
  );
  return new Map(
    rows.map(({ key, amountFen, ...line }) => [key, { ...line, amountFen: fen(BigInt(amountFen)) }]),
  );
}

/** The attempts that these references name; references of others name none. */
export async function readAttemptsByReferences(
  tx: Tx,
  references: readonly string[],
): Promise<PaymentAttemptEntity[]> {
  return readRows(tx, PaymentAttemptEntity, 'WHERE bank_reference = ANY ($1)', [references]);
}

/**
 * Locks the payments whose attempts carry these references, in the order of their ids: whoever goes through a long
 * statement piece by piece holds all of them first, and waits for nobody in between.
 */
export async function lockPaymentsOfReferences(tx: Tx, references: readonly string[]): Promise<void> {
  await managerOf(tx).query(
    `SELECT count(*) FROM (SELECT p.id FROM payment p
       WHERE p.id IN (SELECT payment_id FROM payment_attempt WHERE bank_reference = ANY ($1)) ORDER BY p.id FOR UPDATE) AS locked`,
    [references],
  );
}

/** A debit of an attempt that was one too many, or looks so, and that the bank has not taken back. */
export interface OpenException {
  statementId: string;
  position: number;
  attemptId: string;
  amountFen: Fen;
}

/**
 * The open exceptions of attempts, debits only: first those that nobody has explained yet, in the order in which they were read, then
 * those that two people explained, so that the day could be closed. A bank takes a second debit back on a later day; that is not
 * the payment coming back.
 */
export async function readOpenExceptions(tx: Tx, attemptIds: readonly string[]): Promise<OpenException[]> {
  const rows = await managerOf(tx).query<(Omit<OpenException, 'amountFen'> & { amountFen: string })[]>(
    `WITH debit AS (
       SELECT l.statement_id, l.position, l.attempt_id, l.amount_fen, t.id, t.done_at, row_number() OVER (PARTITION BY l.attempt_id, l.amount_fen
           ORDER BY CASE WHEN t.outcome = 'reversed-by-bank' THEN 1 WHEN t.outcome = 'explained' THEN 2 ELSE 3 END, t.id) AS number
       FROM bank_statement_line l
       JOIN finance_task t ON t.statement_id = l.statement_id AND t.statement_position = l.position
       WHERE l.attempt_id = ANY ($1) AND l.direction = 'debit'
         AND (t.done_at IS NULL OR t.outcome IN ('explained', 'reversed-by-bank'))),
     taken_back AS (
       SELECT l.attempt_id, l.amount_fen, count(*) AS lines FROM bank_statement_line l
       LEFT JOIN finance_task t ON t.statement_id = l.statement_id AND t.statement_position = l.position
       WHERE l.attempt_id = ANY ($1)
         AND (l.classification = 'reversed' OR (l.classification = 'awaits-debit' AND t.outcome = 'reversed-by-bank'))
       GROUP BY l.attempt_id, l.amount_fen)
     SELECT d.statement_id AS "statementId", d.position, d.attempt_id AS "attemptId", d.amount_fen AS "amountFen"
     FROM debit d LEFT JOIN taken_back b ON b.attempt_id = d.attempt_id AND b.amount_fen = d.amount_fen
     WHERE d.number > coalesce(b.lines, 0) ORDER BY d.done_at IS NOT NULL, d.id`,
    [attemptIds],
  );
  return rows.map((row) => ({ ...row, amountFen: fen(BigInt(row.amountFen)) }));
}

/** Ends the tasks of exceptions that the bank itself took back. */
export async function endExceptions(
  tx: Tx,
  exceptions: readonly Pick<OpenException, 'statementId' | 'position'>[],
  outcome: string,
): Promise<void> {
  if (exceptions.length === 0) return;
  await managerOf(tx).query(
    `UPDATE finance_task t SET done_at = $2, outcome = $3, version = version + 1
     FROM jsonb_to_recordset($1::jsonb) AS r("statementId" uuid, position integer)
     WHERE t.statement_id = r."statementId" AND t.statement_position = r.position AND t.done_at IS NULL`,
    [JSON.stringify(exceptions), tx.nowText, outcome],
  );
}

export interface MovedPayment {
  id: string;
  /** As it was read. */
  version: number;
  state: PaymentState;
  settledOn: string | null;
  batchId: string | null;
}

/** Writes any number of locked payments back that were moved. @throws when one changed under its lock, which is a bug */
export async function saveMovedPayments(tx: Tx, payments: readonly MovedPayment[]): Promise<void> {
  if (payments.length === 0) return;
  const moved = { id: 'uuid', version: 'integer', state: 'text', settledOn: 'date', batchId: 'uuid' };
  const { rows, values } = unnested(payments, moved);
  const [, count] = await managerOf(tx).query<[unknown, number]>(
    `UPDATE payment p SET state = r.state, settled_on = r."settledOn", batch_id = r."batchId", version = p.version + 1
     FROM ${rows} WHERE p.id = r.id AND p.version = r.version`,
    values,
  );
  if (count !== payments.length) throw new Error('payments changed under their locks');
}

export async function saveMovedAttempts(
  tx: Tx,
  attempts: readonly { id: string; state: AttemptState; bankSerial: string | null }[],
): Promise<void> {
  if (attempts.length === 0) return;
  const { rows, values } = unnested(attempts, { id: 'uuid', state: 'text', bankSerial: 'text' });
  await managerOf(tx).query(
    `UPDATE payment_attempt a SET state = r.state, bank_serial = r."bankSerial" FROM ${rows} WHERE a.id = r.id`,
    values,
  );
}
