import { type Shape } from '@duixian/api-client';
import { type OfferState, stateReasonInWords } from '@duixian/workflow';

export type OfferSummary = Shape<'OfferSummaryShape'>;
export type Offer = Shape<'OfferShape'>;

/** How offers look in their states, in the tones of `ToneTag`. */
export const OFFER_TONES: Readonly<Record<OfferState, string>> = {
  open: 'in_review',
  confirmed: 'paid',
  declined: 'neutral',
  expired: 'returned',
  withdrawn: 'returned',
};

/** Calendar days to the last day, in words. */
export function daysLeftInWords(daysLeft: number): string {
  if (daysLeft < 0) return `已过期限 ${-daysLeft} 天`;
  return daysLeft === 0 ? '今日到期' : `剩 ${daysLeft} 天`;
}

/** An offer waits but cannot be answered any more: its last day is over, its clock runs, and nobody closed it yet. */
export const isOver = ({
  state,
  daysLeft,
  pausedOn,
}: Pick<OfferSummary, 'state' | 'daysLeft' | 'pausedOn'>): boolean =>
  state === 'open' && pausedOn === null && daysLeft < 0;

/** By when an open offer is to be confirmed, in words; while its clock stands nobody knows yet. */
export const dueInWords = ({ daysLeft, pausedOn }: Pick<OfferSummary, 'daysLeft' | 'pausedOn'>): string =>
  pausedOn === null ? daysLeftInWords(daysLeft) : `询问待答复,自 ${pausedOn} 起暂停计时`;

/** Why an offer, or the case that came of it, brings no money as offered, in plain words; empty while nothing stands against it. */
export const endInWords = ({
  stateReason,
  caseReason,
}: Pick<OfferSummary, 'stateReason' | 'caseReason'>): string => {
  if (stateReason !== null) return stateReasonInWords(stateReason);
  return caseReason === null ? '' : `确认后未能兑付:${stateReasonInWords(caseReason)}`;
};
