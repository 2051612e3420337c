import { type AccessDecision, type AccessState } from './access';
import { allowedActions, move, type Move, type Transition } from './transition-table';

/**
 * Another way for a treasury to pay is where all of its money goes from then on: one administrator proposes it, a second one decides.
 * It lives as a proposal of access does, but is about no person.
 */
export type ChannelTransition = Transition<AccessState, AccessDecision, 'second-administrator' | 'proposer'>;

/** Recorded when it is proposed, before every row of the table. */
export const CHANNEL_CREATED_EVENT = 'region.channel_proposed';

// prettier-ignore
export const CHANNEL_TRANSITIONS: readonly ChannelTransition[] = [
  { from: 'proposed', action: 'confirm',  to: 'confirmed', by: 'second-administrator', event: 'region.channel_confirmed' },
  { from: 'proposed', action: 'refuse',   to: 'refused',   by: 'second-administrator', event: 'region.channel_refused' },
  { from: 'proposed', action: 'withdraw', to: 'withdrawn', by: 'proposer',             event: 'region.channel_withdrawn' },
];

/** Decides a move of one proposal. Whose hands it lies in is for `channelDecisionsOf` to say. */
export const moveChannel = (state: AccessState, action: AccessDecision): Move<ChannelTransition> =>
  move(CHANNEL_TRANSITIONS, state, action);

/** What somebody may do with a proposal as far as hands are concerned: who proposed it takes it back, any other administrator decides. */
export function channelDecisionsOf(
  { state, proposedBy }: { state: AccessState; proposedBy: string },
  userId: string,
): AccessDecision[] {
  const hand = userId === proposedBy ? 'proposer' : 'second-administrator';
  return allowedActions(CHANNEL_TRANSITIONS, state, ({ by }) => by === hand);
}
