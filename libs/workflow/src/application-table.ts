import { type Operation } from './operations';
import { type Transition } from './transition-table';

/** Life of an application (申报), from a first draft to one of its four ends: paid, rejected, withdrawn, terminated. */
export const APPLICATION_STATES = [
  'draft',
  'submitted',
  'in_review',
  'on_hold',
  'returned',
  'approved',
  'on_notice',
  'contested',
  'noticed',
  'parked',
  'awarded',
  'terminating',
  'paid',
  'rejected',
  'withdrawn',
  'terminated',
] as const;
export type ApplicationState = (typeof APPLICATION_STATES)[number];

export type PersonAction =
  | 'edit'
  | 'submit'
  | 'withdraw'
  | 'attest'
  | 'decide'
  | 'audit'
  | 'approve'
  | 'remand'
  | 'return'
  | 'reject'
  | 'reconsider'
  | 'consult'
  | 'hold'
  | 'resume'
  | 'transfer'
  | 'claim'
  | 'unclaim'
  | 'terminate'
  | 'confirm'
  | 'refuse';
export type SystemAction =
  'assess' | 'publish_notice' | 'close_notice' | 'award' | 'park' | 'fund' | 'settle' | 'reopen';
/** What an objection to a line of a public notice does to its case. */
export type ObjectionEffect = 'contest' | 'resume_notice' | 'review_again' | 'reject_contested';
/** One click on an offer makes a case that was determined before anybody asked: it has no review. */
export type OfferEffect = 'confirm_offer';
/** What publishing a notice that an officer built does to each case on it. */
export type NoticeEffect = 'build_notice';
export type ApplicationAction = PersonAction | SystemAction | ObjectionEffect | OfferEffect | NoticeEffect;

/** Whether somebody applied, or confirmed what a sweep had found. */
export const APPLICATION_ORIGINS = ['application', 'offer'] as const;
export type ApplicationOrigin = (typeof APPLICATION_ORIGINS)[number];

/** What must hold besides the state. Each name is explained where it is computed, in application.ts. */
export type ApplicationGuard =
  | 'route-has-a-stage'
  | 'returning-stage-waits'
  | 'no-stage-waits'
  | 'stage-decides'
  | 'audit-stage'
  | 'straight-back'
  | 'through-all-stages'
  | 'more-stages'
  | 'earlier-stage'
  | 'last-stage-notice'
  | 'last-stage-no-notice'
  | 'offer-notice'
  | 'offer-no-notice';

/** What the move does to the review stage that is open: `closes` ends it, `waits` ends it and keeps its place for when the
 * case comes back, `keeps` leaves it as it is; `opens-last` begins the last one again, `opens-previous` the one before,
 * `opens-waiting` the one whose place was kept. */
export type StageEffect =
  | 'opens-first'
  | 'opens-next'
  | 'opens-last'
  | 'opens-previous'
  | 'opens-waiting'
  | 'keeps'
  | 'waits'
  | 'closes';

/** Where a case that was returned for correction goes once it is submitted again. */
export const RESUBMIT_TARGETS = ['returning_stage', 'first_stage'] as const;
export type ResubmitTarget = (typeof RESUBMIT_TARGETS)[number];

export interface ApplicationTransition extends Transition<
  ApplicationState,
  ApplicationAction,
  | 'applicant'
  | 'stage-reviewer'
  | 'city-reviewer'
  | 'notice-builder'
  | 'objector'
  | 'objection-handler'
  | 'system'
> {
  /** What the permission function is asked before this row is taken. */
  readonly operation: Operation;
  readonly when?: ApplicationGuard;
  readonly stage?: StageEffect;
}

/** Recorded when the draft is made: the event that comes before every row of the table. */
export const APPLICATION_CREATED_EVENT = 'application.created';

