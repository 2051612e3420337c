/** Why a file cannot be read as a table, by a stable code. */
export type UnreadableCode =
  | 'empty'
  | 'not-a-spreadsheet'
  | 'old-excel'
  | 'unknown-encoding'
  | 'damaged'
  | 'too-large'
  | 'no-visible-sheet'
  | 'several-lists'
  | 'malformed-csv';

/**
 * Thrown while a file is opened or read, also in the midst of its rows. `message` says what is wrong, `fix` how to mend
 * it, `line` where it was noticed.
 */
export class UnreadableSheet extends Error {
  constructor(
    readonly code: UnreadableCode,
    message: string,
    readonly fix: string,
    readonly line: number | null = null,
  ) {
    super(message);
  }
}
