import { sha256 } from '../ground/ids';
import type { Reach } from '../ground/reach';
import { managerOf, type Tx } from '../ground/transaction';
import type { SealAnchor } from './seal-anchors';
import { HASH_OF_EVENTS, hashOfParts, sealBytes, type SealContent, type SealedPart } from './seal-store';
import type { AuditSealEntity } from './seal-entity';

/** Seals whose parts are in hand at once. */
const AT_ONCE = 20;
const MOST_PROBLEMS = 100;

/**
 * What is wrong with a seal, or with what it was put on. `misnumbered`: the one before it has another number than it should
 * (`first`); `unlinked`: it names another one; `rehashed`: its bytes are not what was hashed; `restated`: its bytes say something
 * else than its rows; `events`: events `first` to `last` of a case are not what it was put on; `trail`: the trail of a case says
 * that it is sealed up to another event.
 */
export const SEAL_FINDINGS = ['misnumbered', 'unlinked', 'rehashed', 'restated', 'events', 'trail'] as const;

export interface SealFinding {
  kind: (typeof SEAL_FINDINGS)[number];
  /** The seal, by its chain and its place there; null for `trail`. */
  cityCode: string | null;
  number: number | null;
  /** For `events` and `trail`. */
  caseId: string | null;
  first: number | null;
  last: number | null;
}

export interface SealProof {
  seals: number;
  /** Events in reach that no seal covers yet. */
  waiting: number;
  /** Seals that do not follow the one before them, or are not what was hashed; at most 100. */
  brokenLinks: SealFinding[];
  /** What was sealed and is not there as it was; at most 100. */
  altered: SealFinding[];
}

/** Follows the chains in reach from their beginning and holds every seal to the events as they are now. */
export async function verifySeals(tx: Tx, reach: Reach): Promise<SealProof> {
  const manager = managerOf(tx);
  const brokenLinks: SealFinding[] = [];
  const altered: SealFinding[] = [];
  let seals = 0;
  let before: AuditSealEntity | null = null;
  for (let after = ['', 0] as [string, number]; ;) {
    const rows: AuditSealEntity[] = await manager.query<AuditSealEntity[]>(SEALS, [
      ...after,
      AT_ONCE,
      reach.everything,
      reach.regionCodes,
    ]);
    const parts = await readPartsNow(
      tx,
      rows.map(({ id }) => id),
    );
    for (const seal of rows) {
      const first = before?.cityCode !== seal.cityCode;
      brokenLinks.push(...linkProblems(seal, first ? null : before));
      altered.push(...contentProblems(seal, parts.get(seal.id) ?? []));
      before = seal;
    }
    seals += rows.length;
    const last = rows.at(-1);
    if (!last || rows.length < AT_ONCE) break;
    after = [last.cityCode, last.number];
  }
  const [rest] = await manager.query<{ waiting: number; strays: string[] }[]>(REST, [
    reach.everything,
    reach.regionCodes,
    MOST_PROBLEMS,
  ]);
  altered.push(...(rest?.strays ?? []).map((caseId) => finding('trail', null, { caseId })));
  const some = (all: SealFinding[]): SealFinding[] => all.slice(0, MOST_PROBLEMS);
  return { seals, waiting: rest?.waiting ?? 0, brokenLinks: some(brokenLinks), altered: some(altered) };
}

const SEALS = `
  SELECT id, city_code AS "cityCode", number, previous_hash AS "previousHash", cases, events, sealed_at AS "sealedAt", bytes, hash
  FROM audit_seal WHERE (city_code, number) > ($1, $2) AND ($4 OR city_code = ANY ($5)) ORDER BY city_code, number LIMIT $3`;

