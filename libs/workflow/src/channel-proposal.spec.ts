import { ACCESS_STATES } from './access';
import { channelDecisionsOf } from './channel-proposal';

it('who proposed a way to pay takes it back, any other administrator decides, and what is decided stays', () => {
  const may = (userId: string, state: (typeof ACCESS_STATES)[number] = 'proposed') =>
    channelDecisionsOf({ state, proposedBy: 'a' }, userId);
  expect([may('a'), may('b')]).toEqual([['withdraw'], ['confirm', 'refuse']]);
  for (const state of ACCESS_STATES.filter((each) => each !== 'proposed'))
    expect(['a', 'b'].flatMap((userId) => may(userId, state))).toEqual([]);
});
