import {
  findParties,
  pageApplications,
  readPayingClauses,
  runQuery,
  type ApplicationEntity,
  type ApplicationFilter,
  type Database,
  totalsOfApplications,
  type Page,
  type PageRequest,
  type PageWithTotals,
  type Reach,
  type Tx,
} from '@duixian/persistence';
import { publicStatus, type Actor } from '@duixian/workflow';
import { reachFor } from '../ground/authorise';
import { documentOfVersion } from '../policies/document-of-version';
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
  /** What it is paid for, by the newest determination; none before the first. */
  clauses: { id: string; title: string }[];
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
    const reach = reachFor(tx, 'application.list');
    const totals = await totalsOfApplications(tx, reach, filter);
    return { ...(await summariesOfPage(tx, reach, filter, page)), totals };
  });
}

/** The same without count and sum, for whoever reads all of it. */
export async function pageThroughApplications(
  db: Database,
  actor: Actor,
  filter: ApplicationFilter,
  page: PageRequest,
): Promise<Page<ApplicationSummary>> {
  return runQuery(db, actor, (tx) => summariesOfPage(tx, reachFor(tx, 'application.list'), filter, page));
}

async function summariesOfPage(
  tx: Tx,
  reach: Reach,
  filter: ApplicationFilter,
  page: PageRequest,
): Promise<Page<ApplicationSummary>> {
  const found = await pageApplications(tx, reach, filter, page);
  return { ...found, items: await summariesOf(tx, found.items) };
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
  const clausesOf = await payingClauses(tx, applications);
  return applications.map((application) => {
    const party = parties.get(application.partyId);
    return {
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
      clauses: clausesOf(application.id),
      amountFen: application.determinedFen ?? null,
      submittedAt: application.submittedAt?.toISOString() ?? null,
    };
  });
}

/** The clauses that pay some cases, with their titles, read at once. */
async function payingClauses(
  tx: Tx,
  applications: readonly ApplicationEntity[],
): Promise<(applicationId: string) => ApplicationSummary['clauses']> {
  const determined = applications.filter(({ determinedFen }) => (determinedFen ?? null) !== null);
  const found = await readPayingClauses(
    tx,
    determined.map(({ id }) => id),
  );
  const titles = new Map<string, string>();
  for (const versionId of new Set(found.map(({ policyVersionId }) => policyVersionId)))
    for (const { id, title } of (await documentOfVersion(tx, versionId)).clauses) titles.set(id, title);
  return (applicationId) =>
    found
      .filter((each) => each.applicationId === applicationId)
      .map(({ clauseId }) => ({ id: clauseId, title: titles.get(clauseId) ?? clauseId }));
}
