import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A bank may take a repayment back that was booked. Two people say so, by the debit of a statement that shows it: the repayment no
 * longer counts, its demand is open again, and the incoming money that it was is used up for ever.
 */
export class ReversedRepayments1000000000430 implements MigrationInterface {
  readonly name = 'ReversedRepayments1000000000430';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [STATES, REVERSALS, KEPT, ONCE, JOURNALS]) await runner.query(part);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

const STATES = `
  ALTER TABLE recovery_entry DROP CONSTRAINT recovery_entry_state_check,
    ADD CONSTRAINT recovery_entry_state_check CHECK (state IN ('proposed', 'consented', 'booked', 'refused', 'withdrawn', 'reversed')),
    ADD CONSTRAINT recovery_entry_reversed CHECK (state <> 'reversed' OR kind = 'repayment');
  ALTER TABLE journal DROP CONSTRAINT journal_kind_check,
    ADD CONSTRAINT journal_kind_check CHECK (kind IN ('allot', 'increase', 'decrease', 'transfer_out', 'transfer_in',
      'carry_out', 'carry_in', 'reserve', 'unreserve', 'release', 'settle', 'bounce', 'return',
      'demand', 'recover', 'recover_undone', 'surrender', 'surrender_undone', 'write_off', 'set_off',
      'advance', 'advance_undone', 'refund', 'refund_late', 'refund_undone'));
`;

const REVERSALS = `
  CREATE TABLE repayment_reversal (
    id uuid PRIMARY KEY,
    entry_id uuid NOT NULL REFERENCES recovery_entry,
    recovery_id uuid NOT NULL REFERENCES recovery,
    region_code text NOT NULL REFERENCES region,
    amount_fen bigint NOT NULL CHECK (amount_fen > 0),
    -- The debit that shows it.
    statement_id uuid NOT NULL,
    statement_position integer NOT NULL,
    note text NOT NULL CHECK (length(note) > 0),
    state text NOT NULL CHECK (state IN ('proposed', 'confirmed', 'refused', 'withdrawn')),
    version integer NOT NULL CHECK (version > 0),
    proposed_by uuid NOT NULL REFERENCES user_account,
    proposed_at timestamptz NOT NULL,
    decided_by uuid REFERENCES user_account,
    decided_at timestamptz,
    decision_note text,
    FOREIGN KEY (statement_id, statement_position) REFERENCES bank_statement_line (statement_id, position),
    CONSTRAINT repayment_reversal_two_people CHECK (decided_by IS NULL OR (decided_by = proposed_by) = (state = 'withdrawn')),
    CHECK ((state = 'proposed') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL))
  );
  CREATE UNIQUE INDEX repayment_reversal_once ON repayment_reversal (entry_id) WHERE state IN ('proposed', 'confirmed');
  CREATE INDEX repayment_reversal_recovery ON repayment_reversal (recovery_id);
  CREATE INDEX repayment_reversal_line ON repayment_reversal (statement_id, statement_position);
  CREATE FUNCTION require_taken_back() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE gone bigint; used bigint;
  BEGIN
    IF NOT EXISTS (SELECT FROM recovery_entry e WHERE e.id = NEW.entry_id AND e.recovery_id = NEW.recovery_id AND e.kind = 'repayment'
        AND e.state = 'booked' AND e.amount_fen = NEW.amount_fen AND e.region_code = NEW.region_code) OR NEW.state <> 'proposed' THEN
      RAISE EXCEPTION 'only a booked repayment is undone, whole' USING ERRCODE = 'check_violation', CONSTRAINT = 'repayment_reversal_whole';
    END IF;
    -- The task of the line is what everybody who uses the line waits for.
    PERFORM 1 FROM finance_task WHERE statement_id = NEW.statement_id AND statement_position = NEW.statement_position FOR NO KEY UPDATE;
    SELECT l.amount_fen INTO gone FROM bank_statement_line l JOIN bank_statement s ON s.id = l.statement_id
      WHERE l.statement_id = NEW.statement_id AND l.position = NEW.statement_position AND l.direction = 'debit'
        AND l.attempt_id IS NULL AND s.region_code = NEW.region_code;
    SELECT sum(amount_fen) INTO used FROM repayment_reversal WHERE statement_id = NEW.statement_id
      AND statement_position = NEW.statement_position AND state IN ('proposed', 'confirmed');
    IF gone IS NULL OR used > gone THEN
      RAISE EXCEPTION 'line % of statement %: % fen were taken back, % are undone', NEW.statement_position, NEW.statement_id, gone, used
        USING ERRCODE = 'check_violation', CONSTRAINT = 'repayment_reversal_within_line';
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER repayment_reversal_within_line AFTER INSERT ON repayment_reversal FOR EACH ROW EXECUTE FUNCTION require_taken_back();
  CREATE FUNCTION keep_reversal() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE free text[] := ARRAY['state', 'version', 'decided_by', 'decided_at', 'decision_note'];
  BEGIN
    IF TG_OP = 'DELETE' OR OLD.state <> 'proposed' OR NEW.state = OLD.state OR to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free THEN
      RAISE EXCEPTION 'the undoing of a repayment is decided once and never changed' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER repayment_reversal_kept BEFORE UPDATE OR DELETE ON repayment_reversal FOR EACH ROW EXECUTE FUNCTION keep_reversal();
  CREATE TRIGGER repayment_reversal_no_truncate BEFORE TRUNCATE ON repayment_reversal EXECUTE FUNCTION refuse_change();
  ALTER TABLE repayment_reversal ENABLE ROW LEVEL SECURITY;
  ALTER TABLE repayment_reversal FORCE ROW LEVEL SECURITY;
  CREATE POLICY repayment_reversal_rows ON repayment_reversal USING ((SELECT context_is_system())
    OR EXISTS (SELECT 1 FROM recovery parent WHERE parent.id = recovery_id));
`;

