import { bounce } from '@duixian/ledger';
import { fen } from '@duixian/money';
import {
  readResultRows,
  RESULT_COLUMNS,
  type AnsweredList,
  type PaymentInstruction,
  type ResultFile,
  type ResultLine,
  type ResultRow,
} from '@duixian/payment-rail';
import {
  endPaymentTask,
  findAttempts,
  findBatch,
  findFileOfBatch,
  findResultByHash,
  insertBankAnswers,
  insertResultFile,
  lockPayments,
  openPaymentTask,
  postJournals,
  readAttemptsOfFile,
  runCommand,
  saveMovedAttempts,
  saveMovedPayments,
  type AttemptState,
  type BankAnswerEntity,
  type CommandOutcome,
  type Database,
  type InstructionFileEntity,
  type PaymentAttemptEntity,
  type PaymentEntity,
  type Tx,
} from '@duixian/persistence';
import { openSpreadsheet, textOf, UnreadableSheet } from '@duixian/spreadsheet';
import { movePayment, type PaymentAction, type PersonActor } from '@duixian/workflow';
import { refuseUnfitForAny } from '../applications/open-case';
import { refuseAsUnknown, refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';
import type { Upload } from '../imports/open-upload';
import { goThroughPayments } from './go-through-payments';
import { casesOf } from './prepare-batch';
import { recordOnPayments, type PaymentEvent } from './record-payment';

const MOST_PROBLEMS = 50;

export interface ResultFileAnswer {
  id: string;
  resultNumber: string;
  lines: number;
  accepted: number;
  rejected: number;
  notFound: number;
  /** Lines that came too late to move anything, or contradict what is settled; they are on the trail. */
  noted: number;
}

/**
 * Reads what a treasury answers about the file of a batch: as a whole or not at all. Each line moves its payment as the answer of
 * a bank would; "paid" counts as accepted, since only a statement settles, and "not received" leaves it unknown, since only
 * a closed day and two people prove that. Each file is read once, by its content and by its number.
 */
export async function readResultFile(
  db: Database,
  command: { actor: PersonActor; idempotencyKey: string; batchId: string; upload: Upload },
): Promise<CommandOutcome<ResultFileAnswer, Refusal>> {
  const { actor, idempotencyKey, batchId, upload } = command;
  const { contentHash } = upload;
  const again: Refusal = {
    code: 'result-already-read',
    message: '这份结果文件此前已经导入,没有重复记录。',
  };
  const request = {
    ...{ name: 'readResultFile', actor, idempotencyKey, input: { batchId, contentHash } },
    conflicts: { result_file_content_hash_key: again, result_file_number: again },
  };
  try {
    return await runCommand(db, request, async (tx): Promise<CaseOutcome<ResultFileAnswer>> => {
      const batch = await findBatch(tx, batchId);
      if (!batch) return refuseAsUnknown();
      const resource = regionResource(tx, batch.regionCode);
      if (refuseUnlessPermitted(actor, 'batch.read', resource)) return refuseAsUnknown();
      const forbidden = refuseUnlessPermitted(actor, 'batch.readResult', resource);
      if (forbidden) return forbidden;
      const file = await findFileOfBatch(tx, batchId);
      if (!file)
        return refuse('file-not-written', '本批次还没有生成付款文件,不可能有结果。请核对是否选错了批次。');
      if (await findResultByHash(tx, contentHash)) return { ok: false, refusal: again };
      for await (const payments of goThroughPayments(tx, { batchId })) {
        const unfit = await refuseUnfitForAny(tx, casesOf(payments), 'batch_preparation');
        if (unfit) return unfit;
      }
      const attempts = await readAttemptsOfFile(tx, file.id);
      const list = { batchNumber: batch.number, contentHash: batch.contentHash };
      const read = await readUpload(upload, { ...list, instructions: instructionsOf(attempts) });
      if ('refusal' in read) return read;
      return apply(tx, { file, contentHash, attempts, userId: actor.userId }, read.result);
    });
  } catch (error) {
    if (!(error instanceof UnreadableSheet)) throw error;
    return refuse(
      'result-invalid',
      `${upload.fileName} 无法作为表格读取,请重新取得原始的 XLSX 或 CSV 文件。`,
      {
        problems: [{ message: error.message, fix: error.fix }],
      },
    );
  }
}

const instructionsOf = (attempts: readonly PaymentAttemptEntity[]): AnsweredList['instructions'] =>
  new Map(
    attempts.map(({ bankReference, payload }) => [bankReference, JSON.parse(payload) as PaymentInstruction]),
  );

async function readUpload(upload: Upload, list: AnsweredList): Promise<{ result: ResultFile } | Refused> {
  const isHeader = (names: readonly string[]): boolean =>
    RESULT_COLUMNS.every((name) => names.includes(name));
  const sheet = await openSpreadsheet(upload.path, { isHeader });
  try {
    const { names } = sheet.header;
    const missing = RESULT_COLUMNS.filter((name) => !names.includes(name));
    if (missing.length > 0)
      return refuse('result-invalid', `${upload.fileName} 缺少列:${missing.join('、')}。`, {
        problems: missing.map((column) => ({ column, message: '缺少这一列', fix: '使用财政系统的原始文件' })),
      });
    const places = RESULT_COLUMNS.map((name) => names.indexOf(name));
    const rows: ResultRow[] = [];
    for await (const some of sheet.rows())
      for (const { line, cells } of some)
        rows.push({ line, cells: places.map((place) => textOf(cells[place] ?? '').trim()) });
    const read = readResultRows(rows, list);
    if (read.ok) return { result: read.result };
    return refuse('result-invalid', '结果文件与付款文件不符,整份没有采用,付款状态没有变动。', {
      problems: read.problems.slice(0, MOST_PROBLEMS),
      problemCount: read.problems.length,
    });
  } finally {
    await sheet.close();
  }
}

interface Moved {
  payment: PaymentEntity;
  attempt: PaymentAttemptEntity;
}

/** What the lines change, gathered before anything is written. */
interface Changes {
  answers: BankAnswerEntity[];
  moved: Moved[];
  events: PaymentEvent[];
}

async function apply(
  tx: Tx,
  about: {
    file: InstructionFileEntity;
    contentHash: string;
    attempts: readonly PaymentAttemptEntity[];
    userId: string;
  },
  result: ResultFile,
): Promise<CaseOutcome<ResultFileAnswer>> {
  const { file, contentHash, userId } = about;
  const named = new Map(about.attempts.map((attempt) => [attempt.bankReference, attempt]));
  const told = result.lines.flatMap((line) => named.get(line.reference) ?? []);
  const payments = new Map(
    (
      await lockPayments(
        tx,
        told.map(({ paymentId }) => paymentId),
      )
    ).map((payment) => [payment.id, payment]),
  );
  // Read again behind the locks: what a statement moved meanwhile counts.
  const attempts = new Map(
    (
      await findAttempts(
        tx,
        told.map(({ id }) => id),
      )
    ).map((attempt) => [attempt.bankReference, attempt]),
  );
  const changes: Changes = { answers: [], moved: [], events: [] };
  for (const line of result.lines) {
    const attempt = attempts.get(line.reference);
    const payment = attempt && payments.get(attempt.paymentId);
    if (!payment) throw new Error(`line ${line.line} of the result has no payment in reach`);
    answerLine(tx, line, { payment, attempt }, changes);
  }
  await write(tx, changes);
  const counted = (...outcomes: ResultLine['outcome'][]): number =>
    result.lines.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const [accepted, rejected] = [counted('accepted', 'settled'), counted('rejected')];
  const [lineCount, notFound] = [result.lines.length, counted('not-found')];
  const { resultNumber } = result;
  const id = tx.newId();
  await insertResultFile(tx, {
    ...{ id, fileId: file.id, regionCode: file.regionCode, resultNumber, contentHash, lineCount },
    ...{ totalFen: fen(result.totalFen), acceptedCount: accepted, rejectedCount: rejected },
    ...{ notFoundCount: notFound, readAt: tx.now, readBy: userId },
  });
  const answer = { resultNumber, lines: lineCount, accepted, rejected, notFound };
  const data = { ...answer, contentHash, totalFen: result.totalFen };
  await tx.record({ caseId: file.batchId, regionCode: file.regionCode, type: 'batch.result_read', data });
  return done({ id, ...answer, noted: lineCount - changes.moved.length });
}

const actionOf = ({ outcome }: ResultLine, { state }: PaymentEntity): PaymentAction | null => {
  if (outcome === 'accepted' || outcome === 'settled') return 'accept';
  if (outcome === 'rejected') return 'reject';
  return state === 'sending' ? 'lose_answer' : null;
};

function answerLine(tx: Tx, line: ResultLine, { payment, attempt }: Moved, changes: Changes): void {
  const { reference, outcome, reason, bankSerial } = line;
  changes.answers.push({
    id: tx.newId(),
    attemptId: attempt.id,
    // "Not received" answers the question that a closed day leaves open.
    question: outcome === 'not-found' || payment.state === 'unknown' ? 'query' : 'send',
    outcome,
    raw: rawOf(line),
    cause: null,
    receivedAt: tx.now,
  });
  const action = actionOf(line, payment);
  const move = action && payment.state === attempt.state ? movePayment(payment.state, action) : null;
  const data = {
    attempt: attempt.attemptNumber,
    bankReference: reference,
    outcome,
    ...(reason ? { reason } : {}),
  };
  if (!move?.ok) {
    changes.events.push({
      payment,
      type: 'payment.answer_noted',
      data: { ...data, state: payment.state },
    });
    return;
  }
  payment.state = move.to;
  attempt.state = move.to as AttemptState;
  attempt.bankSerial = bankSerial ?? attempt.bankSerial;
  changes.moved.push({ payment, attempt });
  changes.events.push({ payment, type: move.event, data });
}

/** In the words of a bank over the wire, so that one reader understands both. */
const rawOf = ({ reference, outcome, reason, bankSerial }: ResultLine): string =>
  JSON.stringify(
    outcome === 'rejected'
      ? { status: outcome, code: 'RESULT', reason, reference }
      : { status: outcome, ...(bankSerial === null ? {} : { bankSerial }), reference },
  );

async function write(tx: Tx, { answers, moved, events }: Changes): Promise<void> {
  await insertBankAnswers(tx, answers);
  await saveMovedPayments(
    tx,
    moved.map(({ payment }) => payment),
  );
  await saveMovedAttempts(
    tx,
    moved.map(({ attempt }) => attempt),
  );
  const inState = (state: PaymentEntity['state']): Moved[] =>
    moved.filter(({ payment }) => payment.state === state);
  await postJournals(
    tx,
    inState('rejected').map(({ payment, attempt }) => ({
      journal: bounce(payment.budgetLineId, payment.amountFen),
      cause: `attempt:${attempt.id}/bounce`,
    })),
  );
  for (const { payment } of inState('rejected')) await openPaymentTask(tx, payment, 'payment_failed');
  for (const { payment } of inState('unknown')) await openPaymentTask(tx, payment, 'payment_unknown');
  for (const state of ['accepted', 'rejected'] as const) {
    const ids = inState(state).map(({ payment }) => payment.id);
    await endPaymentTask(tx, ids, 'payment_unknown', { by: null, outcome: state });
  }
  await recordOnPayments(tx, events);
}
