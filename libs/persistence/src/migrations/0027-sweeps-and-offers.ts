import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 免申即享: profiles that every trigger can be asked of, sweeps with their lines, offers, cases that come from an offer. */
export class SweepsAndOffers1000000000027 implements MigrationInterface {
  readonly name = 'SweepsAndOffers1000000000027';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PROFILE);
    await runner.query(SWEEPS);
    await runner.query(OFFERS);
    await runner.query(CASES);
    await runner.query(KEPT);
    await runner.query(ROWS);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

// One row per applicant. All facts in force lie in one indexed column, so that a clause of a document published
// tomorrow finds its trigger there without a migration. Titles and standards are listed whether they still run or not:
// a clause may ask what was once granted.
const PROFILE = `
  DROP INDEX party_profile_first_entry;
  ALTER TABLE party_profile
    DROP COLUMN scale_first_entry,
    DROP COLUMN scale_entry_date,
    DROP COLUMN main_business_revenue_yuan,
    ADD COLUMN facts jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(facts) = 'object'),
    ADD COLUMN standard_kinds text[] NOT NULL DEFAULT '{}',
    -- The day for which the row holds; a row whose next change has come is refreshed before it is asked.
    ADD COLUMN as_of date NOT NULL DEFAULT '2000-01-01';
  ALTER TABLE party_profile ALTER COLUMN as_of DROP DEFAULT,
    -- Rows from before hold nothing of this: all of them are due at once.
    ALTER COLUMN next_change_on TYPE date USING '2000-01-01';
  CREATE INDEX party_profile_facts ON party_profile USING gin (facts jsonb_path_ops);
  CREATE INDEX party_profile_standards ON party_profile USING gin (standard_kinds);
  CREATE INDEX party_profile_county ON party_profile (county_code);
  -- A number as it is written in a fact, or NULL: a wrong text must not end a query over all applicants.
  CREATE FUNCTION fact_number(value text) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$ SELECT CASE WHEN value ~ '^-?[0-9]{1,30}([.][0-9]{1,30})?$' THEN value::numeric END $$;
  CREATE FUNCTION fact_date(value text) RETURNS date LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
  BEGIN
    RETURN CASE WHEN value ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' THEN value::date END;
  EXCEPTION WHEN datetime_field_overflow THEN
    RETURN NULL;
  END $$;
`;

