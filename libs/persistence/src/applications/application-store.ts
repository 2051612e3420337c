import { handsOf, type ApplicationState, type CaseStage } from '@duixian/workflow';
import { Any, In, Not, type SelectQueryBuilder } from 'typeorm';
import type { Page, PageRequest, Totals } from '../ground/page';
import type { Reach } from '../ground/reach';
import { row } from '../ground/row';
import { managerOf, type Tx } from '../ground/transaction';
import { ApplicationEntity, CaseActorEntity } from './application-entities';

export async function findApplication(tx: Tx, id: string): Promise<ApplicationEntity | null> {
  return managerOf(tx).findOneBy(ApplicationEntity, { id });
}

/** The row locked until commit, or null when it does not exist or is out of the actor's reach. */
export async function lockApplication(tx: Tx, id: string): Promise<ApplicationEntity | null> {
  return managerOf(tx).findOne(ApplicationEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
}

export async function insertApplication(tx: Tx, application: ApplicationEntity): Promise<void> {
  await managerOf(tx).insert(ApplicationEntity, row(application));
}

/**
 * Writes a locked application back and raises its version.
 * @throws when the version is not the one read: the row was not locked, which is a bug
 */
export async function saveApplication(tx: Tx, application: ApplicationEntity): Promise<void> {
  const { id, version, ...columns } = application;
  const done = await managerOf(tx).update(
    ApplicationEntity,
    { id, version },
    row<Partial<ApplicationEntity>>({ ...columns, version: version + 1 }),
  );
  if (done.affected !== 1) throw new Error(`application ${id} changed under its lock`);
  application.version = version + 1;
}

/** The party's case under a call that a new application must not stand beside, if there is one. */
export async function findLiveApplication(
  tx: Tx,
  callId: string,
  partyId: string,
): Promise<ApplicationEntity | null> {
  return managerOf(tx).findOneBy(ApplicationEntity, [
    { callId, partyId, origin: 'application', state: Not(In(['rejected', 'withdrawn', 'terminated'])) },
    { callId, partyId, state: Not(In([...DECIDED])) },
  ]);
}

/** Nothing is decided about these any more; an award stands, whatever becomes of its payment. */
const DECIDED: readonly ApplicationState[] = [
  ...(['rejected', 'withdrawn', 'terminated', 'awarded', 'terminating', 'paid'] as const),
];

/** The party's case under a call that is still to be decided, wherever it came from. */
export async function findCaseUnderWay(
  tx: Tx,
  callId: string,
  partyId: string,
): Promise<ApplicationEntity | null> {
  return managerOf(tx).findOneBy(ApplicationEntity, { callId, partyId, state: Not(In([...DECIDED])) });
}

/** The cases of some parties that are still to be decided, whatever their call and origin. */
export async function readCasesUnderWay(
  tx: Tx,
  partyIds: readonly string[],
): Promise<Pick<ApplicationEntity, 'id' | 'partyId' | 'callId' | 'caseNumber'>[]> {
  return managerOf(tx).find(ApplicationEntity, {
    select: { id: true, partyId: true, callId: true, caseNumber: true },
    where: { partyId: Any([...partyIds]), state: Not(In([...DECIDED])) },
  });
}

/** The case that came of an offer; null while it is not confirmed. */
export async function findApplicationsOfOffers(
  tx: Tx,
  offerIds: readonly string[],
): Promise<ApplicationEntity[]> {
  return managerOf(tx).findBy(ApplicationEntity, { offerId: In([...offerIds]) });
}

export interface ApplicationFilter {
  state?: ApplicationState;
  callId?: string;
  /** Cases whose call names this clause. */
  clause?: string;
  partyId?: string;
  countyCode?: string;
  /** First submitted on this day in China or later. */
  submittedFrom?: string;
  /** First submitted on this day in China or earlier. */
  submittedTo?: string;
  /** Part of the case number, of the applicant's name or of its credit code. */
  search?: string;
}

/** A page of the cases in reach, newest first; drafts only for those who act for their applicant. */
export async function pageApplications(
  tx: Tx,
  reach: Reach,
  filter: ApplicationFilter,
  { cursor, limit }: PageRequest,
): Promise<Page<ApplicationEntity>> {
  const query = casesWithin(tx, reach, filter);
  if (cursor !== undefined) query.andWhere('one.id < :cursor', { cursor });
  const rows = await query
    .orderBy('one.id', 'DESC')
    .limit(limit + 1)
    .getMany();
  const items = rows.slice(0, limit);
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** Count and sum of the cases that `pageApplications` would page through. */
export async function totalsOfApplications(tx: Tx, reach: Reach, filter: ApplicationFilter): Promise<Totals> {
  return totalsOfCases(casesWithin(tx, reach, filter));
}

/** Count of the rows of a query, and the sum of what their cases (`one`) pay. */
export async function totalsOfCases<T extends object>(query: SelectQueryBuilder<T>): Promise<Totals> {
  const totals = await query
    .clone()
    .select('count(*)', 'count')
    .addSelect('sum(one.determined_fen)', 'amount')
    .getRawOne<{ count: string; amount: string | null }>();
  return { count: Number(totals?.count ?? 0), amountFen: Number(totals?.amount ?? 0) };
}

function casesWithin(
  tx: Tx,
  { everything, regionCodes, partyIds }: Reach,
  filter: ApplicationFilter,
): SelectQueryBuilder<ApplicationEntity> {
  const { state, partyId, countyCode, submittedFrom, submittedTo } = filter;
  const reached = [
    ...(everything ? ['TRUE'] : []),
    ...(regionCodes.length > 0
      ? ['one.submitted_at IS NOT NULL AND one.county_code = ANY (:regionCodes)']
      : []),
    ...(partyIds.length > 0 ? ['one.party_id = ANY (:partyIds)'] : []),
  ];
  const query = managerOf(tx)
    .createQueryBuilder(ApplicationEntity, 'one')
    .where(reached.length === 0 ? 'FALSE' : `(${reached.join(' OR ')})`, {
      regionCodes: [...regionCodes],
      partyIds: [...partyIds],
    });
  if (state !== undefined) query.andWhere('one.state = :state', { state });
  if (partyId !== undefined) query.andWhere('one.party_id = :partyId', { partyId });
  if (countyCode !== undefined) query.andWhere('one.county_code = :countyCode', { countyCode });
  if (submittedFrom !== undefined)
    query.andWhere(`one.submitted_at >= ${dayBegins(':submittedFrom')}`, { submittedFrom });
  if (submittedTo !== undefined)
    query.andWhere(`one.submitted_at < ${dayBegins(':submittedTo', 1)}`, { submittedTo });
  return narrowCases(query, filter);
}

/** When a day begins in China, or the one so many days after it. */
const dayBegins = (day: string, after = 0): string =>
  `((${day}::date + ${after})::timestamp AT TIME ZONE 'Asia/Shanghai')`;

/** Narrows a query that has the case as `one` by call, clause and search. */
export function narrowCases<T extends object>(
  query: SelectQueryBuilder<T>,
  { callId, clause, search }: Pick<ApplicationFilter, 'callId' | 'clause' | 'search'>,
): SelectQueryBuilder<T> {
  if (callId !== undefined) query.andWhere('one.call_id = :callId', { callId });
  if (clause !== undefined)
    query.andWhere('one.call_id IN (SELECT id FROM call WHERE :clause = ANY (clause_ids))', { clause });
  if (search !== undefined) query.andWhere(searched(search), { search: `%${escaped(search)}%` });
  return query;
}

/**
 * A case by a part of its number, of its applicant's name or of its credit code: each looked for once and by itself. As
 * alternatives of one condition they would be asked of every case, and row-level security with them.
 */
function searched(search: string): string {
  const byApplicant = `SELECT found.id FROM application found WHERE found.party_id IN (SELECT party.id FROM party
    WHERE party.registered_name LIKE :search OR party.credit_code LIKE :search)`;
  const byNumber = 'SELECT found.id FROM application found WHERE found.case_number LIKE :search';
  return `one.id IN (${PART_OF_CASE_NUMBER.test(search) ? `${byApplicant} UNION ALL ${byNumber}` : byApplicant})`;
}

/** `410402-2026-00017`: region, year, count. */
const PART_OF_CASE_NUMBER = /^[\d-]*$/;

const escaped = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** Applications in a state under a call, locked; rows that others hold are left to them. */
export async function lockApplicationsInState(
  tx: Tx,
  callId: string,
  state: ApplicationState,
): Promise<ApplicationEntity[]> {
  return managerOf(tx).find(ApplicationEntity, {
    where: { callId, state },
    order: { caseNumber: 'ASC' },
    lock: { mode: 'pessimistic_write', onLocked: 'skip_locked' },
  });
}

export async function readCaseActors(tx: Tx, applicationId: string): Promise<CaseActorEntity[]> {
  return managerOf(tx).findBy(CaseActorEntity, { applicationId });
}

/** What one person did in some cases. */
export async function readActsOf(
  tx: Tx,
  applicationIds: readonly string[],
  userIds: readonly string[],
): Promise<CaseActorEntity[]> {
  return managerOf(tx).findBy(CaseActorEntity, {
    applicationId: Any([...applicationIds]),
    userId: Any([...userIds]),
  });
}

/** Cases that parked because this treasury, which advances their awards, cannot be paid back; locked in the order of their numbers. */
export async function lockParkedForAccount(tx: Tx, regionCode: string): Promise<ApplicationEntity[]> {
  return managerOf(tx)
    .createQueryBuilder(ApplicationEntity, 'application')
    .where(
      `application.state = 'parked' AND application.stateReason ->> 'code' = 'treasury-account-incomplete'`,
    )
    .andWhere(`application.stateReason #>> '{details,regionCode}' = :regionCode`, { regionCode })
    .orderBy('application.caseNumber')
    .setLock('pessimistic_write')
    .getMany();
}

/** Notes that a person acted in a stage; the primary key refuses a second stage (`case_actor_pkey`). */
export async function noteCaseActor(
  tx: Tx,
  applicationId: string,
  userId: string,
  stage: CaseStage,
): Promise<void> {
  for (const each of inWhoseHands(tx, userId)) {
    const existing = await managerOf(tx).findOneBy(CaseActorEntity, { applicationId, userId: each });
    if (existing?.stage === stage) continue;
    await managerOf(tx).insert(CaseActorEntity, {
      ...{ applicationId, userId: each, stage, firstActedAt: tx.now },
    });
  }
}

/** What is done in somebody's name counts as theirs too. */
const inWhoseHands = ({ actor }: Tx, userId: string): readonly string[] =>
  actor.kind === 'person' && actor.userId === userId ? handsOf(actor) : [userId];

/** As `noteCaseActor`, for any number of cases at once. */
export async function noteCaseActors(
  tx: Tx,
  applicationIds: readonly string[],
  userId: string,
  stage: CaseStage,
): Promise<void> {
  await managerOf(tx).query(
    `INSERT INTO case_actor (application_id, user_id, stage, first_acted_at)
     SELECT acted.id, hand.id, $3, $4
     FROM (SELECT DISTINCT unnest($1::uuid[]) AS id ORDER BY 1) acted CROSS JOIN unnest($2::uuid[]) AS hand(id)
     WHERE (SELECT c.stage FROM case_actor c WHERE c.application_id = acted.id AND c.user_id = hand.id) IS DISTINCT FROM $3`,
    [applicationIds, inWhoseHands(tx, userId), stage, tx.nowText],
  );
}

/** A case as far as its payments need it. */
export type CaseInBrief = Pick<
  ApplicationEntity,
  'id' | 'caseNumber' | 'partyId' | 'countyCode' | 'cityCode'
>;

/** Cases in reach by their ids, in brief: thousands at a time are looked at on the way of a batch. */
export async function readCasesInBrief(tx: Tx, ids: readonly string[]): Promise<Map<string, CaseInBrief>> {
  const rows = await managerOf(tx).query<CaseInBrief[]>(
    `SELECT id, case_number AS "caseNumber", party_id AS "partyId", county_code AS "countyCode", city_code AS "cityCode"
     FROM application WHERE id = ANY ($1)`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** In which county each of some cases in reach lies. */
export async function readCountiesOfCases(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await managerOf(tx).query<{ id: string; county: string }[]>(
    'SELECT id, county_code AS county FROM application WHERE id = ANY ($1)',
    [ids],
  );
  return new Map(rows.map(({ id, county }) => [id, county]));
}

export async function findApplications(tx: Tx, ids: readonly string[]): Promise<ApplicationEntity[]> {
  return managerOf(tx).findBy(ApplicationEntity, { id: Any([...ids]) });
}

/** Which of these cases have an award that is being terminated, or was. */
export async function readEndingCases(tx: Tx, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await managerOf(tx).find(ApplicationEntity, {
    select: { id: true },
    where: { id: Any([...ids]), state: In(['terminating', 'terminated']) },
  });
  return rows.map(({ id }) => id);
}
