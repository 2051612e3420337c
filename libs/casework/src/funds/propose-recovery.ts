import { fen, formatYuan, subtractFen, sumFen, addFen, ZERO_FEN, type Fen } from '@duixian/money';
import { yearOf } from '@duixian/calendar';
import {
  findApplication,
  findAwardOfApplication,
  insertRecovery,
  lockPayment,
  nextNumber,
  readAwardLines,
  readRefundsOf,
  readSetOff,
  readStandingRecoveries,
  readStandingRecoveriesOfLines,
  runCommand,
  type AwardLineEntity,
  type CommandOutcome,
  type Database,
  type PaymentEntity,
  type RecoveryEntity,
  type Tx,
} from '@duixian/persistence';
import { RECOVERY_CREATED_EVENT, type PersonActor, type RecoveryState } from '@duixian/workflow';
import { refuseRecused } from '../applications/open-case';
import { refuseAsUnknown, refuseUnlessPermitted } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';
import { recordOnRecovery } from './open-recovery';

export interface RecoveryAnswer {
  id: string;
  number: string;
  state: RecoveryState;
  version: number;
}

export interface RecoveryProposal {
  /** What was paid wrongly: one treasury's payment, and the clause of the award that it was not due for. */
  paymentId: string;
  clauseId: string;
  subject?: string;
  amountFen: number;
  reason: string;
  /** What the demand rests on (追回决定文号). */
  documentNumber: string;
  /** How many working days there are to pay back; 1 to 120. */
  workingDays: number;
}

/** Treasuries that demand the same clause back wait for each other in the database. */
const MEANWHILE: Refusal = {
  code: 'recovery-invalid',
  message: '其他财政刚刚对同一条款提出了追回,合计超过该条款的核定金额。请刷新后按尚未追回的部分重新提出。',
};

/**
 * The maker of the treasury that paid proposes that some of it is paid back: at most what it paid and has not demanded yet, and at
 * most what the clause was awarded. Each treasury demands its own share of an award. A checker confirms it.
 */
export async function proposeRecovery(
  db: Database,
  command: RecoveryProposal & { actor: PersonActor; idempotencyKey: string },
): Promise<CommandOutcome<RecoveryAnswer, Refusal>> {
  const { actor, idempotencyKey, ...input } = command;
  const conflicts = { recovery_within_paid: MEANWHILE };
  const request = { name: 'proposeRecovery', actor, idempotencyKey, input, conflicts };
  return runCommand(db, request, async (tx): Promise<CaseOutcome<RecoveryAnswer>> => {
    const payment = await lockPayment(tx, input.paymentId);
    if (!payment) return refuseAsUnknown();
    const resource = { regionPath: tx.regions.path(payment.regionCode), partyId: payment.partyId };
    if (refuseUnlessPermitted(actor, 'payment.list', resource)) return refuseAsUnknown();
    const forbidden = refuseUnlessPermitted(actor, 'recovery.propose', resource);
    if (forbidden) return forbidden;
    const recused = await refuseRecused(tx, payment.applicationId);
    if (recused) return recused;
    const line = await lineOf(tx, payment, input);
    if (!line) return refuse('recovery-invalid', '这笔付款的核定奖补中没有该条款,请从列表中选择条款。');
    const beyond = await refuseBeyond(tx, payment, line, fen(input.amountFen));
    if (beyond) return beyond;
    const recovery = await recoveryOf(tx, payment, line, input, actor.userId);
    await insertRecovery(tx, recovery);
    await recordOnRecovery(tx, recovery, RECOVERY_CREATED_EVENT, {
      clause: line.clauseId,
      reason: recovery.reason,
      documentNumber: recovery.documentNumber,
      workingDays: recovery.workingDays,
    });
    const { id, number, state, version } = recovery;
    return done({ id, number, state, version });
  });
}

async function lineOf(
  tx: Tx,
  payment: PaymentEntity,
  { clauseId, subject = '' }: RecoveryProposal,
): Promise<AwardLineEntity | undefined> {
  const award = await findAwardOfApplication(tx, payment.applicationId);
  if (!award) return undefined;
  const lines = await readAwardLines(tx, [award.id]);
  return lines.find((line) => line.clauseId === clauseId && line.subject === subject);
}

async function refuseBeyond(
  tx: Tx,
  payment: PaymentEntity,
  line: AwardLineEntity,
  amountFen: Fen,
): Promise<Refused | null> {
  if (payment.state !== 'settled' && payment.state !== 'offset')
    return refuse('recovery-invalid', '只能追回已到账(或已抵扣)的付款;未付出的请在申报页面终止。', {
      state: payment.state,
    });
  const paidFen = await borneOf(tx, payment);
  const leftOfPayment = subtractFen(paidFen, await demandedOf(readStandingRecoveries(tx, [payment.id])));
  const leftOfLine = subtractFen(
    line.amountFen,
    await demandedOf(readStandingRecoveriesOfLines(tx, [line.id])),
  );
  const mostFen = leftOfPayment < leftOfLine ? leftOfPayment : leftOfLine;
  if (amountFen <= mostFen) return null;
  return refuse(
    'recovery-invalid',
    `最多还可追回 ${formatYuan(mostFen)} 元:不超过本笔付款和该条款核定金额中尚未追回的部分。`,
    { mostFen },
  );
}

/** What a treasury paid by a payment: what arrived, and what was set off against it. */
export async function paidOf(
  tx: Tx,
  payment: Pick<PaymentEntity, 'id' | 'state' | 'amountFen'>,
): Promise<Fen> {
  const setOff = (await readSetOff(tx, [payment.id])).get(payment.id) ?? ZERO_FEN;
  return payment.state === 'settled' ? addFen(payment.amountFen, setOff) : setOff;
}

/** What of it the treasury bears itself: of an advanced payment, each other level demands its own share by its refund. */
async function borneOf(tx: Tx, payment: PaymentEntity): Promise<Fen> {
  const refunded = (await readRefundsOf(tx, [payment.id])).map(({ amountFen }) => amountFen);
  return subtractFen(await paidOf(tx, payment), sumFen(refunded));
}

const demandedOf = async (standing: Promise<RecoveryEntity[]>): Promise<Fen> =>
  sumFen((await standing).map(({ amountFen }) => amountFen));

async function recoveryOf(
  tx: Tx,
  payment: PaymentEntity,
  line: AwardLineEntity,
  { amountFen, reason, documentNumber, workingDays }: RecoveryProposal,
  proposedBy: string,
): Promise<RecoveryEntity> {
  const { id: paymentId, applicationId, partyId, regionCode, budgetLineId } = payment;
  const application = await findApplication(tx, applicationId);
  if (!application) throw new Error(`payment ${paymentId} has no case in reach`);
  return {
    id: tx.newId(),
    number: await nextNumber(tx, 'recovery', regionCode, yearOf(tx.today)),
    ...{ paymentId, awardLineId: line.id, applicationId, partyId, regionCode, budgetLineId },
    countyCode: application.countyCode,
    ...{ amountFen: fen(amountFen), reason, documentNumber, workingDays },
    ...{ dueOn: null, state: 'proposed', version: 1, proposedBy, proposedAt: tx.now },
    ...{ decidedBy: null, decidedAt: null, decisionNote: null },
  };
}