// prettier-ignore
export const APPLICATION_TRANSITIONS: readonly ApplicationTransition[] = [
  { from: 'draft',     action: 'edit',           to: 'draft',     by: 'applicant',      event: 'application.edited',           operation: 'application.edit' },
  { from: 'draft',     action: 'submit',         to: 'submitted', by: 'applicant',      event: 'application.submitted',        operation: 'application.submit' },
  { from: 'draft',     action: 'withdraw',       to: 'withdrawn', by: 'applicant',      event: 'application.withdrawn',        operation: 'application.withdraw' },
  { from: 'draft',     action: 'confirm_offer',  to: 'approved',  by: 'applicant',      event: 'application.offer_confirmed',  operation: 'offer.confirm', when: 'offer-notice' },
  { from: 'draft',     action: 'confirm_offer',  to: 'noticed',   by: 'applicant',      event: 'application.offer_confirmed_without_notice', operation: 'offer.confirm', when: 'offer-no-notice' },

  { from: 'submitted', action: 'assess',         to: 'in_review', by: 'system',         event: 'application.assessed',         operation: 'system.assessApplication', when: 'no-stage-waits', stage: 'opens-first' },
  { from: 'submitted', action: 'assess',         to: 'in_review', by: 'system',         event: 'application.assessed_again',   operation: 'system.assessApplication', when: 'returning-stage-waits', stage: 'opens-waiting' },
  { from: 'submitted', action: 'withdraw',       to: 'withdrawn', by: 'applicant',      event: 'application.withdrawn',        operation: 'application.withdraw' },

  { from: 'in_review', action: 'attest',         to: 'in_review', by: 'stage-reviewer', event: 'application.attested',         operation: 'application.attest', when: 'stage-decides', stage: 'keeps' },
  { from: 'in_review', action: 'decide',         to: 'in_review', by: 'stage-reviewer', event: 'application.decided',          operation: 'application.decide', when: 'stage-decides', stage: 'keeps' },
  { from: 'in_review', action: 'audit',          to: 'in_review', by: 'stage-reviewer', event: 'application.audited',          operation: 'application.audit', when: 'audit-stage', stage: 'keeps' },
  { from: 'in_review', action: 'approve',        to: 'in_review', by: 'stage-reviewer', event: 'application.stage_approved',   operation: 'application.approve', when: 'more-stages', stage: 'opens-next' },
  { from: 'in_review', action: 'approve',        to: 'approved',  by: 'stage-reviewer', event: 'application.approved',         operation: 'application.approve', when: 'last-stage-notice', stage: 'closes' },
  { from: 'in_review', action: 'approve',        to: 'noticed',   by: 'stage-reviewer', event: 'application.approved_without_notice', operation: 'application.approve', when: 'last-stage-no-notice', stage: 'closes' },
  { from: 'in_review', action: 'remand',         to: 'in_review', by: 'stage-reviewer', event: 'application.remanded',         operation: 'application.remand', when: 'earlier-stage', stage: 'opens-previous' },
  { from: 'in_review', action: 'return',         to: 'returned',  by: 'stage-reviewer', event: 'application.returned',         operation: 'application.return', when: 'straight-back', stage: 'waits' },
  { from: 'in_review', action: 'return',         to: 'returned',  by: 'stage-reviewer', event: 'application.returned_to_first_stage', operation: 'application.return', when: 'through-all-stages', stage: 'closes' },
  { from: 'in_review', action: 'reject',         to: 'rejected',  by: 'stage-reviewer', event: 'application.rejected',         operation: 'application.reject', when: 'stage-decides', stage: 'closes' },
  { from: 'in_review', action: 'withdraw',       to: 'withdrawn', by: 'applicant',      event: 'application.withdrawn',        operation: 'application.withdraw', stage: 'closes' },
  { from: 'in_review', action: 'consult',        to: 'in_review', by: 'stage-reviewer', event: 'application.consulted',        operation: 'application.consult', when: 'stage-decides', stage: 'keeps' },
  { from: 'in_review', action: 'hold',           to: 'on_hold',   by: 'stage-reviewer', event: 'application.held',             operation: 'application.hold', stage: 'keeps' },
  { from: 'in_review', action: 'transfer',       to: 'in_review', by: 'stage-reviewer', event: 'application.transferred',      operation: 'application.transfer', stage: 'keeps' },
  { from: 'in_review', action: 'claim',          to: 'in_review', by: 'stage-reviewer', event: 'application.claimed',          operation: 'application.claim', stage: 'keeps' },
  { from: 'in_review', action: 'unclaim',        to: 'in_review', by: 'stage-reviewer', event: 'application.unclaimed',        operation: 'application.unclaim', stage: 'keeps' },
  { from: 'in_review', action: 'terminate',      to: 'terminated', by: 'city-reviewer', event: 'application.terminated',       operation: 'application.terminate', stage: 'closes' },

  { from: 'on_hold',   action: 'resume',         to: 'in_review', by: 'stage-reviewer', event: 'application.resumed',          operation: 'application.resume', stage: 'keeps' },
  { from: 'on_hold',   action: 'transfer',       to: 'on_hold',   by: 'stage-reviewer', event: 'application.transferred',      operation: 'application.transfer', stage: 'keeps' },
  { from: 'on_hold',   action: 'claim',          to: 'on_hold',   by: 'stage-reviewer', event: 'application.claimed',          operation: 'application.claim', stage: 'keeps' },
  { from: 'on_hold',   action: 'unclaim',        to: 'on_hold',   by: 'stage-reviewer', event: 'application.unclaimed',        operation: 'application.unclaim', stage: 'keeps' },
  { from: 'on_hold',   action: 'withdraw',       to: 'withdrawn', by: 'applicant',      event: 'application.withdrawn',        operation: 'application.withdraw', stage: 'closes' },
  { from: 'on_hold',   action: 'terminate',      to: 'terminated', by: 'city-reviewer', event: 'application.terminated',       operation: 'application.terminate', stage: 'closes' },

  { from: 'returned',  action: 'edit',           to: 'returned',  by: 'applicant',      event: 'application.edited',           operation: 'application.edit' },
  { from: 'returned',  action: 'submit',         to: 'submitted', by: 'applicant',      event: 'application.resubmitted',      operation: 'application.submit' },
  { from: 'returned',  action: 'withdraw',       to: 'withdrawn', by: 'applicant',      event: 'application.withdrawn',        operation: 'application.withdraw' },
  { from: 'returned',  action: 'terminate',      to: 'terminated', by: 'city-reviewer', event: 'application.terminated',       operation: 'application.terminate' },

  { from: 'approved',  action: 'publish_notice', to: 'on_notice', by: 'system',         event: 'application.notice_published', operation: 'system.publishNotice' },
  { from: 'approved',  action: 'build_notice',   to: 'on_notice', by: 'notice-builder', event: 'application.notice_built',     operation: 'notice.publish' },
  { from: 'approved',  action: 'terminate',      to: 'terminated', by: 'city-reviewer', event: 'application.terminated',       operation: 'application.terminate' },
  { from: 'on_notice', action: 'close_notice',   to: 'noticed',   by: 'system',         event: 'application.notice_closed',    operation: 'system.closeNotice' },
  { from: 'on_notice', action: 'contest',        to: 'contested', by: 'objector',       event: 'application.contested',        operation: 'objection.file' },
  { from: 'contested', action: 'resume_notice',  to: 'on_notice', by: 'objection-handler', event: 'application.notice_resumed', operation: 'objection.resolve' },
  { from: 'contested', action: 'review_again',   to: 'in_review', by: 'objection-handler', event: 'application.review_reopened', operation: 'objection.resolve', when: 'route-has-a-stage', stage: 'opens-last' },
  { from: 'contested', action: 'reject_contested', to: 'rejected', by: 'objection-handler', event: 'application.rejected_on_objection', operation: 'objection.resolve' },

  { from: 'noticed',   action: 'award',          to: 'awarded',   by: 'system',         event: 'application.awarded',          operation: 'system.awardApplication' },
  { from: 'noticed',   action: 'park',           to: 'parked',    by: 'system',         event: 'application.parked',           operation: 'system.parkApplication' },
  { from: 'parked',    action: 'fund',           to: 'noticed',   by: 'system',         event: 'application.funds_found',      operation: 'system.awardApplication' },
  { from: 'parked',    action: 'reconsider',     to: 'noticed',   by: 'city-reviewer',  event: 'application.reconsidered',     operation: 'application.reconsider' },
  { from: 'parked',    action: 'remand',         to: 'in_review', by: 'city-reviewer',  event: 'application.sent_back_to_review', operation: 'application.remand', when: 'route-has-a-stage', stage: 'opens-last' },
  { from: 'parked',    action: 'reject',         to: 'rejected',  by: 'city-reviewer',  event: 'application.rejected',         operation: 'application.rejectParked' },
  { from: 'parked',    action: 'terminate',      to: 'terminated', by: 'city-reviewer', event: 'application.terminated',       operation: 'application.terminate' },

  { from: 'awarded',   action: 'terminate',      to: 'terminating', by: 'city-reviewer', event: 'application.termination_proposed', operation: 'application.terminate' },
  { from: 'terminating', action: 'confirm',      to: 'terminated', by: 'city-reviewer', event: 'application.award_terminated',   operation: 'application.confirm' },
  { from: 'terminating', action: 'refuse',       to: 'awarded',   by: 'city-reviewer',  event: 'application.termination_refused', operation: 'application.refuse' },
  { from: 'awarded',   action: 'settle',         to: 'paid',      by: 'system',         event: 'application.paid',             operation: 'system.settleApplication' },
  { from: 'paid',      action: 'reopen',         to: 'awarded',   by: 'system',         event: 'application.payment_returned', operation: 'system.reopenApplication' },
];
