import { formatYuan } from '@duixian/money';
import {
  findStatement,
  findTreasuryAccountAt,
  findTreasuryDay,
  insertTreasuryDay,
  lockUnbookedUntil,
  lockTreasury,
  openPaymentTask,
  readDayTotals,
  runCommand,
  saveAttempt,
  savePayment,
  type CommandOutcome,
  type Database,
  type DayTotals,
  type Tx,
} from '@duixian/persistence';
import { movePayment, type PersonActor } from '@duixian/workflow';
import { refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal } from '../ground/refusal';
import { recordOnPayment } from './record-payment';

export interface TreasuryDayView {
  regionCode: string;
  day: string;
  statementId: string;
  lineCount: number;
  debitFen: number;
  creditFen: number;
  closedBy: string;
  closedAt: string;
}

/**
 * 日终: the checker of a treasury closes a day that is over, on the bank's last statement of it. Every line must be
 * explained, and what the books settled and took back on that day must be what the bank's lines say, to the fen. From then on
 * the day takes no statement. A closed day is the evidence that something was not paid on it: what the bank accepted for
 * it and never booked is in doubt again, and asked about.
 */
export async function closeTreasuryDay(
  db: Database,
  command: {
    actor: PersonActor;
    idempotencyKey: string;
    regionCode: string;
    day: string;
    statementId: string;
  },
): Promise<CommandOutcome<TreasuryDayView, Refusal>> {
  const { actor, idempotencyKey, regionCode, day, statementId } = command;
  const closed: Refusal = {
    code: 'day-closed',
    message: `${day} 已经关账,不能再次关账。`,
  };
  const request = {
    name: 'closeTreasuryDay',
    actor,
    idempotencyKey,
    input: { regionCode, day, statementId },
    conflicts: { treasury_day_pkey: closed },
  };
  return runCommand(db, request, async (tx): Promise<CaseOutcome<TreasuryDayView>> => {
    if (!tx.regions.find(regionCode))
      return refuse('not-found', `没有代码为 ${regionCode} 的地区,请从列表中选择。`);
    const forbidden = refuseUnlessPermitted(actor, 'treasuryDay.close', regionResource(tx, regionCode));
    if (forbidden) return forbidden;
    await lockTreasury(tx, regionCode);
    if (await findTreasuryDay(tx, regionCode, day)) return { ok: false, refusal: closed };
    const statement = await findStatement(tx, statementId);
    if (statement?.regionCode !== regionCode || statement.statementDate !== day)
      return refuse('not-found', `该财政没有这份 ${day} 的对账单,请重新选择。`);
    // Where the account changed on that day, nothing was under way on the one before: its lines are all there.
    const account = await findTreasuryAccountAt(tx, regionCode, endOf(day));
    if (account?.accountNumber !== statement.accountNumber)
      return refuse('not-found', '这份对账单不是该日所用财政账户的,请选择该日所用账户的对账单。');
    const totals = await readDayTotals(tx, regionCode, day, statementId);
    const missing = [
      ...(day < tx.today ? [] : [`${day} 还没有结束,银行可能还会记账:请次日再关账`]),
      ...whatDisagrees(totals),
    ];
    if (missing.length > 0)
      return refuse('day-not-reconciled', `该日尚不能关账:${missing.join(';')}。`, {
        missing,
      });
    const { lines: lineCount, debitFen, creditFen } = totals;
    const row = { regionCode, day, statementId, lineCount, debitFen, creditFen, closedBy: actor.userId };
    await insertTreasuryDay(tx, { ...row, closedAt: tx.now });
    await doubtMissing(tx, regionCode, day);
    await tx.record({ caseId: statementId, regionCode, type: 'treasury_day.closed', data: row });
    return done({ ...row, closedAt: tx.now.toISOString() });
  });
}

/** The last moment of a day in Shanghai. */
const endOf = (day: string): Date => new Date(`${day}T23:59:59.999+08:00`);

/** "Accepted" is no booking: whatever the closed day should have shown is unknown again. */
async function doubtMissing(tx: Tx, regionCode: string, day: string): Promise<void> {
  for (const { payment, attempt } of await lockUnbookedUntil(tx, regionCode, day)) {
    const move = movePayment(payment.state, payment.state === 'sending' ? 'lose_answer' : 'miss');
    if (!move.ok) throw new Error(`payment ${payment.id}: not booked, from ${payment.state}`);
    payment.state = move.to;
    await savePayment(tx, payment);
    await saveAttempt(tx, { id: attempt.id, state: 'unknown', bankSerial: attempt.bankSerial });
    await recordOnPayment(tx, payment, move.event, { bankReference: attempt.bankReference, day });
    // A file is answered by a file: its people have to ask.
    if (attempt.fileId === null) await tx.enqueue('payment.unresolved', { attemptId: attempt.id });
    else await openPaymentTask(tx, payment, 'payment_unknown');
  }
}

/** What stands against closing, one sentence each; empty when both sides agree to the fen. */
function whatDisagrees(totals: DayTotals): string[] {
  const differ = (what: string, bank: DayTotals['debitFen'], books: DayTotals['debitFen']): string[] =>
    bank === books
      ? []
      : [
          `${what}合计不一致:银行明细 ${formatYuan(bank)} 元,本系统账面 ${formatYuan(books)} 元。请与银行核对,重新导入当日最后一份对账单`,
        ];
  return [
    ...(totals.openExceptions > 0
      ? [`还有 ${totals.openExceptions} 笔差异未处理:请先在“资金待办”中逐笔处理`]
      : []),
    ...(totals.missingFromStatement > 0
      ? [`所选不是当日最后一份对账单,少 ${totals.missingFromStatement} 笔:请选择最后一份`]
      : []),
    ...differ('到账', totals.matchedFen, totals.settledInBooksFen),
    ...differ('退回', totals.returnedFen, totals.returnedInBooksFen),
  ];
}
