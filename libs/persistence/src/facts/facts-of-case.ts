import { subjectFactOf } from '@duixian/policy';
import { canonicalJson } from '../ground/canonical-json';
import { managerOf, type Tx } from '../ground/transaction';
import type { FactRecordEntity, StoredFactValue } from './fact-entities';

type Claims = Readonly<Record<string, StoredFactValue>>;

/**
 * Of what is known of an applicant, what may decide in one case. A claim counts while the applicant upholds it; what a
 * reviewer vouched for there, while it is the value that is claimed there. What was vouched for in another case counts unless
 * the applicant claims something else here, or the other case was about another thing: a second lease is not as large as
 * the first one.
 */
export async function forCase(
  tx: Tx,
  rows: readonly FactRecordEntity[],
  { applicationId, claims: withClaims }: { applicationId: string; claims: boolean },
): Promise<FactRecordEntity[]> {
  const claims = await readUpheldClaims(tx, applicationId);
  const elsewhere = rows.flatMap((row) =>
    row.status === 'attested' && row.applicationId !== null && row.applicationId !== applicationId
      ? [row.applicationId]
      : [],
  );
  const namedBy = await readNamedThings(tx, [...new Set(elsewhere)]);
  const isNewest = (row: FactRecordEntity): boolean =>
    !rows.some(
      (other) =>
        other.status === 'claimed' &&
        other.applicationId === row.applicationId &&
        other.name === row.name &&
        other.learnedAt > row.learnedAt,
    );
  return rows.filter((row) => {
    if (row.status === 'authoritative' || row.applicationId === null) return true;
    if (row.applicationId === applicationId)
      return Object.hasOwn(claims, row.name) && (row.status === 'claimed' ? withClaims : isNewest(row));
    return isOfTheSame(row, claims, namedBy.get(row.applicationId) ?? {});
  });
}

/** Whether what was vouched for elsewhere is neither contradicted here nor about another thing. */
function isOfTheSame({ name, value }: FactRecordEntity, claims: Claims, named: Claims): boolean {
  const claimed = claims[name];
  if (claimed !== undefined && canonicalJson(claimed) !== canonicalJson(value)) return false;
  const subject = subjectFactOf(name);
  const [here, there] = subject === null ? [] : [claims[subject], named[subject]];
  return here === undefined || there === undefined || canonicalJson(here) === canonicalJson(there);
}

async function readUpheldClaims(tx: Tx, applicationId: string): Promise<Claims> {
  const rows = await managerOf(tx).query<{ claims: Claims }[]>(
    'SELECT claims FROM application WHERE id = $1',
    [applicationId],
  );
  return rows[0]?.claims ?? {};
}

/** By case: which things (a project, a lease) its applicant named in it last. */
async function readNamedThings(
  tx: Tx,
  applicationIds: readonly string[],
): Promise<ReadonlyMap<string, Record<string, StoredFactValue>>> {
  const things = new Map<string, Record<string, StoredFactValue>>();
  if (applicationIds.length === 0) return things;
  const rows = await managerOf(tx).query<{ id: string; name: string; value: StoredFactValue }[]>(
    `SELECT application_id AS id, name, value FROM fact_record
     WHERE application_id = ANY ($1::uuid[]) ORDER BY learned_at, id`,
    [applicationIds],
  );
  for (const { id, name, value } of rows)
    if (subjectFactOf(name) === name) things.set(id, { ...things.get(id), [name]: value });
  return things;
}
