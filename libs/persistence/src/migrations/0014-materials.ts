import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files that belong to a case, and notes that officials make on it. The files themselves lie in the file store. */
export class Materials1000000000014 implements MigrationInterface {
  readonly name = 'Materials1000000000014';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(MATERIAL);
    await runner.query(NOTE);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

// A removed file stays on record: what was attached when the case was decided can always be shown.
const MATERIAL = `
  CREATE TABLE material (
    id uuid PRIMARY KEY,
    application_id uuid NOT NULL REFERENCES application,
    key text NOT NULL CHECK (key ~ '^[a-z][a-z0-9_]{0,59}$'),
    file_name text NOT NULL CHECK (length(file_name) BETWEEN 1 AND 200),
    media_type text NOT NULL,
    size_bytes integer NOT NULL CHECK (size_bytes > 0),
    content_hash text NOT NULL CHECK (content_hash ~ '^[0-9a-f]{64}$'),
    attached_at timestamptz NOT NULL,
    attached_by uuid NOT NULL REFERENCES user_account,
    removed_at timestamptz,
    removed_by uuid REFERENCES user_account,
    CHECK ((removed_at IS NULL) = (removed_by IS NULL))
  );
  CREATE INDEX material_application ON material (application_id);
  CREATE UNIQUE INDEX material_once ON material (application_id, key, content_hash) WHERE removed_at IS NULL;
  ALTER TABLE material ENABLE ROW LEVEL SECURITY;
  ALTER TABLE material FORCE ROW LEVEL SECURITY;
  CREATE POLICY material_rows ON material USING ((SELECT context_is_system())
    OR EXISTS (SELECT 1 FROM application parent WHERE parent.id = application_id));
  CREATE FUNCTION keep_material() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'DELETE' OR OLD.removed_at IS NOT NULL
       OR to_jsonb(NEW) - ARRAY['removed_at', 'removed_by'] IS DISTINCT FROM to_jsonb(OLD) - ARRAY['removed_at', 'removed_by'] THEN
      RAISE EXCEPTION 'a material can be removed, nothing else' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER material_kept BEFORE UPDATE OR DELETE ON material FOR EACH ROW EXECUTE FUNCTION keep_material();
  CREATE TRIGGER material_no_truncate BEFORE TRUNCATE ON material EXECUTE FUNCTION refuse_change();
`;

// Among officials only: the applicant reads decisions and their reasons, not the remarks on the way there.
const NOTE = `
  CREATE TABLE case_note (
    id uuid PRIMARY KEY,
    application_id uuid NOT NULL REFERENCES application,
    stage text,
    body text NOT NULL CHECK (length(body) BETWEEN 1 AND 4000),
    written_at timestamptz NOT NULL,
    written_by uuid NOT NULL REFERENCES user_account
  );
  CREATE INDEX case_note_application ON case_note (application_id, id);
  ALTER TABLE case_note ENABLE ROW LEVEL SECURITY;
  ALTER TABLE case_note FORCE ROW LEVEL SECURITY;
  CREATE POLICY case_note_rows ON case_note USING ((SELECT context_is_system())
    OR EXISTS (SELECT 1 FROM application parent WHERE parent.id = application_id
      AND parent.submitted_at IS NOT NULL AND parent.county_code = ANY ((SELECT context_regions())::text[])));
  CREATE TRIGGER case_note_append_only BEFORE UPDATE OR DELETE ON case_note FOR EACH ROW EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER case_note_no_truncate BEFORE TRUNCATE ON case_note EXECUTE FUNCTION refuse_change();
`;
