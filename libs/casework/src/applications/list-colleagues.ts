import {
  readReviewersOf,
  runQuery,
  seeingEverything,
  type Colleague,
  type Database,
} from '@duixian/persistence';
import type { PersonActor } from '@duixian/workflow';
import { refuseAsUnknown, refuseUnlessPermitted, regionResource } from '../ground/authorise';
import type { Refused } from '../ground/refusal';

/** The reviewers of a place by name, to hand a task to: for those who review there or above. */
export async function listColleagues(
  db: Database,
  actor: PersonActor,
  regionCode: string,
): Promise<{ ok: true; value: { items: Colleague[] } } | Refused> {
  return runQuery(db, actor, async (tx) => {
    if (!tx.regions.find(regionCode)) return refuseAsUnknown();
    const forbidden = refuseUnlessPermitted(actor, 'task.colleagues', regionResource(tx, regionCode));
    if (forbidden) return forbidden;
    return {
      ok: true as const,
      value: { items: await seeingEverything(tx, () => readReviewersOf(tx, regionCode)) },
    };
  });
}