// A repayment is undone if, and only if, two people confirmed it; with it the demand is open again.
const KEPT = `
  CREATE OR REPLACE FUNCTION keep_recovery() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE free text[] := CASE OLD.state || '>' || NEW.state
      WHEN 'proposed>demanded' THEN ARRAY['state', 'version', 'due_on', 'decided_by', 'decided_at', 'decision_note']
      WHEN 'proposed>refused' THEN ARRAY['state', 'version', 'decided_by', 'decided_at', 'decision_note']
      WHEN 'proposed>withdrawn' THEN ARRAY['state', 'version', 'decided_by', 'decided_at', 'decision_note']
      WHEN 'demanded>closed' THEN ARRAY['state', 'version']
      WHEN 'closed>demanded' THEN ARRAY['state', 'version'] END;
  BEGIN
    IF TG_OP = 'DELETE' OR free IS NULL OR to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free THEN
      RAISE EXCEPTION 'a demand is decided once and never changed' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END $$;
  CREATE OR REPLACE FUNCTION keep_recovery_entry() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE free text[] := CASE OLD.state || '>' || NEW.state
      WHEN 'proposed>consented' THEN ARRAY['state', 'version', 'consented_by', 'consented_at']
      WHEN 'booked>reversed' THEN ARRAY['state', 'version'] ELSE
        ARRAY['state', 'version', 'decided_by', 'decided_at', 'decision_note'] END;
  BEGIN
    IF TG_OP = 'DELETE' OR (OLD.state NOT IN ('proposed', 'consented') AND (OLD.state <> 'booked' OR NEW.state <> 'reversed'))
       OR NEW.state = OLD.state OR (NEW.state = 'reversed' AND OLD.state <> 'booked')
       OR to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free THEN
      RAISE EXCEPTION 'an entry of a demand is decided once and never changed' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END $$;
  DROP TRIGGER recovery_entry_closes ON recovery_entry;
  CREATE CONSTRAINT TRIGGER recovery_entry_closes AFTER UPDATE ON recovery_entry DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.state IN ('booked', 'reversed')) EXECUTE FUNCTION require_closed_when_met('recovery_id');
  CREATE FUNCTION require_confirmed_reversal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE entry uuid := (to_jsonb(NEW) ->> TG_ARGV[0])::uuid;
  BEGIN
    IF EXISTS (SELECT FROM recovery_entry e WHERE e.id = entry AND (e.state = 'reversed')
        <> EXISTS (SELECT FROM repayment_reversal r WHERE r.entry_id = e.id AND r.state = 'confirmed')) THEN
      RAISE EXCEPTION 'repayment %: undone by nobody, or confirmed and not undone', entry
        USING ERRCODE = 'check_violation', CONSTRAINT = 'recovery_entry_reversed_by_two';
    END IF;
    RETURN NULL;
  END $$;
  CREATE CONSTRAINT TRIGGER recovery_entry_reversed_by_two AFTER UPDATE ON recovery_entry DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.state = 'reversed') EXECUTE FUNCTION require_confirmed_reversal('id');
  CREATE CONSTRAINT TRIGGER repayment_reversal_reverses AFTER UPDATE ON repayment_reversal DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.state = 'confirmed') EXECUTE FUNCTION require_confirmed_reversal('entry_id');
`;

