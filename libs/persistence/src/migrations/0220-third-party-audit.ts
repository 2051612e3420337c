import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 第三方审计: a stage that rests on the opinion of a firm from outside, and the second approver of it. */
export class ThirdPartyAudit1000000000220 implements MigrationInterface {
  readonly name = 'ThirdPartyAudit1000000000220';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [STAGES, TABLE, KEPT, ROWS]) await runner.query(part);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

const STAGES = `
  ALTER TABLE case_actor DROP CONSTRAINT case_actor_stage_check,
    ADD CONSTRAINT case_actor_stage_check CHECK (stage IN ('filing', 'sweep_preparation', 'sweep_approval', 'county_review',
      'county_second', 'city_review', 'city_second', 'third_party_audit', 'audit_second', 'consultation',
      'notice_publication', 'objection_handling', 'batch_preparation', 'batch_release'));
  ALTER TABLE case_task DROP CONSTRAINT case_task_kind_check,
    ADD CONSTRAINT case_task_kind_check CHECK (kind IN ('county_review', 'county_second', 'city_review', 'city_second',
      'third_party_audit', 'audit_second', 'parked', 'objection'));
  ALTER TABLE consultation DROP CONSTRAINT consultation_stage_check,
    ADD CONSTRAINT consultation_stage_check CHECK (stage IN ('county_review', 'city_review', 'third_party_audit'));
  ALTER TABLE case_decision DROP CONSTRAINT case_decision_stage_check,
    ADD CONSTRAINT case_decision_stage_check CHECK (stage IN ('county_review', 'city_review', 'third_party_audit'));
`;

// The paper comes first, then what it says, once: until then it counts for nothing and is shown to nobody.
const TABLE = `
  CREATE TABLE audit_opinion (
    id uuid PRIMARY KEY,
    application_id uuid NOT NULL REFERENCES application,
    file_name text NOT NULL CHECK (length(file_name) BETWEEN 1 AND 200),
    media_type text NOT NULL,
    size_bytes integer NOT NULL CHECK (size_bytes > 0),
    content_hash text NOT NULL CHECK (content_hash ~ '^[0-9a-f]{64}$'),
    attached_at timestamptz NOT NULL,
    attached_by uuid NOT NULL REFERENCES user_account,
    assessment integer CHECK (assessment > 0),
    firm_name text CHECK (length(firm_name) BETWEEN 1 AND 200),
    firm_code text CHECK (firm_code ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
    document_number text CHECK (length(document_number) BETWEEN 1 AND 200),
    issued_on date,
    conclusion text CHECK (conclusion IN ('unqualified', 'qualified', 'adverse')),
    opinion text CHECK (length(opinion) BETWEEN 1 AND 2000),
    recorded_at timestamptz,
    recorded_by uuid REFERENCES user_account,
    CONSTRAINT audit_opinion_whole CHECK (num_nonnulls(assessment, firm_name, firm_code, document_number, issued_on,
      conclusion, opinion, recorded_at, recorded_by) IN (0, 9))
  );
  CREATE INDEX audit_opinion_application ON audit_opinion (application_id, id);
`;

const KEPT = `
  CREATE FUNCTION keep_audit_opinion() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE said text[] := ARRAY['assessment', 'firm_name', 'firm_code', 'document_number', 'issued_on', 'conclusion', 'opinion',
    'recorded_at', 'recorded_by'];
  BEGIN
    IF TG_OP = 'DELETE' OR OLD.recorded_at IS NOT NULL OR to_jsonb(NEW) - said IS DISTINCT FROM to_jsonb(OLD) - said THEN
      RAISE EXCEPTION 'what an auditing firm said is recorded once' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF EXISTS (SELECT 1 FROM application one JOIN party ON party.id = one.party_id
        WHERE one.id = NEW.application_id AND party.credit_code = NEW.firm_code) THEN
      RAISE EXCEPTION 'an applicant does not audit itself'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'audit_opinion_from_outside';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER audit_opinion_kept BEFORE UPDATE OR DELETE ON audit_opinion FOR EACH ROW EXECUTE FUNCTION keep_audit_opinion();
  CREATE TRIGGER audit_opinion_no_truncate BEFORE TRUNCATE ON audit_opinion EXECUTE FUNCTION refuse_change();
`;

// Among officials of the case only, as their notes.
const ROWS = `
  ALTER TABLE audit_opinion ENABLE ROW LEVEL SECURITY;
  ALTER TABLE audit_opinion FORCE ROW LEVEL SECURITY;
  CREATE POLICY audit_opinion_rows ON audit_opinion USING ((SELECT context_is_system())
    OR EXISTS (SELECT 1 FROM application parent WHERE parent.id = application_id
      AND parent.submitted_at IS NOT NULL AND parent.county_code = ANY ((SELECT context_regions())::text[])));
`;
