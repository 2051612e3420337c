import type { ImportRowEntity, RegisteredParty, RowProblem } from '@duixian/persistence';
import type { RowReader } from './read-cell';

/** What every kind of row says about its enterprise. */
export interface Named {
  creditCode: string;
  registeredName: string | null;
  county: string | null;
}

/** A row that could be read; what it is about is its identity, so that a second row about the same is noticed. */
export interface ParsedRow {
  named: Named;
  identity: string;
  record: Record<string, unknown>;
  /** What it speaks of, by register, e.g. `title/PROV_ZJTX`. */
  registers: readonly string[];
}

/** Reads the columns that say which enterprise a row is about; null without a usable code. */
export function readNamed(reader: RowReader, nameRequired: boolean): Named | null {
  const creditCode = reader.creditCode();
  const registeredName = reader.text('registeredName', nameRequired);
  const county = reader.text('county', false);
  return creditCode === null ? null : { creditCode, registeredName, county };
}

/** What a row comes to beside what stands; what stands may contradict it. */
export type Verdict = Pick<ImportRowEntity, 'outcome' | 'was'> & { problem?: RowProblem };

/** How one kind of import reads its rows and holds them against what is known. */
export interface ImportReader {
  /** Null when something is wrong, which the reader then has noted. */
  parse(reader: RowReader): ParsedRow | null;
  /**
   * What each row comes to, in their order. Rows of enterprises that are new to the system have no party.
   */
  compare(rows: readonly { parsed: ParsedRow; party: RegisteredParty | null }[]): Promise<Verdict[]>;
}

/** Parts of an identity, joined by a character that no cell can hold. */
export const identityOf = (...parts: (string | number | null)[]): string =>
  parts.map((part) => part ?? '').join('\u001f');
