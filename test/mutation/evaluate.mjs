import { mutationOf } from './mutation-of.mjs';

const room = 'libs/policy/src';

export default mutationOf('evaluate', {
  mutate: [
    `${room}/evaluate/*.ts`,
    `${room}/candidate-filter.ts`,
    `${room}/earlier-ledgers.ts`,
    `${room}/leaves.ts`,
  ],
  roots: [`${room}/evaluate`, `${room}/earlier-ledgers.spec.ts`],
  slow: ['whatever-facts'],
});
