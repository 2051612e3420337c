import { Readable } from 'node:stream';
import { formatYuan } from '@duixian/money';
import {
  findBatch,
  findFileOfBatch,
  readLinesOfBatch,
  runQuery,
  type Database,
  type DisbursementBatchEntity,
  type FileStore,
  type Tx,
} from '@duixian/persistence';
import { permit, type Actor } from '@duixian/workflow';
import { refuseAsUnknown, refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { maskAccountNumber } from '../ground/mask';
import { refuse, type Refused } from '../ground/refusal';
import { fileAnswer } from './write-instruction-file';

const WHOLE_NUMBERS = ['batch.prepare', 'batch.release'] as const;
const HEADER = ['序号', '付款编号', '收款人', '收款账号', '开户行', '联行号', '金额(元)'];

export interface BatchFile {
  fileName: string;
  mediaType: string;
  sizeBytes: number;
  content: Readable;
}

const XML = 'application/xml';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/**
 * The file of a batch. Where the treasury pays by file: the one that was written, always the same bytes. Elsewhere a list to
 * read, as CSV (RFC 4180, UTF-8 with a byte order mark for spreadsheet programs), closed by a control line with count,
 * sum and hash. Account numbers stand whole only in what the treasury's own maker and checker read, who hand it to their
 * bank; whoever only watches (the city, the audit) reads the list with masked ones, as on every page.
 */
export async function writeBatchFile(
  db: Database,
  files: FileStore,
  actor: Actor,
  id: string,
): Promise<{ ok: true; value: BatchFile } | Refused> {
  return runQuery(db, actor, async (tx) => {
    const batch = await findBatch(tx, id);
    if (!batch || refuseUnlessPermitted(actor, 'batch.file', regionResource(tx, batch.regionCode)))
      return refuseAsUnknown();
    const treasury = regionResource(tx, batch.regionCode);
    const whole = WHOLE_NUMBERS.some((operation) => permit(actor, operation, treasury).allowed);
    if (batch.channel !== 'bank' && whole) return storedFile(tx, files, batch);
    const content = Buffer.from(await listToRead(tx, batch, whole));
    const file = { fileName: `${batch.number}.csv`, mediaType: CSV, sizeBytes: content.length };
    return { ok: true as const, value: { ...file, content: Readable.from([content]) } };
  });
}

const CSV = 'text/csv; charset=utf-8';

async function storedFile(
  tx: Tx,
  files: FileStore,
  batch: DisbursementBatchEntity,
): Promise<{ ok: true; value: BatchFile } | Refused> {
  const file = await findFileOfBatch(tx, batch.id);
  if (!file)
    return refuse(
      'file-not-written',
      '本批次还没有生成付款文件。复核放款后,由经办人在批次页面生成,然后下载。',
    );
  const { fileName, contentHash, sizeBytes } = fileAnswer(batch, file);
  const mediaType = { bank: CSV, 'list-csv': CSV, 'list-xlsx': XLSX, 'pain.001': XML }[batch.channel];
  return {
    ok: true as const,
    value: { fileName, mediaType, sizeBytes, content: await files.read(contentHash) },
  };
}

async function listToRead(tx: Tx, batch: DisbursementBatchEntity, whole: boolean): Promise<string> {
  const payments = await readLinesOfBatch(tx, batch.id);
  const rows = payments.map(({ id: paymentId, payee, amountFen }, index) => [
    String(index + 1),
    paymentId,
    payee.accountName,
    `\t${whole ? payee.accountNumber : maskAccountNumber(payee.accountNumber)}`,
    payee.bankName,
    `\t${payee.bankCode}`,
    formatYuan(amountFen),
  ]);
  const control = [
    '合计',
    `${batch.paymentCount} 笔`,
    batch.number,
    '',
    '',
    batch.contentHash,
    formatYuan(batch.totalFen),
  ];
  return `\uFEFF${[HEADER, ...rows, control].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** Quoted where needed; text that a spreadsheet would run as a formula gets a leading apostrophe. */
function cell(text: string): string {
  const safe = /^[=+\-@]/.test(text) ? `'${text}` : text;
  return /[",\r\n\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
