import type { PolicyDocument } from '@duixian/policy';
import { findPolicyVersion, type Tx } from '@duixian/persistence';
import { documentOf } from './policy-in-force';

const published = new Map<string, PolicyDocument>();
const KEPT = 200;

/**
 * The document of a version that a plan, a call or a case names. Such a version was published, and a trigger keeps the text of one
 * word for word, so that it is read once per process.
 * @throws when it is gone
 */
export async function documentOfVersion(tx: Tx, policyVersionId: string): Promise<PolicyDocument> {
  const known = published.get(policyVersionId);
  if (known) return known;
  const version = await findPolicyVersion(tx, policyVersionId);
  if (!version) throw new Error(`policy version ${policyVersionId} is gone`);
  const document = documentOf(version);
  if (published.size >= KEPT) published.clear();
  published.set(policyVersionId, document);
  return document;
}

/** What a clause is about in the law that a case was determined by; null where no law was named, or it has no such clause. */
export async function clauseTitleIn(
  tx: Tx,
  policyVersionId: string | null,
  clauseId: string,
): Promise<string | null> {
  if (policyVersionId === null) return null;
  const { clauses } = await documentOfVersion(tx, policyVersionId);
  return clauses.find(({ id }) => id === clauseId)?.title ?? null;
}