const SWEEPS = `
  CREATE TABLE sweep (
    id uuid PRIMARY KEY,
    city_code text NOT NULL REFERENCES region,
    as_of date NOT NULL,
    dry_run boolean NOT NULL,
    region_codes text[] NOT NULL CHECK (cardinality(region_codes) > 0),
    clause_ids text[] NOT NULL CHECK (cardinality(clause_ids) > 0),
    -- Which call and which version of the law each clause is determined under, fixed when the sweep is ordered.
    plan jsonb NOT NULL CHECK (jsonb_typeof(plan) = 'array'),
    state text NOT NULL CHECK (state IN ('running', 'prepared', 'approved', 'completed', 'cancelled')),
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    ordered_by uuid REFERENCES user_account,
    ordered_at timestamptz NOT NULL,
    candidate_count integer,
    evaluated_count integer NOT NULL DEFAULT 0,
    -- What is put before the second officer: they approve exactly this list.
    offer_count integer,
    offer_fen bigint,
    offer_hash text,
    finished_at timestamptz,
    approved_by uuid REFERENCES user_account,
    approved_at timestamptz,
    ended_at timestamptz,
    CONSTRAINT sweep_ordered_by_somebody CHECK (dry_run OR ordered_by IS NOT NULL),
    CONSTRAINT sweep_second_person CHECK (approved_by IS NULL OR approved_by <> ordered_by),
    CONSTRAINT sweep_dry_never_approved CHECK (NOT dry_run OR (state NOT IN ('prepared', 'approved') AND approved_by IS NULL)),
    CONSTRAINT sweep_approved_by_somebody CHECK (state <> 'approved' OR approved_by IS NOT NULL),
    CHECK ((approved_by IS NULL) = (approved_at IS NULL)),
    CHECK ((state IN ('completed', 'cancelled')) = (ended_at IS NOT NULL)),
    CHECK (state NOT IN ('prepared', 'approved', 'completed') OR (finished_at IS NOT NULL AND offer_hash IS NOT NULL))
  );
  CREATE INDEX sweep_city ON sweep (city_code, id);
  -- Two lists of one city at once would offer the same twice; the second waits until the first is through or cancelled.
  CREATE UNIQUE INDEX sweep_one_real ON sweep (city_code) WHERE NOT dry_run AND state IN ('running', 'prepared', 'approved');

  CREATE TABLE sweep_chunk (
    id uuid PRIMARY KEY,
    sweep_id uuid NOT NULL REFERENCES sweep,
    position integer NOT NULL,
    party_ids uuid[] NOT NULL CHECK (cardinality(party_ids) > 0),
    state text NOT NULL CHECK (state IN ('waiting', 'evaluated', 'offered', 'skipped')),
    evaluated_at timestamptz,
    UNIQUE (sweep_id, position)
  );
  CREATE TABLE sweep_line (
    id uuid PRIMARY KEY,
    sweep_id uuid NOT NULL REFERENCES sweep,
    chunk_id uuid NOT NULL REFERENCES sweep_chunk,
    party_id uuid NOT NULL REFERENCES party,
    county_code text NOT NULL REFERENCES region,
    clause_id text NOT NULL,
    subject text NOT NULL,
    call_id uuid REFERENCES call,
    policy_version_id uuid NOT NULL REFERENCES policy_version,
    status text NOT NULL,
    disposition text NOT NULL CHECK (disposition IN ('offer', 'held', 'needs-evidence', 'needs-decision', 'already-offered',
      'already-paid', 'superseded', 'not-payable', 'refused')),
    reason jsonb,
    amount_fen bigint CHECK (amount_fen >= 0),
    split_fen jsonb,
    -- The contract's result; with its trace where it pays or needs something.
    result jsonb NOT NULL,
    facts_hash text NOT NULL,
    UNIQUE (sweep_id, party_id, clause_id, subject),
    CHECK (disposition <> 'offer' OR (call_id IS NOT NULL AND amount_fen > 0))
  );
  CREATE INDEX sweep_line_chunk ON sweep_line (chunk_id);
  CREATE INDEX sweep_line_page ON sweep_line (sweep_id, id);
  CREATE INDEX sweep_line_party ON sweep_line (party_id);
  CREATE TABLE sweep_failure (
    sweep_id uuid NOT NULL REFERENCES sweep,
    party_id uuid NOT NULL REFERENCES party,
    problem text NOT NULL,
    PRIMARY KEY (sweep_id, party_id)
  );
`;

const OFFERS = `
  CREATE TABLE offer (
    id uuid PRIMARY KEY,
    sweep_id uuid NOT NULL REFERENCES sweep,
    party_id uuid NOT NULL REFERENCES party,
    county_code text NOT NULL REFERENCES region,
    city_code text NOT NULL REFERENCES region,
    call_id uuid NOT NULL REFERENCES call,
    policy_version_id uuid NOT NULL REFERENCES policy_version,
    evaluation_date date NOT NULL,
    amount_fen bigint NOT NULL CHECK (amount_fen > 0),
    state text NOT NULL CHECK (state IN ('open', 'confirmed', 'declined', 'expired', 'withdrawn')),
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    made_at timestamptz NOT NULL,
    expires_on date NOT NULL,
    -- The two officers behind it; neither may confirm it or touch its case again.
    prepared_by uuid NOT NULL REFERENCES user_account,
    approved_by uuid NOT NULL REFERENCES user_account,
    decided_at timestamptz,
    decided_by uuid REFERENCES user_account,
    state_reason jsonb,
    UNIQUE (sweep_id, party_id, call_id),
    CONSTRAINT offer_two_officers CHECK (prepared_by <> approved_by),
    CONSTRAINT offer_not_confirmed_by_its_officers CHECK (decided_by IS NULL OR decided_by NOT IN (prepared_by, approved_by)),
    CHECK ((state = 'open') = (decided_at IS NULL)),
    CHECK (state NOT IN ('confirmed', 'declined') OR decided_by IS NOT NULL)
  );
  CREATE INDEX offer_party ON offer (party_id);
  CREATE INDEX offer_county ON offer (county_code, state);
  CREATE INDEX offer_due ON offer (expires_on) WHERE state = 'open';
  CREATE TABLE offer_line (
    offer_id uuid NOT NULL REFERENCES offer,
    sweep_line_id uuid NOT NULL UNIQUE REFERENCES sweep_line,
    party_id uuid NOT NULL REFERENCES party,
    clause_id text NOT NULL,
    subject text NOT NULL,
    amount_fen bigint NOT NULL CHECK (amount_fen > 0),
    explanation text NOT NULL,
    -- False once the offer was declined, expired or withdrawn: only then may the same be offered again.
    live boolean NOT NULL DEFAULT true,
    PRIMARY KEY (offer_id, clause_id, subject)
  );
  CREATE UNIQUE INDEX offer_line_one_live ON offer_line (party_id, clause_id, subject) WHERE live;
`;

