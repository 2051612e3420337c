import { addDays, daysBetween, localDate, type LocalDate } from '@duixian/calendar';
import {
  findParties,
  findPolicyVersion,
  pageMissed,
  readMissedTotals,
  runQuery,
  seeingEverything,
  type Database,
  type MissedEntitlement,
  type MissedFilter,
  type MissedGround,
  type MissedTotal,
  type Page,
  type PageRequest,
  type PartyEntity,
  type PolicyVersionEntity,
  type Reach,
  type Totals,
  type Tx,
} from '@duixian/persistence';
import {
  MISSED_REASON_WORDS,
  MISSED_REASONS,
  stateReasonInWords,
  type MissedReason,
  type PersonActor,
} from '@duixian/workflow';
import { reachFor, refuseUnlessPermitted } from '../ground/authorise';
import { refuse, type Refused } from '../ground/refusal';
import { documentOf } from '../policies/policy-in-force';
import { policiesOfCity } from '../policies/policies-of-city';

type Answer<T> = { ok: true; value: T } | Refused;

/** What the report is asked for; days absent: the last year until today. */
export type MissedQuery = Partial<MissedFilter>;

export interface MissedView extends Omit<MissedEntitlement, 'policyVersionId' | 'subject' | 'detail'> {
  subject: string | null;
  clauseTitle: string;
  article: string;
  /** Document number and version of the law by which it was owed. */
  law: string;
  /** What happened, in Chinese. */
  why: string;
  /** It can still come without anything starting from the beginning. */
  open: boolean;
}

export interface MissedReport {
  from: string;
  to: string;
  count: number;
  parties: number;
  amountFen: number;
  /** By county, clause and reason, the largest sum first. */
  totals: (MissedTotal & { clauseTitle: string; open: boolean })[];
}

const OPEN_REASONS: readonly MissedReason[] = MISSED_REASONS.filter((code) => MISSED_REASON_WORDS[code].open);
/** A year is looked at when nobody says otherwise. */
const DAYS_BACK = 365;
/** Days that one report looks at, at most. */
const MOST_DAYS = 1_100;
/** More than one enterprise can be owed in a year. */
const MOST_OF_ONE = 500;

/**
 * 应享未享: who was owed an award in a period, by the law in force then, and did not get it, with the reason. Owed is what
 * sweeps found and what cases were determined to be worth; the last word in the period counts. The enterprise sees its own,
 * officers their places. Read as the system: whether an offer or a case stands behind a finding must not depend on who asks.
 */
export async function listMissed(
  db: Database,
  actor: PersonActor,
  query: MissedQuery,
  page: PageRequest,
): Promise<Answer<Page<MissedView> & { totals: Totals }>> {
  return reading(db, actor, 'missed.list', query, async (tx, { reach, filter, ground }) => {
    const found = await pageMissed(tx, reach, filter, ground, page);
    const laws = await lawsOf(tx, found.items);
    return { ...found, items: found.items.map((row) => viewOf(row, laws.get(row.policyVersionId))) };
  });
}

/** The same, added up by county, clause and reason. */
export async function readMissedReport(
  db: Database,
  actor: PersonActor,
  query: MissedQuery,
): Promise<Answer<MissedReport>> {
  return reading(db, actor, 'missed.report', query, async (tx, { reach, filter, ground, titles }) => {
    const totals = await readMissedTotals(tx, reach, filter, ground);
    return {
      ...{ from: filter.from, to: filter.to },
      count: totals.reduce((sum, each) => sum + each.count, 0),
      parties: totals.reduce((sum, each) => sum + each.parties, 0),
      amountFen: totals.reduce((sum, each) => sum + each.amountFen, 0),
      totals: totals.map((each) => ({
        ...each,
        clauseTitle: titles.get(each.clauseId) ?? each.clauseId,
        open: MISSED_REASON_WORDS[each.reason].open,
      })),
    };
  });
}

interface Prepared {
  reach: Reach;
  filter: MissedFilter;
  ground: MissedGround;
  titles: ReadonlyMap<string, string>;
}

