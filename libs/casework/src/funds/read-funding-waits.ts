import {
  findApplications,
  findParties,
  readFundingWaits,
  runQuery,
  seeingEverything,
  type Database,
} from '@duixian/persistence';
import { permit, type PersonActor } from '@duixian/workflow';
import { refuseUnlessPermitted, regionResource } from '../ground/authorise';
import type { Refused } from '../ground/refusal';

/** An award that waits for money of a treasury. */
export interface FundingWaitView {
  applicationId: string;
  caseNumber: string;
  applicantName: string;
  regionCode: string;
  subject: string;
  year: number;
  neededFen: number;
  since: string;
  /** From 1: first come, first served. */
  position: number;
}

/** What waits for money of the treasuries in reach, each queue in its order. */
export async function listFundingWaits(
  db: Database,
  actor: PersonActor,
): Promise<{ ok: true; value: { items: FundingWaitView[] } } | Refused> {
  const forbidden = refuseUnlessPermitted(actor, 'budget.waiting');
  if (forbidden) return forbidden;
  return runQuery(db, actor, async (tx) => {
    const all = await readFundingWaits(tx);
    const waits = all.filter(
      ({ regionCode }) => permit(actor, 'budget.waiting', regionResource(tx, regionCode)).allowed,
    );
    const ids = [...new Set(waits.map(({ applicationId }) => applicationId))];
    // A treasury sees who its own money waits for, wherever the case lies.
    const { cases, parties } = await seeingEverything(tx, async () => {
      const found = await findApplications(tx, ids);
      return { cases: found, parties: await findParties(tx, [...new Set(found.map((one) => one.partyId))]) };
    });
    const names = new Map(parties.map((party) => [party.id, party.registeredName]));
    const byId = new Map(cases.map((one) => [one.id, one]));
    const items = waits.map((wait) => {
      const one = byId.get(wait.applicationId);
      return {
        ...wait,
        caseNumber: one?.caseNumber ?? '',
        applicantName: names.get(one?.partyId ?? '') ?? '',
        since: wait.since.toISOString(),
      };
    });
    return { ok: true as const, value: { items } };
  });
}
