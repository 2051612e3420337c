/** Something wrong in a policy document or its cases. `code` is stable; lines and columns count from 1. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly code: string;
  readonly message: string;
  /** What to write instead. */
  readonly fix: string;
}
