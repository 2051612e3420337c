import { diffDocuments, type LawChange } from '@duixian/policy';
import { findPolicyVersion, readPoliciesInForce, runQuery, type Database } from '@duixian/persistence';
import type { Actor } from '@duixian/workflow';
import { refuseAsUnknown } from '../ground/authorise';
import type { Refused } from '../ground/refusal';
import { documentOf } from './policy-in-force';
import { maySeePolicy } from './read-policies';

export interface PolicyDifference {
  policyId: string;
  /** The version it is compared with; null where no version of the document was in force. */
  againstId: string | null;
  changes: LawChange[];
}

/** In what a version differs from another one; without one named, from the one in force. */
export async function diffPolicies(
  db: Database,
  actor: Actor,
  { policyId, against }: { policyId: string; against?: string },
): Promise<{ ok: true; value: PolicyDifference } | Refused> {
  return runQuery(db, actor, async (tx) => {
    const version = await findPolicyVersion(tx, policyId);
    if (!version || !maySeePolicy(tx, version)) return refuseAsUnknown();
    const inForce = await readPoliciesInForce(tx);
    const other = against
      ? await findPolicyVersion(tx, against)
      : (inForce.find(({ documentId }) => documentId === version.documentId) ?? null);
    if (against && (!other || !maySeePolicy(tx, other))) return refuseAsUnknown();
    const now = documentOf(version);
    // Where nothing was in force, every clause is new.
    const before = other ? documentOf(other) : { ...now, clauses: [] };
    const changes = [...diffDocuments(before, now)];
    return { ok: true as const, value: { policyId, againstId: other?.id ?? null, changes } };
  });
}
