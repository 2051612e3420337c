import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What makes a case or a payment wait until people have looked: something that registers of credit hold against the
 * applicant, a register of which nobody knows the state, an applicant that is no longer what was approved.
 */
export class Holds1000000000106 implements MigrationInterface {
  readonly name = 'Holds1000000000106';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [STATUS, APPROVED, HOLDS, KEPT, GATE, ROWS]) await runner.query(part);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

// What the register of enterprises says about whether one still exists; the last record counts.
const STATUS = `
  CREATE TABLE registration_status (
    id uuid PRIMARY KEY,
    party_id uuid NOT NULL REFERENCES party,
    status text NOT NULL CHECK (status IN ('registered', 'deregistered', 'revoked', 'merged')),
    since date,
    successor_code text,
    import_id uuid NOT NULL REFERENCES data_import,
    learned_at timestamptz NOT NULL,
    learned_by text NOT NULL,
    CHECK (successor_code IS NULL OR status = 'merged')
  );
  CREATE INDEX registration_status_party ON registration_status (party_id, learned_at DESC, id DESC);
  CREATE TRIGGER registration_status_append_only BEFORE UPDATE OR DELETE ON registration_status FOR EACH ROW EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER registration_status_no_truncate BEFORE TRUNCATE ON registration_status EXECUTE FUNCTION refuse_change();
`;

// Cases that were approved before are taken to have been approved with the registration of today.
const APPROVED = `
  SELECT set_config('duixian.scope', 'system', true);
  CREATE TABLE approved_applicant (
    application_id uuid PRIMARY KEY REFERENCES application,
    registered_name text NOT NULL,
    credit_code text,
    county_code text NOT NULL REFERENCES region,
    noted_at timestamptz NOT NULL
  );
  INSERT INTO approved_applicant (application_id, registered_name, credit_code, county_code, noted_at)
    SELECT a.id, p.registered_name, p.credit_code, p.county_code, now() FROM application a JOIN party p ON p.id = a.party_id
    WHERE a.state IN ('approved', 'on_notice', 'contested', 'noticed', 'parked', 'awarded', 'paid');
`;

const HOLDS = `
  CREATE TABLE case_hold (
    id uuid PRIMARY KEY,
    application_id uuid NOT NULL REFERENCES application,
    party_id uuid NOT NULL REFERENCES party,
    -- Null: the case itself is held.
    payment_id uuid REFERENCES payment,
    -- Whose people resolve it: the city of the case, or the treasury of the payment.
    region_code text NOT NULL REFERENCES region,
    kind text NOT NULL CHECK (kind IN ('credit-listed', 'credit-unknown', 'applicant-renamed', 'applicant-moved', 'applicant-ended')),
    purpose text NOT NULL CHECK (purpose IN ('submission', 'award', 'payment')),
    details jsonb NOT NULL,
    -- Of kind and details: what was lifted once is not raised again for the same reason.
    fingerprint text NOT NULL,
    credit_check_id uuid REFERENCES credit_check,
    state text NOT NULL CHECK (state IN ('open', 'proposed', 'lifted')),
    version integer NOT NULL CHECK (version > 0),
    raised_at timestamptz NOT NULL,
    raised_by text NOT NULL,
    proposed_at timestamptz,
    proposed_by uuid REFERENCES user_account,
    proposal_reason text CHECK (proposal_reason <> ''),
    lifted_at timestamptz,
    lifted_by uuid REFERENCES user_account,
    lift_reason text CHECK (lift_reason <> ''),
    CONSTRAINT case_hold_two_people CHECK (payment_id IS NULL OR lifted_by IS NULL
      OR (proposed_by IS NOT NULL AND lifted_by <> proposed_by)),
    CONSTRAINT case_hold_lifted_whole CHECK ((state = 'lifted') = (lifted_at IS NOT NULL)
      AND (lifted_at IS NULL) = (lifted_by IS NULL) AND (lifted_at IS NULL) = (lift_reason IS NULL)),
    CONSTRAINT case_hold_proposed_whole CHECK ((proposed_at IS NULL) = (proposed_by IS NULL)
      AND (proposed_at IS NULL) = (proposal_reason IS NULL) AND (state <> 'proposed' OR proposed_at IS NOT NULL)),
    CHECK ((purpose = 'payment') = (payment_id IS NOT NULL)),
    CHECK ((kind IN ('credit-listed', 'credit-unknown')) = (credit_check_id IS NOT NULL))
  );
  CREATE UNIQUE INDEX case_hold_once ON case_hold (application_id, coalesce(payment_id, application_id), fingerprint);
  CREATE INDEX case_hold_payment ON case_hold (payment_id) WHERE payment_id IS NOT NULL;
  CREATE INDEX case_hold_region ON case_hold (region_code, id) WHERE state <> 'lifted';
`;

const KEPT = `
  CREATE FUNCTION keep_case_hold() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE free text[] := CASE OLD.state || '>' || NEW.state
      WHEN 'open>proposed' THEN ARRAY['state', 'version', 'proposed_at', 'proposed_by', 'proposal_reason']
      WHEN 'proposed>open' THEN ARRAY['state', 'version', 'proposed_at', 'proposed_by', 'proposal_reason']
      WHEN 'open>lifted' THEN ARRAY['state', 'version', 'lifted_at', 'lifted_by', 'lift_reason']
      WHEN 'proposed>lifted' THEN ARRAY['state', 'version', 'lifted_at', 'lifted_by', 'lift_reason'] END;
  BEGIN
    IF TG_OP = 'DELETE' OR free IS NULL OR to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free THEN
      RAISE EXCEPTION 'a hold is lifted once and never changed' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER case_hold_kept BEFORE UPDATE OR DELETE ON case_hold FOR EACH ROW EXECUTE FUNCTION keep_case_hold();
  CREATE TRIGGER case_hold_no_truncate BEFORE TRUNCATE ON case_hold EXECUTE FUNCTION refuse_change();
`;

// Whatever the code believes: a payment that is held goes into no batch and is released by nobody.
const GATE = `
  CREATE FUNCTION refuse_held_payment() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    IF EXISTS (SELECT 1 FROM case_hold WHERE payment_id = NEW.id AND state <> 'lifted') THEN
      RAISE EXCEPTION 'payment % is held', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_is_held';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER payment_not_held BEFORE UPDATE ON payment FOR EACH ROW
    WHEN (NEW.state IN ('batched', 'released') AND NEW.state <> OLD.state) EXECUTE FUNCTION refuse_held_payment();
`;

const ofParent = (table: string, parent: string, key: string): string => `
  ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
  ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
  CREATE POLICY ${table}_rows ON ${table} USING ((SELECT context_is_system())
    OR EXISTS (SELECT 1 FROM ${parent} parent WHERE parent.id = ${key}));`;
const ROWS = [
  ofParent('registration_status', 'party', 'party_id'),
  ofParent('approved_applicant', 'application', 'application_id'),
  ofParent('case_hold', 'application', 'application_id'),
].join('\n');