async function reading<T>(
  db: Database,
  actor: PersonActor,
  operation: 'missed.list' | 'missed.report',
  query: MissedQuery,
  read: (tx: Tx, prepared: Prepared) => Promise<T>,
): Promise<Answer<T>> {
  const forbidden = refuseUnlessPermitted(actor, operation);
  if (forbidden) return forbidden;
  return runQuery(db, actor, async (tx): Promise<Answer<T>> => {
    const to = query.to ?? tx.today;
    const from = query.from ?? addDays(localDate(to), -DAYS_BACK);
    if (from > to) return refuse('period-invalid', '起始日期不能晚于截止日期。');
    if (daysBetween(from as LocalDate, to as LocalDate) > MOST_DAYS) {
      const earliest = addDays(localDate(to), -MOST_DAYS);
      return refuse('period-invalid', `一次最多查 ${MOST_DAYS} 天,起始日期请不早于 ${earliest}。`);
    }
    const reach = reachFor(tx, operation);
    const value = await seeingEverything(tx, async () => {
      const cityCodes = await citiesOf(tx, reach);
      const { groups, titles } = await lawOf(tx, cityCodes);
      const ground = { cityCodes, groups, openReasons: OPEN_REASONS };
      return read(tx, { reach, filter: { ...query, from, to }, ground, titles });
    });
    return { ok: true as const, value };
  });
}

async function citiesOf(tx: Tx, { everything, regionCodes, partyIds }: Reach): Promise<string[]> {
  const cities = tx.regions.regions.filter(({ level }) => level === 'city').map(({ code }) => code);
  if (everything) return cities;
  const counties = (await findParties(tx, partyIds)).map(({ countyCode }) => countyCode);
  const near = new Set([...regionCodes, ...counties].flatMap((code) => tx.regions.path(code)));
  return cities.filter((code) => near.has(code));
}

/** Titles of the clauses in force in these cities, and which of them pay only the highest. */
async function lawOf(
  tx: Tx,
  cityCodes: readonly string[],
): Promise<{ groups: MissedGround['groups']; titles: Map<string, string> }> {
  const groups = new Map<string, string>();
  const titles = new Map<string, string>();
  for (const city of cityCodes) {
    for (const version of await policiesOfCity(tx, city)) {
      for (const { id, title, stackingGroup } of documentOf(version).clauses) {
        titles.set(id, title);
        if (stackingGroup !== null) groups.set(id, `${version.documentId}/${stackingGroup}`);
      }
    }
  }
  return { groups: [...groups].map(([clauseId, group]) => ({ clauseId, group })), titles };
}

async function lawsOf(
  tx: Tx,
  rows: readonly MissedEntitlement[],
): Promise<ReadonlyMap<string, PolicyVersionEntity>> {
  const laws = new Map<string, PolicyVersionEntity>();
  for (const id of new Set(rows.map(({ policyVersionId }) => policyVersionId))) {
    const version = await findPolicyVersion(tx, id);
    if (version) laws.set(id, version);
  }
  return laws;
}

function viewOf(
  { policyVersionId: _law, detail, subject, ...row }: MissedEntitlement,
  version: PolicyVersionEntity | undefined,
): MissedView {
  const document = version && documentOf(version);
  const clause = document?.clauses.find(({ id }) => id === row.clauseId);
  const { full, open } = MISSED_REASON_WORDS[row.reason];
  return {
    ...row,
    subject: subject || null,
    clauseTitle: clause?.title ?? row.clauseId,
    article: clause?.article ?? '',
    law: version ? `${document?.number ?? version.documentId}(第 ${version.version} 版)` : '',
    why: detail === null ? full : `${full}${stateReasonInWords(detail)}`,
    open,
  };
}

/** What one enterprise was owed in a stretch of days and has not got. To be called as the system. */
export async function missedOfParty(
  tx: Tx,
  { id, countyCode }: PartyEntity,
  days: { from: string; to: string },
): Promise<MissedView[]> {
  const cityCodes = [tx.regions.ancestorAt(countyCode, 'city').code];
  const { groups } = await lawOf(tx, cityCodes);
  const reach = { everything: false, regionCodes: [], partyIds: [id] };
  const ground = { cityCodes, groups, openReasons: OPEN_REASONS };
  const { items } = await pageMissed(tx, reach, days, ground, { limit: MOST_OF_ONE });
  const laws = await lawsOf(tx, items);
  return items.map((row) => viewOf(row, laws.get(row.policyVersionId)));
}

/** What the clauses are about that are in force where an enterprise is. */
export async function clauseTitlesOf(
  tx: Tx,
  { countyCode }: PartyEntity,
): Promise<ReadonlyMap<string, string>> {
  return (await lawOf(tx, [tx.regions.ancestorAt(countyCode, 'city').code])).titles;
}
