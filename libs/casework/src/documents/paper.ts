import { formatYuan, toChineseUppercase, ZERO_FEN, type Fen } from '@duixian/money';
import {
  canonicalJson,
  findApplication,
  findBatch,
  findTreasuryAccountAt,
  readAttempts,
  readLinesOfBatch,
  readSetOff,
  sha256,
  type DisbursementBatchEntity,
  type DocumentKind,
  type PaymentEntity,
  type Tx,
} from '@duixian/persistence';
import { localDateInShanghai } from '@duixian/calendar';
import { BATCH_STATE_LABELS, PAYMENT_STATE_LABELS } from '@duixian/workflow';
import { purposeOf } from '../funds/attempt-of-payment';
import { maskAccountNumber } from '../ground/mask';

/** What a paper says, whatever it is written as. Every text is as it is printed. */
export interface Paper {
  kind: DocumentKind;
  title: string;
  /** Label and value, one under the other. */
  fields: readonly (readonly [string, string])[];
  table: { columns: readonly { name: string; width: number }[]; rows: readonly (readonly string[])[] } | null;
  amountFen: Fen;
  /** Whom it is about, as everybody who asks about the paper may read it. */
  holder: string;
  signatures: readonly string[];
}

export const PAPER_TITLES: Readonly<Record<DocumentKind, string>> = {
  'batch-list': '奖补资金拨付清单',
  voucher: '奖补资金付款凭证',
  receipt: '奖补资金到账回单',
  statement: '年度兑现清单',
  demand: '奖补资金追缴通知书',
};

/** Of everything that a paper certifies; two papers that say the same have the same. */
export const paperHash = (paper: Paper): string => sha256(canonicalJson(paper));

const day = (moment: Date | null): string => (moment ? localDateInShanghai(moment.getTime()) : '—');

/** A name of which the middle is hidden: who holds the paper recognises it, who found it learns nothing. */
export function maskName(name: string): string {
  const letters = [...name];
  if (letters.length <= 2) return `${letters[0] ?? ''}*`;
  const shown = letters.length >= 8 ? 3 : 1;
  return (
    letters.slice(0, shown).join('') + '*'.repeat(letters.length - 2 * shown) + letters.slice(-shown).join('')
  );
}

/** The finance office that a region pays by. */
export const payer = (tx: Tx, regionCode: string): string => {
  const { name, financeOfficeName } = tx.regions.get(regionCode);
  return financeOfficeName ?? `${name}财政部门`;
};

/** The list of a batch as maker and checker sign it. */
export async function batchPaper(tx: Tx, batch: DisbursementBatchEntity): Promise<Paper> {
  const payments = await readLinesOfBatch(tx, batch.id);
  // What was released left the account of that day.
  const account = await findTreasuryAccountAt(tx, batch.regionCode, batch.releasedAt ?? tx.now);
  return {
    kind: 'batch-list',
    title: PAPER_TITLES['batch-list'],
    fields: [
      ['批次号', batch.number],
      ['付款单位', payer(tx, batch.regionCode)],
      ['付款账户', account ? maskAccountNumber(account.accountNumber) : '—'],
      ['状态', BATCH_STATE_LABELS[batch.state]],
      ['编制日期', day(batch.preparedAt)],
      ['复核日期', day(batch.releasedAt)],
      ['笔数', `${batch.paymentCount} 笔`],
      ['合计金额(小写)', `¥${formatYuan(batch.totalFen)}`],
      ['合计金额(大写)', toChineseUppercase(batch.totalFen)],
      ['校验码', batch.contentHash],
    ],
    table: {
      columns: [
        { name: '序号', width: 6 },
        { name: '收款人', width: 34 },
        { name: '账号', width: 20 },
        { name: '开户行', width: 26 },
        { name: '金额(元)', width: 16 },
      ],
      rows: payments.map(({ payee, amountFen }, index) => [
        String(index + 1),
        payee.accountName,
        maskAccountNumber(payee.accountNumber),
        payee.bankName,
        formatYuan(amountFen),
      ]),
    },
    amountFen: batch.totalFen,
    holder: payer(tx, batch.regionCode),
    signatures: ['经办', '复核', '负责人'],
  };
}

/** The account that a payment leaves, or left on the day of its release. */
async function accountOf(
  tx: Tx,
  { regionCode, batchId }: PaymentEntity,
): Promise<{ accountNumber: string } | null> {
  const batch = batchId === null ? null : await findBatch(tx, batchId);
  return findTreasuryAccountAt(tx, regionCode, batch?.releasedAt ?? tx.now);
}

/** A payment as the treasury files it, or as who was paid keeps it. */
export async function paymentPaper(
  tx: Tx,
  kind: 'voucher' | 'receipt',
  payment: PaymentEntity,
): Promise<Paper> {
  const application = await findApplication(tx, payment.applicationId);
  if (!application) throw new Error(`payment ${payment.id} has no case`);
  // A receipt says nothing that its holder may not read by themselves.
  const account = kind === 'voucher' ? await accountOf(tx, payment) : null;
  const setOffFen = (await readSetOff(tx, [payment.id])).get(payment.id) ?? ZERO_FEN;
  const last = (await readAttempts(tx, [payment.id])).at(-1);
  const { payee, state, settledOn, regionCode } = payment;
  // Nothing was sent of what was set off whole; until then it was made smaller part by part.
  const amountFen = state === 'offset' ? setOffFen : payment.amountFen;
  return {
    kind,
    title: PAPER_TITLES[kind],
    fields: [
      ['付款单位', payer(tx, regionCode)],
      ...(account ? [['付款账户', maskAccountNumber(account.accountNumber)] as const] : []),
      ['收款人', payee.accountName],
      ['收款账号', maskAccountNumber(payee.accountNumber)],
      ['开户行', `${payee.bankName}(${payee.bankCode})`],
      ['金额(小写)', `¥${formatYuan(amountFen)}`],
      ['金额(大写)', toChineseUppercase(amountFen)],
      ...(setOffFen > ZERO_FEN ? [['已抵扣应退款', `¥${formatYuan(setOffFen)}`] as const] : []),
      ['用途', purposeOf(payment, application.caseNumber)],
      ['状态', PAYMENT_STATE_LABELS[state]],
      ['银行参考号', last?.bankReference ?? '—'],
      ['银行流水号', last?.bankSerial ?? '—'],
      ['到账日期', settledOn ?? '—'],
    ],
    table: null,
    amountFen,
    holder: payee.accountName,
    signatures: kind === 'voucher' ? ['经办', '复核', '记账'] : [],
  };
}
