import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Open ends of payments: finance tasks, proposals that two people decide, closed days of a treasury, the attempt that was
 * declared not sent; more kinds of statement lines; balances moved once per statement instead of once per entry.
 */
export class Reconciliation1000000000012 implements MigrationInterface {
  readonly name = 'Reconciliation1000000000012';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [STATES, TASKS, PROPOSALS, DAYS, BALANCES, ROWS]) await runner.query(part);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

const STATES = `
  ALTER TABLE payment DROP CONSTRAINT payment_state_check,
    ADD CONSTRAINT payment_state_check CHECK (state IN ('planned', 'batched', 'released', 'sending', 'accepted', 'unknown',
      'settled', 'rejected', 'returned', 'not_sent')),
    -- A planned payment is in no batch. One that was acknowledged while it waited was settled by an earlier batch's attempt.
    DROP CONSTRAINT payment_check,
    ADD CONSTRAINT payment_planned_is_in_no_batch CHECK (state <> 'planned' OR batch_id IS NULL),
    ADD CONSTRAINT payment_under_way_is_in_a_batch CHECK (state IN ('planned', 'settled', 'returned') OR batch_id IS NOT NULL);
  ALTER TABLE payment_attempt DROP CONSTRAINT payment_attempt_state_check,
    ADD CONSTRAINT payment_attempt_state_check CHECK (state IN ('sending', 'accepted', 'unknown', 'rejected', 'settled',
      'returned', 'not_sent'));
  ALTER TABLE bank_statement_line DROP CONSTRAINT bank_statement_line_classification_check,
    ADD CONSTRAINT bank_statement_line_classification_check CHECK (classification IN ('matched', 'returned', 'already-read',
      'duplicate-debit', 'unknown-reference', 'wrong-amount', 'wrong-payee', 'unexpected-debit', 'unexpected-return', 'fee',
      'reversed'));
  CREATE INDEX bank_statement_line_attempt ON bank_statement_line (attempt_id) WHERE attempt_id IS NOT NULL;
  CREATE INDEX bank_statement_day ON bank_statement (region_code, statement_date);
`;

const TASKS = `
  -- What a treasury's people must look at: a payment that failed, one whose fate is open, a line nobody can explain.
  CREATE TABLE finance_task (
    id uuid PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('payment_failed', 'payment_returned', 'payment_unknown', 'statement_exception')),
    region_code text NOT NULL REFERENCES region,
    payment_id uuid REFERENCES payment,
    statement_id uuid,
    statement_position integer,
    version integer NOT NULL CHECK (version > 0),
    opened_at timestamptz NOT NULL,
    done_at timestamptz,
    done_by uuid REFERENCES user_account,
    outcome text,
    FOREIGN KEY (statement_id, statement_position) REFERENCES bank_statement_line (statement_id, position),
    CHECK ((kind = 'statement_exception') = (statement_id IS NOT NULL AND statement_position IS NOT NULL)),
    CHECK (kind = 'statement_exception' OR payment_id IS NOT NULL),
    CHECK ((done_at IS NULL) = (outcome IS NULL)),
    CHECK (done_by IS NULL OR done_at IS NOT NULL)
  );
  CREATE UNIQUE INDEX finance_task_one_open ON finance_task (payment_id, kind)
    WHERE done_at IS NULL AND kind <> 'statement_exception';
  CREATE UNIQUE INDEX finance_task_one_per_line ON finance_task (statement_id, statement_position)
    WHERE kind = 'statement_exception';
  CREATE INDEX finance_task_queue ON finance_task (region_code, id) WHERE done_at IS NULL;
  CREATE INDEX finance_task_payment ON finance_task (payment_id);
`;

