import {
  findParties,
  pageApplications,
  readLatestDeterminationsOf,
  runQuery,
  type ApplicationEntity,
  type ApplicationFilter,
  type Database,
  type PageRequest,
  type PageWithTotals,
  type Tx,
} from '@duixian/persistence';
import { publicStatus, type Actor } from '@duixian/workflow';
import { reachFor } from '../ground/authorise';
import { payableLines } from '../policies/determine-case';
import { openStageOf } from './open-case';

export interface ApplicationSummary {
  id: string;
  caseNumber: string;
  version: number;
  state: string;
  status: { key: string; zh: string };
  stage: string | null;
  callId: string;
  applicantId: string;
  applicantName: string;
  creditCode: string | null;
  countyCode: string;
  county: string;
  /** What the newest determination pays; null before the first. */
  amountFen: number | null;
  submittedAt: string | null;
}

/** The cases an actor may see, newest first, with count and sum over the filter. */
export async function listApplications(
  db: Database,
  actor: Actor,
  filter: ApplicationFilter,
  page: PageRequest,
): Promise<PageWithTotals<ApplicationSummary>> {
  return runQuery(db, actor, async (tx) => {
    const found = await pageApplications(tx, reachFor(tx, 'application.list'), filter, page);
    return { ...found, items: await summariesOf(tx, found.items) };
  });
}

/** Summaries in the order of the applications given. */
export async function summariesOf(
  tx: Tx,
  applications: readonly ApplicationEntity[],
): Promise<ApplicationSummary[]> {
  const parties = new Map(
    (await findParties(tx, [...new Set(applications.map((each) => each.partyId))])).map((party) => [
      party.id,
      party,
    ]),
  );
  const determinations = await readLatestDeterminationsOf(
    tx,
    applications.map((each) => each.id),
  );
  const summaries: ApplicationSummary[] = [];
  for (const application of applications) {
    const party = parties.get(application.partyId);
    const lines = determinations.get(application.id) ?? [];
    summaries.push({
      id: application.id,
      caseNumber: application.caseNumber,
      version: application.version,
      state: application.state,
      status: publicStatus(application.state),
      stage: openStageOf(application)?.key ?? null,
      callId: application.callId,
      applicantId: application.partyId,
      applicantName: party?.registeredName ?? '',
      creditCode: party?.creditCode ?? null,
      countyCode: application.countyCode,
      county: tx.regions.get(application.countyCode).name,
      amountFen:
        lines.length === 0
          ? null
          : payableLines(lines).reduce((total, line) => total + (line.amountFen ?? 0), 0),
      submittedAt: application.submittedAt?.toISOString() ?? null,
    });
  }
  return summaries;
}
