import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What was asked row by row is asked once for all rows of a statement: whether journals balance (at the commit, as before), whether
 * payments are held, leave by the channel of their batch, and whether who acts is recused.
 */
export class ChecksAtOnce1000000000210 implements MigrationInterface {
  readonly name = 'ChecksAtOnce1000000000210';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [JOURNALS, HELD, CHANNEL, KEPT, RECUSED]) await runner.query(part);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

// A trigger that waits for the commit can only be one for each row, and thousands of journals would each be added up by
// themselves. So every statement leaves one row that names its journals; the trigger that waits is of that row, adds all of
// them up and takes the row away again. No transaction ever commits one, so nothing of it has to outlive a crash.
const JOURNALS = `
  CREATE UNLOGGED TABLE journal_to_check (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    journal_ids uuid[] NOT NULL
  );
  ALTER TABLE journal_to_check ALTER COLUMN journal_ids SET STORAGE EXTERNAL;
  CREATE FUNCTION note_journals() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    IF TG_TABLE_NAME = 'journal' THEN
      INSERT INTO journal_to_check (journal_ids) SELECT array_agg(id) FROM entered HAVING count(*) > 0;
    ELSE
      INSERT INTO journal_to_check (journal_ids) SELECT array_agg(DISTINCT journal_id) FROM entered HAVING count(*) > 0;
    END IF;
    RETURN NULL;
  END $$;
  CREATE FUNCTION require_balanced_journals() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE wrong record;
  BEGIN
    SELECT j.id, coalesce(sum(e.amount_fen), 0) AS total, count(e.amount_fen) AS entries INTO wrong
      FROM unnest(NEW.journal_ids) AS j(id) LEFT JOIN journal_entry e ON e.journal_id = j.id
      GROUP BY j.id HAVING coalesce(sum(e.amount_fen), 0) <> 0 OR count(e.amount_fen) < 2 LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION 'journal % is not balanced: % entries, sum % fen', wrong.id, wrong.entries, wrong.total
        USING ERRCODE = 'check_violation';
    END IF;
    DELETE FROM journal_to_check WHERE id = NEW.id;
    RETURN NULL;
  END $$;
  CREATE CONSTRAINT TRIGGER journals_balanced AFTER INSERT ON journal_to_check DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION require_balanced_journals();
  DROP TRIGGER journal_balanced ON journal;
  DROP TRIGGER journal_entry_balanced ON journal_entry;
  CREATE TRIGGER journal_balanced AFTER INSERT ON journal REFERENCING NEW TABLE AS entered
    FOR EACH STATEMENT EXECUTE FUNCTION note_journals();
  CREATE TRIGGER journal_entry_balanced AFTER INSERT ON journal_entry REFERENCING NEW TABLE AS entered
    FOR EACH STATEMENT EXECUTE FUNCTION note_journals();
  DROP FUNCTION require_balanced_journal();
`;

const HELD = `
  DROP TRIGGER payment_not_held ON payment;
  CREATE OR REPLACE FUNCTION refuse_held_payment() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE held uuid;
  BEGIN
    SELECT n.id INTO held FROM now_so n JOIN before b ON b.id = n.id
      JOIN case_hold h ON h.payment_id = n.id AND h.state <> 'lifted'
      WHERE n.state IN ('batched', 'released') AND n.state <> b.state LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION 'payment % is held', held USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_is_held';
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER payment_not_held AFTER UPDATE ON payment REFERENCING OLD TABLE AS before NEW TABLE AS now_so
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_held_payment();
`;

const CHANNEL = `
  DROP TRIGGER payment_attempt_by_its_channel ON payment_attempt;
  CREATE OR REPLACE FUNCTION refuse_other_channel() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE other uuid;
  BEGIN
    SELECT p.id INTO other FROM entered n JOIN payment p ON p.id = n.payment_id JOIN disbursement_batch b ON b.id = p.batch_id
      WHERE (b.channel = 'bank') <> (n.file_id IS NULL) LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION 'payment % leaves by another channel', other
        USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_attempt_by_its_channel';
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER payment_attempt_by_its_channel AFTER INSERT ON payment_attempt REFERENCING NEW TABLE AS entered
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_other_channel();
`;

// The same columns as before: the condition of a trigger is looked at without calling anything.
const SENT = [
  'payment_id',
  'attempt_number',
  'bank_reference',
  'payload',
  'payload_hash',
  'started_at',
].concat('file_id', 'file_line');
const of = (row: 'OLD' | 'NEW'): string => `(${SENT.map((column) => `${row}.${column}`).join(', ')})`;
const KEPT = `
  DROP TRIGGER payment_attempt_kept ON payment_attempt;
  CREATE TRIGGER payment_attempt_kept BEFORE UPDATE ON payment_attempt FOR EACH ROW
    WHEN (${of('OLD')} IS DISTINCT FROM ${of('NEW')}) EXECUTE FUNCTION keep_attempt();
  CREATE TRIGGER payment_attempt_not_deleted BEFORE DELETE ON payment_attempt FOR EACH ROW EXECUTE FUNCTION keep_attempt();
`;

const RECUSED = `
  DROP TRIGGER case_actor_not_recused ON case_actor;
  CREATE OR REPLACE FUNCTION refuse_recused() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF EXISTS (SELECT 1 FROM entered n JOIN recusal r ON r.user_id = n.user_id
        JOIN application a ON a.id = n.application_id AND a.party_id = r.party_id
        WHERE n.stage <> 'filing' AND (r.application_id IS NULL OR r.application_id = a.id)) THEN
      RAISE EXCEPTION 'this person is recused from the case' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER case_actor_not_recused AFTER INSERT ON case_actor REFERENCING NEW TABLE AS entered
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_recused();
`;
