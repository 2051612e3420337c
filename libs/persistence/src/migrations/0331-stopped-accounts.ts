import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A confirmed account that somebody finds wrong is stopped while it cools: it never counts, and the one before goes on to. From its day on
 * nobody stops it, since payments may be on it.
 */
export class StoppedAccounts1000000000331 implements MigrationInterface {
  readonly name = 'StoppedAccounts1000000000331';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [STATES, KEPT]) await runner.query(part);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

const STATES = `
  ALTER TABLE payee_account
    DROP CONSTRAINT payee_account_state_check,
    ADD CONSTRAINT payee_account_state_check CHECK (state IN ('proposed', 'confirmed', 'refused', 'withdrawn', 'stopped')),
    DROP CONSTRAINT payee_account_confirmed_whole,
    ADD CONSTRAINT payee_account_confirmed_whole CHECK ((state IN ('confirmed', 'stopped')) = (verified_at IS NOT NULL)
      AND (state IN ('confirmed', 'stopped')) = (effective_on IS NOT NULL) AND (confirmed_by IS NULL) = (confirmed_as IS NULL)),
    DROP CONSTRAINT payee_account_ended_whole,
    ADD CONSTRAINT payee_account_ended_whole CHECK ((state IN ('refused', 'withdrawn', 'stopped')) = (ended_at IS NOT NULL)
      AND (ended_at IS NULL) = (end_reason IS NULL));
`;

const KEPT = `
  CREATE OR REPLACE FUNCTION keep_payee_account() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE free text[] := CASE OLD.state || '>' || NEW.state
      WHEN 'proposed>confirmed' THEN ARRAY['state', 'verified_at', 'confirmed_by', 'confirmed_as', 'effective_on']
      WHEN 'proposed>refused' THEN ARRAY['state', 'ended_at', 'ended_by', 'end_reason']
      WHEN 'proposed>withdrawn' THEN ARRAY['state', 'ended_at', 'ended_by', 'end_reason']
      WHEN 'confirmed>stopped' THEN ARRAY['state', 'ended_at', 'ended_by', 'end_reason'] END;
  BEGIN
    IF TG_OP = 'DELETE' OR free IS NULL OR to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free THEN
      RAISE EXCEPTION 'a version of a payee account is decided once and never changed' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.state = 'stopped' AND OLD.effective_on <= (business_now() AT TIME ZONE 'Asia/Shanghai')::date THEN
      RAISE EXCEPTION 'the account counts since %', OLD.effective_on USING ERRCODE = 'check_violation', CONSTRAINT = 'payee_account_stopped_in_time';
    END IF;
    RETURN NEW;
  END $$;
`;
