/**
 * What one transaction can ask a later one to do. A payload carries ids only: job data is clear text.
 * Each topic has exactly one consumer (apps/worker keeps an exhaustive record).
 */
export interface TopicPayloads {
  /** Submitted: take the facts, determine, open the first review. */
  'application.submitted': { applicationId: string };
  /** Every stage approved: publish the notice. */
  'application.approved': { applicationId: string };
  /** Notice over, or none asked: re-determine, reserve, award. */
  'application.noticed': { applicationId: string };
  /** A calendar year is out: ends of notices that rested on an estimate are counted again. */
  'calendar.published': { calendarYear: string };
  /** Asked by an officer: what would this version change for the parties we know? */
  'policy.trial_requested': { policyVersionId: string };
  /** Money became free on a budget line: whoever waits longest for it is served. */
  'budget.freed': { budgetLineId: string };
  /** A case that waited for money was rejected: it leaves its queues. */
  'budget.not_awaited': { applicationId: string };
  /** Two people terminated an award: nothing of it is paid, and its money is free again. */
  'application.award_terminated': { applicationId: string };
  /** Two people decided about an instalment: it falls due, or is given up. */
  'award.instalment_decided': { proposalId: string };
  /** A treasury has another account: whoever waits for it goes on. */
  'treasury_account.confirmed': { regionCode: string };
  /** Released by a checker: store the attempt, send, store the answer. */
  'payment.released': { paymentId: string };
  /** We do not know what the bank did: ask it by the same reference. */
  'payment.unresolved': { attemptId: string };
  /** An officer committed an import: apply its rows in chunks. */
  'import.committed': { importId: string };
  /** Money is proven: is the whole award paid? */
  'payment.settled': { paymentId: string };
  /** Money came back: a case that was paid is open again. */
  'payment.returned': { paymentId: string };
  /** Something happened that people are told of; the ids of its events, joined by commas. */
  'notification.due': { eventIds: string };
  /** Written for somebody who wants it by e-mail, or with a code: hand it to the mail server. */
  'mail.due': { letterId: string };
  /** An import or new law in a city: look by itself who is owed, unless a later look has done so. */
  'sweep.wanted': { cityCode: string; cause: 'import' | 'publication'; causeId: string; since: string };
  /** Find the candidates of a sweep. */
  'sweep.ordered': { sweepId: string };
  /** Look at the candidates of one chunk. */
  'sweep.chunk': { chunkId: string };
  /** The list of a sweep is approved: let its offers go out. */
  'sweep.approved': { sweepId: string };
  /** Make the offers of one chunk. */
  'sweep.offers': { chunkId: string };
}

export type Topic = keyof TopicPayloads;
