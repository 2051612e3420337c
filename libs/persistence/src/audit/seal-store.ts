import type { FindOptionsWhere } from 'typeorm';
import { asSystem } from '../ground/as-system';
import { canonicalJson } from '../ground/canonical-json';
import type { Database } from '../ground/database';
import { newId, sha256 } from '../ground/ids';
import { pageAfter, type Page, type PageRequest } from '../ground/page';
import { whereWithin, type Reach } from '../ground/reach';
import { managerOf, type Tx } from '../ground/transaction';
import { unnested } from '../ground/unnested';
import { AuditSealEntity } from './seal-entity';

/** Trails that one seal covers at most. */
const MOST_CASES = 5_000;

/** Consecutive events of one trail, under one hash. */
export interface SealedPart {
  caseId: string;
  first: number;
  last: number;
  hash: string;
}

/** What the hash of a seal is taken over. */
export interface SealContent {
  cityCode: string;
  number: number;
  previousHash: string | null;
  cases: number;
  events: number;
  /** Over all parts, in the order of their cases. */
  content: string;
  /** ISO 8601 in UTC. */
  sealedAt: string;
}

export const sealBytes = (content: SealContent): string => canonicalJson(content);

export const hashOfParts = (parts: readonly SealedPart[]): string =>
  sha256(parts.map(({ caseId, first, last, hash }) => `${caseId} ${first} ${last} ${hash}\n`).join(''));

/** SQL over the events of one part: the hash of their hashes in order, a line each. */
export const HASH_OF_EVENTS = `encode(sha256(convert_to(string_agg(e.hash, E'\\n' ORDER BY e.sequence), 'UTF8')), 'hex')`;

/**
 * Seals what happened in some regions since the last seal of their chain: one seal, of at most 5,000 cases. A trail that somebody
 * writes in this moment is left to the next one; one with a gap is never sealed, and `npm run verify` names it. Several
 * workers may do so: a chain has one seal after the other.
 *
 * @returns null when there is nothing to seal
 */
export async function sealNextEvents(
  db: Database,
  cityCode: string,
  regionCodes: readonly string[],
): Promise<AuditSealEntity | null> {
  return asSystem(db, 'seal', async (tx) => {
    const manager = managerOf(tx);
    await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('audit_seal:' || $1, 0))`, [cityCode]);
    const parts = await readUnsealed(tx, regionCodes);
    if (parts.length === 0) return null;
    const previous = await readHead(tx, cityCode);
    const content: SealContent = {
      cityCode,
      number: (previous?.number ?? 0) + 1,
      previousHash: previous?.hash ?? null,
      cases: parts.length,
      events: parts.reduce((sum, { first, last }) => sum + last - first + 1, 0),
      content: hashOfParts(parts),
      sealedAt: new Date().toISOString(),
    };
    const bytes = sealBytes(content);
    const { content: _content, sealedAt, ...columns } = content;
    const seal = { ...columns, id: newId(), sealedAt: new Date(sealedAt), bytes, hash: sha256(bytes) };
    await manager.insert(AuditSealEntity, seal);
    const given = unnested(parts, { caseId: 'uuid', first: 'int', last: 'int', hash: 'text' }, 2);
    await manager.query(
      `INSERT INTO audit_seal_part (seal_id, case_id, first, last, hash) SELECT $1, "caseId", first, last, hash FROM ${given.rows}`,
      [seal.id, ...given.values],
    );
    return seal;
  });
}

/** Events that no seal covers, by case; their trails are locked. */
async function readUnsealed(tx: Tx, regionCodes: readonly string[]): Promise<SealedPart[]> {
  const manager = managerOf(tx);
  const due = await manager.query<{ caseId: string; first: number; last: number }[]>(
    `SELECT case_id AS "caseId", sealed + 1 AS first, last FROM audit_sequence WHERE region_code = ANY ($1) AND last > sealed
     ORDER BY case_id LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED`,
    [regionCodes, MOST_CASES],
  );
  // A statement of its own: what was committed while the locks were waited for is seen by this one only.
  const { rows, values } = unnested(due, { caseId: 'uuid', first: 'int', last: 'int' });
  return manager.query<SealedPart[]>(
    `SELECT r."caseId", r.first, r.last, ${HASH_OF_EVENTS} AS hash FROM ${rows}
       JOIN audit_event e ON e.case_id = r."caseId" AND e.sequence BETWEEN r.first AND r.last
     GROUP BY r."caseId", r.first, r.last HAVING count(*) = r.last - r.first + 1 ORDER BY r."caseId"`,
    values,
  );
}

/** The last seal of a chain. */
export async function readHead(tx: Tx, cityCode: string): Promise<AuditSealEntity | null> {
  return managerOf(tx).findOne(AuditSealEntity, { where: { cityCode }, order: { number: 'DESC' } });
}

/** The seals of a chain from a number on, in order. */
export async function readSealsFrom(
  tx: Tx,
  cityCode: string,
  number: number,
  limit: number,
): Promise<AuditSealEntity[]> {
  return managerOf(tx)
    .createQueryBuilder(AuditSealEntity, 'one')
    .where('one.cityCode = :cityCode AND one.number >= :number', { cityCode, number })
    .orderBy('one.number')
    .take(limit)
    .getMany();
}

export interface SealFilter {
  cityCode?: string;
  hash?: string;
}

/** Newest first. */
export async function pageSeals(
  tx: Tx,
  reach: Reach,
  { cityCode, hash }: SealFilter,
  page: PageRequest,
): Promise<Page<AuditSealEntity>> {
  const where: FindOptionsWhere<AuditSealEntity> = {
    ...(cityCode === undefined ? {} : { cityCode }),
    ...(hash === undefined ? {} : { hash }),
  };
  const within = whereWithin<AuditSealEntity>(reach, where, { region: 'cityCode' });
  return pageAfter(managerOf(tx), AuditSealEntity, within, page);
}
