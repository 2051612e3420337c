import { PassThrough, Readable } from 'node:stream';
import { fen, type Fen } from '@duixian/money';
import {
  controlRow,
  LIST_COLUMNS,
  listRow,
  PAIN_001_CLOSING,
  pain001Opening,
  pain001Transfer,
  type ListControl,
  type PaymentInstruction,
} from '@duixian/payment-rail';
import {
  findFileOfBatch,
  findTreasuryAccountAt,
  holdTreasury,
  insertAttempts,
  insertInstructionFile,
  lockBatch,
  readAttempts,
  readCasesInBrief,
  readContested,
  readFileLines,
  runCommand,
  saveBatch,
  saveMovedPayments,
  type CommandOutcome,
  type Database,
  type DisbursementBatchEntity,
  type FileLine,
  type FileStore,
  type InstructionFileEntity,
  type PaymentAttemptEntity,
  type PaymentEntity,
  type StoredFile,
  type Tx,
} from '@duixian/persistence';
import { CSV_MARK, csvLine, writeXlsx } from '@duixian/spreadsheet';
import { movePayment, type PersonActor } from '@duixian/workflow';
import { refuseUnfitForAny } from '../applications/open-case';
import { refuseAsUnknown, refuseStale, refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';
import { attemptOfPayment } from './attempt-of-payment';
import { goThroughPayments } from './go-through-payments';
import { casesOf } from './prepare-batch';
import type { BatchCommand } from './release-batch';
import { recordOnPayments } from './record-payment';

/** Lines read back at once. */
const AT_ONCE = 2_000;
const MOST_BYTES = 500 * 1024 * 1024;

export interface InstructionFileAnswer {
  batchId: string;
  fileName: string;
  contentHash: string;
  sizeBytes: number;
  lineCount: number;
  totalFen: number;
  writtenAt: string;
}

/**
 * The maker of a treasury that pays by file writes the one file of a released batch. Each payment gets its attempt, with the
 * instruction as it stands in the file, and goes from released to sending; with that the file is kept. It is handed out
 * as often as asked, always the same bytes, and is never written a second time.
 */
export async function writeInstructionFile(
  db: Database,
  files: FileStore,
  command: BatchCommand,
): Promise<CommandOutcome<InstructionFileAnswer, Refusal>> {
  const { actor, idempotencyKey, batchId, version } = command;
  const written: Refusal = {
    code: 'file-already-written',
    message: '本批次的付款文件已经生成,请直接下载:每次下载的都是同一份文件。',
  };
  const request = {
    name: 'writeInstructionFile',
    actor,
    idempotencyKey,
    input: { batchId, version },
    conflicts: { instruction_file_batch_id_key: written },
  };
  return runCommand(db, request, async (tx): Promise<CaseOutcome<InstructionFileAnswer>> => {
    const batch = await lockBatch(tx, batchId);
    const refused = refuseWriting(actor, tx, batch, version);
    if (refused || !batch) return refused ?? refuseAsUnknown();
    if (await findFileOfBatch(tx, batchId)) return { ok: false, refusal: written };
    const fileId = tx.newId();
    const attempted = await attemptAll(tx, batch, fileId);
    if ('refusal' in attempted) return attempted;
    const stored = await writeLines(tx, files, batch, fileId);
    const file: InstructionFileEntity = {
      ...{ id: fileId, batchId, regionCode: batch.regionCode, ...stored, ...attempted },
      ...{ writtenAt: tx.now, writtenBy: actor.userId },
    };
    await insertInstructionFile(tx, file);
    await saveBatch(tx, batch);
    const { contentHash, lineCount, totalFen } = file;
    await tx.record({
      caseId: batchId,
      regionCode: batch.regionCode,
      type: 'batch.file_written',
      data: { number: batch.number, channel: batch.channel, fileHash: contentHash, lineCount, totalFen },
    });
    return done(fileAnswer(batch, file));
  });
}

export const fileAnswer = (
  batch: DisbursementBatchEntity,
  file: InstructionFileEntity,
): InstructionFileAnswer => ({
  batchId: batch.id,
  fileName: `${batch.number}.${EXTENSIONS[batch.channel]}`,
  contentHash: file.contentHash,
  sizeBytes: file.sizeBytes,
  lineCount: file.lineCount,
  totalFen: file.totalFen,
  writtenAt: file.writtenAt.toISOString(),
});

const EXTENSIONS: Readonly<Record<DisbursementBatchEntity['channel'], string>> = {
  bank: 'csv',
  'list-csv': 'csv',
  'list-xlsx': 'xlsx',
  'pain.001': 'xml',
};

function refuseWriting(
  actor: PersonActor,
  tx: Tx,
  batch: DisbursementBatchEntity | null,
  version: number,
): Refused | null {
  if (!batch) return refuseAsUnknown();
  const resource = regionResource(tx, batch.regionCode);
  if (refuseUnlessPermitted(actor, 'batch.read', resource)) return refuseAsUnknown();
  const forbidden = refuseUnlessPermitted(actor, 'batch.writeFile', resource);
  if (forbidden) return forbidden;
  if (batch.version !== version) return refuseStale(version, batch.version);
  if (batch.channel === 'bank')
    return refuse('action-not-allowed', '本批次由银行直连付款,不使用付款文件。', { channel: batch.channel });
  if (batch.state !== 'released')
    return refuse('action-not-allowed', '批次复核放款后才能生成付款文件。', { state: batch.state });
  return null;
}

/** An attempt for every payment of the batch, in the order of their ids; count and sum must be what was released. */
async function attemptAll(
  tx: Tx,
  batch: DisbursementBatchEntity,
  fileId: string,
): Promise<{ lineCount: number; totalFen: Fen } | Refused> {
  let [lineCount, total] = [0, 0n];
  for await (const payments of goThroughPayments(tx, { batchId: batch.id }, { lock: true })) {
    const unfit = await refuseUnfitForAny(tx, casesOf(payments), 'batch_preparation');
    if (unfit) return unfit;
    const contested = await readContested(
      tx,
      payments.map(({ id }) => id),
    );
    if (contested.length > 0)
      return refuse(
        'payment-contested',
        '对账单上有一笔疑似本批次付款的扣款尚未处理。请先在“资金待办”中处理。',
        { paymentId: contested[0] },
      );
    await attemptSome(tx, batch, payments, { fileId, after: lineCount });
    lineCount += payments.length;
    total += payments.reduce((sum, { amountFen }) => sum + BigInt(amountFen), 0n);
  }
  if (lineCount !== batch.paymentCount || total !== BigInt(batch.totalFen))
    throw new Error(`batch ${batch.id}: ${lineCount} payments of ${total} fen are not what was released`);
  return { lineCount, totalFen: fen(total) };
}

async function attemptSome(
  tx: Tx,
  batch: DisbursementBatchEntity,
  payments: readonly PaymentEntity[],
  { fileId, after }: { fileId: string; after: number },
): Promise<void> {
  const treasury = await holdTreasury(tx, batch.regionCode);
  if (!treasury) throw new Error(`treasury ${batch.regionCode} has no account`);
  const cases = await readCasesInBrief(tx, [...new Set(payments.map((each) => each.applicationId))]);
  const tried = new Map<string, number>();
  for (const { paymentId } of await readAttempts(
    tx,
    payments.map(({ id }) => id),
  ))
    tried.set(paymentId, (tried.get(paymentId) ?? 0) + 1);
  const events = [];
  const attempts: PaymentAttemptEntity[] = [];
  for (const [index, payment] of payments.entries()) {
    const move = movePayment(payment.state, 'send');
    const caseNumber = cases.get(payment.applicationId)?.caseNumber;
    if (!move.ok || caseNumber === undefined)
      throw new Error(`payment ${payment.id} cannot be sent from ${payment.state}`);
    const about = { attemptNumber: (tried.get(payment.id) ?? 0) + 1, treasury, caseNumber };
    const attempt = attemptOfPayment(tx, payment, about);
    attempts.push({ ...attempt, fileId, fileLine: after + index + 1 });
    payment.state = move.to;
    const { attemptNumber, bankReference } = attempt;
    events.push({ payment, type: move.event, data: { attempt: attemptNumber, bankReference, fileId } });
  }
  await insertAttempts(tx, attempts);
  await saveMovedPayments(tx, payments);
  await recordOnPayments(tx, events);
}

/** Writes the file out of what was stored, line by line, into the file store. */
async function writeLines(
  tx: Tx,
  files: FileStore,
  batch: DisbursementBatchEntity,
  fileId: string,
): Promise<StoredFile> {
  if (batch.channel === 'pain.001')
    return files.receive(Readable.from(await pain001Of(tx, batch, fileId)), MOST_BYTES);
  const rows = rowsOf(tx, fileId, {
    batchNumber: batch.number,
    lineCount: batch.paymentCount,
    totalFen: batch.totalFen,
    contentHash: batch.contentHash,
  });
  if (batch.channel === 'list-csv') return files.receive(Readable.from(csvOf(rows)), MOST_BYTES);
  const content = new PassThrough();
  const writing = writeXlsx(content, [{ name: '付款清单', columns: LIST_COLUMNS, rows }]);
  writing.catch((error: unknown) => content.destroy(error as Error));
  const stored = await files.receive(content, MOST_BYTES);
  await writing;
  return stored;
}

async function* linesOf(tx: Tx, fileId: string): AsyncGenerator<FileLine> {
  for (let after = 0; ;) {
    const lines = await readFileLines(tx, fileId, after, AT_ONCE);
    yield* lines;
    after = lines.at(-1)?.fileLine ?? after;
    if (lines.length < AT_ONCE) return;
  }
}

const instructionOf = ({ payload }: FileLine): PaymentInstruction =>
  JSON.parse(payload) as PaymentInstruction;

async function* rowsOf(tx: Tx, fileId: string, control: ListControl): AsyncGenerator<string[]> {
  for await (const line of linesOf(tx, fileId))
    yield listRow(line.fileLine, instructionOf(line), line.payeeBankName);
  yield controlRow(control);
}

async function pain001Of(
  tx: Tx,
  batch: DisbursementBatchEntity,
  fileId: string,
): Promise<AsyncGenerator<string>> {
  const treasury = await findTreasuryAccountAt(tx, batch.regionCode, batch.releasedAt ?? tx.now);
  if (!treasury) throw new Error(`treasury ${batch.regionCode} has no account`);
  const opening = pain001Opening({
    messageId: batch.number,
    createdAt: tx.now.toISOString(),
    count: batch.paymentCount,
    totalFen: batch.totalFen,
    payerName: treasury.accountName,
    payerAccount: treasury.accountNumber,
    requestedOn: tx.today,
  });
  return (async function* () {
    yield opening;
    for await (const line of linesOf(tx, fileId))
      yield pain001Transfer(instructionOf(line), line.payeeBankName);
    yield PAIN_001_CLOSING;
  })();
}

async function* csvOf(rows: AsyncIterable<readonly string[]>): AsyncGenerator<string> {
  yield CSV_MARK + csvLine(LIST_COLUMNS.map(({ name }) => name));
  for await (const row of rows) yield csvLine(row);
}
