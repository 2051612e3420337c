import type { Client } from 'pg';

/** What every payment has at the least; each has its own amount, so that a statement can be told apart from another. */
const LEAST_FEN = 100_000;

const KINDS = [
  'party',
  'application',
  'award',
  'source',
  'entitlement',
  'award_line',
  'payment',
  'journal',
] as const;
/** Ids in the order of their making, as the application makes them, of a kind each. */
const ordered = (kind: (typeof KINDS)[number]): string =>
  `('0190000${KINDS.indexOf(kind)}-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid`;

/**
 * As many awarded cases as are asked for, like the one of `applicationId` that the office awarded itself, numbered from `from` — one per
 * enterprise, each with its award, its line, its share, the journal that reserves it and its planned payment, out of a
 * budget line of their own. Everything holds that holds for the one.
 */
export async function enterPayments(
  owner: Client,
  applicationId: string,
  from: number,
  payments: number,
): Promise<void> {
  await owner.query('BEGIN');
  await owner.query(
    `SELECT set_config('duixian.scope', 'system', true), set_config('duixian.actor', 'system:bench', true)`,
  );
  await owner.query(MODEL, [applicationId]);
  for (const statement of [PLAN(from, payments), PARTIES, BUDGET, CASES, AWARDS, RESERVED, PAYMENTS])
    await owner.query(statement);
  await owner.query('COMMIT');
  await owner.query('VACUUM ANALYZE');
}

const MODEL = `
  CREATE TEMP TABLE model ON COMMIT DROP AS
    SELECT p AS payment, a AS application, w AS award, s AS source, l AS line, party AS applicant, h AS approved, business_now() AS now
    FROM payment p JOIN application a ON a.id = p.application_id JOIN award w ON w.application_id = a.id
      JOIN award_source s ON s.id = p.award_source_id JOIN award_line l ON l.award_id = w.id
      JOIN party ON party.id = a.party_id JOIN approved_applicant h ON h.application_id = a.id
    WHERE a.id = $1::uuid LIMIT 1`;

/** Rows like one of the model, each with what is its own. */
const like = (table: string, of: string, own: string): string => `
  INSERT INTO ${table} SELECT r.* FROM model, planned, LATERAL jsonb_populate_record((model).${of},
    jsonb_build_object(${own})) AS r ORDER BY planned.n`;

const PLAN = (from: number, payments: number): string => `
  CREATE TEMP TABLE planned ON COMMIT DROP AS
    SELECT n, '叶县基准' || n || '号有限公司' AS name, ${LEAST_FEN} + n AS fen, ${KINDS.map((kind) => `${ordered(kind)} AS ${kind}`).join(', ')}
    FROM generate_series(${from}, ${from + payments - 1}) AS n;
  ANALYZE planned`;

const PARTIES = like(
  'party',
  'applicant',
  `'id', planned.party, 'credit_code', 'BM' || lpad(planned.n::text, 16, '0'), 'registered_name', planned.name`,
);

/** Allotted by the system, as at the beginning of a database; the line has the year and subject of the one. */
const BUDGET = `
  CREATE TEMP TABLE funded ON COMMIT DROP AS SELECT gen_random_uuid() AS line, gen_random_uuid() AS journal;
  INSERT INTO budget_line SELECT (jsonb_populate_record(b, jsonb_build_object('id', f.line, 'document_number', '基准' || f.line))).*
    FROM funded f, model m JOIN budget_line b ON b.id = (m.source).budget_line_id;
  INSERT INTO journal SELECT journal, 'allot', 'bench/allot/' || journal, now, 'system:bench' FROM funded, model;
  INSERT INTO journal_entry SELECT f.journal, p.position, a.id, p.sign * (SELECT sum(fen) FROM planned) FROM funded f,
    (VALUES (1, 'allotment', -1), (2, 'available', 1)) AS p(position, kind, sign) JOIN ledger_account a ON a.kind = p.kind
    WHERE a.budget_line_id = f.line`;

const CASES = `
  ${like('application', 'application', `'id', planned.application, 'case_number', 'BENCH-' || planned.n, 'party_id', planned.party`)};
  ${like('approved_applicant', 'approved', `'application_id', planned.application, 'registered_name', planned.name`)}`;

const AWARDS = `
  INSERT INTO entitlement SELECT entitlement, party, 'bench', application::text FROM planned;
  ${like('award', 'award', `'id', planned.award, 'application_id', planned.application, 'party_id', planned.party, 'amount_fen', planned.fen`)};
  ${like(
    'award_line',
    'line',
    `'id', planned.award_line, 'award_id', planned.award, 'party_id', planned.party, 'entitlement_id', planned.entitlement,
      'subject', planned.application::text, 'amount_fen', planned.fen`,
  )};
  INSERT INTO award_source SELECT r.* FROM model, funded, planned, LATERAL jsonb_populate_record((model).source,
    jsonb_build_object('id', planned.source, 'award_id', planned.award, 'budget_line_id', funded.line, 'amount_fen', planned.fen)) AS r`;

const RESERVED = `
  INSERT INTO journal SELECT planned.journal, 'reserve', 'award-source:' || planned.source || '/reserve', now, 'system:bench' FROM planned, model;
  INSERT INTO journal_entry SELECT planned.journal, p.position, a.id, p.sign * fen FROM funded f, planned,
    (VALUES (1, 'available', -1), (2, 'reserved', 1)) AS p(position, kind, sign) JOIN ledger_account a ON a.kind = p.kind
    WHERE a.budget_line_id = f.line`;

const PAYMENTS = `
  INSERT INTO payment SELECT r.* FROM model, funded, planned, LATERAL jsonb_populate_record((model).payment,
    jsonb_build_object('id', planned.payment, 'award_source_id', planned.source, 'application_id', planned.application,
      'party_id', planned.party, 'budget_line_id', funded.line, 'amount_fen', planned.fen,
      'state', 'planned', 'version', 1, 'batch_id', NULL, 'settled_on', NULL,
      'payee', (model).payment.payee || jsonb_build_object('accountName', planned.name, 'accountNumber', lpad(planned.n::text, 16, '6')))) AS r
    ORDER BY planned.n`;
