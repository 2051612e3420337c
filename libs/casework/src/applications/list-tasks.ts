import {
  findApplications,
  pageTasks,
  runQuery,
  type Database,
  type Page,
  type PageRequest,
} from '@duixian/persistence';
import { scopeOf, type PersonActor } from '@duixian/workflow';
import { refuseUnlessPermitted } from '../ground/authorise';
import type { Refused } from '../ground/refusal';
import { summariesOf, type ApplicationSummary } from './list-applications';

export interface TaskView {
  id: string;
  kind: string;
  regionCode: string;
  openedAt: string;
  doneAt: string | null;
  outcome: string | null;
  application: ApplicationSummary;
}

/** An official's queue: what waits at their own regions, or what was done there. */
export async function listTasks(
  db: Database,
  actor: PersonActor,
  filter: { done: boolean },
  page: PageRequest,
): Promise<{ ok: true; value: Page<TaskView> } | Refused> {
  const forbidden = refuseUnlessPermitted(actor, 'task.list');
  if (forbidden) return forbidden;
  return runQuery(db, actor, async (tx) => {
    const regionCodes = scopeOf(actor, 'task.list').exactRegionCodes;
    const { items, nextCursor } = await pageTasks(tx, { regionCodes, done: filter.done }, page);
    const applications = await findApplications(
      tx,
      items.map((task) => task.applicationId),
    );
    const summaries = new Map((await summariesOf(tx, applications)).map((summary) => [summary.id, summary]));
    const views = items.flatMap((task) => {
      const application = summaries.get(task.applicationId);
      return application
        ? [
            {
              id: task.id,
              kind: task.kind,
              regionCode: task.regionCode,
              openedAt: task.openedAt.toISOString(),
              doneAt: task.doneAt?.toISOString() ?? null,
              outcome: task.outcome,
              application,
            },
          ]
        : [];
    });
    return { ok: true as const, value: { items: views, nextCursor } };
  });
}
