import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 代理: who reviews in whose name, where, and from which day to which. */
export class Delegations1000000000151 implements MigrationInterface {
  readonly name = 'Delegations1000000000151';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DELEGATION);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

// Named as they were called: neither of the two may read the other's account.
const DELEGATION = `
  CREATE TABLE delegation (
    id uuid PRIMARY KEY,
    delegator_id uuid NOT NULL REFERENCES user_account,
    delegator_name text NOT NULL,
    delegate_id uuid NOT NULL REFERENCES user_account,
    delegate_name text NOT NULL,
    role text NOT NULL CHECK (role = 'reviewer'),
    region_code text NOT NULL REFERENCES region,
    from_on date NOT NULL,
    to_on date NOT NULL,
    reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
    given_at timestamptz NOT NULL,
    revoked_at timestamptz,
    CONSTRAINT delegation_to_another CHECK (delegator_id <> delegate_id),
    CONSTRAINT delegation_days CHECK (from_on <= to_on)
  );
  CREATE INDEX delegation_delegator ON delegation (delegator_id, id);
  CREATE INDEX delegation_delegate ON delegation (delegate_id, id);
  ALTER TABLE delegation ENABLE ROW LEVEL SECURITY;
  ALTER TABLE delegation FORCE ROW LEVEL SECURITY;
  CREATE POLICY delegation_rows ON delegation USING ((SELECT context_is_system())
      OR 'user:' || delegator_id::text = (SELECT context_actor()) OR 'user:' || delegate_id::text = (SELECT context_actor()))
    WITH CHECK ((SELECT context_is_system()) OR 'user:' || delegator_id::text = (SELECT context_actor()));
  CREATE FUNCTION keep_delegation() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'DELETE' OR OLD.revoked_at IS NOT NULL
       OR to_jsonb(NEW) - ARRAY['revoked_at'] IS DISTINCT FROM to_jsonb(OLD) - ARRAY['revoked_at'] THEN
      RAISE EXCEPTION 'a delegation is revoked once and changes in nothing else' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER delegation_kept BEFORE UPDATE OR DELETE ON delegation FOR EACH ROW EXECUTE FUNCTION keep_delegation();
  CREATE TRIGGER delegation_no_truncate BEFORE TRUNCATE ON delegation EXECUTE FUNCTION refuse_change();
`;
