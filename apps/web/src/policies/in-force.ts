/** From when a document is held that states no day: every day is meant. */
const SINCE_EVER = '1900-01-01';
const UNDATED = '文件未载明';

/** Since when a version is in force. */
export const sinceInWords = (effectiveFrom: string): string =>
  effectiveFrom === SINCE_EVER ? UNDATED : `自 ${effectiveFrom} 起`;

/** The days on which a version is in force. */
export const inForceInWords = ({
  effectiveFrom,
  effectiveTo,
}: {
  effectiveFrom: string;
  effectiveTo: string | null;
}): string =>
  effectiveFrom === SINCE_EVER && effectiveTo === null
    ? UNDATED
    : `${effectiveFrom === SINCE_EVER ? UNDATED : effectiveFrom} 至 ${effectiveTo ?? '今'}`;
