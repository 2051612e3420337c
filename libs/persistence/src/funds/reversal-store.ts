import { fen, type Fen } from '@duixian/money';
import { In } from 'typeorm';
import { managerOf, type Tx } from '../ground/transaction';
import { RepaymentReversalEntity } from './recovery-entities';

export async function insertReversal(tx: Tx, reversal: RepaymentReversalEntity): Promise<void> {
  await managerOf(tx).insert(RepaymentReversalEntity, reversal);
}

export async function findReversal(tx: Tx, id: string): Promise<RepaymentReversalEntity | null> {
  return managerOf(tx).findOneBy(RepaymentReversalEntity, { id });
}

/** Whether repayments of some demands were to be undone, oldest first; what was refused or withdrawn as well. */
export async function readReversals(
  tx: Tx,
  recoveryIds: readonly string[],
): Promise<RepaymentReversalEntity[]> {
  if (recoveryIds.length === 0) return [];
  return managerOf(tx).find(RepaymentReversalEntity, {
    where: { recoveryId: In([...recoveryIds]) },
    order: { id: 'ASC' },
  });
}

/** Writes a decision back and raises its version; its demand is locked. @throws when it changed meanwhile, which is a bug */
export async function saveReversal(tx: Tx, reversal: RepaymentReversalEntity): Promise<void> {
  const { id, version, state, decidedBy, decidedAt, decisionNote } = reversal;
  const done = await managerOf(tx).update(
    RepaymentReversalEntity,
    { id, version },
    { state, decidedBy, decidedAt, decisionNote, version: version + 1 },
  );
  if (done.affected !== 1) throw new Error(`reversal ${id} changed under its lock`);
  reversal.version = version + 1;
}

/** Money that left a treasury's account for no payment, and that nobody has explained: a line with an open task. */
export interface OutgoingLine {
  statementId: string;
  position: number;
  bankSerial: string;
  reference: string;
  /** What of it undoes no repayment yet. */
  amountFen: Fen;
  counterpartyName: string;
  bookedOn: string;
}

/** Outgoing money of a treasury that may have been taken back by the bank, oldest first, at most 200; `one` narrows it to one line. */
export async function readOutgoingLines(
  tx: Tx,
  regionCode: string,
  one?: { statementId: string; position: number },
): Promise<OutgoingLine[]> {
  const rows = await managerOf(tx).query<(Omit<OutgoingLine, 'amountFen'> & { amountFen: string })[]>(
    `SELECT l.statement_id AS "statementId", l.position, l.bank_serial AS "bankSerial", l.reference,
       l.amount_fen - coalesce(u.used, 0) AS "amountFen", l.counterparty_name AS "counterpartyName", l.booked_on::text AS "bookedOn"
     FROM finance_task t JOIN bank_statement_line l ON l.statement_id = t.statement_id AND l.position = t.statement_position
     LEFT JOIN LATERAL (SELECT sum(r.amount_fen) AS used FROM repayment_reversal r WHERE r.statement_id = l.statement_id
       AND r.statement_position = l.position AND r.state IN ('proposed', 'confirmed')) u ON true
     WHERE t.region_code = $1 AND t.kind = 'statement_exception' AND t.done_at IS NULL AND l.direction = 'debit'
       AND l.attempt_id IS NULL AND ($2::uuid IS NULL OR (l.statement_id = $2 AND l.position = $3))
       AND l.amount_fen > coalesce(u.used, 0)
     ORDER BY t.id LIMIT 200`,
    [regionCode, one?.statementId ?? null, one?.position ?? null],
  );
  return rows.map((row) => ({ ...row, amountFen: fen(BigInt(row.amountFen)) }));
}

/** What of a debit undid repayments, confirmed already, in fen. */
export async function readReversedByLine(tx: Tx, statementId: string, position: number): Promise<Fen> {
  const [row] = await managerOf(tx).query<{ reversed: string }[]>(
    `SELECT coalesce(sum(amount_fen), 0) AS reversed FROM repayment_reversal
     WHERE statement_id = $1 AND statement_position = $2 AND state = 'confirmed'`,
    [statementId, position],
  );
  return fen(BigInt(row?.reversed ?? '0'));
}
