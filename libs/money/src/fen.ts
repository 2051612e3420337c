/** An amount of money in fen (分). A safe integer, branded so that a yuan amount or a count cannot slip in. */
export type Fen = number & { readonly __fen: unique symbol };

/**
 * Makes a fen amount out of an integer.
 * @throws RangeError unless the value is an integer that a double holds exactly (|value| < 2^53).
 */
export function fen(value: number | bigint): Fen {
  const amount = Number(value);
  if (!Number.isSafeInteger(amount)) throw new RangeError(`not a safe integer amount of fen: ${value}`);
  return (amount === 0 ? 0 : amount) as Fen; // -0 would print and compare oddly
}

export const ZERO_FEN: Fen = fen(0);

/** a + b in fen. @throws RangeError when the sum leaves the safe integers. */
export function addFen(a: Fen, b: Fen): Fen {
  return fen(a + b);
}

/** a − b in fen (may be negative). @throws RangeError when the difference leaves the safe integers. */
export function subtractFen(a: Fen, b: Fen): Fen {
  return fen(a - b);
}

/** The exact sum in fen; 0 for none. @throws RangeError when the sum leaves the safe integers. */
export function sumFen(values: readonly Fen[]): Fen {
  return values.reduce(addFen, ZERO_FEN);
}

/** Negative when a < b, 0 when equal, positive when a > b: for sort(). */
export function compareFen(a: Fen, b: Fen): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
