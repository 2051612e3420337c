import type { ApplicationState, CaseStage } from '@duixian/workflow';
import { type FindOperator, In, IsNull, Not, Raw, type SelectQueryBuilder } from 'typeorm';
import { pageAfter, totalsOf, type PageRequest, type PageWithTotals } from '../ground/page';
import { whereWithin, type Reach } from '../ground/reach';
import { row } from '../ground/row';
import { managerOf, type Tx } from '../ground/transaction';
import { ApplicationEntity, CaseActorEntity, CaseTaskEntity, type TaskKind } from './application-entities';

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
const DECIDED: readonly ApplicationState[] = ['rejected', 'withdrawn', 'terminated', 'awarded', 'paid'];

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
    where: { partyId: In([...partyIds]), state: Not(In([...DECIDED])) },
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
  partyId?: string;
  countyCode?: string;
  /** Part of the case number, of the applicant's name or of its credit code. */
  search?: string;
}

/** What the newest determination of a case pays. */
export const DETERMINED_FEN = `(SELECT sum(line.amount_fen) FROM determination line
  WHERE line.application_id = one.id AND line.status = 'determined' AND line.payable
    AND line.assessment = (SELECT max(newest.assessment) FROM determination newest WHERE newest.application_id = one.id))`;

/** A page of the cases in reach, newest first; drafts only for those who act for their applicant. */
export async function pageApplications(
  tx: Tx,
  reach: Reach,
  { search, ...asked }: ApplicationFilter,
  page: PageRequest,
): Promise<PageWithTotals<ApplicationEntity>> {
  const filter = search === undefined ? asked : { ...asked, caseNumber: searched(search) };
  const columns = { region: 'countyCode', party: 'partyId' } as const;
  const submitted = { ...filter, submittedAt: Not(IsNull()) };
  const where = [
    ...whereWithin<ApplicationEntity>(
      { ...reach, partyIds: [] },
      reach.everything ? filter : submitted,
      columns,
    ),
    ...whereWithin<ApplicationEntity>({ ...reach, everything: false, regionCodes: [] }, filter, columns),
  ];
  const manager = managerOf(tx);
  return {
    ...(await pageAfter(manager, ApplicationEntity, where, page)),
    totals: await totalsOf(manager, ApplicationEntity, where, DETERMINED_FEN),
  };
}

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

/** Notes that a person acted in a stage; the primary key refuses a second stage (`case_actor_pkey`). */
export async function noteCaseActor(
  tx: Tx,
  applicationId: string,
  userId: string,
  stage: CaseStage,
): Promise<void> {
  const existing = await managerOf(tx).findOneBy(CaseActorEntity, { applicationId, userId });
  if (existing?.stage === stage) return;
  await managerOf(tx).insert(CaseActorEntity, { applicationId, userId, stage, firstActedAt: tx.now });
}

export async function openTask(
  tx: Tx,
  applicationId: string,
  kind: TaskKind,
  regionCode: string,
): Promise<void> {
  await managerOf(tx).insert(CaseTaskEntity, {
    id: tx.newId(),
    applicationId,
    kind,
    regionCode,
    openedAt: tx.now,
  });
}

/** Closes the open task of a kind, if there is one. */
export async function closeTask(
  tx: Tx,
  applicationId: string,
  kind: TaskKind,
  done: { by: string | null; outcome: string; note: string | null },
): Promise<void> {
  await managerOf(tx).update(
    CaseTaskEntity,
    { applicationId, kind, doneAt: IsNull() },
    { doneAt: tx.now, doneBy: done.by, outcome: done.outcome, note: done.note },
  );
}

export async function findOpenTask(
  tx: Tx,
  applicationId: string,
  kind: TaskKind,
): Promise<CaseTaskEntity | null> {
  return managerOf(tx).findOneBy(CaseTaskEntity, { applicationId, kind, doneAt: IsNull() });
}

