import { mutationOf } from './mutation-of.mjs';

const room = 'libs/policy/src';

export default mutationOf('evaluate', {
  // What reads the law and the facts: the interpreter, and the small files at the root of the room beside it.
  mutate: [`${room}/{evaluate,ladder,cultivation}/*.ts`, `${room}/*.ts`],
  // The case tables beside the documents are specs of the interpreter as well.
  roots: [
    `${room}/evaluate`,
    `${room}/ladder`,
    `${room}/cultivation`,
    `${room}/candidate-filter.spec.ts`,
    `${room}/earlier-ledgers.spec.ts`,
    `${room}/next-change.spec.ts`,
    `${room}/reading-clauses.spec.ts`,
    `${room}/registers.spec.ts`,
    `${room}/running-totals.spec.ts`,
    `${room}/cases/shipped-documents.spec.ts`,
  ],
  slow: ['whatever-facts'],
});