/** Parts of chains that are out of reach are not seen, so what they say is not asked. */
const REST = `
  WITH trail AS (
    SELECT s.case_id, s.last, s.sealed, max(p.last) AS said FROM audit_sequence s LEFT JOIN audit_seal_part p ON p.case_id = s.case_id
    WHERE $1 OR s.region_code = ANY ($2) GROUP BY s.case_id)
  SELECT coalesce(sum(last - sealed), 0)::int AS waiting,
    (array_agg(case_id) FILTER (WHERE $1 AND sealed <> coalesce(said, 0)))[1:$3] AS strays FROM trail`;

/** A part as it was sealed, and what its events come to now; null where one is missing. */
type PartNow = SealedPart & { now: string | null };

async function readPartsNow(tx: Tx, sealIds: readonly string[]): Promise<Map<string, PartNow[]>> {
  const rows = await managerOf(tx).query<(PartNow & { sealId: string })[]>(
    `SELECT p.seal_id AS "sealId", p.case_id AS "caseId", p.first, p.last, p.hash,
       CASE WHEN count(e.id) = p.last - p.first + 1 THEN ${HASH_OF_EVENTS} END AS now
     FROM audit_seal_part p LEFT JOIN audit_event e ON e.case_id = p.case_id AND e.sequence BETWEEN p.first AND p.last
     WHERE p.seal_id = ANY ($1) GROUP BY p.case_id, p.last ORDER BY p.case_id`,
    [sealIds],
  );
  const parts = new Map<string, PartNow[]>();
  for (const { sealId, ...part } of rows) parts.set(sealId, [...(parts.get(sealId) ?? []), part]);
  return parts;
}

const finding = (
  kind: SealFinding['kind'],
  seal: AuditSealEntity | null,
  more: Partial<Pick<SealFinding, 'caseId' | 'first' | 'last'>> = {},
): SealFinding => ({
  ...{ kind, cityCode: seal?.cityCode ?? null, number: seal?.number ?? null },
  ...{ caseId: null, first: null, last: null, ...more },
});

function linkProblems(seal: AuditSealEntity, before: AuditSealEntity | null): SealFinding[] {
  const problems: SealFinding[] = [];
  const first = before?.number ?? 0;
  if (seal.number !== first + 1) problems.push(finding('misnumbered', seal, { first }));
  else if (seal.previousHash !== (before?.hash ?? null)) problems.push(finding('unlinked', seal));
  if (sha256(seal.bytes) !== seal.hash) problems.push(finding('rehashed', seal));
  return problems;
}

function contentProblems(seal: AuditSealEntity, parts: readonly PartNow[]): SealFinding[] {
  const problems = parts
    .filter(({ hash, now }) => now !== hash)
    .map(({ caseId, first, last }) => finding('events', seal, { caseId, first, last }));
  const { cityCode, number, previousHash, cases, events, sealedAt } = seal;
  const content: SealContent = {
    ...{ cityCode, number, previousHash, cases, events },
    ...{ content: hashOfParts(parts), sealedAt: sealedAt.toISOString() },
  };
  if (sealBytes(content) !== seal.bytes) problems.push(finding('restated', seal));
  return problems;
}

/** What was kept outside, held to the chain: a seal that is gone or another one means that the database was put back or rewritten. */
export async function verifyAnchors(
  tx: Tx,
  cityCode: string,
  anchors: readonly SealAnchor[],
): Promise<string[]> {
  const kept = await managerOf(tx).query<{ number: number; hash: string }[]>(
    'SELECT number, hash FROM audit_seal WHERE city_code = $1 AND number = ANY ($2)',
    [cityCode, anchors.map(({ number }) => number)],
  );
  const byNumber = new Map(kept.map(({ number, hash }) => [number, hash]));
  return anchors.flatMap(({ number, hash }) => {
    const stored = byNumber.get(number);
    if (stored === hash) return [];
    const name = `seal ${number} of ${cityCode}`;
    return [
      stored === undefined
        ? `${name} was kept outside and is gone: the database was put back to an earlier state, or its end was cut off`
        : `${name} is not the one that was kept outside: the trail was rewritten`,
    ];
  });
}
