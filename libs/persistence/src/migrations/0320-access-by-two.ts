import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Roles that decide about public money are given by two administrators, and so is whatever opens the account of somebody who has one. A
 * role has no row in `role_grant` before the second one confirmed it, so that nothing that reads roles has to know of proposals.
 */
export class AccessByTwo1000000000320 implements MigrationInterface {
  readonly name = 'AccessByTwo1000000000320';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [PROPOSALS, LIFE, GRANTS, GRANTING, LOOKS, ACCOUNTS, ROWS]) await runner.query(part);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

// A role that nobody decided about takes two.
const PROPOSALS = `
  CREATE FUNCTION role_takes_two(role text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT role NOT IN ('auditor') $$;
  CREATE TABLE access_proposal (
    id uuid PRIMARY KEY,
    action text NOT NULL CHECK (action IN ('grant_role', 'reset_password', 'reset_second_factor', 'resume')),
    user_id uuid NOT NULL REFERENCES user_account,
    -- Of the role, or where the account is kept.
    region_code text NOT NULL REFERENCES region,
    -- Whoever decides keeps all of these.
    places text[] NOT NULL CHECK (region_code = ANY (places)),
    role text,
    valid_to date,
    reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    proposed_by uuid NOT NULL REFERENCES user_account,
    proposed_at timestamptz NOT NULL,
    state text NOT NULL CHECK (state IN ('proposed', 'confirmed', 'refused', 'withdrawn')),
    decided_by uuid REFERENCES user_account,
    decided_at timestamptz,
    decision_reason text CHECK (length(decision_reason) BETWEEN 1 AND 500),
    -- The transaction that decided: a confirmation has its effect in it and in no other.
    decided_in xid8,
    CHECK ((role IS NOT NULL) = (action = 'grant_role')),
    CHECK (role IS NOT NULL OR valid_to IS NULL),
    CHECK ((state = 'proposed') = (decided_at IS NULL)),
    CHECK (state <> 'refused' OR decision_reason IS NOT NULL),
    CONSTRAINT access_proposal_not_about_oneself CHECK (proposed_by <> user_id),
    CONSTRAINT access_proposal_two_people CHECK (CASE state
      WHEN 'proposed' THEN decided_by IS NULL
      WHEN 'withdrawn' THEN decided_by = proposed_by
      ELSE decided_by <> proposed_by AND decided_by <> user_id END IS TRUE)
  );
  CREATE UNIQUE INDEX access_proposal_one_open ON access_proposal (user_id, action, coalesce(role, ''), region_code)
    WHERE state = 'proposed';
  CREATE INDEX access_proposal_person ON access_proposal (user_id);
`;

// Who proposes and who decides is who runs the command, whatever it says.
const LIFE = `
  CREATE FUNCTION keep_access_proposal() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE changing text[] := ARRAY['state', 'decided_by', 'decided_at', 'decision_reason', 'decided_in'];
  BEGIN
    IF TG_OP = 'INSERT' THEN
      IF NEW.state <> 'proposed' OR 'user:' || NEW.proposed_by::text <> context_actor() THEN
        RAISE EXCEPTION 'access is proposed by who asks for it, before it is decided' USING ERRCODE = 'insufficient_privilege';
      END IF;
      NEW.decided_in := NULL;
      RETURN NEW;
    END IF;
    IF OLD.state <> 'proposed' OR (to_jsonb(NEW) - changing) <> (to_jsonb(OLD) - changing) THEN
      RAISE EXCEPTION 'proposal % is decided once and never changed', OLD.id USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF 'user:' || NEW.decided_by::text <> context_actor() THEN
      RAISE EXCEPTION 'access is decided by who says so' USING ERRCODE = 'insufficient_privilege';
    END IF;
    NEW.decided_in := pg_current_xact_id();
    RETURN NEW;
  END $$;
  CREATE TRIGGER access_proposal_life BEFORE INSERT OR UPDATE ON access_proposal FOR EACH ROW EXECUTE FUNCTION keep_access_proposal();
  CREATE TRIGGER access_proposal_stays BEFORE DELETE ON access_proposal FOR EACH ROW EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER access_proposal_no_truncate BEFORE TRUNCATE ON access_proposal EXECUTE FUNCTION refuse_change();
`;

// On what a grant rests. 'earlier': one administrator gave it before it took two.
const GRANTS = `
  SELECT set_config('duixian.scope', 'system', true);
  ALTER TABLE role_grant ADD COLUMN basis text, ADD COLUMN proposal_id uuid UNIQUE REFERENCES access_proposal;
  UPDATE role_grant SET basis = CASE WHEN granted_by IS NULL THEN 'setup' WHEN role_takes_two(role) THEN 'earlier' ELSE 'one' END;
  ALTER TABLE role_grant ALTER COLUMN basis SET NOT NULL,
    ADD CONSTRAINT role_grant_basis_check CHECK (basis IN ('setup', 'one', 'two', 'alone', 'earlier')),
    ADD CONSTRAINT role_grant_basis_said CHECK ((basis = 'setup') = (granted_by IS NULL) AND (basis = 'two') = (proposal_id IS NOT NULL));
  -- Somebody who lost a role may have it again on the same day.
  ALTER TABLE role_grant DROP CONSTRAINT role_grant_user_id_role_region_code_valid_from_key;
  CREATE UNIQUE INDEX role_grant_once ON role_grant (user_id, role, region_code, valid_from) WHERE valid_to IS NULL OR valid_to >= valid_from;
  -- The first one of all may make a second one alone, once.
  CREATE UNIQUE INDEX role_grant_alone_once ON role_grant (granted_by) WHERE basis = 'alone';
`;

