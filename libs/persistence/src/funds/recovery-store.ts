import { fen, type Fen } from '@duixian/money';
import type { RecoveryState } from '@duixian/workflow';
import { In, LessThan, Raw, type FindOptionsWhere } from 'typeorm';
import { pageAfter, totalsOf, type PageRequest, type PageWithTotals } from '../ground/page';
import { whereWithin, type Reach } from '../ground/reach';
import { managerOf, type Tx } from '../ground/transaction';
import { AwardLineEntity } from './award-entities';
import { RecoveryEntity, RecoveryEntryEntity } from './recovery-entities';

/** Demands that count: what was refused or withdrawn never did. */
const STANDING: readonly RecoveryState[] = ['proposed', 'demanded', 'closed'];

export async function insertRecovery(tx: Tx, recovery: RecoveryEntity): Promise<void> {
  await managerOf(tx).insert(RecoveryEntity, recovery);
}

export async function findRecovery(tx: Tx, id: string): Promise<RecoveryEntity | null> {
  return managerOf(tx).findOneBy(RecoveryEntity, { id });
}

export async function lockRecovery(tx: Tx, id: string): Promise<RecoveryEntity | null> {
  return managerOf(tx).findOne(RecoveryEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
}

/** Writes a locked demand back and raises its version. @throws when it changed under its lock, which is a bug */
export async function saveRecovery(tx: Tx, recovery: RecoveryEntity): Promise<void> {
  const { id, version, state, dueOn, decidedBy, decidedAt, decisionNote } = recovery;
  const done = await managerOf(tx).update(
    RecoveryEntity,
    { id, version },
    { state, dueOn, decidedBy, decidedAt, decisionNote, version: version + 1 },
  );
  if (done.affected !== 1) throw new Error(`recovery ${id} changed under its lock`);
  recovery.version = version + 1;
}

export interface RecoveryFilter {
  state?: RecoveryState;
  regionCode?: string;
  applicationId?: string;
  partyId?: string;
  /** Demanded, not met, and the last day lies before this one. */
  overdueOn?: string;
  /** A repayment of it is proposed to be undone. */
  reversing?: boolean;
}

const REVERSING = `SELECT recovery_id FROM repayment_reversal WHERE state = 'proposed'`;

/** Demands in reach, newest first. */
export async function pageRecoveries(
  tx: Tx,
  reach: Reach,
  { overdueOn, reversing, ...filter }: RecoveryFilter,
  page: PageRequest,
): Promise<PageWithTotals<RecoveryEntity>> {
  const wanted: FindOptionsWhere<RecoveryEntity> = {
    ...filter,
    ...(overdueOn === undefined ? {} : { state: 'demanded' as const, dueOn: LessThan(overdueOn) }),
    ...(reversing ? { id: Raw((id) => `${id} IN (${REVERSING})`) } : {}),
  };
  const where = whereWithin<RecoveryEntity>(reach, wanted, { region: 'regionCode', party: 'partyId' });
  const manager = managerOf(tx);
  return {
    ...(await pageAfter(manager, RecoveryEntity, where, page)),
    totals: await totalsOf(manager, RecoveryEntity, where, 'one.amount_fen'),
  };
}

/** Demands about some payments that count, oldest first. */
export async function readStandingRecoveries(
  tx: Tx,
  paymentIds: readonly string[],
): Promise<RecoveryEntity[]> {
  if (paymentIds.length === 0) return [];
  return managerOf(tx).find(RecoveryEntity, {
    where: { paymentId: In([...paymentIds]), state: In([...STANDING]) },
    order: { id: 'ASC' },
  });
}

/** The same about some lines of awards. */
export async function readStandingRecoveriesOfLines(
  tx: Tx,
  awardLineIds: readonly string[],
): Promise<RecoveryEntity[]> {
  if (awardLineIds.length === 0) return [];
  return managerOf(tx).find(RecoveryEntity, {
    where: { awardLineId: In([...awardLineIds]), state: In([...STANDING]) },
    order: { id: 'ASC' },
  });
}

export async function findAwardLine(tx: Tx, id: string): Promise<AwardLineEntity | null> {
  return managerOf(tx).findOneBy(AwardLineEntity, { id });
}

export async function insertRecoveryEntry(tx: Tx, entry: RecoveryEntryEntity): Promise<void> {
  await managerOf(tx).insert(RecoveryEntryEntity, entry);
}

/** What became of some demands, oldest first. */
export async function readRecoveryEntries(
  tx: Tx,
  recoveryIds: readonly string[],
): Promise<RecoveryEntryEntity[]> {
  if (recoveryIds.length === 0) return [];
  return managerOf(tx).find(RecoveryEntryEntity, {
    where: { recoveryId: In([...recoveryIds]) },
    order: { id: 'ASC' },
  });
}

export async function findRecoveryEntry(tx: Tx, id: string): Promise<RecoveryEntryEntity | null> {
  return managerOf(tx).findOneBy(RecoveryEntryEntity, { id });
}

/** Writes a part of a locked demand back and raises its version. @throws when it changed meanwhile, which is a bug */
export async function saveRecoveryEntry(tx: Tx, entry: RecoveryEntryEntity): Promise<void> {
  const { id, version, state, consentedBy, consentedAt, decidedBy, decidedAt, decisionNote } = entry;
  const done = await managerOf(tx).update(
    RecoveryEntryEntity,
    { id, version },
    { state, consentedBy, consentedAt, decidedBy, decidedAt, decisionNote, version: version + 1 },
  );
  if (done.affected !== 1) throw new Error(`recovery entry ${id} changed under its lock`);
  entry.version = version + 1;
}

/** What was set off against some payments so far, by payment. */
export async function readSetOff(tx: Tx, paymentIds: readonly string[]): Promise<Map<string, Fen>> {
  const rows = await managerOf(tx).query<{ id: string; amount: string }[]>(
    `SELECT offset_payment_id AS id, sum(amount_fen) AS amount FROM recovery_entry
     WHERE offset_payment_id = ANY ($1) AND state = 'booked' GROUP BY 1`,
    [paymentIds],
  );
  return new Map(rows.map((row) => [row.id, fen(BigInt(row.amount))]));
}

/** Money that came into a treasury's account and that nobody has explained: a line of a statement with an open task. */
export interface IncomingLine {
  statementId: string;
  position: number;
  taskId: string;
  bankSerial: string;
  reference: string;
  amountFen: Fen;
  counterpartyName: string;
  bookedOn: string;
}

/**
 * Incoming money of a treasury that no demand has yet, as far as none has it, oldest first, at most 200; `one` narrows it to one line,
 * which nobody else uses until the commit.
 */
export async function readIncomingLines(
  tx: Tx,
  regionCode: string,
  one?: { statementId: string; position: number },
): Promise<IncomingLine[]> {
  const rows = await managerOf(tx).query<(Omit<IncomingLine, 'amountFen'> & { amountFen: string })[]>(
    `SELECT l.statement_id AS "statementId", l.position, t.id AS "taskId", l.bank_serial AS "bankSerial", l.reference,
       l.amount_fen - coalesce(u.used, 0) AS "amountFen", l.counterparty_name AS "counterpartyName", l.booked_on::text AS "bookedOn"
     FROM finance_task t JOIN bank_statement_line l ON l.statement_id = t.statement_id AND l.position = t.statement_position
     LEFT JOIN LATERAL (SELECT sum(e.amount_fen) AS used FROM recovery_entry e WHERE e.statement_id = l.statement_id
       AND e.statement_position = l.position AND e.state IN ('proposed', 'booked', 'reversed')) u ON true
     WHERE t.region_code = $1 AND t.kind = 'statement_exception' AND t.done_at IS NULL AND l.direction = 'credit'
       AND l.classification <> 'awaits-debit'
       AND ($2::uuid IS NULL OR (l.statement_id = $2 AND l.position = $3))
       AND l.amount_fen > coalesce(u.used, 0)
     ORDER BY t.id LIMIT 200`,
    [regionCode, one?.statementId ?? null, one?.position ?? null],
  );
  return rows.map((row) => ({ ...row, amountFen: fen(BigInt(row.amountFen)) }));
}

/** What of a line pays back demands, booked already, in fen; what the bank took back afterwards came in all the same. */
export async function readBookedOfLine(tx: Tx, statementId: string, position: number): Promise<Fen> {
  const [row] = await managerOf(tx).query<{ booked: string }[]>(
    `SELECT coalesce(sum(amount_fen), 0) AS booked FROM recovery_entry
     WHERE statement_id = $1 AND statement_position = $2 AND state IN ('booked', 'reversed')`,
    [statementId, position],
  );
  return fen(BigInt(row?.booked ?? '0'));
}

/** Money as somebody writes it down: the bank's number, its day and its amount. */
export interface IncomingMoney {
  bankReference: string;
  paidOn: string;
  amountFen: Fen;
}

/**
 * Whether a statement of this treasury shows that money: the number on its day, or the same number and amount on another day, where
 * nobody has explained it yet. Many a bank counts its numbers anew every day.
 */
export async function isOnStatement(tx: Tx, regionCode: string, money: IncomingMoney): Promise<boolean> {
  const rows = await managerOf(tx).query<unknown[]>(
    `SELECT 1 FROM bank_statement_line l JOIN bank_statement s ON s.id = l.statement_id
     WHERE s.region_code = $1 AND l.bank_serial = $2 AND l.direction = 'credit'
       AND (l.booked_on = $3 OR (l.amount_fen = $4 AND EXISTS (SELECT 1 FROM finance_task t
         WHERE t.statement_id = l.statement_id AND t.statement_position = l.position AND t.done_at IS NULL))) LIMIT 1`,
    [regionCode, money.bankReference, money.paidOn, money.amountFen],
  );
  return rows.length > 0;
}

/**
 * The day under which the same number and amount was written down as a repayment before, where no statement shows that it was other
 * money; null where there is none.
 */
export async function findSameRepayment(
  tx: Tx,
  regionCode: string,
  money: IncomingMoney,
): Promise<string | null> {
  const [found] = await managerOf(tx).query<{ paidOn: string }[]>(
    `SELECT e.paid_on::text AS "paidOn" FROM recovery_entry e
     WHERE e.region_code = $1 AND e.bank_reference = $2 AND e.amount_fen = $3 AND e.paid_on <> $4 AND e.statement_id IS NULL
       AND e.state IN ('proposed', 'booked', 'reversed') AND NOT EXISTS (SELECT 1 FROM bank_statement_line l
         JOIN bank_statement s ON s.id = l.statement_id WHERE s.region_code = e.region_code AND l.bank_serial = e.bank_reference
           AND l.booked_on = e.paid_on AND l.direction = 'credit') LIMIT 1`,
    [regionCode, money.bankReference, money.amountFen, money.paidOn],
  );
  return found?.paidOn ?? null;
}

/** Payments of a treasury to an enterprise that wait to be batched: what a demand may be set off against. */
export async function readOffsettablePayments(
  tx: Tx,
  regionCode: string,
  partyId: string,
): Promise<{ paymentId: string; caseNumber: string; amountFen: Fen }[]> {
  const rows = await managerOf(tx).query<{ paymentId: string; caseNumber: string; amountFen: string }[]>(
    `SELECT p.id AS "paymentId", a.case_number AS "caseNumber", p.amount_fen AS "amountFen"
     FROM payment p JOIN application a ON a.id = p.application_id
     WHERE p.region_code = $1 AND p.party_id = $2 AND p.state = 'planned' AND p.refund_to IS NULL ORDER BY p.id LIMIT 200`,
    [regionCode, partyId],
  );
  return rows.map((row) => ({ ...row, amountFen: fen(BigInt(row.amountFen)) }));
}
