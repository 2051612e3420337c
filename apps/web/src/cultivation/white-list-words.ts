import { type WhiteListState } from '@duixian/workflow';

/** How lists look in their states, in the tones of `ToneTag`. */
export const WHITE_LIST_TONES: Readonly<Record<WhiteListState, string>> = {
  prepared: 'in_review',
  approved: 'paid',
  discarded: 'neutral',
};