// Money that came in and was taken back pays nothing back any more.
const ONCE = `
  DROP INDEX recovery_entry_reference_once;
  CREATE UNIQUE INDEX recovery_entry_reference_once ON recovery_entry (region_code, paid_on, bank_reference)
    WHERE state IN ('proposed', 'booked', 'reversed') AND bank_reference IS NOT NULL AND statement_id IS NULL;
  CREATE OR REPLACE FUNCTION require_within_line() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE came bigint; used bigint;
  BEGIN
    PERFORM 1 FROM finance_task WHERE statement_id = NEW.statement_id AND statement_position = NEW.statement_position FOR NO KEY UPDATE;
    SELECT l.amount_fen INTO came FROM bank_statement_line l
      WHERE l.statement_id = NEW.statement_id AND l.position = NEW.statement_position AND l.direction = 'credit';
    SELECT sum(amount_fen) INTO used FROM recovery_entry WHERE statement_id = NEW.statement_id
      AND statement_position = NEW.statement_position AND state IN ('proposed', 'booked', 'reversed');
    IF came IS NULL OR used > came THEN
      RAISE EXCEPTION 'line % of statement %: % fen came in, % pay back', NEW.statement_position, NEW.statement_id, came, used
        USING ERRCODE = 'check_violation', CONSTRAINT = 'recovery_entry_within_line';
    END IF;
    RETURN NULL;
  END $$;
  CREATE OR REPLACE FUNCTION refuse_written_down_twice() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    IF EXISTS (SELECT 1 FROM recovery_entry e WHERE e.region_code = NEW.region_code AND e.bank_reference = NEW.bank_reference
        AND e.paid_on = NEW.paid_on AND e.state IN ('proposed', 'booked', 'reversed') AND (e.statement_id IS NULL) <> (NEW.statement_id IS NULL)) THEN
      RAISE EXCEPTION 'money % of % pays back already', NEW.bank_reference, NEW.paid_on
        USING ERRCODE = 'unique_violation', CONSTRAINT = 'recovery_entry_reference_once';
    END IF;
    RETURN NULL;
  END $$;
`;

const JOURNALS = `
  CREATE OR REPLACE FUNCTION require_recovery() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE line uuid; amount bigint;
  BEGIN
    SELECT a.budget_line_id, e.amount_fen INTO line, amount
      FROM journal_entry e JOIN ledger_account a ON a.id = e.ledger_account_id WHERE e.journal_id = NEW.id AND e.amount_fen > 0;
    IF NEW.kind = 'demand' AND EXISTS (SELECT 1 FROM recovery r WHERE NEW.cause = 'recovery:' || r.id || '/demand'
        AND r.state IN ('demanded', 'closed') AND r.amount_fen = amount AND r.budget_line_id = line) THEN RETURN NULL; END IF;
    IF EXISTS (SELECT 1 FROM recovery_entry e JOIN recovery r ON r.id = e.recovery_id LEFT JOIN payment p ON p.id = e.offset_payment_id
        WHERE NEW.cause = 'recovery-entry:' || e.id || '/' || NEW.kind AND e.amount_fen = amount
          AND e.state = CASE WHEN NEW.kind IN ('recover_undone', 'surrender_undone') THEN 'reversed' ELSE 'booked' END
          AND line = CASE NEW.kind WHEN 'set_off' THEN p.budget_line_id ELSE r.budget_line_id END
          AND NEW.kind = ANY (CASE e.kind WHEN 'write_off' THEN ARRAY['write_off']
            WHEN 'repayment' THEN ARRAY['recover', 'surrender', 'recover_undone', 'surrender_undone']
            ELSE ARRAY['recover', 'surrender', 'set_off'] END)) THEN RETURN NULL; END IF;
    RAISE EXCEPTION 'journal %: nothing that two people agreed on is demanded or booked so', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_of_recovery';
  END $$;
  DROP TRIGGER journal_of_recovery ON journal;
  CREATE CONSTRAINT TRIGGER journal_of_recovery AFTER INSERT ON journal DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.kind IN ('demand', 'recover', 'recover_undone', 'surrender', 'surrender_undone', 'write_off', 'set_off'))
    EXECUTE FUNCTION require_recovery();
`;
