import type { ImportReader, Verdict } from './parsed-row';

/** Where what stands was said. */
interface Said {
  partyId: string;
  documentNumber: string;
  documentDate?: string | null;
  source?: string | null;
}

/** What the rows of a list are, besides the enterprise that each is about. */
interface Records<R extends Said> {
  read: (partyIds: readonly string[]) => Promise<readonly R[]>;
  /** What a record is about; two of one party with the same key speak of one thing. */
  keyOf: (partyId: string, record: R) => string;
  /** What two documents may say differently about one thing. */
  said: readonly (keyof R & string)[];
  documentDate: string;
}

/** Holds rows of which each is one record against the record of the same that stands. */
export function compareRecords<R extends Said>({
  read,
  keyOf,
  said,
  documentDate,
}: Records<R>): ImportReader['compare'] {
  return async (rows) => {
    const partyIds = rows.flatMap(({ party }) => (party ? [party.id] : []));
    const standing = new Map((await read(partyIds)).map((each) => [keyOf(each.partyId, each), each]));
    return rows.map(({ parsed: { record }, party }) => {
      const stands = party && standing.get(keyOf(party.id, record as unknown as R));
      return stands ? compare(record, stands, said, documentDate) : { outcome: 'new', was: null };
    });
  };
}

/** A blank says nothing: it neither differs from what stands nor erases it. */
function compare<R extends Said>(
  record: Record<string, unknown>,
  standing: R,
  said: readonly (keyof R & string)[],
  documentDate: string,
): Verdict {
  const differing = said.filter((field) => record[field] !== null && record[field] !== standing[field]);
  if (differing.length === 0) return { outcome: 'known', was: null };
  const was = {
    ...Object.fromEntries(differing.map((field) => [field, standing[field]])),
    documentNumber: standing.documentNumber,
    documentDate: standing.documentDate ?? null,
    source: standing.source ?? null,
  };
  const outdated = (standing.documentDate ?? '') > documentDate;
  return { outcome: outdated ? 'outdated' : 'changed', was };
}