const CASES = `
  ALTER TABLE application
    ADD COLUMN origin text NOT NULL DEFAULT 'application' CHECK (origin IN ('application', 'offer')),
    ADD COLUMN offer_id uuid UNIQUE REFERENCES offer,
    ADD CONSTRAINT application_offer_of_its_origin CHECK ((origin = 'offer') = (offer_id IS NOT NULL));
  -- One case under way per call, wherever it came from, until it has its award; and one application that was not given
  -- up, awarded ones included. What an offer brought does not stand in the way of the next offer.
  DROP INDEX application_one_live;
  CREATE UNIQUE INDEX application_one_live ON application (call_id, party_id)
    WHERE origin = 'application' AND state NOT IN ('rejected', 'withdrawn');
  CREATE UNIQUE INDEX application_one_under_way ON application (call_id, party_id)
    WHERE state NOT IN ('rejected', 'withdrawn', 'awarded', 'paid');
  ALTER TABLE case_actor DROP CONSTRAINT case_actor_stage_check,
    ADD CONSTRAINT case_actor_stage_check CHECK (stage IN ('filing', 'sweep_preparation', 'sweep_approval', 'county_review',
      'city_review', 'objection_handling', 'batch_preparation', 'batch_release'));
`;

// What an officer approved and what an applicant was told never changes.
const KEPT = `
  CREATE TRIGGER sweep_line_append_only BEFORE UPDATE OR DELETE ON sweep_line FOR EACH ROW EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER sweep_line_no_truncate BEFORE TRUNCATE ON sweep_line EXECUTE FUNCTION refuse_change();
  CREATE FUNCTION keep_offer() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE free text[] := CASE TG_TABLE_NAME
    WHEN 'offer' THEN ARRAY['state', 'version', 'decided_at', 'decided_by', 'state_reason'] ELSE ARRAY['live'] END;
  BEGIN
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free
       OR (TG_TABLE_NAME = 'offer' AND to_jsonb(OLD) ->> 'state' <> 'open')
       OR (TG_TABLE_NAME = 'offer_line' AND NOT (to_jsonb(OLD) ->> 'live')::boolean) THEN
      RAISE EXCEPTION 'what was offered is kept: an open offer can be decided once, nothing else' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER offer_kept BEFORE UPDATE OR DELETE ON offer FOR EACH ROW EXECUTE FUNCTION keep_offer();
  CREATE TRIGGER offer_line_kept BEFORE UPDATE OR DELETE ON offer_line FOR EACH ROW EXECUTE FUNCTION keep_offer();
  CREATE TRIGGER offer_no_truncate BEFORE TRUNCATE ON offer EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER offer_line_no_truncate BEFORE TRUNCATE ON offer_line EXECUTE FUNCTION refuse_change();
`;

const HELD_BY: Readonly<Record<string, string>> = {
  sweep: 'city_code = ANY ((SELECT context_regions())::text[])',
  sweep_chunk: 'EXISTS (SELECT 1 FROM sweep parent WHERE parent.id = sweep_id)',
  sweep_line: 'EXISTS (SELECT 1 FROM sweep parent WHERE parent.id = sweep_id)',
  sweep_failure: 'EXISTS (SELECT 1 FROM sweep parent WHERE parent.id = sweep_id)',
  offer:
    'county_code = ANY ((SELECT context_regions())::text[]) OR party_id = ANY ((SELECT context_parties())::uuid[])',
  offer_line: 'EXISTS (SELECT 1 FROM offer parent WHERE parent.id = offer_id)',
};

const ROWS = Object.entries(HELD_BY)
  .map(
    ([table, using]) => `
  ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
  ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
  CREATE POLICY ${table}_rows ON ${table} USING ((SELECT context_is_system()) OR ${using});`,
  )
  .join('');
