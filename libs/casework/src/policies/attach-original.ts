import type { Readable } from 'node:stream';
import {
  findPolicyVersion,
  insertPolicyOriginal,
  readPolicyOriginals,
  runCommand,
  runQuery,
  type CommandOutcome,
  type Database,
  type FileStore,
  type PolicyVersionEntity,
  type Tx,
} from '@duixian/persistence';
import type { Actor, PersonActor } from '@duixian/workflow';
import { refuseAsUnknown, refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { MATERIAL_TYPES } from '../ground/media-type';
import { receiveFile } from '../ground/receive-file';
import { done, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';
import { originalView, type OriginalView } from './original-view';
import { maySeePolicy } from './read-policies';

/**
 * A policy officer of the place whose document it is attaches the text as it was issued. One attached later takes its
 * place and the earlier one stays on record; the law as data is not touched by either.
 */
export async function attachOriginal(
  db: Database,
  files: FileStore,
  command: {
    actor: PersonActor;
    idempotencyKey: string;
    policyId: string;
    fileName: string;
    content: Readable;
  },
): Promise<CommandOutcome<OriginalView, Refusal>> {
  const { actor, idempotencyKey, policyId, fileName, content } = command;
  const unwelcome = await runQuery(db, actor, async (tx) =>
    refuseAttaching(tx, await findPolicyVersion(tx, policyId)),
  );
  if (unwelcome) {
    content.resume();
    return unwelcome;
  }
  const received = await receiveFile(files, content);
  if ('refusal' in received) return received;
  const { file, type } = received;
  const input = { policyId, fileName, contentHash: file.contentHash };
  const request = { name: 'attachOriginal', actor, idempotencyKey, input };
  return runCommand(db, request, async (tx): Promise<CaseOutcome<OriginalView>> => {
    const version = await findPolicyVersion(tx, policyId);
    const refused = refuseAttaching(tx, version);
    if (refused || !version) return refused ?? refuseAsUnknown();
    const { documentId, regionCode } = version;
    const original = {
      id: tx.newId(),
      documentId,
      regionCode,
      fileName,
      mediaType: MATERIAL_TYPES[type],
      ...file,
      attachedAt: tx.now,
      attachedBy: actor.userId,
    };
    await insertPolicyOriginal(tx, original);
    const data = { documentId, fileName, contentHash: file.contentHash };
    await tx.record({ caseId: policyId, regionCode, type: 'policy.original_attached', data });
    return done(originalView(original) as OriginalView);
  });
}

function refuseAttaching(tx: Tx, version: PolicyVersionEntity | null): Refused | null {
  if (!version || !maySeePolicy(tx, version)) return refuseAsUnknown();
  return refuseUnlessPermitted(tx.actor, 'policy.attachOriginal', regionResource(tx, version.regionCode));
}

/** The file itself, for whoever may see the version. */
export async function openOriginal(
  db: Database,
  files: FileStore,
  actor: Actor,
  policyId: string,
): Promise<{ ok: true; value: OriginalView & { content: Readable } } | Refused> {
  const found = await runQuery(db, actor, async (tx) => {
    const version = await findPolicyVersion(tx, policyId);
    if (!version || !maySeePolicy(tx, version)) return null;
    return (await readPolicyOriginals(tx, [version.documentId])).get(version.documentId) ?? null;
  });
  const view = originalView(found ?? undefined);
  if (!view) return refuseAsUnknown();
  return { ok: true, value: { ...view, content: await files.read(view.contentHash) } };
}
