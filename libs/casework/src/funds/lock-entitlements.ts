import { groupAround, type PolicyDocument } from '@duixian/policy';
import { lockEntitlement, type Tx } from '@duixian/persistence';
import { lineKey } from '../policies/determine-case';

/** A clause and what it is about; null and '' are the applicant itself. */
export interface ClaimedLine {
  clauseId: string;
  subject: string | null;
}

export const entitlementKey = (line: ClaimedLine): string => lineKey(line.clauseId, line.subject);

/**
 * Locks what a party can be paid only once until commit, and answers the ids by `entitlementKey`. Everybody who awards
 * or confirms passes through here before facts are read again, so that of two claims the second sees what the first
 * was awarded. Locked in one order, so that two of them cannot deadlock.
 *
 * A stacking group is one entitlement whatever each of its clauses is about: only the highest is paid (从高不重复). What a
 * group deducts is locked with it, so that an award of it cannot miss such a payment. So is a clause under a cap that runs over several subjects: two of them at once would each see the whole cap.
 */
export async function lockEntitlements(
  tx: Tx,
  partyId: string,
  document: PolicyDocument,
  lines: readonly ClaimedLine[],
): Promise<Map<string, string>> {
  const wanted = lines
    .map((line) => ({ key: entitlementKey(line), ...lockedAs(document, line) }))
    .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  const ids = new Map<string, string>();
  for (const { key, stackingKey, subject } of wanted)
    ids.set(key, await lockEntitlement(tx, partyId, stackingKey, subject));
  return ids;
}

interface Lock {
  stackingKey: string;
  subject: string;
}

const orderOf = ({ stackingKey, subject }: Lock): string => `${stackingKey}/${subject}`;

/** What is locked for a line. */
export function lockedAs(document: PolicyDocument, { clauseId, subject }: ClaimedLine): Lock {
  const clause = document.clauses.find((each) => each.id === clauseId);
  const group = clause && groupAround(document, clause);
  if (group) return { stackingKey: group.id, subject: '' };
  const caps = clause?.form === 'computed' ? clause.caps : [];
  const shared = caps.some(({ per }) => per === 'year' || per === 'life');
  return { stackingKey: clauseId, subject: shared ? '' : (subject ?? '') };
}
