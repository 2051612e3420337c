import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A version of a policy document gets a life: drafted, validated, tried, approved by a second officer, published. */
export class PolicyLife1000000000029 implements MigrationInterface {
  readonly name = 'PolicyLife1000000000029';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(LIFE);
    await runner.query(KEEP);
    await runner.query(TRIALS);
    await runner.query(ROWS);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

// Which version is in force on a day follows from the effective dates of published versions, so nothing is superseded
// by a change. Versions from before were in force from the day on which they were published here.
const LIFE = `
  DROP INDEX policy_version_in_force;
  ALTER TABLE policy_version
    ADD COLUMN region_code text REFERENCES region,
    ADD COLUMN revision integer NOT NULL DEFAULT 1 CHECK (revision > 0),
    ADD COLUMN cases text,
    ADD COLUMN author_ids uuid[] NOT NULL DEFAULT '{}',
    ADD COLUMN drafted_at timestamptz,
    ADD COLUMN effective_from date,
    ADD COLUMN validation jsonb,
    ADD COLUMN trial_id uuid,
    ADD COLUMN approved_by uuid REFERENCES user_account,
    ADD COLUMN approved_at timestamptz,
    ALTER COLUMN published_at DROP NOT NULL,
    ALTER COLUMN published_by DROP NOT NULL,
    DROP CONSTRAINT policy_version_status_check;
  ALTER TABLE policy_version DISABLE TRIGGER policy_version_immutable;
  UPDATE policy_version SET status = 'published', effective_from = (published_at AT TIME ZONE 'Asia/Shanghai')::date,
    region_code = coalesce(city_code, (SELECT min(code) FROM region WHERE level = 'province'));
  ALTER TABLE policy_version ENABLE TRIGGER policy_version_immutable;
  ALTER TABLE policy_version
    ALTER COLUMN region_code SET NOT NULL,
    ALTER COLUMN effective_from SET NOT NULL,
    ADD CONSTRAINT policy_version_status_check
      CHECK (status IN ('draft', 'validated', 'tried', 'approved', 'published', 'withdrawn')),
    ADD CONSTRAINT policy_version_has_author CHECK (cardinality(author_ids) > 0 OR coalesce(published_by, '') LIKE 'system:%'),
    ADD CONSTRAINT policy_version_approver_is_no_author CHECK (approved_by IS NULL OR NOT approved_by = ANY (author_ids)),
    ADD CONSTRAINT policy_version_approved_by_somebody CHECK (status NOT IN ('approved', 'published') OR approved_by IS NOT NULL
      OR cardinality(author_ids) = 0),
    ADD CONSTRAINT policy_version_published_once CHECK ((status = 'published') = (published_at IS NOT NULL)),
    ADD CONSTRAINT policy_version_tried_before CHECK (status NOT IN ('tried', 'approved') OR trial_id IS NOT NULL);
  CREATE INDEX policy_version_in_force ON policy_version (document_id, effective_from DESC) WHERE status = 'published';
`;

// A draft may be rewritten, by which whatever was validated and tried is void. What was approved stays word for word.
const KEEP = `
  CREATE OR REPLACE FUNCTION keep_policy_content() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE step text := OLD.status || '>' || NEW.status;
    free text[] := CASE
      WHEN step IN ('draft>draft', 'validated>draft', 'tried>draft') THEN ARRAY['status', 'revision', 'number', 'title', 'content',
        'content_hash', 'semantics', 'cases', 'author_ids', 'effective_from', 'validation', 'trial_id']
      WHEN step = 'draft>validated' THEN ARRAY['status', 'revision', 'validation']
      WHEN step = 'validated>validated' THEN ARRAY['revision']
      WHEN step IN ('validated>tried', 'tried>tried') THEN ARRAY['status', 'revision', 'trial_id']
      WHEN step = 'tried>approved' THEN ARRAY['status', 'revision', 'approved_by', 'approved_at']
      WHEN step = 'approved>published' THEN ARRAY['status', 'revision', 'published_at', 'published_by']
      WHEN NEW.status = 'withdrawn' AND OLD.status IN ('draft', 'validated', 'tried', 'approved') THEN ARRAY['status', 'revision'] END;
  BEGIN
    IF TG_OP = 'DELETE' OR free IS NULL OR NOT NEW.author_ids @> OLD.author_ids
       OR to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free THEN
      RAISE EXCEPTION 'a policy version is immutable: it goes on its way, or a further version takes its place'
        USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER policy_version_no_truncate BEFORE TRUNCATE ON policy_version EXECUTE FUNCTION refuse_change();
`;

const TRIALS = `
  CREATE TABLE policy_trial (
    id uuid PRIMARY KEY,
    policy_version_id uuid NOT NULL REFERENCES policy_version,
    content_hash text NOT NULL,
    against_id uuid REFERENCES policy_version,
    evaluated_on date NOT NULL,
    outcome jsonb NOT NULL,
    tried_at timestamptz NOT NULL
  );
  ALTER TABLE policy_version ADD FOREIGN KEY (trial_id) REFERENCES policy_trial;
  CREATE TRIGGER policy_trial_append_only BEFORE UPDATE OR DELETE ON policy_trial FOR EACH ROW EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER policy_trial_no_truncate BEFORE TRUNCATE ON policy_trial EXECUTE FUNCTION refuse_change();
`;

const ROWS = `
  ALTER TABLE policy_version ENABLE ROW LEVEL SECURITY;
  ALTER TABLE policy_version FORCE ROW LEVEL SECURITY;
  CREATE POLICY policy_version_rows ON policy_version
    USING ((SELECT context_is_system()) OR status = 'published' OR region_code = ANY ((SELECT context_regions())::text[]))
    WITH CHECK ((SELECT context_is_system()) OR region_code = ANY ((SELECT context_regions())::text[]));
  ALTER TABLE policy_trial ENABLE ROW LEVEL SECURITY;
  ALTER TABLE policy_trial FORCE ROW LEVEL SECURITY;
  CREATE POLICY policy_trial_rows ON policy_trial
    USING ((SELECT context_is_system()) OR EXISTS (SELECT 1 FROM policy_version v WHERE v.id = policy_version_id
      AND v.region_code = ANY ((SELECT context_regions())::text[])))
    WITH CHECK ((SELECT context_is_system()));
`;
