/** What is asked of the suites on the command line. */
export interface BenchOptions {
  /** How many enterprises a suite about many of them enters. */
  readonly enterprises?: number;
  /** How many cases a suite about many of them enters. */
  readonly cases?: number;
  /** How many payments a suite about many of them enters. */
  readonly payments?: number;
  /** How many rows a suite about lists brings. */
  readonly rows?: number;
}

/** What a suite measured: a table for people, and the same for programs. */
export interface BenchReport {
  readonly bench: string;
  /** What was measured, and against what; printed above the table. */
  readonly about: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Times against the reference that the table names, measured in one run. */
  readonly ratios: Readonly<Record<string, number>>;
  readonly figures: Readonly<Record<string, number>>;
  /** Promises that were not kept; empty when all were. */
  readonly broken: readonly string[];
}
