import { addWorkingDays, workingDaysBetween, type HolidayTable, type LocalDate } from '@duixian/calendar';
import { allowedActions, move, type Move, type Transition } from './transition-table';

/** Life of an offer (免申即享 推送): it waits for one click. Everything but `open` is an end. */
export const OFFER_STATES = ['open', 'confirmed', 'declined', 'expired', 'withdrawn'] as const;
export type OfferState = (typeof OFFER_STATES)[number];
export type OfferEnding = 'confirm' | 'decline' | 'expire' | 'withdraw';
export type OfferAction = OfferEnding | 'ask' | 'answer';
export type OfferTransition = Transition<OfferState, OfferAction, 'applicant' | 'reviewer' | 'system'>;

/** What people do with an offer; the rest happens by itself. */
export const OFFER_PERSON_ACTIONS = ['confirm', 'decline', 'ask', 'answer'] as const;
export type OfferPersonAction = (typeof OFFER_PERSON_ACTIONS)[number];

/** How a question about an offer ended: with an answer, or because the offer ended first. */
export const OFFER_QUESTION_ENDS = ['answered', 'closed'] as const;
export type OfferQuestionEnd = (typeof OFFER_QUESTION_ENDS)[number];

/** Working days in which a question about an offer is to be answered, the day of the question not counted. */
export const OFFER_ANSWER_WORKING_DAYS = 3;

export const OFFER_STATE_LABELS: Record<OfferState, string> = {
  open: '待确认',
  confirmed: '已确认',
  declined: '已放弃',
  expired: '已过期',
  withdrawn: '已撤销',
};

export const OFFER_ACTION_LABELS: Record<OfferAction, string> = {
  confirm: '确认',
  decline: '放弃',
  expire: '过期',
  withdraw: '撤销',
  ask: '询问',
  answer: '答复',
};

/** Recorded when the offer is made, before every row of the table. */
export const OFFER_CREATED_EVENT = 'offer.made';

// prettier-ignore
export const OFFER_TRANSITIONS: readonly OfferTransition[] = [
  { from: 'open', action: 'confirm',  to: 'confirmed', by: 'applicant', event: 'offer.confirmed' },
  { from: 'open', action: 'decline',  to: 'declined',  by: 'applicant', event: 'offer.declined' },
  { from: 'open', action: 'expire',   to: 'expired',   by: 'system',    event: 'offer.expired' },
  { from: 'open', action: 'withdraw', to: 'withdrawn', by: 'system',    event: 'offer.withdrawn' },
  { from: 'open', action: 'ask',      to: 'open',      by: 'applicant', event: 'offer.asked' },
  { from: 'open', action: 'answer',   to: 'open',      by: 'reviewer',  event: 'offer.answered' },
];

/** Decides a move of one offer. */
export function moveOffer(state: OfferState, action: OfferAction): Move<OfferTransition> {
  return move(OFFER_TRANSITIONS, state, action);
}

/** What people could do from a state. @param asked whether a question waits for its answer: one at a time */
export function allowedOfferActions(state: OfferState, asked: boolean): OfferPersonAction[] {
  const actions = allowedActions(OFFER_TRANSITIONS, state);
  return OFFER_PERSON_ACTIONS.filter(
    (action) => actions.includes(action) && action !== (asked ? 'ask' : 'answer'),
  );
}

/**
 * The last day of an offer once a question about it is answered: as many working days after the answer as were left on the day
 * of the question, at least one, so that the answer can be made use of. Never earlier than before.
 */
export function lastDayAfterAnswer(
  lastDay: LocalDate,
  { askedOn, answeredOn }: { askedOn: LocalDate; answeredOn: LocalDate },
  table: HolidayTable,
): LocalDate {
  const left = askedOn < lastDay ? workingDaysBetween(askedOn, lastDay, table).days : 0;
  const moved = addWorkingDays(answeredOn, Math.max(left, 1), table).date;
  return moved > lastDay ? moved : lastDay;
}