const GRANTING = `
  CREATE FUNCTION keep_role_grant() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    scope text := context_setting('scope');
    ending text[] := ARRAY['valid_to', 'ended_by'];
    fits boolean;
  BEGIN
    IF TG_OP = 'UPDATE' THEN
      IF (to_jsonb(NEW) - ending) <> (to_jsonb(OLD) - ending)
          OR coalesce(NEW.valid_to, 'infinity') > coalesce(OLD.valid_to, 'infinity') THEN
        RAISE EXCEPTION 'a role is given once and then only ended' USING ERRCODE = 'insufficient_privilege';
      END IF;
      RETURN NULL;
    END IF;
    PERFORM set_config('duixian.scope', 'system', true);
    fits := CASE NEW.basis
      WHEN 'setup' THEN scope = 'system'
      WHEN 'one' THEN NOT role_takes_two(NEW.role)
      WHEN 'two' THEN EXISTS (SELECT 1 FROM access_proposal p WHERE p.id = NEW.proposal_id AND p.action = 'grant_role'
        AND p.state = 'confirmed' AND p.decided_in = pg_current_xact_id() AND p.proposed_by = NEW.granted_by
        AND (p.user_id, p.role, p.region_code) = (NEW.user_id, NEW.role, NEW.region_code) AND p.valid_to IS NOT DISTINCT FROM NEW.valid_to)
      WHEN 'alone' THEN NEW.role = 'administrator' AND 'user:' || NEW.granted_by::text = context_actor()
        AND EXISTS (SELECT 1 FROM role_grant own WHERE own.user_id = NEW.granted_by AND own.role = 'administrator'
          AND own.region_code = NEW.region_code)
        AND NOT EXISTS (SELECT 1 FROM role_grant other WHERE other.role = 'administrator' AND other.user_id <> NEW.granted_by
          AND other.id <> NEW.id)
      ELSE false END;
    PERFORM set_config('duixian.scope', scope, true);
    IF NOT fits THEN
      RAISE EXCEPTION 'the role % takes two administrators', NEW.role
        USING ERRCODE = 'check_violation', CONSTRAINT = 'role_grant_by_two';
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER role_grant_by_two AFTER INSERT OR UPDATE ON role_grant FOR EACH ROW EXECUTE FUNCTION keep_role_grant();
`;

// Both look at rows outside of the reach of whoever acts.
const LOOKS = `
  CREATE FUNCTION account_takes_two(person uuid) RETURNS boolean LANGUAGE plpgsql AS $$
  DECLARE
    scope text := context_setting('scope');
    today date := (business_now() AT TIME ZONE 'Asia/Shanghai')::date;
    found boolean;
  BEGIN
    PERFORM set_config('duixian.scope', 'system', true);
    SELECT EXISTS (SELECT 1 FROM role_grant g WHERE g.user_id = person AND role_takes_two(g.role)
      AND coalesce(g.valid_to, 'infinity') >= greatest(today, g.valid_from)) INTO found;
    PERFORM set_config('duixian.scope', scope, true);
    RETURN found;
  END $$;
  CREATE FUNCTION confirmed_just_now(person uuid, wanted text) RETURNS boolean LANGUAGE plpgsql AS $$
  DECLARE
    scope text := context_setting('scope');
    found boolean;
  BEGIN
    PERFORM set_config('duixian.scope', 'system', true);
    SELECT EXISTS (SELECT 1 FROM access_proposal p WHERE p.user_id = person AND p.action = wanted AND p.state = 'confirmed'
      AND p.decided_in = pg_current_xact_id()) INTO found;
    PERFORM set_config('duixian.scope', scope, true);
    RETURN found;
  END $$;
`;

const ACCOUNTS = `
  CREATE FUNCTION keep_account_of_two() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF NEW.password_hash <> OLD.password_hash AND context_actor() <> 'user:' || NEW.id::text
        AND account_takes_two(NEW.id) AND NOT confirmed_just_now(NEW.id, 'reset_password') THEN
      RAISE EXCEPTION 'a password of who decides about money is handed out by two administrators'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'user_account_by_two';
    END IF;
    IF OLD.status = 'suspended' AND NEW.status = 'active'
        AND account_takes_two(NEW.id) AND NOT confirmed_just_now(NEW.id, 'resume') THEN
      RAISE EXCEPTION 'an account of who decides about money is opened again by two administrators'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'user_account_by_two';
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER user_account_by_two AFTER UPDATE ON user_account FOR EACH ROW EXECUTE FUNCTION keep_account_of_two();
  CREATE FUNCTION keep_second_factor_of_two() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF OLD.confirmed_at IS NOT NULL
        AND (NEW.secret_box, NEW.confirmed_at) IS DISTINCT FROM (OLD.secret_box, OLD.confirmed_at)
        AND account_takes_two(NEW.user_id) AND NOT confirmed_just_now(NEW.user_id, 'reset_second_factor') THEN
      RAISE EXCEPTION 'an authenticator of who decides about money is taken away by two administrators'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'second_factor_by_two';
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER second_factor_by_two AFTER UPDATE ON second_factor FOR EACH ROW EXECUTE FUNCTION keep_second_factor_of_two();
`;

const ROWS = `
  ALTER TABLE access_proposal ENABLE ROW LEVEL SECURITY;
  ALTER TABLE access_proposal FORCE ROW LEVEL SECURITY;
  CREATE POLICY access_proposal_rows ON access_proposal USING ((SELECT context_is_system())
    OR 'user:' || proposed_by::text = (SELECT context_actor())
    OR places <@ ((SELECT context_administers())::text[]));
`;
