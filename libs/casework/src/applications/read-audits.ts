import {
  findApplication,
  findAuditOpinion,
  findAuditOpinionInForce,
  readAuditOpinions,
  runQuery,
  type ApplicationEntity,
  type Database,
  type FileStore,
  type Tx,
} from '@duixian/persistence';
import { permit, type Actor } from '@duixian/workflow';
import { refuseAsUnknown, refuseUnlessPermitted } from '../ground/authorise';
import type { Refused } from '../ground/refusal';
import type { AuditOpinion } from './audit-opinion';
import { caseResource } from './open-case';
import type { OpenedMaterial } from './read-materials';

export interface AuditOpinionView extends AuditOpinion {
  id: string;
  file: { fileName: string; sizeBytes: number };
  recordedAt: string;
  by: string;
  /** Whether approvals rest on it. */
  inForce: boolean;
}

/** What auditing firms said about a case, newest first; nothing for who is no official of it. */
export async function auditsOf(tx: Tx, application: ApplicationEntity): Promise<AuditOpinionView[]> {
  const regionPath = tx.regions.path(application.countyCode);
  if (application.submittedAt === null || !permit(tx.actor, 'application.readAudit', { regionPath }).allowed)
    return [];
  const standing = await findAuditOpinionInForce(tx, application.id);
  return (await readAuditOpinions(tx, application.id)).reverse().map((each) => {
    const { id, firmName, firmCode, documentNumber, issuedOn, conclusion, opinion, recordedAt } = each;
    return {
      ...{ id, firmName, firmCode, documentNumber, issuedOn, conclusion, opinion },
      file: { fileName: each.fileName, sizeBytes: each.sizeBytes },
      recordedAt: recordedAt.toISOString(),
      by: `user:${each.recordedBy}`,
      inForce: id === standing?.id,
    };
  });
}

/** The paper of an opinion that was recorded, for the officials of its case. */
export async function openAuditPaper(
  db: Database,
  files: FileStore,
  actor: Actor,
  request: { applicationId: string; opinionId: string },
): Promise<{ ok: true; value: OpenedMaterial } | Refused> {
  const found = await runQuery(db, actor, async (tx) => {
    const application = await findApplication(tx, request.applicationId);
    const opinion = application && (await findAuditOpinion(tx, request.opinionId));
    if (!application || opinion?.applicationId !== application.id || opinion.recordedAt === null) return null;
    const unread = refuseUnlessPermitted(actor, 'application.readAudit', caseResource(tx, application));
    return unread ? null : opinion;
  });
  if (!found) return refuseAsUnknown();
  const { fileName, mediaType, sizeBytes, contentHash } = found;
  return { ok: true, value: { fileName, mediaType, sizeBytes, content: await files.read(contentHash) } };
}
