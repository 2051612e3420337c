import { mutationOf } from './mutation-of.mjs';

const room = 'libs/policy/src';

export default mutationOf('cases', {
  mutate: [`${room}/{cases,compare,replay}/*.ts`],
  roots: [`${room}/cases`, `${room}/compare`, `${room}/replay`],
  slow: ['every-number-counts', 'golden'],
});
