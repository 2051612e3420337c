import { formatYuan } from '@duixian/money';
import { findBatch, readPaymentsOfBatch, runQuery, type Database } from '@duixian/persistence';
import type { Actor } from '@duixian/workflow';
import { refuseAsUnknown, refuseUnlessPermitted, regionResource } from '../ground/authorise';
import type { Refused } from '../ground/refusal';

const HEADER = ['序号', '付款编号', '收款人', '收款账号', '开户行', '联行号', '金额(元)'];

/**
 * The payment list of a batch as CSV (RFC 4180, UTF-8 with a byte order mark for spreadsheet programs), closed by a
 * control line with count, sum and hash.
 */
export async function writeBatchFile(
  db: Database,
  actor: Actor,
  id: string,
): Promise<{ ok: true; value: { fileName: string; content: string } } | Refused> {
  return runQuery(db, actor, async (tx) => {
    const batch = await findBatch(tx, id);
    if (!batch || refuseUnlessPermitted(actor, 'batch.file', regionResource(tx, batch.regionCode)))
      return refuseAsUnknown();
    const payments = await readPaymentsOfBatch(tx, batch.id);
    const rows = payments.map(({ id: paymentId, payee, amountFen }, index) => [
      String(index + 1),
      paymentId,
      payee.accountName,
      `\t${payee.accountNumber}`,
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
    const content = `\uFEFF${[HEADER, ...rows, control].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
    return { ok: true as const, value: { fileName: `${batch.number}.csv`, content } };
  });
}

/** Quoted where needed; text that a spreadsheet would run as a formula gets a leading apostrophe. */
function cell(text: string): string {
  const safe = /^[=+\-@]/.test(text) ? `'${text}` : text;
  return /[",\r\n\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
