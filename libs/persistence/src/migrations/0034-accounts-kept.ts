import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts, roles and regions kept by administrators: whose an account is, who granted what, which roles never go together. */
export class AccountsKept1000000000034 implements MigrationInterface {
  readonly name = 'AccountsKept1000000000034';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COLUMNS);
    await runner.query(ROWS);
    await runner.query(APART);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

// An account from before belongs to the region of its first role, else of a party that its person acts for.
const COLUMNS = `
  SELECT set_config('duixian.scope', 'system', true);
  ALTER TABLE region ADD COLUMN finance_office_name text CHECK (finance_office_name <> '');
  ALTER TABLE user_account
    ADD COLUMN region_code text REFERENCES region,
    ADD COLUMN must_change_password boolean NOT NULL DEFAULT false;
  UPDATE user_account one SET region_code = coalesce(
    (SELECT min(g.region_code) FROM role_grant g WHERE g.user_id = one.id),
    (SELECT min(p.county_code) FROM party_grant g JOIN party p ON p.id = g.party_id WHERE g.user_id = one.id),
    (SELECT min(code) FROM region));
  ALTER TABLE user_account ALTER COLUMN region_code SET NOT NULL;
  CREATE INDEX user_account_region ON user_account (region_code);
  ALTER TABLE role_grant
    ADD COLUMN granted_by uuid REFERENCES user_account,
    ADD COLUMN ended_by uuid REFERENCES user_account,
    ADD CONSTRAINT role_grant_not_to_oneself CHECK (granted_by <> user_id);
  ALTER TABLE party_grant
    ADD COLUMN granted_by uuid REFERENCES user_account,
    ADD COLUMN ended_by uuid REFERENCES user_account,
    ADD CONSTRAINT party_grant_not_to_oneself CHECK (granted_by <> user_id);
  CREATE INDEX role_grant_user ON role_grant (user_id);
`;

// The regions below a person's roles as administrator; all other rows stay out of an administrator's reach.
const ROWS = `
  CREATE FUNCTION context_administers() RETURNS text[] LANGUAGE sql STABLE AS
    $$ SELECT context_setting('administers')::text[] $$;
  ALTER POLICY user_account_rows ON user_account USING ((SELECT context_is_system())
    OR 'user:' || id::text = (SELECT context_actor()) OR region_code = ANY ((SELECT context_administers())::text[]));
  ALTER POLICY role_grant_rows ON role_grant USING ((SELECT context_is_system())
    OR region_code = ANY ((SELECT context_administers())::text[]));
  ALTER POLICY session_rows ON session USING ((SELECT context_is_system())
    OR 'user:' || user_id::text = (SELECT context_actor())
    OR EXISTS (SELECT 1 FROM user_account parent WHERE parent.id = user_id
      AND parent.region_code = ANY ((SELECT context_administers())::text[])));
  ALTER POLICY party_grant_rows ON party_grant USING ((SELECT context_is_system())
    OR party_id = ANY ((SELECT context_parties())::uuid[])
    OR EXISTS (SELECT 1 FROM user_account parent WHERE parent.id = user_id
      AND parent.region_code = ANY ((SELECT context_administers())::text[])));
`;

// Whoever keeps the accounts decides nothing in a case and touches no money. The look at a person's other grants has to
// see those outside of the writer's regions as well.
const APART = `
  CREATE FUNCTION keep_roles_apart() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    scope text := context_setting('scope');
    clash boolean;
  BEGIN
    IF NEW.valid_to < NEW.valid_from THEN RETURN NEW; END IF;
    PERFORM set_config('duixian.scope', 'system', true);
    SELECT EXISTS (SELECT 1 FROM role_grant other WHERE other.user_id = NEW.user_id AND other.id <> NEW.id
      AND (other.role = 'administrator') <> (NEW.role = 'administrator')
      AND other.valid_from <= coalesce(NEW.valid_to, 'infinity') AND NEW.valid_from <= coalesce(other.valid_to, 'infinity')
      AND coalesce(other.valid_to, 'infinity') >= other.valid_from) INTO clash;
    PERFORM set_config('duixian.scope', scope, true);
    IF clash THEN
      RAISE EXCEPTION 'an administrator holds no other role' USING ERRCODE = 'check_violation', CONSTRAINT = 'role_grant_apart';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER role_grant_apart BEFORE INSERT OR UPDATE ON role_grant FOR EACH ROW EXECUTE FUNCTION keep_roles_apart();
`;
