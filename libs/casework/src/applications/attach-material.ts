import type { Readable } from 'node:stream';
import {
  countMaterials,
  findApplication,
  findAttached,
  findCall,
  findMaterial,
  insertMaterial,
  lockApplication,
  markMaterialRemoved,
  noteCaseActor,
  readMaterials,
  runCommand,
  runQuery,
  type ApplicationEntity,
  type CommandOutcome,
  type Database,
  type FileStore,
  type StoredFile,
  type Tx,
} from '@duixian/persistence';
import type { PersonActor } from '@duixian/workflow';
import { refuseAsUnknown, refuseUnlessPermitted } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';
import { MATERIAL_TYPES, type MaterialType } from '../ground/media-type';
import { receiveFile } from '../ground/receive-file';
import { caseResource, refuseUnfit } from './open-case';
import { CONFLICTS } from './take-action';

const MOST_FILES = 60;
/** Taken off again or not: what was attached once stays. */
const MOST_FILES_EVER = 200;

export interface AttachMaterial {
  actor: PersonActor;
  idempotencyKey: string;
  applicationId: string;
  /** Key of the material in the call's list. */
  key: string;
  fileName: string;
  content: Readable;
}

export interface MaterialAnswer {
  id: string;
  key: string;
  fileName: string;
  mediaType: string;
  sizeBytes: number;
  contentHash: string;
}

/**
 * Attaches a file to one of the call's materials while the case is a draft or returned. The bytes go to the file store
 * first (asked beforehand whether they may), then the row; bytes without a row belong to nothing and are shown to nobody.
 * The type is told by content. The same content twice is one attachment. Whoever attaches or takes off has a hand in the filing.
 */
export async function attachMaterial(
  db: Database,
  files: FileStore,
  command: AttachMaterial,
): Promise<CommandOutcome<MaterialAnswer, Refusal>> {
  const { actor, idempotencyKey, applicationId, key, fileName, content } = command;
  const unwelcome = await runQuery(db, actor, async (tx) =>
    refuseAttaching(tx, await findApplication(tx, applicationId), key, 'application.attach'),
  );
  if (unwelcome) {
    content.resume();
    return unwelcome;
  }
  const received = await receiveFile(files, content);
  if ('refusal' in received) return received;
  const { file, type } = received;
  const input = { applicationId, key, fileName, contentHash: file.contentHash };
  return runCommand<MaterialAnswer, Refusal>(
    db,
    { name: 'attachMaterial', actor, idempotencyKey, input, conflicts: CONFLICTS },
    async (tx) => {
      const application = await lockApplication(tx, applicationId);
      const refused = await refuseAttaching(tx, application, key, 'application.attach');
      if (refused || !application) return refused ?? refuseAsUnknown();
      return attach(tx, application, { key, fileName, file, type, userId: actor.userId });
    },
  );
}

/** Takes an attached file off again; it stays on record. */
export async function removeMaterial(
  db: Database,
  command: { actor: PersonActor; idempotencyKey: string; applicationId: string; materialId: string },
): Promise<CommandOutcome<{ id: string; removed: true }, Refusal>> {
  const { actor, idempotencyKey, applicationId, materialId } = command;
  const input = { applicationId, materialId };
  const request = { name: 'removeMaterial', actor, idempotencyKey, input, conflicts: CONFLICTS };
  return runCommand<{ id: string; removed: true }, Refusal>(db, request, async (tx) => {
    const application = await lockApplication(tx, applicationId);
    const material = await findMaterial(tx, materialId);
    const refused = await refuseAttaching(tx, application, null, 'application.detach');
    if (refused || !application) return refused ?? refuseAsUnknown();
    if (!material || material.applicationId !== applicationId || material.removedAt) return refuseAsUnknown();
    await markMaterialRemoved(tx, materialId, actor.userId);
    await noteCaseActor(tx, applicationId, actor.userId, 'filing');
    const { key, contentHash } = material;
    await recordOn(tx, application, 'application.material_removed', { materialId, key, contentHash });
    return done({ id: materialId, removed: true as const });
  });
}

async function refuseAttaching(
  tx: Tx,
  application: ApplicationEntity | null,
  key: string | null,
  operation: 'application.attach' | 'application.detach',
): Promise<Refused | null> {
  if (!application) return refuseAsUnknown();
  const resource = caseResource(tx, application);
  const unseen = refuseUnlessPermitted(tx.actor, 'application.read', resource);
  if (unseen) return unseen.refusal.code === 'unauthenticated' ? unseen : refuseAsUnknown();
  const forbidden = refuseUnlessPermitted(tx.actor, operation, resource);
  if (forbidden) return forbidden;
  if (application.state !== 'draft' && application.state !== 'returned') {
    return refuse('action-not-allowed', '只有草稿或退回补正的申报可以增减材料。', {
      state: application.state,
    });
  }
  const unfit = await refuseUnfit(tx, application.id, 'filing');
  if (unfit) return unfit;
  const call = await findCall(tx, application.callId);
  const known = call?.materials ?? [];
  if (key === null || known.some((material) => material.key === key)) return null;
  const names = known.map((material) => `${material.title}`).join('、');
  return refuse('material-unusable', `申报通知没有要求这项材料(${key})。要求的材料:${names || '无'}。`, {
    field: 'key',
  });
}

async function attach(
  tx: Tx,
  application: ApplicationEntity,
  given: { key: string; fileName: string; file: StoredFile; type: MaterialType; userId: string },
): Promise<CaseOutcome<MaterialAnswer>> {
  const { key, fileName, file, userId } = given;
  const present = await findAttached(tx, application.id, key, file.contentHash);
  const material = present ?? {
    id: tx.newId(),
    applicationId: application.id,
    key,
    fileName,
    mediaType: MATERIAL_TYPES[given.type],
    ...file,
    attachedAt: tx.now,
    attachedBy: userId,
    removedAt: null,
    removedBy: null,
  };
  if (!present) {
    if ((await readMaterials(tx, application.id)).length >= MOST_FILES)
      return refuse('material-unusable', `每件申报最多 ${MOST_FILES} 个文件,请合并后上传。`);
    if ((await countMaterials(tx, application.id)) >= MOST_FILES_EVER)
      return refuse('material-unusable', `此件已累计上传 ${MOST_FILES_EVER} 个文件(含已移除的),不能再上传。`);
    await insertMaterial(tx, material);
    await noteCaseActor(tx, application.id, userId, 'filing');
  }
  const { id, mediaType, sizeBytes, contentHash } = material;
  await recordOn(tx, application, 'application.material_attached', { materialId: id, key, contentHash });
  return done({ id, key, fileName: material.fileName, mediaType, sizeBytes, contentHash });
}

const recordOn = (
  tx: Tx,
  application: ApplicationEntity,
  type: string,
  data: Record<string, unknown>,
): Promise<void> =>
  tx.record({
    caseId: application.id,
    regionCode: application.countyCode,
    partyId: application.partyId,
    type,
    data,
  });
