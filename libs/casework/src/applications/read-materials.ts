import type { Readable } from 'node:stream';
import {
  findApplication,
  findMaterial,
  readCaseNotes,
  readMaterials,
  runQuery,
  type ApplicationEntity,
  type CallEntity,
  type Database,
  type FileStore,
  type Tx,
} from '@duixian/persistence';
import { permit, type Actor } from '@duixian/workflow';
import { refuseAsUnknown, refuseUnlessPermitted } from '../ground/authorise';
import { refuse, type Refused } from '../ground/refusal';
import { caseResource } from './open-case';

/** One material that the call asks for, with what was attached for it. */
export interface MaterialView {
  key: string;
  title: string;
  required: boolean;
  files: { id: string; fileName: string; mediaType: string; sizeBytes: number; attachedAt: string }[];
}

export interface CaseNoteView {
  id: string;
  stage: string | null;
  body: string;
  writtenAt: string;
  by: string;
  byName: string;
}

/** The call's list with the files of the case; what was attached to a material that is no longer listed comes last. */
export async function materialsOf(
  tx: Tx,
  application: ApplicationEntity,
  call: CallEntity | null,
): Promise<MaterialView[]> {
  const attached = await readMaterials(tx, application.id);
  return (call?.materials ?? []).map(({ key, title, required }) => ({
    key,
    title,
    required,
    files: attached
      .filter((file) => file.key === key)
      .map(({ id, fileName, mediaType, sizeBytes, attachedAt }) => ({
        id,
        fileName,
        mediaType,
        sizeBytes,
        attachedAt: attachedAt.toISOString(),
      })),
  }));
}

/** Null when everything required is attached; otherwise the refusal that names what is missing. */
export async function refuseWithoutMaterials(
  tx: Tx,
  application: ApplicationEntity,
  call: CallEntity,
): Promise<Refused | null> {
  const missing = (await materialsOf(tx, application, call)).filter(
    (material) => material.required && material.files.length === 0,
  );
  if (missing.length === 0) return null;
  return refuse(
    'materials-missing',
    `请先上传必备材料再提交:${missing.map((material) => material.title).join('、')}。`,
    { missing: missing.map(({ key, title }) => ({ key, title })) },
  );
}

/** What officials noted on a case; nothing for anybody else. */
export async function notesOf(tx: Tx, application: ApplicationEntity): Promise<CaseNoteView[]> {
  const regionPath = tx.regions.path(application.countyCode);
  if (application.submittedAt === null || !permit(tx.actor, 'application.read', { regionPath }).allowed)
    return [];
  return (await readCaseNotes(tx, application.id)).map(
    ({ id, stage, body, writtenAt, writtenBy, writtenByName }) => ({
      id,
      stage,
      body,
      writtenAt: writtenAt.toISOString(),
      by: `user:${writtenBy}`,
      byName: writtenByName,
    }),
  );
}

export interface OpenedMaterial {
  fileName: string;
  mediaType: string;
  sizeBytes: number;
  content: Readable;
}

/** One attached file, for whoever may read its case. */
export async function openMaterial(
  db: Database,
  files: FileStore,
  actor: Actor,
  request: { applicationId: string; materialId: string },
): Promise<{ ok: true; value: OpenedMaterial } | Refused> {
  const found = await runQuery(db, actor, async (tx) => {
    const application = await findApplication(tx, request.applicationId);
    const material = await findMaterial(tx, request.materialId);
    const readable =
      application && !refuseUnlessPermitted(actor, 'application.readMaterial', caseResource(tx, application));
    return readable && material?.applicationId === application.id ? material : null;
  });
  if (!found) return refuseAsUnknown();
  const { fileName, mediaType, sizeBytes, contentHash } = found;
  return { ok: true, value: { fileName, mediaType, sizeBytes, content: await files.read(contentHash) } };
}
