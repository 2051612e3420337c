/*
 * $1 first day, $2 last day, $3 today, $4 cities, $5 everything, $6 counties, $7 parties, $8 clauses and $9 their stacking groups,
 * $10 county, $11 clause, $12 reason, $13 party, $14 open or not, $15 reasons that are open. Sets, never one applicant at a time.
 */

/** Columns of what the findings of a chunk say alike, as `keepFindings` writes them. */
const KIND = `(county_code text, clause_id text, call_id uuid, policy_version_id uuid, status text, disposition text, reason jsonb)`;

const MINE = `($5 OR one.county_code = ANY ($6) OR one.party_id = ANY ($7::uuid[]))`;

/** Sweeps of the period, and for each sweep of their chains the first of them in which its findings stand. */
const LOOKED = `
  looked AS (SELECT id, chain, clause_ids, region_codes FROM sweep
    WHERE city_code = ANY ($4) AND as_of BETWEEN $1 AND $2 AND finished_at IS NOT NULL),
  stands AS (SELECT DISTINCT ON (link) link AS sweep_id, looked.chain, s.as_of FROM looked CROSS JOIN LATERAL unnest(looked.chain) AS link
    JOIN sweep s ON s.id = link ORDER BY link, looked.id)`;

/** Everything that was found and stood in the period, each chunk read once however many sweeps rest on it. */
const FOUND = `
  found AS (
    SELECT c.sweep_id, greatest(s.as_of, $1::date) AS owed_on, l.party_id, k.clause_id, l.subject, k.county_code, k.call_id,
      k.policy_version_id, k.status, k.disposition, k.reason, l.amount_fen
    FROM stands s JOIN sweep_chunk c ON c.sweep_id = s.sweep_id
      CROSS JOIN LATERAL unnest(c.line_party, c.line_kind, c.line_subject, c.line_fen) AS l(party_id, kind, subject, amount_fen)
      JOIN LATERAL ROWS FROM (jsonb_to_recordset(c.kinds) AS ${KIND}) WITH ORDINALITY AS k ON k.ordinality = l.kind
    WHERE ($5 OR cardinality($6::text[]) > 0 OR c.party_ids && $7::uuid[])
      AND NOT EXISTS (SELECT FROM sweep_relooked r WHERE r.party_id = l.party_id AND r.sweep_id = ANY (s.chain) AND r.sweep_id > c.sweep_id)
    UNION ALL
    SELECT r.sweep_id, greatest(s.as_of, $1::date), r.party_id, r.clause_id, r.subject, r.county_code, r.call_id, r.policy_version_id,
      r.status, r.disposition, r.reason, r.amount_fen
    FROM stands s JOIN sweep_line_row r ON r.sweep_id = s.sweep_id)`;

/** Of each applicant, clause and subject what was said last; a lack of evidence says nothing. */
const LAST_FOUND = `
  last_found AS (SELECT DISTINCT ON (party_id, clause_id, subject) * FROM found one
    WHERE (status <> 'needs-evidence') AND ${MINE} ORDER BY party_id, clause_id, subject, sweep_id DESC)`;

/** What cases of the period were determined to be worth before any award, and where they stand. */
const CASES = `
  cases AS (SELECT DISTINCT ON (one.party_id, d.clause_id, coalesce(d.subject, '')) one.party_id, d.clause_id,
      coalesce(d.subject, '') AS subject, one.county_code, one.call_id, d.policy_version_id, d.amount_fen, one.evaluation_date,
      one.id AS application_id, one.case_number, one.state, one.state_reason
    FROM application one JOIN determination d ON d.application_id = one.id
    WHERE one.city_code = ANY ($4) AND one.evaluation_date BETWEEN $1 AND $2 AND one.submitted_at IS NOT NULL AND ${MINE}
      AND d.status = 'determined' AND d.payable AND d.amount_fen > 0
      AND d.assessment = (SELECT max(assessment) FROM determination e WHERE e.application_id = one.id AND e.purpose <> 'award')
    ORDER BY one.party_id, d.clause_id, coalesce(d.subject, ''), one.id DESC)`;

const OWED = `
  owed AS (SELECT DISTINCT ON (party_id, clause_id, subject) * FROM (
      SELECT party_id, clause_id, subject, county_code, call_id, policy_version_id, amount_fen, owed_on, sweep_id, disposition, reason
      FROM last_found WHERE disposition IN ('offer', 'held', 'already-offered', 'needs-decision')
        OR (disposition = 'needs-evidence' AND status = 'determined')
      UNION ALL
      SELECT party_id, clause_id, subject, county_code, call_id, policy_version_id, amount_fen, evaluation_date, NULL, NULL, NULL FROM cases
    ) AS both_sources ORDER BY party_id, clause_id, subject, amount_fen IS NULL, sweep_id NULLS LAST)`;

/** Got: awarded here, paid before, or something as high of the same group. */
const MISSING = `
  grouped AS (SELECT * FROM unnest($8::text[], $9::text[]) AS g(clause_id, stacking)),
  missing AS (SELECT o.* FROM owed o LEFT JOIN grouped g ON g.clause_id = o.clause_id
    WHERE NOT EXISTS (SELECT FROM standing_award_line w WHERE (w.party_id, w.clause_id, w.subject) = (o.party_id, o.clause_id, o.subject))
      AND NOT EXISTS (SELECT FROM standing_earlier_payment p WHERE p.party_id = o.party_id AND p.clause_id = o.clause_id
        AND (p.subject IS NULL OR p.subject = o.subject))
      AND NOT EXISTS (SELECT FROM standing_award_line w JOIN grouped h ON h.clause_id = w.clause_id
        WHERE w.party_id = o.party_id AND h.stacking = g.stacking AND w.amount_fen >= o.amount_fen))`;

