import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The account of a treasury as data: a version is proposed by one person and counts once another confirmed it. What a treasury has
 * today is a copy of its last confirmed version and nothing else; no version is ever changed or lost.
 */
export class TreasuryAccountVersions1000000000276 implements MigrationInterface {
  readonly name = 'TreasuryAccountVersions1000000000276';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [VERSIONS, FIRST_ONES, LIFE, COPY, ROWS]) await runner.query(part);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

const VERSIONS = `
  CREATE TABLE treasury_account_version (
    id uuid PRIMARY KEY,
    region_code text NOT NULL REFERENCES region,
    version integer NOT NULL CHECK (version >= 1),
    account_name text NOT NULL CHECK (length(account_name) BETWEEN 1 AND 200),
    account_number text NOT NULL CHECK (account_number ~ '^[0-9]{8,32}$'),
    bank_name text CHECK (length(bank_name) BETWEEN 1 AND 100),
    bank_code text CHECK (bank_code ~ '^[0-9]{12}$'),
    -- Day of the table of bank codes that named the branch.
    bank_code_listed_on date,
    -- What it rests on; empty for the one that a treasury began with.
    document_number text NOT NULL,
    note text NOT NULL,
    proposed_by uuid REFERENCES user_account,
    proposed_at timestamptz NOT NULL,
    decision text CHECK (decision IN ('confirmed', 'refused', 'withdrawn')),
    decided_by uuid REFERENCES user_account,
    decided_at timestamptz,
    decision_note text,
    UNIQUE (region_code, version),
    CHECK ((bank_name IS NULL) = (bank_code IS NULL)),
    CHECK ((decision IS NULL) = (decided_at IS NULL)),
    -- Only the first one may be nobody's: what a system was set up with.
    CONSTRAINT treasury_account_version_two_people CHECK (CASE
      WHEN proposed_by IS NULL THEN version = 1 AND decision = 'confirmed' AND decided_by IS NULL
      WHEN decision IS NULL THEN decided_by IS NULL
      WHEN decision = 'withdrawn' THEN decided_by = proposed_by
      ELSE decided_by <> proposed_by END IS TRUE)
  );
  CREATE UNIQUE INDEX treasury_account_version_one_open ON treasury_account_version (region_code) WHERE decision IS NULL;
  CREATE INDEX treasury_account_version_number ON treasury_account_version (account_number);
`;

const FIRST_ONES = `
  SELECT set_config('duixian.scope', 'system', true);
  ALTER TABLE treasury_account ADD COLUMN version integer NOT NULL DEFAULT 1;
  INSERT INTO treasury_account_version (id, region_code, version, account_name, account_number, bank_name, bank_code, document_number, note,
      proposed_at, decision, decided_at)
    SELECT gen_random_uuid(), region_code, 1, account_name, account_number, bank_name, bank_code, '', '', '2000-01-01', 'confirmed', '2000-01-01'
    FROM treasury_account;
`;

const LIFE = `
  CREATE FUNCTION keep_treasury_account_version() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE scope text := context_setting('scope');
  BEGIN
    IF TG_OP = 'INSERT' AND NEW.proposed_by IS NULL AND NOT context_is_system() THEN
      RAISE EXCEPTION 'an account of a treasury without a proposer' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF TG_OP = 'INSERT' AND NEW.proposed_by IS NOT NULL AND NEW.decision IS NOT NULL THEN
      RAISE EXCEPTION 'an account of a treasury is proposed before it is decided' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF TG_OP = 'UPDATE' AND (OLD.decision IS NOT NULL
        OR (to_jsonb(NEW) - ARRAY['decision', 'decided_by', 'decided_at', 'decision_note'])
          <> (to_jsonb(OLD) - ARRAY['decision', 'decided_by', 'decided_at', 'decision_note'])) THEN
      RAISE EXCEPTION 'version % of treasury % is decided once and never changed', OLD.version, OLD.region_code
        USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.decision = 'confirmed' THEN
      PERFORM pg_advisory_xact_lock(hashtextextended('treasury-account-number:' || NEW.account_number, 0));
      PERFORM set_config('duixian.scope', 'system', true);
      IF EXISTS (SELECT 1 FROM treasury_account_version WHERE account_number = NEW.account_number AND region_code <> NEW.region_code
          AND decision = 'confirmed') THEN
        RAISE EXCEPTION 'another treasury has or had this account' USING ERRCODE = 'unique_violation', CONSTRAINT = 'treasury_account_number_once';
      END IF;
      PERFORM set_config('duixian.scope', scope, true);
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER treasury_account_version_life BEFORE INSERT OR UPDATE ON treasury_account_version
    FOR EACH ROW EXECUTE FUNCTION keep_treasury_account_version();
  CREATE TRIGGER treasury_account_version_stays BEFORE DELETE ON treasury_account_version FOR EACH ROW EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER treasury_account_version_no_truncate BEFORE TRUNCATE ON treasury_account_version EXECUTE FUNCTION refuse_change();
`;

const COPY = `
  CREATE FUNCTION require_confirmed_treasury_account() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    IF NOT EXISTS (SELECT 1 FROM treasury_account_version v WHERE v.region_code = NEW.region_code AND v.version = NEW.version
        AND v.decision = 'confirmed' AND (v.account_number, v.account_name, v.bank_name, v.bank_code)
          IS NOT DISTINCT FROM (NEW.account_number, NEW.account_name, NEW.bank_name, NEW.bank_code)
        AND NOT EXISTS (SELECT 1 FROM treasury_account_version later WHERE later.region_code = v.region_code AND later.decision = 'confirmed'
          AND later.version > v.version)) THEN
      RAISE EXCEPTION 'the account of treasury % is not its last confirmed version', NEW.region_code
        USING ERRCODE = 'check_violation', CONSTRAINT = 'treasury_account_confirmed';
    END IF;
    -- What left one account is looked for on its statements: nothing may be under way when another takes its place.
    IF TG_OP = 'UPDATE' AND NEW.account_number <> OLD.account_number THEN
      PERFORM pg_advisory_xact_lock(hashtextextended('treasury-account:' || NEW.region_code, 0));
      IF EXISTS (SELECT 1 FROM payment WHERE region_code = NEW.region_code AND state IN ('released', 'sending', 'accepted', 'unknown')) THEN
        RAISE EXCEPTION 'payments of treasury % are under way', NEW.region_code
          USING ERRCODE = 'check_violation', CONSTRAINT = 'treasury_account_in_use';
      END IF;
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER treasury_account_confirmed BEFORE INSERT OR UPDATE ON treasury_account
    FOR EACH ROW EXECUTE FUNCTION require_confirmed_treasury_account();
`;

const ROWS = `
  ALTER TABLE treasury_account_version ENABLE ROW LEVEL SECURITY;
  ALTER TABLE treasury_account_version FORCE ROW LEVEL SECURITY;
  CREATE POLICY treasury_account_version_rows ON treasury_account_version USING ((SELECT context_is_system())
    OR region_code = ANY ((SELECT context_regions())::text[]));
`;
