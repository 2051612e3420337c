import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Accounts that enterprises are paid on, in versions: one person proposes, a second confirms, and some working days pass
 * before a payment uses it. Tables of bank codes (联行号), each with the day it was issued.
 */
export class PayeeAccounts1000000000105 implements MigrationInterface {
  readonly name = 'PayeeAccounts1000000000105';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [CODES, LIFE, KEPT, PEOPLE]) await runner.query(part);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

const CODES = `
  CREATE TABLE bank_code_table (
    id uuid PRIMARY KEY,
    listed_on date NOT NULL UNIQUE,
    source text NOT NULL CHECK (source <> ''),
    row_count integer NOT NULL CHECK (row_count > 0),
    content_hash text NOT NULL UNIQUE,
    imported_at timestamptz NOT NULL,
    imported_by text NOT NULL
  );
  CREATE TABLE bank_code (
    table_id uuid NOT NULL REFERENCES bank_code_table,
    code text NOT NULL CHECK (code ~ '^[0-9]{12}$'),
    name text NOT NULL CHECK (name <> ''),
    PRIMARY KEY (table_id, code)
  );
  CREATE TRIGGER bank_code_table_append_only BEFORE UPDATE OR DELETE ON bank_code_table FOR EACH ROW EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER bank_code_table_no_truncate BEFORE TRUNCATE ON bank_code_table EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER bank_code_append_only BEFORE UPDATE OR DELETE ON bank_code FOR EACH ROW EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER bank_code_no_truncate BEFORE TRUNCATE ON bank_code EXECUTE FUNCTION refuse_change();
`;

// Of the confirmed versions that are effective by today the last one counts, so that nothing has to end the one before.
const LIFE = `
  SELECT set_config('duixian.scope', 'system', true);
  ALTER TABLE payee_account
    ADD COLUMN state text,
    ADD COLUMN proposed_by uuid REFERENCES user_account,
    ADD COLUMN bank_code_listed_on date,
    ADD COLUMN confirmed_by uuid REFERENCES user_account,
    ADD COLUMN confirmed_as text CHECK (confirmed_as IN ('enterprise', 'treasury')),
    ADD COLUMN effective_on date,
    ADD COLUMN ended_at timestamptz,
    ADD COLUMN ended_by uuid REFERENCES user_account,
    ADD COLUMN end_reason text CHECK (end_reason <> '');
  UPDATE payee_account SET
    state = CASE WHEN verified_at IS NOT NULL THEN 'confirmed' WHEN replaced_at IS NULL THEN 'proposed' ELSE 'withdrawn' END,
    effective_on = (verified_at AT TIME ZONE 'Asia/Shanghai')::date,
    ended_at = CASE WHEN verified_at IS NULL THEN replaced_at END,
    end_reason = CASE WHEN verified_at IS NULL AND replaced_at IS NOT NULL THEN 'replaced before it was verified' END;
  DROP INDEX payee_account_current;
  ALTER TABLE payee_account
    ALTER COLUMN state SET NOT NULL,
    DROP COLUMN replaced_at,
    ADD CONSTRAINT payee_account_state_check CHECK (state IN ('proposed', 'confirmed', 'refused', 'withdrawn')),
    ADD CONSTRAINT payee_account_two_people CHECK (confirmed_by <> proposed_by),
    ADD CONSTRAINT payee_account_confirmed_whole CHECK ((state = 'confirmed') = (verified_at IS NOT NULL)
      AND (state = 'confirmed') = (effective_on IS NOT NULL) AND (confirmed_by IS NULL) = (confirmed_as IS NULL)),
    ADD CONSTRAINT payee_account_ended_whole CHECK ((state IN ('refused', 'withdrawn')) = (ended_at IS NOT NULL)
      AND (ended_at IS NULL) = (end_reason IS NULL));
  CREATE UNIQUE INDEX payee_account_one_proposed ON payee_account (party_id) WHERE state = 'proposed';
  CREATE INDEX payee_account_effective ON payee_account (party_id, effective_on DESC, version DESC) WHERE state = 'confirmed';
`;

const KEPT = `
  CREATE FUNCTION keep_payee_account() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE free text[] := CASE OLD.state || '>' || NEW.state
      WHEN 'proposed>confirmed' THEN ARRAY['state', 'verified_at', 'confirmed_by', 'confirmed_as', 'effective_on']
      WHEN 'proposed>refused' THEN ARRAY['state', 'ended_at', 'ended_by', 'end_reason']
      WHEN 'proposed>withdrawn' THEN ARRAY['state', 'ended_at', 'ended_by', 'end_reason'] END;
  BEGIN
    IF TG_OP = 'DELETE' OR free IS NULL OR to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free THEN
      RAISE EXCEPTION 'a version of a payee account is decided once and never changed' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER payee_account_kept BEFORE UPDATE OR DELETE ON payee_account FOR EACH ROW EXECUTE FUNCTION keep_payee_account();
  CREATE TRIGGER payee_account_no_truncate BEFORE TRUNCATE ON payee_account EXECUTE FUNCTION refuse_change();
`;

// Who acts for a party is not a treasury's to read; whether somebody else does decides who may confirm.
const PEOPLE = `
  CREATE FUNCTION people_acting_for(party uuid, on_day date) RETURNS TABLE (user_id uuid) LANGUAGE plpgsql AS $$
  DECLARE scope text := context_setting('scope');
  BEGIN
    PERFORM set_config('duixian.scope', 'system', true);
    RETURN QUERY SELECT DISTINCT g.user_id FROM party_grant g JOIN user_account u ON u.id = g.user_id
      WHERE g.party_id = party AND g.valid_from <= on_day AND coalesce(g.valid_to, 'infinity') >= on_day
        AND u.status = 'active';
    PERFORM set_config('duixian.scope', scope, true);
  END $$;
`;
