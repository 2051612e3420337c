import { sha256 } from '@duixian/persistence';

export const CODE_GOOD_FOR_SECONDS = 30 * 60;
/** Wrong ones after which the code is of no use any more. */
export const MOST_WRONG_CODES = 5;
export const MOST_CODES_A_DAY = 10;

/** Good for one person and one address only. */
export const hashOfMailCode = (userId: string, address: string, code: string): string =>
  sha256(`${userId} ${address} ${code}`);
