import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The text of a policy document as it was issued: a file that everybody may read beside the law as data. */
export class PolicyOriginals1000000000058 implements MigrationInterface {
  readonly name = 'PolicyOriginals1000000000058';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ORIGINALS);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

// The latest one of a document is shown; those before it stay on record.
const ORIGINALS = `
  CREATE TABLE policy_original (
    id uuid PRIMARY KEY,
    document_id text NOT NULL,
    region_code text NOT NULL REFERENCES region,
    file_name text NOT NULL CHECK (length(file_name) BETWEEN 1 AND 200),
    media_type text NOT NULL,
    size_bytes integer NOT NULL CHECK (size_bytes > 0),
    content_hash text NOT NULL CHECK (content_hash ~ '^[0-9a-f]{64}$'),
    attached_at timestamptz NOT NULL,
    attached_by uuid NOT NULL REFERENCES user_account
  );
  CREATE INDEX policy_original_document ON policy_original (document_id, id DESC);
  ALTER TABLE policy_original ENABLE ROW LEVEL SECURITY;
  ALTER TABLE policy_original FORCE ROW LEVEL SECURITY;
  CREATE POLICY policy_original_rows ON policy_original
    USING ((SELECT context_is_system()) OR region_code = ANY ((SELECT context_regions())::text[])
      OR EXISTS (SELECT 1 FROM policy_version v WHERE v.document_id = policy_original.document_id AND v.status = 'published'))
    WITH CHECK ((SELECT context_is_system()) OR region_code = ANY ((SELECT context_regions())::text[]));
  CREATE TRIGGER policy_original_append_only BEFORE UPDATE OR DELETE ON policy_original FOR EACH ROW EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER policy_original_no_truncate BEFORE TRUNCATE ON policy_original EXECUTE FUNCTION refuse_change();
`;
