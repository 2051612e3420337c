import {
  applyImport,
  assessApplication,
  awardApplication,
  carryOutInstalment,
  collectCandidates,
  evaluateChunk,
  leaveFundingQueues,
  makeOffers,
  publishNotice,
  queryPayment,
  recountNoticeEnds,
  reopenApplication,
  sendLetter,
  sendOutOffers,
  sendPayment,
  serveFundingQueue,
  settleApplication,
  sweepForCause,
  takeBackAward,
  tryPolicyVersion,
  wakeForAccount,
  writeNotifications,
} from '@duixian/casework';
import type { PaymentRail } from '@duixian/payment-rail';
import type { Topic, TopicPayloads } from '@duixian/persistence';
import type { Ground } from '../ground';
import { logProblem } from '../problem';

/**
 * Does what one topic asks, under the id of its outbox row, so that doing it again changes nothing.
 * Throws when it should be tried again later.
 */
export type Consumer<T extends Topic> = (
  ground: Ground,
  job: { outboxId: string } & TopicPayloads[T],
) => Promise<void>;

/** A bank that cannot be understood is no failure of the job, which goes on asking; whoever runs the system reads why. */
function tellWhy({ cause }: { cause: string | null }): void {
  if (cause !== null) logProblem('no answer of the bank', new Error(cause));
}

export type Consumers = { readonly [T in Topic]: Consumer<T> };

/** One consumer per topic; a topic without one does not compile. */
export const CONSUMERS: Consumers = {
  'application.submitted': async ({ db }, job) => requireDone(await assessApplication(db, job)),
  'application.approved': async ({ db }, job) => requireDone(await publishNotice(db, job)),
  'application.noticed': async ({ db, creditRules }, job) =>
    requireDone(await awardApplication(db, job, creditRules)),
  'calendar.published': async ({ db }, job) => requireDone(await recountNoticeEnds(db, job)),
  'policy.trial_requested': async ({ db }, job) => requireDone(await tryPolicyVersion(db, job)),
  'budget.freed': async ({ db }, job) => requireDone(await serveFundingQueue(db, job)),
  'budget.not_awaited': async ({ db }, job) => requireDone(await leaveFundingQueues(db, job)),
  'application.award_terminated': async ({ db }, job) => requireDone(await takeBackAward(db, job)),
  'award.instalment_decided': async ({ db }, job) => requireDone(await carryOutInstalment(db, job)),
  'treasury_account.confirmed': async ({ db }, job) => requireDone(await wakeForAccount(db, job)),
  'payment.released': async ({ db, rail }, job) => tellWhy(await sendPayment(db, requireBank(rail), job)),
  'payment.unresolved': async ({ db, rail }, job) => tellWhy(await queryPayment(db, requireBank(rail), job)),
  'import.committed': async ({ db }, job) => requireDone(await applyImport(db, job)),
  'sweep.wanted': async ({ db, sweepTriggers, registerRules }, job) => {
    const outcome = await sweepForCause(db, sweepTriggers, job, registerRules);
    if (outcome) requireDone(outcome);
  },
  'sweep.ordered': async ({ db }, job) => requireDone(await collectCandidates(db, job)),
  'sweep.chunk': async ({ db }, job) => requireDone(await evaluateChunk(db, job)),
  'sweep.approved': async ({ db }, job) => requireDone(await sendOutOffers(db, job)),
  'sweep.offers': async ({ db }, job) => requireDone(await makeOffers(db, job)),
  'payment.settled': async ({ db }, job) => requireDone(await settleApplication(db, job)),
  'notification.due': async ({ db, mail }, job) =>
    requireDone(await writeNotifications(db, job, mail !== null)),
  'mail.due': async ({ db, mail }, job) => {
    if (!mail) throw new Error('no mail server is named: set SMTP_URL');
    await sendLetter(db, mail.mailer, mail.rules, job);
  },
  'payment.returned': async ({ db }, job) => requireDone(await reopenApplication(db, job)),
};

/** Without a bank a payment waits as it is; nothing is recorded as sent. */
function requireBank(rail: PaymentRail | null): PaymentRail {
  if (!rail) throw new Error('no bank is named: set BANK_URL');
  return rail;
}

/** The system is never refused for lack of a right; whatever refuses it stays visible on the row. */
function requireDone(outcome: { ok: true } | { ok: false; refusal: { code: string } }): void {
  if (!outcome.ok) throw new Error(`refused: ${outcome.refusal.code}`);
}
