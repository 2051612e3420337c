import { allowedActions, move, type Move, type Transition } from './transition-table';

/** Life of an offer (免申即享 推送): it waits for one click. Everything but `open` is an end. */
export const OFFER_STATES = ['open', 'confirmed', 'declined', 'expired', 'withdrawn'] as const;
export type OfferState = (typeof OFFER_STATES)[number];
export type OfferAction = 'confirm' | 'decline' | 'expire' | 'withdraw';
export type OfferTransition = Transition<OfferState, OfferAction, 'applicant' | 'system'>;

/** Recorded when the offer is made, before every row of the table. */
export const OFFER_CREATED_EVENT = 'offer.made';

// prettier-ignore
export const OFFER_TRANSITIONS: readonly OfferTransition[] = [
  { from: 'open', action: 'confirm',  to: 'confirmed', by: 'applicant', event: 'offer.confirmed' },
  { from: 'open', action: 'decline',  to: 'declined',  by: 'applicant', event: 'offer.declined' },
  { from: 'open', action: 'expire',   to: 'expired',   by: 'system',    event: 'offer.expired' },
  { from: 'open', action: 'withdraw', to: 'withdrawn', by: 'system',    event: 'offer.withdrawn' },
];

/** Decides a move of one offer. */
export function moveOffer(state: OfferState, action: OfferAction): Move<OfferTransition> {
  return move(OFFER_TRANSITIONS, state, action);
}

/** What its addressee could do from a state. */
export function allowedOfferActions(state: OfferState): ('confirm' | 'decline')[] {
  return allowedActions(OFFER_TRANSITIONS, state).filter(
    (action): action is 'confirm' | 'decline' => action === 'confirm' || action === 'decline',
  );
}
