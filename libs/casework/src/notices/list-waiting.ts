import {
  pageWaitingForNotice,
  runQuery,
  type Database,
  type PageRequest,
  type PageWithTotals,
  type WaitingFilter,
} from '@duixian/persistence';
import { scopeOf, type PersonActor } from '@duixian/workflow';
import { summariesOf, type ApplicationSummary } from '../applications/list-applications';
import { refuseUnlessPermitted } from '../ground/authorise';
import type { Refused } from '../ground/refusal';

export type { WaitingFilter };

/**
 * Approved cases of a reviewer's own city that wait for somebody to build their public notice, longest first, with count and
 * sum over the filter.
 */
export async function listWaitingForNotice(
  db: Database,
  actor: PersonActor,
  filter: WaitingFilter,
  page: PageRequest,
): Promise<{ ok: true; value: PageWithTotals<ApplicationSummary> } | Refused> {
  const forbidden = refuseUnlessPermitted(actor, 'notice.waiting');
  if (forbidden) return forbidden;
  return runQuery(db, actor, async (tx) => {
    const cityCodes = scopeOf(actor, 'notice.waiting').exactRegionCodes;
    const found = await pageWaitingForNotice(tx, { ...filter, cityCodes }, page);
    return { ok: true as const, value: { ...found, items: await summariesOf(tx, found.items) } };
  });
}
