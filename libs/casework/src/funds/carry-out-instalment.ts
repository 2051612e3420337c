import { unreserve } from '@duixian/ledger';
import {
  findInstalmentDecision,
  lockApplication,
  lockPaymentsOfInstalment,
  postJournals,
  readDueInstalments,
  runCommand,
  runQuery,
  saveMovedPayments,
  savePayment,
  type ApplicationEntity,
  type CommandOutcome,
  type Database,
  type PaymentEntity,
  type Tx,
} from '@duixian/persistence';
import { movePayment } from '@duixian/workflow';
import { done, type Refusal } from '../ground/refusal';
import { recordOnCase } from './propose-instalment';
import { recordOnPayments } from './record-payment';
import { payeeNow } from './requeue-payment';
import { settleIfMet } from './settle-application';

const CARRIER = { kind: 'system', name: 'carry-out-instalment' } as const;

/**
 * After two people of the city decided about a part of an award, as the system: its payments fall due, or are cancelled and their money
 * is free again. Where nothing else is to be paid then, the case is paid.
 */
export async function carryOutInstalment(
  db: Database,
  job: { outboxId: string; proposalId: string },
): Promise<CommandOutcome<{ moved: number }, Refusal>> {
  const idempotencyKey = `outbox:${job.outboxId}/carry-out-instalment`;
  const input = { proposalId: job.proposalId };
  return runCommand(db, { name: 'carryOutInstalment', actor: CARRIER, idempotencyKey, input }, async (tx) => {
    const found = await findInstalmentDecision(tx, job.proposalId);
    if (found?.proposed.decision !== 'confirmed')
      throw new Error(`proposal ${job.proposalId} is not confirmed`);
    const { proposed, award } = found;
    const { payments, application } = await lockPart(tx, award.id, proposed.number, award.applicationId);
    const moved =
      proposed.kind === 'release' ? await fallDue(tx, payments) : await giveUp(tx, application, payments);
    const { reason, documentNumber, number: instalment } = proposed;
    await recordOnCase(tx, application, FATES[proposed.kind], { instalment, reason, documentNumber });
    return done({ moved });
  });
}

const FATES = {
  release: 'application.instalment_released',
  forfeit: 'application.instalment_forfeited',
} as const;

/**
 * Lets every part fall due whose day has come; each in its own command. Safe to run as often as one likes.
 * @throws the first error at the end: a part that cannot fall due does not hold up the others
 */
export async function releaseDueInstalments(db: Database): Promise<{ released: number }> {
  const due = await runQuery(db, CARRIER, (tx) => readDueInstalments(tx, tx.today));
  const errors: unknown[] = [];
  let released = 0;
  for (const part of due) {
    try {
      const outcome = await releaseByDay(db, part);
      if (outcome.ok) released += outcome.value.moved > 0 ? 1 : 0;
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
  return { released };
}

async function releaseByDay(
  db: Database,
  part: { awardId: string; number: number; applicationId: string },
): Promise<CommandOutcome<{ moved: number }, Refusal>> {
  const { awardId, number, applicationId } = part;
  const idempotencyKey = `award:${awardId}/instalment/${number}/due`;
  const request = { name: 'releaseByDay', actor: CARRIER, idempotencyKey, input: { awardId, number } };
  return runCommand(db, request, async (tx) => {
    const { payments, application } = await lockPart(tx, awardId, number, applicationId);
    const moved = await fallDue(tx, payments);
    await recordOnCase(tx, application, FATES.release, { instalment: number, dueOn: tx.today });
    return done({ moved });
  });
}

async function lockPart(
  tx: Tx,
  awardId: string,
  number: number,
  applicationId: string,
): Promise<{ payments: PaymentEntity[]; application: ApplicationEntity }> {
  const payments = await lockPaymentsOfInstalment(tx, awardId, number);
  const application = await lockApplication(tx, applicationId);
  if (!application) throw new Error(`application ${applicationId} is gone`);
  return { payments: payments.filter(({ state }) => state === 'waiting'), application };
}

/** What goes to the applicant may be batched, on the account that counts today; refunds go on waiting for it to arrive. */
async function fallDue(tx: Tx, payments: readonly PaymentEntity[]): Promise<number> {
  const paying = payments.filter(({ refundTo }) => refundTo === null);
  const events = [];
  for (const payment of paying) {
    const move = movePayment(payment.state, 'fall_due');
    if (!move.ok) throw new Error(`payment ${payment.id}: due from ${payment.state}`);
    payment.state = move.to;
    payment.payee = (await payeeNow(tx, payment)) ?? payment.payee;
    await savePayment(tx, payment);
    events.push({ payment, type: move.event, data: { instalment: payment.instalment } });
  }
  await recordOnPayments(tx, events);
  return paying.length;
}

async function giveUp(
  tx: Tx,
  application: ApplicationEntity,
  payments: readonly PaymentEntity[],
): Promise<number> {
  const events = payments.map((payment) => {
    const move = movePayment(payment.state, 'cancel');
    if (!move.ok) throw new Error(`payment ${payment.id}: cancelled from ${payment.state}`);
    payment.state = move.to;
    return { payment, type: move.event, data: { instalment: payment.instalment } };
  });
  await saveMovedPayments(tx, payments);
  await postJournals(
    tx,
    payments.map(({ id, budgetLineId, amountFen }) => ({
      journal: unreserve(budgetLineId, amountFen),
      cause: `payment:${id}/unreserve`,
    })),
  );
  await recordOnPayments(tx, events);
  const lines = [...new Set(payments.map(({ budgetLineId }) => budgetLineId))];
  await tx.enqueueAll(
    'budget.freed',
    lines.map((budgetLineId) => ({ budgetLineId })),
  );
  const settled = await settleIfMet(tx, application);
  if (settled) await recordOnCase(tx, application, settled.event, settled.data);
  return payments.length;
}
