/** How the value of a fact is written: see parseFacts for the exact forms. */
export type FactType = 'boolean' | 'integer' | 'decimal' | 'date' | 'text' | 'enum' | 'set';

/** `yuan` amounts have at most two decimals; `%` is in percent (10 = 10%), `fraction` is a share of one (0.3 = 30%). */
export type FactUnit =
  'yuan' | 'yuan/month' | '%' | 'fraction' | 'person' | 'person-year' | 'month' | 'year' | 'day' | null;

/** One named statement about an applicant that a clause may ask for. `titles[].code` is a field of a list's records. */
export interface FactDefinition {
  readonly name: string;
  readonly type: FactType;
  readonly unit: FactUnit;
  /** Chinese name, as explanations say it. */
  readonly meaning: string;
  /** Register or document the value comes from. */
  readonly source: string;
  /** Allowed values and their Chinese names, for `enum` and `set`; null elsewhere. */
  readonly values: Readonly<Record<string, string>> | null;
}

/** A value as the contract writes it: decimals and dates as text, counts as integers. */
export type FactValue =
  string | number | boolean | readonly string[] | readonly Readonly<Record<string, FactValue>>[];

/** Flat names to values. A name that is absent is unknown. */
export type Facts = Readonly<Record<string, FactValue>>;
