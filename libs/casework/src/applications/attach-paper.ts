import type { Readable } from 'node:stream';
import {
  findApplication,
  lockApplication,
  runCommand,
  runQuery,
  type ApplicationEntity,
  type CommandOutcome,
  type Database,
  type FileStore,
  type StoredFile,
  type Tx,
} from '@duixian/persistence';
import type { Operation, PersonActor } from '@duixian/workflow';
import { refuseAsUnknown, refuseUnlessPermitted } from '../ground/authorise';
import { MATERIAL_TYPES } from '../ground/media-type';
import { receiveFile } from '../ground/receive-file';
import { done, type Refusal, type Refused } from '../ground/refusal';
import { caseResource } from './open-case';

export interface AttachPaper {
  actor: PersonActor;
  idempotencyKey: string;
  applicationId: string;
  fileName: string;
  content: Readable;
}

export interface PaperAnswer {
  id: string;
  fileName: string;
  /** SHA-256 of the content. */
  contentHash: string;
}

/** A paper of a case as it is stored. */
export interface CasePaper extends StoredFile {
  id: string;
  applicationId: string;
  fileName: string;
  mediaType: string;
  attachedAt: Date;
  attachedBy: string;
}

/** What tells one kind of paper from the others. */
export interface PaperKind {
  /** Name of the command. */
  name: string;
  operation: Operation;
  event: string;
  /** What the id of the paper is called in the event. */
  idName: string;
  /** Null when it may be attached now, by this person. */
  refuse: (tx: Tx, application: ApplicationEntity) => Promise<Refused | null>;
  keep: (tx: Tx, paper: CasePaper) => Promise<void>;
}

/**
 * Attaches a paper to a case whose verb will say later what is in it. The bytes go to the file store first (asked beforehand
 * whether they may), then the row; the type is told by content.
 */
export async function attachPaper(
  db: Database,
  files: FileStore,
  { actor, idempotencyKey, applicationId, fileName, content }: AttachPaper,
  kind: PaperKind,
): Promise<CommandOutcome<PaperAnswer, Refusal>> {
  const unwelcome = await runQuery(db, actor, async (tx) =>
    refuseAttaching(tx, await findApplication(tx, applicationId), kind),
  );
  if (unwelcome) {
    content.resume();
    return unwelcome;
  }
  const received = await receiveFile(files, content);
  if ('refusal' in received) return received;
  const { file, type } = received;
  const { contentHash } = file;
  const input = { applicationId, fileName, contentHash };
  const request = { name: kind.name, actor, idempotencyKey, input };
  return runCommand<PaperAnswer, Refusal>(db, request, async (tx) => {
    const application = await lockApplication(tx, applicationId);
    const refused = await refuseAttaching(tx, application, kind);
    if (refused || !application) return refused ?? refuseAsUnknown();
    const id = tx.newId();
    const by = { attachedAt: tx.now, attachedBy: actor.userId };
    await kind.keep(tx, { id, applicationId, fileName, mediaType: MATERIAL_TYPES[type], ...file, ...by });
    await tx.record({
      caseId: applicationId,
      regionCode: application.countyCode,
      partyId: application.partyId,
      type: kind.event,
      data: { [kind.idName]: id, contentHash },
    });
    return done({ id, fileName, contentHash });
  });
}

async function refuseAttaching(
  tx: Tx,
  application: ApplicationEntity | null,
  { operation, refuse }: PaperKind,
): Promise<Refused | null> {
  if (!application) return refuseAsUnknown();
  const resource = caseResource(tx, application);
  const unseen = refuseUnlessPermitted(tx.actor, 'application.read', resource);
  if (unseen) return unseen.refusal.code === 'unauthenticated' ? unseen : refuseAsUnknown();
  return refuseUnlessPermitted(tx.actor, operation, resource) ?? refuse(tx, application);
}
