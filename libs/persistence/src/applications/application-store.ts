import type { ApplicationState, CaseStage } from '@duixian/workflow';
import { In, IsNull, Not } from 'typeorm';
import { pageAfter, type Page, type PageRequest } from '../ground/page';
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

/** The party's live application under a call, if there is one. */
export async function findLiveApplication(
  tx: Tx,
  callId: string,
  partyId: string,
): Promise<ApplicationEntity | null> {
  return managerOf(tx).findOneBy(ApplicationEntity, {
    callId,
    partyId,
    state: Not(In(['rejected', 'withdrawn'])),
  });
}

export interface ApplicationFilter {
  state?: ApplicationState;
  callId?: string;
  partyId?: string;
  countyCode?: string;
}

/** A page of the cases in reach, newest first; drafts only for those who act for their applicant. */
export async function pageApplications(
  tx: Tx,
  reach: Reach,
  filter: ApplicationFilter,
  page: PageRequest,
): Promise<Page<ApplicationEntity>> {
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
  return pageAfter(managerOf(tx), ApplicationEntity, where, page);
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

/** Open (or done) tasks of the given regions, oldest first. */
export async function pageTasks(
  tx: Tx,
  filter: { regionCodes: readonly string[]; done: boolean },
  page: PageRequest,
): Promise<Page<CaseTaskEntity>> {
  const where = { regionCode: In([...filter.regionCodes]), doneAt: filter.done ? Not(IsNull()) : IsNull() };
  return pageAfter(managerOf(tx), CaseTaskEntity, filter.regionCodes.length === 0 ? [] : [where], page);
}

export async function findApplications(tx: Tx, ids: readonly string[]): Promise<ApplicationEntity[]> {
  return managerOf(tx).findBy(ApplicationEntity, { id: In([...ids]) });
}
