import { mutationOf } from './mutation-of.mjs';

const room = 'libs/policy/src';

export default mutationOf('evaluate', {
  mutate: [
    `${room}/evaluate/*.ts`,
    `${room}/candidate-filter.ts`,
    `${room}/earlier-ledgers.ts`,
    `${room}/leaves.ts`,
    `${room}/next-change.ts`,
    `${room}/running-totals.ts`,
  ],
  // The case tables beside the documents are specs of the interpreter as well.
  roots: [
    `${room}/evaluate`,
    `${room}/earlier-ledgers.spec.ts`,
    `${room}/next-change.spec.ts`,
    `${room}/running-totals.spec.ts`,
    `${room}/cases/shipped-documents.spec.ts`,
  ],
  slow: ['whatever-facts'],
});
