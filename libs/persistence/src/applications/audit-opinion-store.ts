import { IsNull, Not } from 'typeorm';
import { managerOf, type Tx } from '../ground/transaction';
import { AuditOpinionEntity, type AuditPaper, type RecordedAuditOpinion } from './audit-opinion-entity';

/** Keeps the paper; it counts once `recordAuditOpinion` says what is in it. */
export async function insertAuditPaper(tx: Tx, paper: AuditPaper): Promise<void> {
  await managerOf(tx).insert(AuditOpinionEntity, paper);
}

export async function findAuditOpinion(tx: Tx, id: string): Promise<AuditOpinionEntity | null> {
  return managerOf(tx).findOneBy(AuditOpinionEntity, { id });
}

/** Says what is in a paper, once (`keep_audit_opinion`). */
export async function recordAuditOpinion(
  tx: Tx,
  id: string,
  said: Omit<RecordedAuditOpinion, keyof AuditPaper>,
): Promise<void> {
  await managerOf(tx).update(AuditOpinionEntity, { id }, said);
}

/** Every opinion recorded about a case, oldest recording first, those that no longer count included. */
export async function readAuditOpinions(tx: Tx, applicationId: string): Promise<RecordedAuditOpinion[]> {
  const rows = await managerOf(tx).find(AuditOpinionEntity, {
    where: { applicationId, recordedAt: Not(IsNull()) },
    order: { recordedAt: 'ASC', id: 'ASC' },
  });
  return rows as RecordedAuditOpinion[];
}

/**
 * The opinion that counts: the last one recorded since the case was last submitted. What a firm said before rested on
 * what has been corrected meanwhile.
 */
export async function findAuditOpinionInForce(
  tx: Tx,
  applicationId: string,
): Promise<RecordedAuditOpinion | null> {
  const [last] = await managerOf(tx).query<{ id: string }[]>(
    `SELECT id FROM audit_opinion WHERE application_id = $1 AND assessment >= (
       SELECT max(assessment) FROM determination WHERE application_id = $1 AND purpose = 'assessment')
     ORDER BY recorded_at DESC, id DESC LIMIT 1`,
    [applicationId],
  );
  return last ? ((await findAuditOpinion(tx, last.id)) as RecordedAuditOpinion) : null;
}
