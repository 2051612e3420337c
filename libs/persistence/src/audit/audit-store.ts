import { APPLICATION_TRANSITIONS, type RecordedMove, type Route } from '@duixian/workflow';
import { In, MoreThanOrEqual, type FindOptionsWhere } from 'typeorm';
import { sha256 } from '../ground/ids';
import { pageAfter, type Page, type PageRequest } from '../ground/page';
import { whereWithin, type Reach } from '../ground/reach';
import { managerOf, type Tx } from '../ground/transaction';
import { AuditEventEntity } from './audit-entity';

/** The events of one case in order. */
export async function readCaseEvents(tx: Tx, caseId: string): Promise<AuditEventEntity[]> {
  return managerOf(tx).find(AuditEventEntity, { where: { caseId }, order: { sequence: 'ASC' } });
}

/** Events by id, in the order in which they were recorded. */
export async function readEvents(tx: Tx, ids: readonly string[]): Promise<AuditEventEntity[]> {
  return managerOf(tx).find(AuditEventEntity, { where: { id: In([...ids]) }, order: { id: 'ASC' } });
}

export interface EventFilter {
  caseId?: string;
  type?: string;
  /** `user:<id>` or `system:<name>`. */
  actor?: string;
  since?: Date;
}

/** What a number names: a case, a batch, a notice or a call in reach; null when it names nothing. */
export async function findSubjectId(tx: Tx, number: string): Promise<string | null> {
  const [found] = await managerOf(tx).query<{ id: string }[]>(
    `SELECT id FROM application WHERE case_number = $1 UNION ALL SELECT id FROM disbursement_batch WHERE number = $1
     UNION ALL SELECT id FROM notice WHERE number = $1 UNION ALL SELECT id FROM call WHERE number = $1 LIMIT 1`,
    [number],
  );
  return found?.id ?? null;
}

export async function pageEvents(
  tx: Tx,
  reach: Reach,
  filter: EventFilter,
  page: PageRequest,
): Promise<Page<AuditEventEntity>> {
  const where: FindOptionsWhere<AuditEventEntity> = {
    ...(filter.caseId === undefined ? {} : { caseId: filter.caseId }),
    ...(filter.type === undefined ? {} : { type: filter.type }),
    ...(filter.actor === undefined ? {} : { actor: filter.actor }),
    ...(filter.since === undefined ? {} : { at: MoreThanOrEqual(filter.since) }),
  };
  return pageAfter(
    managerOf(tx),
    AuditEventEntity,
    whereWithin<AuditEventEntity>(reach, where, { region: 'regionCode' }),
    page,
  );
}

export interface TrailProof {
  events: number;
  cases: number;
  /** Events whose bytes do not hash to what was stored. */
  alteredEvents: string[];
  /** Cases whose sequence numbers have a gap, end before the last number given, or are gone. */
  casesWithGaps: string[];
}

/** Hashes every event in reach again and looks for gaps; reads in portions of `portion` events. */
export async function verifyTrail(tx: Tx, reach: Reach, portion = 2000): Promise<TrailProof> {
  const manager = managerOf(tx);
  const alteredEvents: string[] = [];
  let events = 0;
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const rows = await manager.query<{ id: string; bytes: string; hash: string }[]>(
      `SELECT id, bytes, hash FROM audit_event WHERE id > $1 AND ($3 OR region_code = ANY ($4)) ORDER BY id LIMIT $2`,
      [after, portion, reach.everything, reach.regionCodes],
    );
    for (const row of rows) if (sha256(row.bytes) !== row.hash) alteredEvents.push(row.id);
    events += rows.length;
    const last = rows.at(-1);
    if (!last || rows.length < portion) break;
    after = last.id;
  }
  const cases = await manager.query<{ caseId: string; whole: boolean }[]>(
    `SELECT coalesce(e.case_id, s.case_id) AS "caseId",
       coalesce(s.last = count(e.id) AND s.last = max(e.sequence), false) AS whole
     FROM audit_event e FULL JOIN audit_sequence s ON s.case_id = e.case_id
     WHERE $1 OR coalesce(e.region_code, s.region_code) = ANY ($2) GROUP BY e.case_id, s.case_id, s.last`,
    [reach.everything, reach.regionCodes],
  );
  return {
    events,
    cases: cases.length,
    alteredEvents,
    casesWithGaps: cases.filter((row) => !row.whole).map((row) => row.caseId),
  };
}

/** What a case went through, by its events as they are replayed, and where it stands. */
export interface CaseHistory {
  caseNumber: string;
  state: string;
  stageIndex: number | null;
  route: Route;
  events: RecordedMove[];
}

/** The events that may name a stage. */
const SENT_BACK = APPLICATION_TRANSITIONS.filter(({ action }) => action === 'remand').map(
  ({ event }) => event,
);

/** The events of every case that has an application, in order, and the state it is in; `portion` cases at a time. */
export async function* readCaseHistories(tx: Tx, portion = 1000): AsyncGenerator<CaseHistory> {
  const manager = managerOf(tx);
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const rows = await manager.query<(CaseHistory & { id: string })[]>(
      `SELECT a.id, a.case_number AS "caseNumber", a.state, a.stage_index AS "stageIndex", a.route,
         coalesce((SELECT jsonb_agg(jsonb_build_object('type', e.type, 'backTo', CASE WHEN e.type = ANY ($3) THEN e.bytes::jsonb #> '{data,backTo}' END) ORDER BY e.sequence)
           FROM audit_event e WHERE e.case_id = a.id), '[]') AS events
       FROM application a WHERE a.id > $1 ORDER BY a.id LIMIT $2`,
      [after, portion, SENT_BACK],
    );
    for (const { id: _id, ...history } of rows) yield history;
    const last = rows.at(-1);
    if (!last || rows.length < portion) return;
    after = last.id;
  }
}
