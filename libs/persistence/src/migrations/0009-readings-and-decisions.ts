import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How a place understands an open text, and what reviewers decide where the law leaves an amount to a decision. */
export class ReadingsAndDecisions1000000000009 implements MigrationInterface {
  readonly name = 'ReadingsAndDecisions1000000000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(READINGS);
    await runner.query(DECISIONS);
    await runner.query(ROWS);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

// A verdict repeats who proposed, and refers to it, so that a check can keep the two officers apart.
const READINGS = `
  CREATE TABLE reading_choice (
    id uuid PRIMARY KEY,
    region_code text NOT NULL REFERENCES region,
    document_id text NOT NULL,
    reading_id text NOT NULL,
    option_key text NOT NULL,
    decided_by text NOT NULL CHECK (length(decided_by) BETWEEN 1 AND 200),
    document_number text NOT NULL CHECK (length(document_number) BETWEEN 1 AND 200),
    valid_from date NOT NULL,
    proposed_by uuid NOT NULL REFERENCES user_account,
    proposed_at timestamptz NOT NULL,
    UNIQUE (id, proposed_by)
  );
  CREATE INDEX reading_choice_place ON reading_choice (region_code, document_id);
  CREATE TABLE reading_verdict (
    choice_id uuid PRIMARY KEY,
    proposed_by uuid NOT NULL,
    verdict text NOT NULL CHECK (verdict IN ('confirmed', 'withdrawn')),
    given_by uuid NOT NULL REFERENCES user_account,
    given_at timestamptz NOT NULL,
    FOREIGN KEY (choice_id, proposed_by) REFERENCES reading_choice (id, proposed_by),
    CONSTRAINT reading_confirmed_by_another CHECK (verdict <> 'confirmed' OR given_by <> proposed_by)
  );
  CREATE TRIGGER reading_choice_append_only BEFORE UPDATE OR DELETE ON reading_choice FOR EACH ROW EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER reading_verdict_append_only BEFORE UPDATE OR DELETE ON reading_verdict FOR EACH ROW EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER reading_choice_no_truncate BEFORE TRUNCATE ON reading_choice EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER reading_verdict_no_truncate BEFORE TRUNCATE ON reading_verdict EXECUTE FUNCTION refuse_change();
`;

// A decision answers the round of determinations that was looked at: after a new submission it no longer counts.
const DECISIONS = `
  ALTER TABLE determination DROP CONSTRAINT determination_purpose_check,
    ADD CONSTRAINT determination_purpose_check CHECK (purpose IN ('assessment', 'decision', 'award'));

  CREATE TABLE case_decision (
    id uuid PRIMARY KEY,
    application_id uuid NOT NULL REFERENCES application,
    assessment integer NOT NULL CHECK (assessment > 0),
    clause_id text NOT NULL,
    subject text,
    amount_fen bigint CHECK (amount_fen > 0),
    ratio text,
    option_key text,
    document_number text NOT NULL CHECK (length(document_number) BETWEEN 1 AND 200),
    reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
    stage text NOT NULL CHECK (stage IN ('county_review', 'city_review')),
    decided_by uuid NOT NULL REFERENCES user_account,
    decided_at timestamptz NOT NULL,
    CONSTRAINT case_decision_says_one_thing CHECK (num_nonnulls(amount_fen, ratio, option_key) = 1)
  );
  CREATE INDEX case_decision_case ON case_decision (application_id, assessment);
  CREATE TRIGGER case_decision_append_only BEFORE UPDATE OR DELETE ON case_decision FOR EACH ROW EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER case_decision_no_truncate BEFORE TRUNCATE ON case_decision EXECUTE FUNCTION refuse_change();

  -- A second pair of eyes: whoever set an amount by decision does not give the last approval.
  CREATE FUNCTION require_second_look() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF EXISTS (SELECT 1 FROM case_decision d WHERE d.application_id = NEW.id AND 'user:' || d.decided_by = context_actor()
        AND d.assessment >= (SELECT max(assessment) FROM determination WHERE application_id = NEW.id AND purpose = 'assessment')) THEN
      RAISE EXCEPTION 'whoever decided an amount does not give the last approval'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'application_decision_second_look';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER application_decision_second_look BEFORE UPDATE ON application FOR EACH ROW
    WHEN (OLD.state = 'in_review' AND NEW.state IN ('approved', 'noticed')) EXECUTE FUNCTION require_second_look();
`;

const ROWS = `
  -- Which reading holds is public, as the law is; choosing is the place's own business.
  ALTER TABLE reading_choice ENABLE ROW LEVEL SECURITY;
  ALTER TABLE reading_choice FORCE ROW LEVEL SECURITY;
  CREATE POLICY reading_choice_read ON reading_choice FOR SELECT USING (context_setting('scope') IS NOT NULL);
  CREATE POLICY reading_choice_write ON reading_choice FOR INSERT WITH CHECK ((SELECT context_is_system())
    OR region_code = ANY ((SELECT context_regions())::text[]));
  ALTER TABLE reading_verdict ENABLE ROW LEVEL SECURITY;
  ALTER TABLE reading_verdict FORCE ROW LEVEL SECURITY;
  CREATE POLICY reading_verdict_read ON reading_verdict FOR SELECT USING (context_setting('scope') IS NOT NULL);
  CREATE POLICY reading_verdict_write ON reading_verdict FOR INSERT WITH CHECK ((SELECT context_is_system())
    OR EXISTS (SELECT 1 FROM reading_choice c WHERE c.id = choice_id
      AND c.region_code = ANY ((SELECT context_regions())::text[])));

  ALTER TABLE case_decision ENABLE ROW LEVEL SECURITY;
  ALTER TABLE case_decision FORCE ROW LEVEL SECURITY;
  CREATE POLICY case_decision_rows ON case_decision USING ((SELECT context_is_system())
    OR EXISTS (SELECT 1 FROM application parent WHERE parent.id = application_id));
`;
