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

/** Makes the open task of a kind everybody's of its stage again. */
export async function unassignTask(tx: Tx, applicationId: string, kind: TaskKind): Promise<void> {
  await managerOf(tx).update(
    CaseTaskEntity,
    { applicationId, kind, doneAt: IsNull() },
    { assigneeId: null, assigneeName: null },
  );
}

/** Reviews at a region on a day; the arguments are SQL. */
const reviewsAt = (region: string, day: string): string => `u.status = 'active'
  AND EXISTS (SELECT 1 FROM role_grant g WHERE g.user_id = u.id AND g.role = 'reviewer' AND g.region_code = ${region}
    AND g.valid_from <= ${day} AND (g.valid_to IS NULL OR g.valid_to >= ${day}))`;

/** May act in a stage of the case `one`: does not act for its party, is not recused, and was in no other stage of it before. */
const fitFor = (stage: string, day: string): string => `
  NOT EXISTS (SELECT 1 FROM party_grant p WHERE p.user_id = u.id AND p.party_id = one.party_id
    AND p.valid_from <= ${day} AND (p.valid_to IS NULL OR p.valid_to >= ${day}))
  AND NOT EXISTS (SELECT 1 FROM recusal r WHERE r.user_id = u.id AND r.party_id = one.party_id
    AND (r.application_id IS NULL OR r.application_id = one.id))
  AND NOT EXISTS (SELECT 1 FROM case_actor acted WHERE acted.application_id = one.id AND acted.user_id = u.id
    AND acted.stage <> ${stage})`;

/** Whoever `task` of the case `one` was handed to still holds it: they may act in it today; `day` is SQL. */
export const standsAsHolder = (
  day: string,
): string => `EXISTS (SELECT 1 FROM user_account u WHERE u.id = task.assignee_id
  AND ${reviewsAt('task.region_code', day)} AND ${fitFor('task.kind', day)})`;

/** An open task and who holds it. */
export interface HeldTask {
  taskId: string;
  person: Colleague;
}

/** Of some open tasks, of all at some regions, or of those there that are somebody's: who still holds each, by today's name. */
export async function readHeldTasks(
  tx: Tx,
  of: { taskIds: readonly string[] } | { userId?: string; regionCodes: readonly string[] },
): Promise<HeldTask[]> {
  const [where, given] =
    'taskIds' in of
      ? ['task.id = ANY ($2::uuid[])', [of.taskIds]]
      : [
          'task.region_code = ANY ($2::text[]) AND ($3::uuid IS NULL OR task.assignee_id = $3)',
          [of.regionCodes, of.userId ?? null],
        ];
  const rows = await managerOf(tx).query<{ taskId: string; id: string; displayName: string }[]>(
    `SELECT task.id AS "taskId", holder.id, holder.display_name AS "displayName" FROM case_task task
     JOIN application one ON one.id = task.application_id JOIN user_account holder ON holder.id = task.assignee_id
     WHERE task.done_at IS NULL AND ${where} AND ${standsAsHolder('$1')}`,
    [tx.today, ...given],
  );
  return rows.map(({ taskId, ...person }) => ({ taskId, person }));
}

/** Reviewers of exactly this region today, by name. */
export async function readReviewersOf(tx: Tx, regionCode: string): Promise<Colleague[]> {
  return managerOf(tx).query<Colleague[]>(
    `SELECT u.id, u.display_name AS "displayName" FROM user_account u WHERE ${reviewsAt('$1', '$2')} ORDER BY u.display_name, u.id`,
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
     WHERE u.id = $3 AND ${reviewsAt('$1', '$2')} AND ${fitFor('$5', '$2')}`,
    [of.regionCode, tx.today, of.userId, of.applicationId, of.stage],
  );
  return found ?? null;
}
