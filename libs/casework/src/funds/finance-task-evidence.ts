import {
  findStatementLine,
  findTreasuryDay,
  hasWaitingCredit,
  isContested,
  readAttempts,
  readQueries,
  type BankStatementLineEntity,
  type FinanceResolution,
  type FinanceTaskEntity,
  type PaymentAttemptEntity,
  type PaymentEntity,
  type Tx,
} from '@duixian/persistence';
import { movePayment } from '@duixian/workflow';
import { refuse, type Refused } from '../ground/refusal';
import { refuseWhileEnding } from './ending-award';

const RESOLUTIONS_BY_KIND: Readonly<Record<FinanceTaskEntity['kind'], readonly FinanceResolution[]>> = {
  payment_failed: [],
  payment_returned: [],
  payment_unknown: ['not-sent'],
  statement_exception: ['was-paid', 'explained'],
};

/** How a task may end by two people; a failed or returned payment ends by being queued again. */
export const resolutionsOf = (
  { kind }: Pick<FinanceTaskEntity, 'kind'>,
  line: Pick<BankStatementLineEntity, 'classification'> | null,
): readonly FinanceResolution[] =>
  line?.classification === 'awaits-debit' ? ['came-back', 'explained'] : RESOLUTIONS_BY_KIND[kind];

export type Proven<T> = { ok: true; evidence: T } | Refused;

/**
 * Whether everything says that the bank never had the last attempt: its booking day is closed on the named statement, the
 * bank, asked after that closing, does not know the reference, and no line is contested. Anything less proves nothing.
 */
export async function proveNotSent(
  tx: Tx,
  payment: PaymentEntity,
  statementId: string | null,
): Promise<Proven<PaymentAttemptEntity>> {
  const move = movePayment(payment.state, 'declare_not_sent');
  const attempt = (await readAttempts(tx, [payment.id])).at(-1);
  if (!move.ok || attempt?.state !== 'unknown')
    return refuse('action-not-allowed', '该笔付款的结果已经查明,不需要再认定。请刷新查看。', {
      state: payment.state,
    });
  const { requestedOn } = JSON.parse(attempt.payload) as { requestedOn: string };
  const day = await findTreasuryDay(tx, payment.regionCode, requestedOn);
  const { last } = await readQueries(tx, attempt.id);
  const missing = [
    ...(day
      ? []
      : [`应记账日 ${requestedOn} 尚未关账:请先导入该日最后一份对账单,并由复核人员在“日终关账”中关账`]),
    ...(day && day.statementId !== statementId
      ? [`所选对账单不是 ${requestedOn} 关账所用的那一份:请改选关账所用的对账单`]
      : []),
    ...(last?.outcome === 'not-found' && day && last.receivedAt > day.closedAt
      ? []
      : [
          attempt.fileId === null
            ? '关账之后,银行还没有再次答复查无此笔:系统会自动再次查询,请稍后再提交'
            : '关账之后,还没有写明“未收到”的结果文件:请向财政系统取得新的结果文件,在批次页面上传',
        ]),
    ...((await hasWaitingCredit(tx, payment.id))
      ? ['对账单上有本付款的退回款,银行已收到过指令:请先在“资金待办”中处理这笔退回款']
      : []),
    ...((await isContested(tx, payment.id))
      ? ['对账单上有一笔疑似本付款的扣款:请先在“资金待办”中处理这笔差异']
      : []),
  ];
  if (missing.length === 0) return { ok: true, evidence: attempt };
  return refuse('not-proven', `还不能认定银行未付出:${missing.join(';')}。`, {
    missing,
    requestedOn,
    bankReference: attempt.bankReference,
  });
}

