import { In } from 'typeorm';
import { managerOf, type Tx } from '../ground/transaction';
import { unnested } from '../ground/unnested';
import {
  InstructionFileEntity,
  PaymentAttemptEntity,
  ResultFileEntity,
  type BankAnswerEntity,
} from './payment-entities';

/** The file of a batch, if it was written. */
export async function findFileOfBatch(tx: Tx, batchId: string): Promise<InstructionFileEntity | null> {
  return managerOf(tx).findOneBy(InstructionFileEntity, { batchId });
}

export async function insertInstructionFile(tx: Tx, file: InstructionFileEntity): Promise<void> {
  await managerOf(tx).insert(InstructionFileEntity, file);
}

/** Stores any number of attempts at once. */
export async function insertAttempts(tx: Tx, attempts: readonly PaymentAttemptEntity[]): Promise<void> {
  const { rows, values } = unnested(
    attempts,
    {
      ...{ id: 'uuid', paymentId: 'uuid', attemptNumber: 'integer', bankReference: 'text', payload: 'text' },
      ...{ payloadHash: 'text', state: 'text', bankSerial: 'text', fileId: 'uuid', fileLine: 'integer' },
    },
    2,
  );
  await managerOf(tx).query(
    `INSERT INTO payment_attempt (id, payment_id, attempt_number, bank_reference, payload, payload_hash, state, bank_serial,
       started_at, file_id, file_line)
     SELECT r.id, r."paymentId", r."attemptNumber", r."bankReference", r.payload, r."payloadHash", r.state, r."bankSerial",
       $1, r."fileId", r."fileLine"
     FROM ${rows}`,
    [tx.nowText, ...values],
  );
}

/** One line of a file as it was told to the bank. */
export interface FileLine {
  fileLine: number;
  payload: string;
  payeeBankName: string;
}

/** The lines of a file after one of them, in order, at most `limit`. */
export async function readFileLines(
  tx: Tx,
  fileId: string,
  after: number,
  limit: number,
): Promise<FileLine[]> {
  return managerOf(tx).query<FileLine[]>(
    `SELECT a.file_line AS "fileLine", a.payload, p.payee ->> 'bankName' AS "payeeBankName"
     FROM payment_attempt a JOIN payment p ON p.id = a.payment_id
     WHERE a.file_id = $1 AND a.file_line > $2 ORDER BY a.file_line LIMIT $3`,
    [fileId, after, limit],
  );
}

/** Every attempt that left in a file, by its line. */
export async function readAttemptsOfFile(tx: Tx, fileId: string): Promise<PaymentAttemptEntity[]> {
  return managerOf(tx).find(PaymentAttemptEntity, { where: { fileId }, order: { fileLine: 'ASC' } });
}

/** Attempts as they now stand. */
export async function findAttempts(tx: Tx, ids: readonly string[]): Promise<PaymentAttemptEntity[]> {
  return managerOf(tx)
    .createQueryBuilder(PaymentAttemptEntity, 'attempt')
    .where('attempt.id = ANY (:ids)', { ids: [...ids] })
    .getMany();
}

/** Stores any number of answers at once. */
export async function insertBankAnswers(tx: Tx, answers: readonly BankAnswerEntity[]): Promise<void> {
  await managerOf(tx).query(
    `INSERT INTO bank_answer (id, attempt_id, question, outcome, raw, received_at)
     SELECT r.id, r."attemptId", r.question, r.outcome, r.raw, $2
     FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, "attemptId" uuid, question text, outcome text, raw text)`,
    [JSON.stringify(answers), tx.nowText],
  );
}

export async function insertResultFile(tx: Tx, result: ResultFileEntity): Promise<void> {
  await managerOf(tx).insert(ResultFileEntity, result);
}

export async function findResultByHash(tx: Tx, contentHash: string): Promise<ResultFileEntity | null> {
  return managerOf(tx).findOneBy(ResultFileEntity, { contentHash });
}

/** What came back about files, oldest first. */
export async function readResultFiles(tx: Tx, fileIds: readonly string[]): Promise<ResultFileEntity[]> {
  return managerOf(tx).find(ResultFileEntity, { where: { fileId: In([...fileIds]) }, order: { id: 'ASC' } });
}
