import { parsePolicyDocument } from '@duixian/policy';
import {
  insertPolicyVersion,
  readPolicyVersions,
  runCommand,
  sha256,
  type CommandOutcome,
  type Database,
  type Tx,
} from '@duixian/persistence';
import { done, refuse, type CaseOutcome, type Refusal } from '../ground/refusal';

export type LoadedPolicy = { documentId: string; version: number; outcome: 'published' | 'kept' | 'differs' };

/**
 * Seeds a policy document from its file. The database is the truth: a document it already has is kept as it is,
 * and a file that differs is reported, never loaded over it.
 */
export async function loadPolicy(
  db: Database,
  source: { file: string; text: string },
): Promise<CommandOutcome<LoadedPolicy, Refusal>> {
  const actor = { kind: 'system', name: 'load-policies' } as const;
  const contentHash = sha256(source.text);
  const idempotencyKey = `load-policy:${source.file}:${contentHash}`;
  return runCommand(db, { name: 'loadPolicy', actor, idempotencyKey, input: { contentHash } }, (tx) =>
    publishUnlessPresent(tx, source, contentHash),
  );
}

async function publishUnlessPresent(
  tx: Tx,
  source: { file: string; text: string },
  contentHash: string,
): Promise<CaseOutcome<LoadedPolicy>> {
  const result = parsePolicyDocument(source.text, source.file);
  if (!result.ok) {
    const [first] = result.problems;
    return refuse('policy-invalid', `${first?.file}:${first?.line}: ${first?.message}. ${first?.fix}`, {
      problems: result.problems,
    });
  }
  const { document } = result;
  const place = document.city ?? document.province;
  const region = tx.regions.regions.find((each) => each.factName === place);
  if (!region) return refuse('policy-invalid', `${source.file}: no region is called ${place}.`);
  const [present] = await readPolicyVersions(tx, document.id);
  const id = present?.id ?? tx.newId();
  const outcome = !present ? 'published' : present.contentHash === contentHash ? 'kept' : 'differs';
  if (!present) {
    await insertPolicyVersion(tx, {
      id,
      documentId: document.id,
      version: 1,
      number: document.number,
      title: document.title,
      cityCode: region.level === 'city' ? region.code : null,
      semantics: document.semantics,
      content: source.text,
      contentHash,
      status: 'published',
      publishedAt: tx.now,
      publishedBy: 'system:load-policies',
    });
  }
  await tx.record({
    caseId: id,
    regionCode: region.code,
    type: `policy.${outcome}`,
    data: { documentId: document.id, contentHash },
  });
  return done({ documentId: document.id, version: present?.version ?? 1, outcome });
}
