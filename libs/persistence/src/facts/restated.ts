import { managerOf, type Tx } from '../ground/transaction';

/** The rows of one import that are applied together: after `from`, up to and with `to`. */
export interface RowRange {
  importId: string;
  from: number;
  to: number;
}

/** Kinds of records. */
type Standing = 'titles' | 'standards' | 'facts' | 'payments';

/**
 * Of a fact the values and periods in the order in which they win: a statement that only repeats one that stood, and wins where that
 * did, changes nothing on any day. The day of its document counts where something was paid (a stated total is held to it).
 */
const FACTS = `
  SELECT party_id, jsonb_agg(said || stated ORDER BY name, rank)::text AS stands FROM (
    SELECT party_id, name, min(rank) AS rank, jsonb_build_array(name, value, valid_from, valid_to, status) AS said,
      CASE WHEN bool_or(paid) THEN jsonb_build_array((array_agg(day ORDER BY rank))[1]) ELSE '[]' END AS stated
    FROM (SELECT f.party_id, name, value, valid_from, valid_to, status,
        coalesce(document_date, (learned_at AT TIME ZONE 'Asia/Shanghai')::date) AS day,
        row_number() OVER (PARTITION BY f.party_id, name
          ORDER BY (status = 'authoritative') DESC, document_date DESC NULLS LAST, learned_at DESC, f.id DESC) AS rank,
        EXISTS (SELECT FROM earlier_payment e WHERE e.party_id = f.party_id)
          OR EXISTS (SELECT FROM award_line w WHERE w.party_id = f.party_id) AS paid
      FROM standing_fact f WHERE f.party_id = ANY ($1::uuid[]) AND status <> 'claimed') AS ranked
    GROUP BY party_id, name, value, valid_from, valid_to, status) AS told
  GROUP BY party_id`;

const listed = (view: string, columns: string): string => `
  SELECT party_id, jsonb_agg(jsonb_build_array(${columns}) ORDER BY ${columns})::text AS stands FROM ${view}
  WHERE party_id = ANY ($1::uuid[]) GROUP BY party_id`;

/** What decides about an enterprise, as SQL of `party_id` and `stands` for the parties $1. */
const STANDING: Readonly<Record<Standing, string>> = {
  titles: listed(
    'standing_title',
    'recognition_id, code, level, subject_id, acquisition, first_ever, granted_city, granted_on, valid_from, valid_to',
  ),
  standards: listed('standing_standard', 'standard_number, kind, role, published_on'),
  facts: FACTS,
  payments: listed('standing_earlier_payment', 'clause_id, subject, amount_fen, paid_on'),
};

/**
 * Runs what brings records of a range of rows, and answers of whose parties something else stands then. Only parties of whom no row said
 * anything new when it was shown are held to what stood before; the others count as changed.
 * @param bring answers the parties of the records
 */
export async function changedBy(
  tx: Tx,
  range: RowRange,
  kind: Standing,
  bring: () => Promise<string[]>,
): Promise<string[]> {
  const restated = await managerOf(tx).query<{ id: string }[]>(
    `SELECT p.id FROM import_row r JOIN party p ON p.credit_code = r.credit_code
     WHERE r.import_id = $1 AND r.position > $2 AND r.position <= $3 AND r.outcome <> 'rejected'
     GROUP BY p.id HAVING bool_and(r.outcome IN ('known', 'outdated'))`,
    [range.importId, range.from, range.to],
  );
  const ids = restated.map(({ id }) => id);
  const before = await standingOf(tx, kind, ids);
  const brought = await bring();
  const after = await standingOf(tx, kind, ids);
  const same = new Set(ids.filter((id) => before.get(id) === after.get(id)));
  return brought.filter((id) => !same.has(id));
}

async function standingOf(tx: Tx, kind: Standing, partyIds: readonly string[]): Promise<Map<string, string>> {
  if (partyIds.length === 0) return new Map();
  const rows = await managerOf(tx).query<{ id: string; hash: string }[]>(
    `SELECT party_id AS id, md5(stands) AS hash FROM (${STANDING[kind]}) AS known`,
    [partyIds],
  );
  return new Map(rows.map(({ id, hash }) => [id, hash]));
}
