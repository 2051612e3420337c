import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Objections to lines of public notices, under a real name; the state of a case whose line is contested. */
export class Objections1000000000013 implements MigrationInterface {
  readonly name = 'Objections1000000000013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(OBJECTION);
    await runner.query(STATES);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

// Only who handles objections in the city sees the objector; what was filed is never changed afterwards.
const OBJECTION = `
  CREATE TABLE objection (
    id uuid PRIMARY KEY,
    notice_id uuid NOT NULL REFERENCES notice,
    position integer NOT NULL,
    application_id uuid NOT NULL REFERENCES application,
    city_code text NOT NULL REFERENCES region,
    receipt_hash text NOT NULL UNIQUE CHECK (receipt_hash ~ '^[0-9a-f]{64}$'),
    objector_kind text NOT NULL CHECK (objector_kind IN ('person', 'organisation')),
    objector_name text NOT NULL CHECK (objector_name <> ''),
    identity_number text NOT NULL CHECK (identity_number ~ '^[0-9A-Z]{18}$'),
    phone text NOT NULL CHECK (phone ~ '^[0-9+() -]{7,20}$'),
    reason text NOT NULL CHECK (reason <> ''),
    evidence text NOT NULL CHECK (evidence <> ''),
    state text NOT NULL,
    version integer NOT NULL CHECK (version > 0),
    filed_at timestamptz NOT NULL,
    resolved_at timestamptz,
    resolved_by uuid REFERENCES user_account,
    outcome text CHECK (outcome IN ('review_again', 'rejected', 'dismissed')),
    reply text,
    FOREIGN KEY (notice_id, application_id) REFERENCES notice_line (notice_id, application_id),
    CONSTRAINT objection_state_check CHECK (state IN ('filed', 'upheld', 'dismissed')),
    CONSTRAINT objection_resolved_with_a_reply CHECK (
      (state = 'filed') = (resolved_at IS NULL AND resolved_by IS NULL AND outcome IS NULL AND reply IS NULL)),
    CONSTRAINT objection_outcome_fits CHECK (state <> 'dismissed' OR outcome = 'dismissed')
  );
  CREATE INDEX objection_application ON objection (application_id);
  CREATE INDEX objection_notice ON objection (notice_id, position);
  CREATE INDEX objection_city ON objection (city_code, id);
  ALTER TABLE objection ENABLE ROW LEVEL SECURITY;
  ALTER TABLE objection FORCE ROW LEVEL SECURITY;
  CREATE POLICY objection_rows ON objection USING ((SELECT context_is_system())
    OR city_code = ANY ((SELECT context_regions())::text[]));

  CREATE FUNCTION keep_objection() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE free text[] := ARRAY['state', 'version', 'resolved_at', 'resolved_by', 'outcome', 'reply'];
  BEGIN
    IF TG_OP = 'DELETE' OR OLD.state <> 'filed' OR to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free THEN
      RAISE EXCEPTION 'an objection is resolved once, and what was filed stays as it is' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER objection_kept BEFORE UPDATE OR DELETE ON objection FOR EACH ROW EXECUTE FUNCTION keep_objection();
  CREATE TRIGGER objection_no_truncate BEFORE TRUNCATE ON objection EXECUTE FUNCTION refuse_change();
`;

// A case that went back to review stands on a later notice again; its state says that it is on one at a time.
const STATES = `
  DROP INDEX notice_line_once;
  CREATE INDEX notice_line_application ON notice_line (application_id);
  ALTER TABLE application DROP CONSTRAINT application_state_check,
    ADD CONSTRAINT application_state_check CHECK (state IN ('draft', 'submitted', 'in_review', 'returned', 'approved',
      'on_notice', 'contested', 'noticed', 'parked', 'awarded', 'paid', 'rejected', 'withdrawn'));
  ALTER TABLE case_actor DROP CONSTRAINT case_actor_stage_check,
    ADD CONSTRAINT case_actor_stage_check CHECK (stage IN ('filing', 'county_review', 'city_review', 'objection_handling',
      'batch_preparation', 'batch_release'));
  ALTER TABLE case_task DROP CONSTRAINT case_task_kind_check,
    ADD CONSTRAINT case_task_kind_check CHECK (kind IN ('county_review', 'city_review', 'parked', 'objection'));
`;
