import { mutationOf } from './mutation-of.mjs';

const room = 'libs/policy/src';

export default mutationOf('facts', { mutate: [`${room}/facts/*.ts`], roots: [`${room}/facts`] });
