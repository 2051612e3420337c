import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Every import keeps all that it says, also what stood already, and nothing that it does not say: taking another one back then
 * takes neither too much nor too little. What several say of one thing is put together when it is read. What the register of
 * enterprises says counts by its document, whenever it was imported.
 */
export class ImportsThatMeet1000000000350 implements MigrationInterface {
  readonly name = 'ImportsThatMeet1000000000350';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [COUNTS, TITLES, CREDIT, PAYMENTS, STATUSES, PARTIES]) await runner.query(part);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

const NOT_RETRACTED = 'NOT EXISTS (SELECT 1 FROM import_retraction r WHERE r.import_id = record.import_id)';

/** Of a column that a document may leave blank: what the best one says that says something. */
const best = (column: string, order: string): string =>
  `(array_agg(${column} ORDER BY ${order}) FILTER (WHERE ${column} IS NOT NULL))[1] AS ${column}`;

const TITLE_ORDER = `(status = 'authoritative') DESC, document_date DESC NULLS LAST, learned_at DESC, id DESC`;
const ofTitle = (column: string): string => best(column, TITLE_ORDER);
const TITLES = `
  CREATE OR REPLACE VIEW standing_title WITH (security_invoker = true) AS
    SELECT (first).id, party_id, code, level, (first).subject_id, acquisition, first_ever, granted_city, granted_on, valid_from, valid_to,
      (first).document_number, (first).status, (first).learned_at, (first).learned_by, (first).import_id, (first).document_date, (first).source
    FROM (SELECT party_id, code, granted_on, (array_agg(record ORDER BY ${TITLE_ORDER}))[1] AS first,
        ${['level', 'acquisition', 'first_ever', 'granted_city', 'valid_from', 'valid_to'].map(ofTitle).join(', ')}
      FROM title_record record WHERE ${NOT_RETRACTED} GROUP BY party_id, code, coalesce(subject_id, ''), granted_on) AS said;
`;

const CREDIT_ORDER = 'document_date DESC, learned_at DESC, id DESC';
const ofCredit = (column: string): string => best(column, CREDIT_ORDER);
const CREDIT = `
  CREATE OR REPLACE VIEW standing_credit_record WITH (security_invoker = true) AS
    SELECT (first).id, party_id, kind, decision_number, authority, reason, (first).decided_on, valid_to, (first).document_number,
      (first).document_date, (first).source, (first).import_id, (first).learned_at, (first).learned_by
    FROM (SELECT party_id, kind, decision_number, (array_agg(record ORDER BY ${CREDIT_ORDER}))[1] AS first,
        ${['authority', 'reason', 'valid_to'].map(ofCredit).join(', ')}
      FROM credit_record record WHERE ${NOT_RETRACTED} GROUP BY party_id, kind, decision_number) AS said;
`;

// A payment that two ledgers hold was made once.
const PAYMENTS = `
  CREATE OR REPLACE VIEW standing_earlier_payment WITH (security_invoker = true) AS
    SELECT DISTINCT ON (party_id, clause_id, subject, amount_fen, paid_on) * FROM earlier_payment record
    WHERE ${NOT_RETRACTED} ORDER BY party_id, clause_id, subject, amount_fen, paid_on, id;
`;

// Rows whose enterprise came into another city, or got another name, since they were shown are rejected when they would be applied.
const COUNTS = `
  CREATE OR REPLACE FUNCTION keep_import_content() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE step text := OLD.state || '>' || NEW.state;
    free text[] := CASE step
      WHEN 'previewed>previewed' THEN CASE WHEN OLD.counts = '{}' THEN ARRAY['counts', 'registers', 'version'] END
      WHEN 'previewed>committing' THEN ARRAY['state', 'version', 'committed_at', 'committed_by']
      WHEN 'previewed>discarded' THEN ARRAY['state', 'version', 'ended_at', 'ended_by', 'end_reason']
      WHEN 'committing>committing' THEN ARRAY['applied_to', 'counts', 'version']
      WHEN 'committing>committed' THEN ARRAY['state', 'version', 'applied_to', 'counts']
      WHEN 'committed>undone' THEN ARRAY['state', 'version', 'ended_at', 'ended_by', 'end_reason'] END;
  BEGIN
    IF TG_OP = 'DELETE' OR free IS NULL OR to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free THEN
      RAISE EXCEPTION 'what an import read is immutable: it can be committed, discarded and undone, nothing else'
        USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END $$;
`;

const STATUSES = `
  SELECT set_config('duixian.scope', 'system', true);
  ALTER TABLE registration_status ADD COLUMN document_date date;
  ALTER TABLE registration_status DISABLE TRIGGER registration_status_append_only;
  UPDATE registration_status s SET document_date = i.document_date FROM data_import i WHERE i.id = s.import_id;
  ALTER TABLE registration_status ENABLE TRIGGER registration_status_append_only;
  ALTER TABLE registration_status ALTER COLUMN document_date SET NOT NULL;
  DROP INDEX registration_status_party;
  CREATE INDEX registration_status_party ON registration_status (party_id, document_date DESC, learned_at DESC, id DESC);
  CREATE VIEW standing_registration_status WITH (security_invoker = true) AS
    SELECT DISTINCT ON (party_id) * FROM registration_status ORDER BY party_id, document_date DESC, learned_at DESC, id DESC;
`;

const PARTIES = `
  -- Day of the document that name, county and day of registration are from; null for what no import said.
  ALTER TABLE party ADD COLUMN stated_on date;
  DROP FUNCTION registered_parties(text[]);
  CREATE FUNCTION registered_parties(codes text[])
    RETURNS TABLE (credit_code text, id uuid, registered_name text, county_code text, registered_on date, stated_on date)
    LANGUAGE plpgsql AS $$
  DECLARE scope text := context_setting('scope');
  BEGIN
    PERFORM set_config('duixian.scope', 'system', true);
    RETURN QUERY SELECT p.credit_code, p.id, p.registered_name, p.county_code, p.registered_on, p.stated_on FROM party p
      WHERE p.credit_code = ANY (codes);
    PERFORM set_config('duixian.scope', scope, true);
  END $$;
`;
