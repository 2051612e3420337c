import type { MissedReason } from '@duixian/workflow';
import type { StateReason } from '../applications/application-entities';
import type { Page, PageRequest, Totals } from '../ground/page';
import type { Reach } from '../ground/reach';
import { managerOf, type Tx } from '../ground/transaction';
import { MISSED_SQL } from './missed-sql';

export interface MissedFilter {
  /** First and last day as of which something was owed. */
  from: string;
  to: string;
  countyCode?: string;
  clauseId?: string;
  reason?: MissedReason;
  partyId?: string;
  /** Only what can still come, or only what cannot. */
  open?: boolean;
}

/** What was owed to somebody, and why it did not come. */
export interface MissedEntitlement {
  /** The same as long as applicant, clause and subject are. */
  id: string;
  partyId: string;
  registeredName: string;
  creditCode: string | null;
  countyCode: string;
  clauseId: string;
  subject: string;
  /** Null where a person has to decide it. */
  amountFen: number | null;
  /** As of which day it was last found to be owed, and by which version of the law. */
  owedOn: string;
  policyVersionId: string;
  /** False: a later sweep of the period found it no more. */
  stillOwed: boolean;
  reason: MissedReason;
  /** As it was recorded with the offer, the case or the finding. */
  detail: StateReason | null;
  callNumber: string | null;
  sweepId: string | null;
  offerId: string | null;
  applicationId: string | null;
  caseNumber: string | null;
}

export interface MissedTotal {
  countyCode: string;
  clauseId: string;
  reason: MissedReason;
  count: number;
  parties: number;
  amountFen: number;
}

/** Where and by which groups it is looked: cities of the reach, and the clauses of which only the highest is paid. */
export interface MissedGround {
  cityCodes: readonly string[];
  /** Clause by clause its group; of a group the highest award is enough. */
  groups: readonly { clauseId: string; group: string }[];
  /** Codes of reasons after which it can still come. */
  openReasons: readonly MissedReason[];
}

/** Within the reach and the filter, the largest amounts first, with count and sum over the filter. */
export async function pageMissed(
  tx: Tx,
  reach: Reach,
  filter: MissedFilter,
  ground: MissedGround,
  { cursor, limit }: PageRequest,
): Promise<Page<MissedEntitlement> & { totals: Totals }> {
  const { sql, values } = missedOf(tx, reach, filter, ground);
  const rows = await managerOf(tx).query<(MissedRow & Summed)[]>(
    `${sql}, added AS (SELECT count(*) AS count, coalesce(sum(amount_fen), 0) AS sum FROM missed),
      after AS (SELECT coalesce(amount_fen, -1) AS amount_fen, id FROM missed WHERE id = $${values.length + 1})
     SELECT shown.*, added.count AS "allCount", added.sum AS "allFen" FROM added LEFT JOIN LATERAL (
       SELECT m.id, m.party_id AS "partyId", party.registered_name AS "registeredName", party.credit_code AS "creditCode",
         m.county_code AS "countyCode", m.clause_id AS "clauseId", m.subject, m.amount_fen AS "amountFen", m.owed_on AS "owedOn",
         m.policy_version_id AS "policyVersionId", m.still_owed AS "stillOwed", m.reason, m.detail, call.number AS "callNumber", m.sweep_id AS "sweepId",
         m.offer_id AS "offerId", m.application_id AS "applicationId", m.case_number AS "caseNumber"
       FROM missed m JOIN party ON party.id = m.party_id LEFT JOIN call ON call.id = m.call_id
       WHERE $${values.length + 1}::uuid IS NULL
         OR (coalesce(m.amount_fen, -1), m.id) < (SELECT after.amount_fen, after.id FROM after)
       ORDER BY coalesce(m.amount_fen, -1) DESC, m.id DESC LIMIT $${values.length + 2}) AS shown ON true`,
    [...values, cursor ?? null, limit + 1],
  );
  const items = rows
    .filter(({ id }) => id !== null)
    .map(({ allCount: _count, allFen: _fen, amountFen, ...row }) => ({
      ...row,
      amountFen: amountFen === null ? null : Number(amountFen),
    }));
  const page = items.slice(0, limit);
  return {
    items: page,
    nextCursor: items.length > limit ? (page.at(-1)?.id ?? null) : null,
    totals: { count: Number(rows[0]?.allCount ?? 0), amountFen: Number(rows[0]?.allFen ?? 0) },
  };
}

/** The same added up by county, clause and reason, in one statement over all of it. */
export async function readMissedTotals(
  tx: Tx,
  reach: Reach,
  filter: MissedFilter,
  ground: MissedGround,
): Promise<MissedTotal[]> {
  const { sql, values } = missedOf(tx, reach, filter, ground);
  const rows = await managerOf(tx).query<(Omit<MissedTotal, 'amountFen'> & { amountFen: string })[]>(
    `${sql} SELECT county_code AS "countyCode", clause_id AS "clauseId", reason, count(*)::int AS count,
       count(DISTINCT party_id)::int AS parties, coalesce(sum(amount_fen), 0)::text AS "amountFen"
     FROM missed GROUP BY 1, 2, 3 ORDER BY sum(amount_fen) DESC NULLS LAST, 1, 2, 3`,
    values,
  );
  return rows.map((row) => ({ ...row, amountFen: Number(row.amountFen) }));
}

type MissedRow = Omit<MissedEntitlement, 'amountFen'> & { amountFen: string | null };
interface Summed {
  allCount: string;
  allFen: string;
}

function missedOf(
  tx: Tx,
  { everything, regionCodes, partyIds }: Reach,
  { from, to, countyCode, clauseId, reason, partyId, open }: MissedFilter,
  { cityCodes, groups, openReasons }: MissedGround,
): { sql: string; values: unknown[] } {
  const values = [
    ...[from, to, tx.today, cityCodes, everything, regionCodes, partyIds],
    ...[groups.map((each) => each.clauseId), groups.map(({ group }) => group)],
    ...[countyCode ?? null, clauseId ?? null, reason ?? null, partyId ?? null],
    ...[open ?? null, openReasons],
  ];
  return { sql: MISSED_SQL, values };
}
