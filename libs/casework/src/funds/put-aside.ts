import { subtractFen, type Fen } from '@duixian/money';

/**
 * What is left of what is free, line by line, once everybody in a queue has what they need, each on the first line that holds all of
 * it; null where somebody does not fit: then nobody behind is served either.
 * @param freeFen of each line, in the order in which awards take them
 */
export function putAside(freeFen: readonly Fen[], neededFen: readonly Fen[]): Fen[] | null {
  const left = [...freeFen];
  for (const needed of neededFen) {
    const at = left.findIndex((free) => free >= needed);
    const free = left[at];
    if (free === undefined) return null;
    left[at] = subtractFen(free, needed);
  }
  return left;
}