export interface TaskFilter {
  /** Regions whose turn it is. */
  regionCodes: readonly string[];
  done: boolean;
  /** Who closed it. */
  doneBy?: string;
  kind?: TaskKind;
  /** County of the case. */
  countyCode?: string;
  callId?: string;
  /** Part of the case number, of the applicant's name or of its credit code. */
  search?: string;
}

/** Tasks with the totals over the filter: those that wait longest first, what was done newest first. */
export async function pageTasks(
  tx: Tx,
  filter: TaskFilter,
  { cursor, limit }: PageRequest,
): Promise<PageWithTotals<CaseTaskEntity>> {
  const [after, order] = filter.done ? ['<', 'DESC' as const] : ['>', 'ASC' as const];
  const query = tasksWithin(tx, filter);
  const totals = await query
    .clone()
    .select('count(*)', 'count')
    .addSelect(`sum(${DETERMINED_FEN})`, 'amount')
    .getRawOne<{ count: string; amount: string | null }>();
  if (cursor !== undefined) query.andWhere(`task.id ${after} :cursor`, { cursor });
  const rows = await query
    .orderBy('task.id', order)
    .limit(limit + 1)
    .getMany();
  const items = rows.slice(0, limit);
  return {
    items,
    nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null,
    totals: { count: Number(totals?.count ?? 0), amountFen: Number(totals?.amount ?? 0) },
  };
}

function tasksWithin(tx: Tx, filter: TaskFilter): SelectQueryBuilder<CaseTaskEntity> {
  const { regionCodes, done, doneBy, kind, countyCode, callId, search } = filter;
  const query = managerOf(tx)
    .createQueryBuilder(CaseTaskEntity, 'task')
    .innerJoin(ApplicationEntity, 'one', 'one.id = task.applicationId')
    .where('task.regionCode = ANY (:regionCodes)', { regionCodes: [...regionCodes] })
    .andWhere(done ? 'task.doneAt IS NOT NULL' : 'task.doneAt IS NULL');
  if (doneBy !== undefined) query.andWhere('task.doneBy = :doneBy', { doneBy });
  if (kind !== undefined) query.andWhere('task.kind = :kind', { kind });
  if (countyCode !== undefined) query.andWhere('one.countyCode = :countyCode', { countyCode });
  if (callId !== undefined) query.andWhere('one.callId = :callId', { callId });
  if (search !== undefined) query.andWhere(CASE_SEARCHED, { search: likePart(search) });
  return query;
}

/** A case by a part of its number, of its applicant's name or of its credit code. */
export const CASE_SEARCHED = `(one.case_number LIKE :search OR EXISTS (SELECT 1 FROM party
  WHERE party.id = one.party_id AND (party.registered_name LIKE :search OR party.credit_code LIKE :search)))`;

/** The same as an operator of a column, for `find`. */
const searched = (search: string): FindOperator<string> =>
  Raw(
    (column) =>
      CASE_SEARCHED.replaceAll('one.case_number', column).replaceAll('one.', `${column.split('.')[0]}.`),
    {
      search: likePart(search),
    },
  );

export const likePart = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

export async function findApplications(tx: Tx, ids: readonly string[]): Promise<ApplicationEntity[]> {
  return managerOf(tx).findBy(ApplicationEntity, { id: In([...ids]) });
}

/** Open reviews that have a deadline, by where and when they were opened and how many working days they have. */
export async function readOpenReviewDays(
  tx: Tx,
): Promise<{ regionCode: string; kind: TaskKind; openedOn: string; workingDays: number; count: number }[]> {
  return managerOf(tx).query(
    `SELECT task.region_code AS "regionCode", task.kind, to_char(task.opened_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS "openedOn",
       (call.deadlines ->> task.kind)::int AS "workingDays", count(*)::int AS count
     FROM case_task task JOIN application one ON one.id = task.application_id JOIN call ON call.id = one.call_id
     WHERE task.done_at IS NULL AND call.deadlines ->> task.kind IS NOT NULL GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3`,
  );
}