/** Whether an unexpected debit can be this payment's own: the whole amount to its account, and no other attempt lives. */
export async function proveWasPaid(
  tx: Tx,
  task: FinanceTaskEntity,
  payment: PaymentEntity | null,
): Promise<Proven<{ line: BankStatementLineEntity; attempt: PaymentAttemptEntity }>> {
  const line = await lineOf(tx, task);
  const attempts = payment ? await readAttempts(tx, [payment.id]) : [];
  const attempt = attempts.find((each) => each.id === line.attemptId);
  if (!payment || !attempt || line.classification !== 'unexpected-debit')
    return refuse(
      'not-proven',
      '只有付往本系统收款账户、金额完全一致的扣款,才能认定为这笔付款。其他差异请选择“说明差异”。',
      { classification: line.classification },
    );
  if (!movePayment(payment.state, 'acknowledge').ok)
    return refuse(
      'action-not-allowed',
      '这笔付款已由另一次发送付出或正在办理,该扣款属于重复扣款:请向银行追回,并选择“说明差异”。',
      { state: payment.state },
    );
  const ending = await refuseWhileEnding(tx, [payment.applicationId]);
  return ending ?? { ok: true, evidence: { line, attempt } };
}

/**
 * Whether money that came back can be the payment itself although no statement shows that it left: the day of the payment is closed
 * without it, and the bank may have it still. Before that its debit may yet come, and say otherwise.
 */
export async function proveCameBack(
  tx: Tx,
  task: FinanceTaskEntity,
  payment: PaymentEntity | null,
): Promise<Proven<{ line: BankStatementLineEntity; attempt: PaymentAttemptEntity }>> {
  const line = await lineOf(tx, task);
  const attempt = payment && (await waitingAttemptOf(tx, line, payment));
  if (!payment || !attempt)
    return refuse('action-not-allowed', '这笔付款的结果已经查明,不需要再认定退回。请刷新后说明差异。', {
      state: payment?.state,
    });
  const { requestedOn } = JSON.parse(attempt.payload) as { requestedOn: string };
  // On its own day it would have been listed before what came back.
  const closed = requestedOn >= line.bookedOn || (await findTreasuryDay(tx, payment.regionCode, requestedOn));
  if (closed && line.bookedOn < tx.today) return { ok: true, evidence: { line, attempt } };
  return refuse(
    'not-proven',
    `还不能认定退回:${requestedOn} 的扣款可能尚未导入。请先导入该日最后一份对账单并关账;有扣款的,系统自动认定。`,
    { requestedOn, bankReference: attempt.bankReference },
  );
}

/** Money that came back for a payment which is under way is explained by its debit or by two people, and not told away. */
export async function refuseWhileAwaited(
  tx: Tx,
  task: FinanceTaskEntity,
  payment: PaymentEntity | null,
): Promise<Refused | null> {
  if (!payment || task.kind !== 'statement_exception') return null;
  const line = await lineOf(tx, task);
  return line.classification === 'awaits-debit' && (await waitingAttemptOf(tx, line, payment))
    ? refuse(
        'not-proven',
        '这是本系统一笔在途付款的退回款,不能只作说明。请导入付款当日的对账单,由系统认定;当日关账后仍无扣款的,请选择认定退回。',
      )
    : null;
}

/** The attempt that a waiting credit names, while the payment waits for what became of it. */
async function waitingAttemptOf(
  tx: Tx,
  line: BankStatementLineEntity,
  payment: PaymentEntity,
): Promise<PaymentAttemptEntity | undefined> {
  const attempts = await readAttempts(tx, [payment.id]);
  return line.classification === 'awaits-debit' && movePayment(payment.state, 'return').ok
    ? attempts.find(
        ({ id, state }) => id === line.attemptId && state === payment.state && state !== 'settled',
      )
    : undefined;
}

export async function lineOf(tx: Tx, task: FinanceTaskEntity): Promise<BankStatementLineEntity> {
  const line = await findStatementLine(tx, task.statementId ?? '', task.statementPosition ?? 0);
  if (!line) throw new Error(`finance task ${task.id} has no line`);
  return line;
}
