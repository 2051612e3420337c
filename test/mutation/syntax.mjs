import { mutationOf } from './mutation-of.mjs';

const room = 'libs/policy/src';

export default mutationOf('syntax', {
  mutate: [`${room}/syntax/*.ts`, `!${room}/syntax/plain-yaml.ts`],
  roots: [`${room}/syntax`],
  slow: ['whatever-text', 'no-documents'],
});
