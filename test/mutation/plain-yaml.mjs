import { mutationOf } from './mutation-of.mjs';

const file = 'libs/policy/src/syntax/plain-yaml';

/** A part of its own: every spec of `syntax` reaches the reader, and one alone holds it to the library. */
export default mutationOf('plain-yaml', { mutate: [`${file}.ts`], roots: [`${file}.spec.ts`] });
