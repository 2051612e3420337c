import { mutationOf } from './mutation-of.mjs';

const room = 'libs/policy/src';

export default mutationOf('syntax', {
  mutate: [`${room}/syntax/*.ts`],
  // What a document says shows in what is made of it.
  roots: [
    `${room}/syntax`,
    `${room}/compare/describe-law.spec.ts`,
    `${room}/reading-clauses.spec.ts`,
    `${room}/cases/shipped-documents.spec.ts`,
  ],
  slow: ['whatever-text'],
});