const PROPOSALS = `
  -- How a task is to end, with its evidence: one person proposes, another decides.
  CREATE TABLE finance_proposal (
    id uuid PRIMARY KEY,
    task_id uuid NOT NULL REFERENCES finance_task,
    resolution text NOT NULL CHECK (resolution IN ('not-sent', 'was-paid', 'explained')),
    statement_id uuid REFERENCES bank_statement,
    note text NOT NULL CHECK (length(note) > 0),
    proposed_by uuid NOT NULL REFERENCES user_account,
    proposed_at timestamptz NOT NULL,
    decision text CHECK (decision IN ('confirmed', 'refused')),
    decided_by uuid REFERENCES user_account,
    decided_at timestamptz,
    decision_note text,
    CONSTRAINT finance_proposal_two_people CHECK (decided_by <> proposed_by),
    CHECK ((decision IS NULL) = (decided_by IS NULL) AND (decision IS NULL) = (decided_at IS NULL)),
    CHECK ((resolution = 'not-sent') = (statement_id IS NOT NULL))
  );
  CREATE UNIQUE INDEX finance_proposal_one_open ON finance_proposal (task_id) WHERE decision IS NULL;
  CREATE INDEX finance_proposal_task ON finance_proposal (task_id);
  CREATE FUNCTION keep_finance_proposal() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE free text[] := ARRAY['decision', 'decided_by', 'decided_at', 'decision_note'];
  BEGIN
    IF TG_OP = 'DELETE' OR OLD.decision IS NOT NULL OR to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free THEN
      RAISE EXCEPTION 'a proposal is decided once and never changed' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER finance_proposal_kept BEFORE UPDATE OR DELETE ON finance_proposal
    FOR EACH ROW EXECUTE FUNCTION keep_finance_proposal();

  -- An attempt counts as not sent only after two people said so, whatever the code believes.
  CREATE FUNCTION require_two_for_not_sent() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    IF NOT EXISTS (SELECT 1 FROM finance_proposal p JOIN finance_task t ON t.id = p.task_id
        WHERE t.payment_id = NEW.payment_id AND p.resolution = 'not-sent' AND p.decision = 'confirmed'
          AND p.proposed_at >= OLD.started_at) THEN
      RAISE EXCEPTION 'attempt %: two people must declare it not sent', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER payment_attempt_not_sent_by_two BEFORE UPDATE ON payment_attempt
    FOR EACH ROW WHEN (NEW.state = 'not_sent' AND OLD.state <> 'not_sent') EXECUTE FUNCTION require_two_for_not_sent();
  CREATE FUNCTION refuse_born_not_sent() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'an attempt begins by being sent' USING ERRCODE = 'check_violation';
  END $$;
  CREATE TRIGGER payment_attempt_born_sending BEFORE INSERT ON payment_attempt
    FOR EACH ROW WHEN (NEW.state = 'not_sent') EXECUTE FUNCTION refuse_born_not_sent();
`;

const DAYS = `
  -- 日终: the bank's statement of that day is final, every line is explained, and both sides' totals agree.
  CREATE TABLE treasury_day (
    region_code text NOT NULL REFERENCES region,
    day date NOT NULL,
    statement_id uuid NOT NULL REFERENCES bank_statement,
    line_count integer NOT NULL CHECK (line_count >= 0),
    debit_fen bigint NOT NULL CHECK (debit_fen >= 0),
    credit_fen bigint NOT NULL CHECK (credit_fen >= 0),
    closed_by uuid NOT NULL REFERENCES user_account,
    closed_at timestamptz NOT NULL,
    PRIMARY KEY (region_code, day)
  );
  CREATE TRIGGER treasury_day_append_only BEFORE UPDATE OR DELETE ON treasury_day FOR EACH ROW EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER treasury_day_no_truncate BEFORE TRUNCATE ON treasury_day EXECUTE FUNCTION refuse_change();

  -- The row of the account is what a closing and a reading of the same treasury wait for, so that neither overlooks the other.
  CREATE FUNCTION refuse_closed_day() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    PERFORM 1 FROM treasury_account WHERE region_code = NEW.region_code FOR NO KEY UPDATE;
    IF EXISTS (SELECT 1 FROM treasury_day WHERE region_code = NEW.region_code AND day = NEW.statement_date) THEN
      RAISE EXCEPTION 'the day % of treasury % is closed', NEW.statement_date, NEW.region_code
        USING ERRCODE = 'check_violation', CONSTRAINT = 'treasury_day_is_closed';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER bank_statement_on_open_day BEFORE INSERT ON bank_statement FOR EACH ROW EXECUTE FUNCTION refuse_closed_day();
`;

// One update per account and statement: a statement of many lines would otherwise rewrite one row per line.
const BALANCES = `
  CREATE OR REPLACE FUNCTION move_balance() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    PERFORM 1 FROM ledger_account WHERE id IN (SELECT ledger_account_id FROM entered)
      ORDER BY budget_line_id, kind FOR NO KEY UPDATE;
    UPDATE ledger_account a SET balance_fen = a.balance_fen + moved.amount_fen
      FROM (SELECT ledger_account_id, sum(amount_fen)::bigint AS amount_fen FROM entered GROUP BY ledger_account_id) moved
      WHERE a.id = moved.ledger_account_id;
    IF EXISTS (SELECT 1 FROM entered LEFT JOIN ledger_account a ON a.id = entered.ledger_account_id WHERE a.id IS NULL) THEN
      RAISE EXCEPTION 'a ledger account is out of reach';
    END IF;
    RETURN NULL;
  END $$;
  DROP TRIGGER journal_entry_balance ON journal_entry;
  CREATE TRIGGER journal_entry_balance AFTER INSERT ON journal_entry REFERENCING NEW TABLE AS entered
    FOR EACH STATEMENT EXECUTE FUNCTION move_balance();
`;

const heldBy = (table: string, using: string): string => `
  ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
  ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
  CREATE POLICY ${table}_rows ON ${table} USING ((SELECT context_is_system()) OR ${using});`;
const MY_REGIONS = 'region_code = ANY ((SELECT context_regions())::text[])';

const ROWS = [
  heldBy('finance_task', MY_REGIONS),
  heldBy('finance_proposal', 'EXISTS (SELECT 1 FROM finance_task parent WHERE parent.id = task_id)'),
  heldBy('treasury_day', MY_REGIONS),
].join('\n');
