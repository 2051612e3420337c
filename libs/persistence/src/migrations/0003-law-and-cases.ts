import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Policy versions, calls, applications with their tasks and determinations, public notices. */
export class LawAndCases1000000000003 implements MigrationInterface {
  readonly name = 'LawAndCases1000000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(LAW);
    await runner.query(APPLICATIONS);
    await runner.query(NOTICES);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

const LAW = `
  CREATE TABLE policy_version (
    id uuid PRIMARY KEY,
    document_id text NOT NULL,
    version integer NOT NULL CHECK (version > 0),
    number text NOT NULL,
    title text NOT NULL,
    city_code text REFERENCES region,
    semantics integer NOT NULL,
    content text NOT NULL,
    content_hash text NOT NULL,
    status text NOT NULL CHECK (status IN ('published', 'superseded')),
    published_at timestamptz NOT NULL,
    published_by text NOT NULL,
    UNIQUE (document_id, version)
  );
  CREATE UNIQUE INDEX policy_version_in_force ON policy_version (document_id) WHERE status = 'published';
  CREATE FUNCTION keep_policy_content() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'DELETE' OR (OLD.content, OLD.content_hash, OLD.document_id, OLD.version, OLD.semantics, OLD.published_at)
       IS DISTINCT FROM (NEW.content, NEW.content_hash, NEW.document_id, NEW.version, NEW.semantics, NEW.published_at) THEN
      RAISE EXCEPTION 'a published policy version is immutable' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER policy_version_immutable BEFORE UPDATE OR DELETE ON policy_version FOR EACH ROW EXECUTE FUNCTION keep_policy_content();

  CREATE TABLE call (
    id uuid PRIMARY KEY,
    number text NOT NULL UNIQUE,
    title text NOT NULL,
    city_code text NOT NULL REFERENCES region,
    policy_version_id uuid NOT NULL REFERENCES policy_version,
    clause_ids text[] NOT NULL CHECK (cardinality(clause_ids) > 0),
    year integer NOT NULL,
    opens_on date NOT NULL,
    closes_on date NOT NULL,
    tested_from date NOT NULL,
    tested_to date NOT NULL,
    route jsonb NOT NULL,
    notice_working_days integer NOT NULL CHECK (notice_working_days BETWEEN 0 AND 60),
    budget_subject text NOT NULL,
    state text NOT NULL CHECK (state IN ('published', 'closed')),
    CHECK (closes_on >= opens_on), CHECK (tested_to >= tested_from)
  );
`;

const APPLICATIONS = `
  CREATE TABLE number_series (
    series text NOT NULL CHECK (series IN ('case', 'notice', 'batch')),
    region_code text NOT NULL REFERENCES region,
    year integer NOT NULL,
    last integer NOT NULL,
    PRIMARY KEY (series, region_code, year)
  );
  CREATE TABLE application (
    id uuid PRIMARY KEY,
    case_number text NOT NULL UNIQUE,
    call_id uuid NOT NULL REFERENCES call,
    party_id uuid NOT NULL REFERENCES party,
    county_code text NOT NULL REFERENCES region,
    city_code text NOT NULL REFERENCES region,
    state text NOT NULL CHECK (state IN ('draft', 'submitted', 'in_review', 'returned', 'approved', 'on_notice', 'noticed',
      'parked', 'awarded', 'paid', 'rejected', 'withdrawn')),
    stage_index integer,
    version integer NOT NULL CHECK (version > 0),
    route jsonb NOT NULL,
    notice_working_days integer NOT NULL,
    policy_version_id uuid REFERENCES policy_version,
    evaluation_date date,
    claims jsonb NOT NULL DEFAULT '{}',
    payee_account_id uuid REFERENCES payee_account,
    state_reason jsonb,
    created_at timestamptz NOT NULL,
    submitted_at timestamptz,
    CHECK ((state = 'in_review') = (stage_index IS NOT NULL)),
    CHECK (state IN ('draft', 'withdrawn') OR (policy_version_id IS NOT NULL AND evaluation_date IS NOT NULL
      AND payee_account_id IS NOT NULL AND submitted_at IS NOT NULL))
  );
  CREATE UNIQUE INDEX application_one_live ON application (call_id, party_id) WHERE state NOT IN ('rejected', 'withdrawn');
  CREATE INDEX application_county ON application (county_code, state);
  CREATE INDEX application_party ON application (party_id);
  ALTER TABLE fact_record ADD FOREIGN KEY (application_id) REFERENCES application;

  -- Who acted in which stage of a case. The primary key is the rule: one person, one stage.
  CREATE TABLE case_actor (
    application_id uuid NOT NULL REFERENCES application,
    user_id uuid NOT NULL REFERENCES user_account,
    stage text NOT NULL CHECK (stage IN ('filing', 'county_review', 'city_review', 'batch_preparation', 'batch_release')),
    first_acted_at timestamptz NOT NULL,
    PRIMARY KEY (application_id, user_id)
  );
  CREATE TABLE case_task (
    id uuid PRIMARY KEY,
    application_id uuid NOT NULL REFERENCES application,
    kind text NOT NULL CHECK (kind IN ('county_review', 'city_review', 'parked')),
    region_code text NOT NULL REFERENCES region,
    opened_at timestamptz NOT NULL,
    done_at timestamptz,
    done_by uuid REFERENCES user_account,
    outcome text,
    note text,
    CHECK ((done_at IS NULL) = (outcome IS NULL))
  );
  CREATE UNIQUE INDEX case_task_one_open ON case_task (application_id, kind) WHERE done_at IS NULL;
  CREATE INDEX case_task_queue ON case_task (region_code, opened_at) WHERE done_at IS NULL;

  CREATE TABLE facts_snapshot (
    id uuid PRIMARY KEY,
    party_id uuid NOT NULL REFERENCES party,
    facts jsonb NOT NULL,
    provenance jsonb NOT NULL,
    content_hash text NOT NULL,
    taken_at timestamptz NOT NULL
  );
  CREATE TABLE determination (
    id uuid PRIMARY KEY,
    application_id uuid NOT NULL REFERENCES application,
    assessment integer NOT NULL CHECK (assessment > 0),
    purpose text NOT NULL CHECK (purpose IN ('assessment', 'award')),
    clause_id text NOT NULL,
    subject text,
    policy_version_id uuid NOT NULL REFERENCES policy_version,
    facts_snapshot_id uuid NOT NULL REFERENCES facts_snapshot,
    readings jsonb NOT NULL,
    readings_hash text NOT NULL,
    evaluation_date date NOT NULL,
    status text NOT NULL,
    amount_fen bigint CHECK (amount_fen >= 0),
    payable boolean,
    result jsonb NOT NULL,
    determined_at timestamptz NOT NULL
  );
  CREATE UNIQUE INDEX determination_identity ON determination (application_id, assessment, clause_id, coalesce(subject, ''));
  CREATE TRIGGER facts_snapshot_append_only BEFORE UPDATE OR DELETE ON facts_snapshot FOR EACH ROW EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER determination_append_only BEFORE UPDATE OR DELETE ON determination FOR EACH ROW EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER determination_no_truncate BEFORE TRUNCATE ON determination EXECUTE FUNCTION refuse_change();
`;

const NOTICES = `
  CREATE TABLE notice (
    id uuid PRIMARY KEY,
    number text NOT NULL UNIQUE,
    call_id uuid NOT NULL REFERENCES call,
    city_code text NOT NULL REFERENCES region,
    title text NOT NULL,
    state text NOT NULL CHECK (state IN ('published', 'closed')),
    published_at timestamptz NOT NULL,
    starts_on date NOT NULL,
    working_days integer NOT NULL CHECK (working_days > 0),
    ends_on date NOT NULL,
    end_estimated boolean NOT NULL,
    snapshot jsonb NOT NULL,
    snapshot_hash text NOT NULL,
    closed_at timestamptz
  );
  CREATE INDEX notice_due ON notice (ends_on) WHERE state = 'published';
  CREATE TABLE notice_line (
    notice_id uuid NOT NULL REFERENCES notice,
    application_id uuid NOT NULL REFERENCES application,
    position integer NOT NULL,
    PRIMARY KEY (notice_id, application_id)
  );
  CREATE UNIQUE INDEX notice_line_once ON notice_line (application_id);
`;
