import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Imports: what a file said, row by row; which records came from which import; taking back what an import brought. */
export class Imports1000000000008 implements MigrationInterface {
  readonly name = 'Imports1000000000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(IMPORTS);
    await runner.query(LIFE);
    await runner.query(RECORDS);
    await runner.query(STANDING);
    await runner.query(REGISTER);
    await runner.query(ROWS);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

const IMPORTS = `
  CREATE TABLE data_import (
    id uuid PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('title_list', 'earlier_payments', 'registration', 'facts')),
    region_code text NOT NULL REFERENCES region,
    source text NOT NULL,
    document_number text NOT NULL,
    document_date date NOT NULL,
    complete_to date,
    file_name text NOT NULL,
    format text NOT NULL CHECK (format IN ('xlsx', 'csv', 'json')),
    encoding text NOT NULL,
    byte_size integer NOT NULL,
    content_hash text NOT NULL CHECK (content_hash ~ '^[0-9a-f]{64}$'),
    columns jsonb NOT NULL CHECK (jsonb_typeof(columns) = 'array'),
    notes jsonb NOT NULL CHECK (jsonb_typeof(notes) = 'array'),
    -- What of which registers it speaks of; with complete_to these are then known completely.
    registers text[] NOT NULL,
    counts jsonb NOT NULL CHECK (jsonb_typeof(counts) = 'object'),
    state text NOT NULL CHECK (state IN ('previewed', 'committing', 'committed', 'discarded', 'undone')),
    version integer NOT NULL CHECK (version > 0),
    -- Position of the last row that was applied.
    applied_to integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    created_by text NOT NULL,
    created_by_name text NOT NULL,
    committed_at timestamptz,
    committed_by text,
    ended_at timestamptz,
    ended_by text,
    end_reason text
  );
  -- The same content counts once for a kind and region, unless it was discarded or taken back.
  CREATE UNIQUE INDEX data_import_once ON data_import (kind, region_code, content_hash) WHERE state NOT IN ('discarded', 'undone');
  CREATE INDEX data_import_region ON data_import (region_code, id);

  CREATE TABLE import_row (
    import_id uuid NOT NULL REFERENCES data_import,
    position integer NOT NULL CHECK (position > 0),
    line integer NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('new', 'changed', 'outdated', 'known', 'rejected')),
    -- What it is about, so that a second row about the same is noticed.
    identity text,
    credit_code text,
    new_party jsonb,
    record jsonb,
    was jsonb,
    cells jsonb NOT NULL,
    problems jsonb,
    PRIMARY KEY (import_id, position),
    CHECK ((outcome = 'rejected') = (problems IS NOT NULL)),
    CHECK (outcome = 'rejected' OR (record IS NOT NULL AND identity IS NOT NULL AND credit_code IS NOT NULL))
  );
  CREATE INDEX import_row_remarkable ON import_row (import_id, outcome, position) WHERE outcome <> 'new';

  -- One row takes back everything that an import brought; the records themselves stay for ever.
  CREATE TABLE import_retraction (
    import_id uuid PRIMARY KEY REFERENCES data_import,
    retracted_at timestamptz NOT NULL,
    retracted_by text NOT NULL,
    reason text NOT NULL
  );
  CREATE TRIGGER import_retraction_append_only BEFORE UPDATE OR DELETE ON import_retraction FOR EACH ROW EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER import_retraction_no_truncate BEFORE TRUNCATE ON import_retraction EXECUTE FUNCTION refuse_change();
`;

const LIFE = `
  -- What a file said stays as it was read; an import moves forward and counts what it applied, nothing else.
  CREATE FUNCTION keep_import_content() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE step text := OLD.state || '>' || NEW.state;
    free text[] := CASE step
      WHEN 'previewed>previewed' THEN CASE WHEN OLD.counts = '{}' THEN ARRAY['counts', 'registers', 'version'] END
      WHEN 'previewed>committing' THEN ARRAY['state', 'version', 'committed_at', 'committed_by']
      WHEN 'previewed>discarded' THEN ARRAY['state', 'version', 'ended_at', 'ended_by', 'end_reason']
      WHEN 'committing>committing' THEN ARRAY['applied_to', 'version']
      WHEN 'committing>committed' THEN ARRAY['state', 'version', 'applied_to']
      WHEN 'committed>undone' THEN ARRAY['state', 'version', 'ended_at', 'ended_by', 'end_reason'] END;
  BEGIN
    IF TG_OP = 'DELETE' OR free IS NULL OR to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free THEN
      RAISE EXCEPTION 'what an import read is immutable: it can be committed, discarded and undone, nothing else'
        USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER data_import_kept BEFORE UPDATE OR DELETE ON data_import FOR EACH ROW EXECUTE FUNCTION keep_import_content();
  CREATE TRIGGER data_import_no_truncate BEFORE TRUNCATE ON data_import EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER import_row_kept BEFORE DELETE ON import_row FOR EACH ROW EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER import_row_no_truncate BEFORE TRUNCATE ON import_row EXECUTE FUNCTION refuse_change();
`;

const RECORDS = `
  ALTER TABLE fact_record ADD COLUMN import_id uuid REFERENCES data_import, ADD COLUMN document_date date;
  ALTER TABLE title_record ADD COLUMN import_id uuid REFERENCES data_import, ADD COLUMN document_date date, ADD COLUMN source text;
  ALTER TABLE earlier_payment ADD FOREIGN KEY (import_id) REFERENCES data_import;
  CREATE INDEX fact_record_import ON fact_record (import_id) WHERE import_id IS NOT NULL;
  CREATE INDEX title_record_import ON title_record (import_id) WHERE import_id IS NOT NULL;

  -- Two documents may say different things about one recognition: both are kept, once per import.
  DROP INDEX title_record_identity;
  CREATE UNIQUE INDEX title_record_identity ON title_record (party_id, code, coalesce(subject_id, ''), granted_on,
    coalesce(import_id, '00000000-0000-0000-0000-000000000000'));
  CREATE TRIGGER title_record_append_only BEFORE UPDATE OR DELETE ON title_record FOR EACH ROW EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER title_record_no_truncate BEFORE TRUNCATE ON title_record EXECUTE FUNCTION refuse_change();

  ALTER TABLE register_coverage ADD COLUMN import_id uuid REFERENCES data_import,
    DROP CONSTRAINT register_coverage_pkey;
  CREATE UNIQUE INDEX register_coverage_identity ON register_coverage (register, region_code, complete_to,
    coalesce(import_id, '00000000-0000-0000-0000-000000000000'));
`;

// Readers read these, never the tables: what was taken back is not there, and of two statements about one recognition
// that of the later document stands.
const STANDING = `
  CREATE VIEW standing_fact WITH (security_invoker = true) AS
    SELECT * FROM fact_record record
    WHERE NOT EXISTS (SELECT 1 FROM import_retraction r WHERE r.import_id = record.import_id);
  CREATE VIEW standing_title WITH (security_invoker = true) AS
    SELECT DISTINCT ON (party_id, code, coalesce(subject_id, ''), granted_on) * FROM title_record record
    WHERE NOT EXISTS (SELECT 1 FROM import_retraction r WHERE r.import_id = record.import_id)
    ORDER BY party_id, code, coalesce(subject_id, ''), granted_on, (status = 'authoritative') DESC,
      document_date DESC NULLS LAST, learned_at DESC, id DESC;
  CREATE VIEW standing_earlier_payment WITH (security_invoker = true) AS
    SELECT * FROM earlier_payment record
    WHERE NOT EXISTS (SELECT 1 FROM import_retraction r WHERE r.import_id = record.import_id);
  CREATE VIEW standing_register_coverage WITH (security_invoker = true) AS
    SELECT * FROM register_coverage record
    WHERE NOT EXISTS (SELECT 1 FROM import_retraction r WHERE r.import_id = record.import_id);
`;

const REGISTER = `
  -- What the register of enterprises says about codes, whatever the reader's own region: without it an enterprise of
  -- another city would look like one that nobody knows, and be made a second time.
  CREATE FUNCTION registered_parties(codes text[])
    RETURNS TABLE (credit_code text, id uuid, registered_name text, county_code text, registered_on date)
    LANGUAGE plpgsql AS $$
  DECLARE scope text := context_setting('scope');
  BEGIN
    PERFORM set_config('duixian.scope', 'system', true);
    RETURN QUERY SELECT p.credit_code, p.id, p.registered_name, p.county_code, p.registered_on FROM party p
      WHERE p.credit_code = ANY (codes);
    PERFORM set_config('duixian.scope', scope, true);
  END $$;
`;

const ROWS = `
  ALTER TABLE data_import ENABLE ROW LEVEL SECURITY;
  ALTER TABLE data_import FORCE ROW LEVEL SECURITY;
  CREATE POLICY data_import_rows ON data_import USING ((SELECT context_is_system())
    OR region_code = ANY ((SELECT context_regions())::text[]));
  -- An uncorrelated subquery: asked once per statement, however many rows come in.
  ALTER TABLE import_row ENABLE ROW LEVEL SECURITY;
  ALTER TABLE import_row FORCE ROW LEVEL SECURITY;
  CREATE POLICY import_row_rows ON import_row USING ((SELECT context_is_system())
    OR import_id IN (SELECT parent.id FROM data_import parent));
`;
