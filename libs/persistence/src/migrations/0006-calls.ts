import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Calls get a life: drafted, approved by somebody who wrote nothing of it, published, closed; and what they say. */
export class Calls1000000000006 implements MigrationInterface {
  readonly name = 'Calls1000000000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CONTENT);
    await runner.query(LIFE);
    await runner.query(ROWS);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

const CONTENT = `
  ALTER TABLE call
    ADD COLUMN parameters jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(parameters) = 'object'),
    ADD COLUMN materials jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(materials) = 'array'),
    ADD COLUMN deadlines jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(deadlines) = 'object'),
    ADD COLUMN funding_shares jsonb CHECK (jsonb_typeof(funding_shares) = 'object'),
    ADD CONSTRAINT call_route_has_a_stage CHECK (jsonb_array_length(route) > 0);
`;

// A call from before has no author; every new one has.
const LIFE = `
  ALTER TABLE call
    ADD COLUMN version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    ADD COLUMN author_ids uuid[] NOT NULL DEFAULT '{}',
    ADD COLUMN approved_by uuid REFERENCES user_account,
    ADD COLUMN drafted_at timestamptz,
    ADD COLUMN approved_at timestamptz,
    ADD COLUMN published_at timestamptz,
    ADD COLUMN closed_at timestamptz,
    DROP CONSTRAINT call_state_check,
    ADD CONSTRAINT call_state_check CHECK (state IN ('draft', 'approved', 'published', 'closed')),
    ADD CONSTRAINT call_approver_is_no_author CHECK (approved_by IS NULL OR NOT approved_by = ANY (author_ids)),
    ADD CONSTRAINT call_approved_by_somebody CHECK (state = 'draft' OR approved_by IS NOT NULL OR cardinality(author_ids) = 0);

  CREATE FUNCTION require_call_author() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF cardinality(NEW.author_ids) = 0 THEN
      RAISE EXCEPTION 'a call needs an author' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER call_has_author BEFORE INSERT ON call FOR EACH ROW EXECUTE FUNCTION require_call_author();

  -- What was approved stays word for word; approving, publishing and closing change nothing but themselves.
  CREATE FUNCTION keep_call_content() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE step text := OLD.state || '>' || NEW.state;
    free text[] := CASE step
      WHEN 'draft>approved' THEN ARRAY['state', 'version', 'approved_by', 'approved_at']
      WHEN 'approved>published' THEN ARRAY['state', 'version', 'published_at']
      WHEN 'published>closed' THEN ARRAY['state', 'version', 'closed_at'] END;
  BEGIN
    IF TG_OP = 'UPDATE' AND step = 'draft>draft' AND NEW.author_ids @> OLD.author_ids THEN
      RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' OR free IS NULL OR to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free THEN
      RAISE EXCEPTION 'a call that was approved is immutable: it can be published and closed, nothing else'
        USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER call_immutable BEFORE UPDATE OR DELETE ON call FOR EACH ROW EXECUTE FUNCTION keep_call_content();
  CREATE TRIGGER call_no_truncate BEFORE TRUNCATE ON call EXECUTE FUNCTION refuse_change();
`;

const ROWS = `
  ALTER TABLE call ENABLE ROW LEVEL SECURITY;
  ALTER TABLE call FORCE ROW LEVEL SECURITY;
  CREATE POLICY call_rows ON call USING ((SELECT context_is_system()) OR state IN ('published', 'closed')
    OR city_code = ANY ((SELECT context_regions())::text[]));
`;
