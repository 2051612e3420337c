import { APPLICATION_ACTION_LABELS } from '@duixian/workflow';
import { type Case } from './case-query';

/** The verbs that decide a review, in the order of their buttons. */
export const VERBS = [
  ...(['approve', 'resume', 'remand', 'return', 'reject', 'reconsider', 'hold', 'terminate'] as const),
  ...(['confirm', 'refuse', 'unclaim'] as const),
] as const;
export type ReviewVerb = (typeof VERBS)[number];

/** What is done for good or in one's own name alone. */
export const DRASTIC: readonly ReviewVerb[] = ['reject', 'terminate', 'confirm'];
export const FORWARD: readonly ReviewVerb[] = ['approve', 'reconsider', 'resume'];

/** After the award it takes a second person to terminate. */
export const labelOf = (verb: ReviewVerb, { state }: Case): string =>
  verb === 'terminate' && state === 'awarded' ? '提出终止' : APPLICATION_ACTION_LABELS[verb];
