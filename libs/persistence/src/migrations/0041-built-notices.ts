import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Public notices that an officer of the city builds, where the call says so; and notices that stay as they were published. */
export class BuiltNotices1000000000041 implements MigrationInterface {
  readonly name = 'BuiltNotices1000000000041';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [CALLS, BUILT, KEPT, ACTORS]) await runner.query(part);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

const CALLS = `
  ALTER TABLE call
    ADD COLUMN notice_publication text NOT NULL DEFAULT 'automatic',
    ADD CONSTRAINT call_notice_publication_check CHECK (notice_publication = 'automatic'
      OR (notice_publication = 'built' AND notice_working_days > 0));
`;

// Null: the system published it. A person publishes under their own name, for their city, and only where the call says so.
const BUILT = `
  ALTER TABLE notice ADD COLUMN published_by uuid REFERENCES user_account;
  CREATE POLICY notice_build ON notice FOR INSERT WITH CHECK (
    'user:' || published_by::text = (SELECT context_actor()) AND city_code = ANY ((SELECT context_regions())::text[])
    AND EXISTS (SELECT 1 FROM call WHERE call.id = call_id AND call.city_code = notice.city_code
      AND call.notice_publication = 'built'));
`;

// Its last day moves while the holidays of that year are not published; and it closes. Nothing else changes.
const KEPT = `
  CREATE FUNCTION keep_notice() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE free text[] := ARRAY['state', 'closed_at', 'ends_on', 'end_estimated'];
  BEGIN
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free THEN
      RAISE EXCEPTION 'a public notice stays as it was published' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER notice_kept BEFORE UPDATE OR DELETE ON notice FOR EACH ROW EXECUTE FUNCTION keep_notice();
  CREATE TRIGGER notice_no_truncate BEFORE TRUNCATE ON notice EXECUTE FUNCTION refuse_change();
`;

const ACTORS = `
  ALTER TABLE case_actor DROP CONSTRAINT case_actor_stage_check,
    ADD CONSTRAINT case_actor_stage_check CHECK (stage IN ('filing', 'sweep_preparation', 'sweep_approval', 'county_review',
      'city_review', 'notice_publication', 'objection_handling', 'batch_preparation', 'batch_release'));
`;
