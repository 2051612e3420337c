import { mutationOf } from './mutation-of.mjs';

export default mutationOf('money', { mutate: ['libs/money/src/*.ts'], roots: ['libs/money'] });
