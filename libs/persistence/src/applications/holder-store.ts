import type { CaseStage } from '@duixian/workflow';
import { IsNull } from 'typeorm';
import { managerOf, type Tx } from '../ground/transaction';
import { CaseTaskEntity, type TaskKind } from './application-entities';

/** Somebody by name, for a choice among colleagues. */
export interface Colleague {
  id: string;
  displayName: string;
}

/** Makes the open task of a kind one person's. */
export async function assignTask(
  tx: Tx,
  applicationId: string,
  kind: TaskKind,
  to: Colleague,
): Promise<void> {
  await managerOf(tx).update(
    CaseTaskEntity,
    { applicationId, kind, doneAt: IsNull() },
    { assigneeId: to.id, assigneeName: to.displayName },
  );
}

const REVIEWS = `u.status = 'active' AND EXISTS (SELECT 1 FROM role_grant g WHERE g.user_id = u.id AND g.role = 'reviewer'
  AND g.region_code = $1 AND g.valid_from <= $2 AND (g.valid_to IS NULL OR g.valid_to >= $2))`;

/** Reviewers of exactly this region today, by name. */
export async function readReviewersOf(tx: Tx, regionCode: string): Promise<Colleague[]> {
  return managerOf(tx).query<Colleague[]>(
    `SELECT u.id, u.display_name AS "displayName" FROM user_account u WHERE ${REVIEWS} ORDER BY u.display_name, u.id`,
    [regionCode, tx.today],
  );
}

/**
 * A reviewer of the region who may act in a stage of a case: active, not acting for its party, not recused from it, and in no
 * other stage of it before; null when this person is none.
 */
export async function findFitReviewer(
  tx: Tx,
  of: { applicationId: string; stage: CaseStage; regionCode: string; userId: string },
): Promise<Colleague | null> {
  const [found] = await managerOf(tx).query<Colleague[]>(
    `SELECT u.id, u.display_name AS "displayName" FROM user_account u JOIN application one ON one.id = $4
     WHERE u.id = $3 AND ${REVIEWS}
       AND NOT EXISTS (SELECT 1 FROM party_grant p WHERE p.user_id = u.id AND p.party_id = one.party_id
         AND p.valid_from <= $2 AND (p.valid_to IS NULL OR p.valid_to >= $2))
       AND NOT EXISTS (SELECT 1 FROM recusal r WHERE r.user_id = u.id AND r.party_id = one.party_id
         AND (r.application_id IS NULL OR r.application_id = one.id))
       AND NOT EXISTS (SELECT 1 FROM case_actor acted WHERE acted.application_id = one.id AND acted.user_id = u.id
         AND acted.stage <> $5)`,
    [of.regionCode, tx.today, of.userId, of.applicationId, of.stage],
  );
  return found ?? null;
}
