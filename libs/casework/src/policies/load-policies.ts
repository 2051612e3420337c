import {
  insertPolicyVersion,
  readPolicyVersions,
  runCommand,
  sha256,
  type CommandOutcome,
  type Database,
  type Tx,
} from '@duixian/persistence';
import { done, type CaseOutcome, type Refusal } from '../ground/refusal';
import { columnsOf, readPolicyText } from './policy-text';

/** A document without a date of its own holds for every day. */
const SINCE_EVER = '1900-01-01';

export type LoadedPolicy = { documentId: string; version: number; outcome: 'published' | 'kept' | 'differs' };

/**
 * Seeds a policy document from its file, in force from the day on which it was issued. The database is the truth: a document it already has is kept as it is,
 * and a file that differs is reported, never loaded over it.
 */
export async function loadPolicy(
  db: Database,
  source: { file: string; text: string; cases?: string },
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
  source: { file: string; text: string; cases?: string },
  contentHash: string,
): Promise<CaseOutcome<LoadedPolicy>> {
  const read = readPolicyText(tx, source.text, source.file);
  if (!read.ok) return read;
  const { document, region } = read;
  const published = (await readPolicyVersions(tx, document.id)).filter(
    ({ status }) => status === 'published',
  );
  const present = published.find((version) => version.contentHash === contentHash) ?? published[0];
  const id = present?.id ?? tx.newId();
  const outcome = !present ? 'published' : present.contentHash === contentHash ? 'kept' : 'differs';
  if (!present) {
    const effectiveFrom = document.issuedOn ?? document.publishedOn ?? SINCE_EVER;
    await insertPolicyVersion(tx, {
      ...columnsOf(document, { text: source.text, cases: source.cases ?? '', effectiveFrom }),
      id,
      documentId: document.id,
      version: 1,
      cityCode: region.level === 'city' ? region.code : null,
      regionCode: region.code,
      status: 'published',
      revision: 1,
      authorIds: [],
      draftedAt: null,
      validation: null,
      trialId: null,
      approvedBy: null,
      approvedAt: null,
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
