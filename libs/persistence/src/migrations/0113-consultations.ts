import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 征求部门意见: departments that the reviewer of a stage asks, and what each of them answered. */
export class Consultations1000000000113 implements MigrationInterface {
  readonly name = 'Consultations1000000000113';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [ACTORS, TABLES, KEPT, ROWS]) await runner.query(part);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

const ACTORS = `
  ALTER TABLE case_actor DROP CONSTRAINT case_actor_stage_check,
    ADD CONSTRAINT case_actor_stage_check CHECK (stage IN ('filing', 'sweep_preparation', 'sweep_approval', 'county_review',
      'city_review', 'consultation', 'notice_publication', 'objection_handling', 'batch_preparation', 'batch_release'));
`;

// Whoever asked does not answer, whatever the code believes.
const TABLES = `
  CREATE TABLE consultation (
    id uuid PRIMARY KEY,
    application_id uuid NOT NULL REFERENCES application,
    stage text NOT NULL CHECK (stage IN ('county_review', 'city_review')),
    question text NOT NULL CHECK (length(question) BETWEEN 1 AND 2000),
    asked_at timestamptz NOT NULL,
    asked_by uuid NOT NULL REFERENCES user_account,
    ended_at timestamptz,
    ended_how text CHECK (ended_how IN ('answered', 'recalled', 'lapsed')),
    recall_reason text CHECK (length(recall_reason) BETWEEN 1 AND 2000),
    CONSTRAINT consultation_ended_whole CHECK ((ended_at IS NULL) = (ended_how IS NULL)
      AND (recall_reason IS NOT NULL) = (ended_how IS NOT DISTINCT FROM 'recalled'))
  );
  CREATE INDEX consultation_application ON consultation (application_id, id);
  CREATE UNIQUE INDEX consultation_one_open ON consultation (application_id) WHERE ended_at IS NULL;
  CREATE TABLE consultation_opinion (
    id uuid PRIMARY KEY,
    consultation_id uuid NOT NULL REFERENCES consultation,
    application_id uuid NOT NULL REFERENCES application,
    asked_by uuid NOT NULL REFERENCES user_account,
    region_code text NOT NULL REFERENCES region,
    role text NOT NULL CHECK (role IN ('reviewer', 'finance_maker', 'finance_checker', 'policy_officer')),
    file_name text CHECK (length(file_name) BETWEEN 1 AND 200),
    media_type text,
    size_bytes integer CHECK (size_bytes > 0),
    content_hash text CHECK (content_hash ~ '^[0-9a-f]{64}$'),
    agrees boolean,
    opinion text CHECK (length(opinion) BETWEEN 1 AND 2000),
    answered_at timestamptz,
    answered_by uuid REFERENCES user_account,
    CONSTRAINT consultation_opinion_once UNIQUE (consultation_id, region_code, role),
    CONSTRAINT consultation_opinion_not_own CHECK (answered_by <> asked_by),
    CONSTRAINT consultation_opinion_whole CHECK (num_nonnulls(agrees, opinion, answered_at, answered_by) IN (0, 4)),
    CONSTRAINT consultation_opinion_file CHECK (num_nonnulls(file_name, media_type, size_bytes, content_hash) IN (0, 4))
  );
  CREATE INDEX consultation_opinion_application ON consultation_opinion (application_id);
  CREATE INDEX consultation_opinion_department ON consultation_opinion (region_code, role, id);
`;

const KEPT = `
  CREATE FUNCTION keep_consultation() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'DELETE' OR OLD.ended_at IS NOT NULL
       OR to_jsonb(NEW) - ARRAY['ended_at', 'ended_how', 'recall_reason']
          IS DISTINCT FROM to_jsonb(OLD) - ARRAY['ended_at', 'ended_how', 'recall_reason'] THEN
      RAISE EXCEPTION 'a consultation ends once and changes in nothing else' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER consultation_kept BEFORE UPDATE OR DELETE ON consultation FOR EACH ROW EXECUTE FUNCTION keep_consultation();
  CREATE TRIGGER consultation_no_truncate BEFORE TRUNCATE ON consultation EXECUTE FUNCTION refuse_change();
  CREATE FUNCTION keep_opinion() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE free text[] := ARRAY['file_name', 'media_type', 'size_bytes', 'content_hash', 'agrees', 'opinion', 'answered_at', 'answered_by'];
  BEGIN
    IF TG_OP = 'DELETE' OR OLD.answered_at IS NOT NULL OR to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free
       OR EXISTS (SELECT 1 FROM consultation asked WHERE asked.id = OLD.consultation_id AND asked.ended_at IS NOT NULL) THEN
      RAISE EXCEPTION 'an opinion is given once, while it is asked for' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER consultation_opinion_kept BEFORE UPDATE OR DELETE ON consultation_opinion FOR EACH ROW EXECUTE FUNCTION keep_opinion();
  CREATE TRIGGER consultation_opinion_no_truncate BEFORE TRUNCATE ON consultation_opinion EXECUTE FUNCTION refuse_change();
`;

// Among officials of the case only, as their notes.
const ofCase = (table: string): string => `
  ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
  ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
  CREATE POLICY ${table}_rows ON ${table} USING ((SELECT context_is_system())
    OR EXISTS (SELECT 1 FROM application parent WHERE parent.id = application_id
      AND parent.submitted_at IS NOT NULL AND parent.county_code = ANY ((SELECT context_regions())::text[])));`;
const ROWS = [ofCase('consultation'), ofCase('consultation_opinion')].join('\n');
