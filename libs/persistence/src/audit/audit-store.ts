import { MoreThanOrEqual, type FindOptionsWhere } from 'typeorm';
import { sha256 } from '../ground/ids';
import { pageAfter, type Page, type PageRequest } from '../ground/page';
import { managerOf, type Tx } from '../ground/transaction';
import { AuditEventEntity } from './audit-entity';

/** The events of one case in order. */
export async function readCaseEvents(tx: Tx, caseId: string): Promise<AuditEventEntity[]> {
  return managerOf(tx).find(AuditEventEntity, { where: { caseId }, order: { sequence: 'ASC' } });
}

export async function pageEvents(
  tx: Tx,
  filter: { caseId?: string; type?: string; since?: Date },
  page: PageRequest,
): Promise<Page<AuditEventEntity>> {
  const where: FindOptionsWhere<AuditEventEntity> = {
    ...(filter.caseId === undefined ? {} : { caseId: filter.caseId }),
    ...(filter.type === undefined ? {} : { type: filter.type }),
    ...(filter.since === undefined ? {} : { at: MoreThanOrEqual(filter.since) }),
  };
  return pageAfter(managerOf(tx), AuditEventEntity, where, page);
}

export interface TrailProof {
  events: number;
  cases: number;
  /** Events whose bytes do not hash to what was stored. */
  alteredEvents: string[];
  /** Cases whose sequence numbers have a gap. */
  casesWithGaps: string[];
}

/** Hashes every event in reach again and looks for gaps; reads in portions of `portion` events. */
export async function verifyTrail(tx: Tx, portion = 2000): Promise<TrailProof> {
  const manager = managerOf(tx);
  const alteredEvents: string[] = [];
  let events = 0;
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const rows = await manager.query<{ id: string; bytes: string; hash: string }[]>(
      'SELECT id, bytes, hash FROM audit_event WHERE id > $1 ORDER BY id LIMIT $2',
      [after, portion],
    );
    for (const row of rows) if (sha256(row.bytes) !== row.hash) alteredEvents.push(row.id);
    events += rows.length;
    const last = rows.at(-1);
    if (!last || rows.length < portion) break;
    after = last.id;
  }
  const cases = await manager.query<{ caseId: string; whole: boolean }[]>(
    'SELECT case_id AS "caseId", max(sequence) = count(*) AS whole FROM audit_event GROUP BY case_id',
  );
  return {
    events,
    cases: cases.length,
    alteredEvents,
    casesWithGaps: cases.filter((row) => !row.whole).map((row) => row.caseId),
  };
}