const COURSES = `
  offers AS (SELECT DISTINCT ON (l.party_id, l.clause_id, l.subject) l.party_id, l.clause_id, l.subject, o.id AS offer_id, o.state,
      o.state_reason, o.call_id, o.expires_on
    FROM offer_line l JOIN offer o ON o.id = l.offer_id WHERE o.city_code = ANY ($4)
    ORDER BY l.party_id, l.clause_id, l.subject, o.id DESC),
  drafts AS (SELECT DISTINCT ON (a.party_id, clause) a.party_id, clause AS clause_id, a.id AS application_id, a.case_number, call.closes_on
    FROM application a JOIN call ON call.id = a.call_id CROSS JOIN LATERAL unnest(call.clause_ids) AS clause
    WHERE a.state = 'draft' AND a.city_code = ANY ($4) ORDER BY a.party_id, clause, a.id DESC),
  accounts AS (SELECT party_id, min(effective_on) AS since FROM payee_account WHERE state = 'confirmed' GROUP BY party_id),
  queued AS (SELECT DISTINCT application_id FROM funding_wait WHERE ended_at IS NULL)`;

/** A later sweep of the period that looked at applicant and clause, and found it no more: it ran out, or data were corrected. */
const GONE = `
  gone AS (SELECT m.party_id, m.clause_id, m.subject FROM missing m WHERE EXISTS (SELECT FROM looked s WHERE s.id > m.sweep_id
    AND m.clause_id = ANY (s.clause_ids) AND m.county_code = ANY (s.region_codes) AND (m.sweep_id <> ALL (s.chain)
      OR EXISTS (SELECT FROM sweep_relooked r WHERE r.party_id = m.party_id AND r.sweep_id = ANY (s.chain) AND r.sweep_id > m.sweep_id))))`;

/** The later of offer and case says why; then what was begun; then what the finding itself says. */
const JUDGED = `
  judged AS (SELECT m.*, gone.party_id IS NULL AS still_owed, c.application_id AS of_case, c.case_number AS case_of, f.offer_id AS of_offer, d.application_id AS of_draft,
      d.case_number AS draft_of, c.state_reason AS case_reason, f.state_reason AS offer_reason, CASE
      WHEN c.application_id IS NOT NULL AND (f.offer_id IS NULL OR f.state = 'confirmed' OR c.application_id > f.offer_id) THEN CASE
        WHEN c.state IN ('rejected', 'withdrawn', 'terminated') THEN 'case-' || c.state
        WHEN q.application_id IS NOT NULL OR c.state = 'parked' AND c.state_reason ->> 'code' = 'insufficient-budget' THEN 'budget-queue'
        WHEN c.state IN ('awarded', 'terminating', 'paid') THEN 'left-out' ELSE 'case-under-way' END
      WHEN f.state IN ('open', 'expired') AND (a.since IS NULL OR a.since > least(f.expires_on, $3::date)) THEN 'no-account'
      WHEN f.state = 'confirmed' THEN 'case-under-way'
      WHEN f.offer_id IS NOT NULL THEN 'offer-' || f.state
      WHEN d.application_id IS NOT NULL THEN CASE WHEN d.closes_on < $3 THEN 'claimed-too-late' ELSE 'draft-not-submitted' END
      WHEN m.disposition IN ('held', 'needs-evidence') THEN CASE m.reason ->> 'code' WHEN 'case-under-way' THEN 'not-pushed'
        ELSE coalesce(m.reason ->> 'code', 'not-pushed') END
      WHEN m.disposition = 'needs-decision' THEN 'needs-application' ELSE 'not-pushed' END AS why
    FROM missing m LEFT JOIN cases c USING (party_id, clause_id, subject) LEFT JOIN offers f USING (party_id, clause_id, subject)
      LEFT JOIN drafts d USING (party_id, clause_id) LEFT JOIN accounts a USING (party_id)
      LEFT JOIN queued q ON q.application_id = c.application_id
      LEFT JOIN gone USING (party_id, clause_id, subject))`;

const NARROWED = `
  missed AS (SELECT md5(party_id || ' ' || clause_id || ' ' || subject)::uuid AS id, party_id, county_code, clause_id, subject, amount_fen,
      owed_on::text AS owed_on, still_owed, policy_version_id, call_id, sweep_id, why AS reason,
      CASE WHEN why LIKE 'case-%' OR why IN ('budget-queue', 'left-out') THEN case_reason WHEN why LIKE 'offer-%' THEN offer_reason
        WHEN why IN ('no-account', 'claimed-too-late', 'draft-not-submitted', 'needs-application', 'not-pushed') THEN NULL ELSE reason END AS detail,
      of_offer AS offer_id, coalesce(of_case, of_draft) AS application_id, coalesce(case_of, draft_of) AS case_number
    FROM judged WHERE ($10::text IS NULL OR county_code = $10) AND ($11::text IS NULL OR clause_id = $11)
      AND ($12::text IS NULL OR why = $12) AND ($13::uuid IS NULL OR party_id = $13)
      AND ($14::boolean IS NULL OR (why = ANY ($15)) = $14))`;

/** Ends with the table expression `missed`. */
export const MISSED_SQL = `WITH ${[LOOKED, FOUND, LAST_FOUND, CASES, OWED, MISSING, COURSES, GONE, JUDGED, NARROWED].join(',')}`;
