import { fen, type Fen } from './fen';
import { sumRatios, type Ratio } from './ratio';

export interface Share<K extends string> {
  readonly key: K;
  readonly ratio: Ratio;
}

/**
 * How to split totals among payers, with shares that are checked once: see splitFen.
 * @throws RangeError when the shares do not add up to exactly 1 or a key comes twice.
 */
export function splitterOf<K extends string>(shares: readonly Share<K>[]): (total: Fen) => Record<K, Fen> {
  const whole = sumRatios(shares.map((share) => share.ratio));
  if (whole.numerator !== whole.denominator) throw new RangeError('the shares of a split must add up to 1');
  if (new Set(shares.map((share) => share.key)).size !== shares.length) {
    throw new RangeError('a payer is listed twice in a split');
  }
  return (total) => {
    const sign = total < 0 ? -1n : 1n;
    const amount = BigInt(total) * sign;
    const exact = shares.map(({ key, ratio }) => {
      const product = amount * ratio.numerator;
      return { key, part: product / ratio.denominator, whole: product % ratio.denominator === 0n };
    });
    let left = amount - exact.reduce((sum, { part }) => sum + part, 0n);
    const parts = {} as Record<K, Fen>;
    for (const { key, part, whole: isWhole } of exact) {
      const odd = !isWhole && left > 0n ? 1n : 0n;
      left -= odd;
      parts[key] = fen((part + odd) * sign);
    }
    return parts;
  };
}

/**
 * Splits a total among payers so that the parts add up to it exactly.
 *
 * Each part is rounded down; the fen left over go, one each, to the first payers whose exact part was not whole.
 * List the higher level of government first: in a two-way split it gets the odd fen. A payer with ratio 0 pays 0.
 * @throws RangeError when the shares do not add up to exactly 1 or a key comes twice.
 */
export function splitFen<K extends string>(total: Fen, shares: readonly Share<K>[]): Record<K, Fen> {
  return splitterOf(shares)(total);
}
