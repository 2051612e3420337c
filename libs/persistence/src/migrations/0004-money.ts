import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Budget lines, the double-entry ledger, entitlements, awards, batches, payments, attempts, statements. */
export class Money1000000000004 implements MigrationInterface {
  readonly name = 'Money1000000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(LEDGER);
    await runner.query(AWARDS);
    await runner.query(PAYMENTS);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

const LEDGER = `
  CREATE TABLE treasury_account (
    region_code text PRIMARY KEY REFERENCES region,
    account_number text NOT NULL UNIQUE CHECK (account_number ~ '^[0-9]{8,32}$'),
    account_name text NOT NULL
  );
  CREATE TABLE budget_line (
    id uuid PRIMARY KEY,
    region_code text NOT NULL REFERENCES region,
    level text NOT NULL CHECK (level IN ('province', 'city', 'county')),
    year integer NOT NULL,
    subject text NOT NULL,
    document_number text NOT NULL,
    created_at timestamptz NOT NULL,
    UNIQUE (region_code, year, subject, document_number)
  );
  CREATE TABLE ledger_account (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    budget_line_id uuid NOT NULL REFERENCES budget_line,
    kind text NOT NULL CHECK (kind IN ('allotment', 'available', 'reserved', 'in_flight', 'spent')),
    balance_fen bigint NOT NULL DEFAULT 0,
    UNIQUE (budget_line_id, kind),
    CONSTRAINT ledger_account_not_negative CHECK (kind = 'allotment' OR balance_fen >= 0)
  );
  CREATE TABLE journal (
    id uuid PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('allot', 'reserve', 'unreserve', 'release', 'settle', 'bounce', 'return')),
    cause text NOT NULL UNIQUE,
    posted_at timestamptz NOT NULL,
    posted_by text NOT NULL
  );
  CREATE TABLE journal_entry (
    journal_id uuid NOT NULL REFERENCES journal,
    position integer NOT NULL,
    ledger_account_id uuid NOT NULL REFERENCES ledger_account,
    amount_fen bigint NOT NULL CHECK (amount_fen <> 0),
    PRIMARY KEY (journal_id, position)
  );
  CREATE INDEX journal_entry_account ON journal_entry (ledger_account_id);

  -- Five accounts per budget line, opened with it.
  CREATE FUNCTION open_ledger_accounts() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    INSERT INTO ledger_account (budget_line_id, kind)
      SELECT NEW.id, kind FROM unnest(ARRAY['allotment', 'available', 'reserved', 'in_flight', 'spent']) AS kind;
    RETURN NULL;
  END $$;
  CREATE TRIGGER budget_line_accounts AFTER INSERT ON budget_line FOR EACH ROW EXECUTE FUNCTION open_ledger_accounts();

  -- The application role may not write balances: only an entry moves one, through the owner's trigger.
  CREATE FUNCTION move_balance() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    UPDATE ledger_account SET balance_fen = balance_fen + NEW.amount_fen WHERE id = NEW.ledger_account_id;
    IF NOT FOUND THEN RAISE EXCEPTION 'ledger account % is out of reach', NEW.ledger_account_id; END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER journal_entry_balance AFTER INSERT ON journal_entry FOR EACH ROW EXECUTE FUNCTION move_balance();

  CREATE FUNCTION require_balanced_journal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE total numeric; entries integer; target uuid := (to_jsonb(NEW) ->> TG_ARGV[0])::uuid;
  BEGIN
    SELECT coalesce(sum(amount_fen), 0), count(*) INTO total, entries FROM journal_entry WHERE journal_id = target;
    IF total <> 0 OR entries < 2 THEN
      RAISE EXCEPTION 'journal % is not balanced: % entries, sum % fen', target, entries, total USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
  END $$;
  CREATE CONSTRAINT TRIGGER journal_balanced AFTER INSERT ON journal DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION require_balanced_journal('id');
  CREATE CONSTRAINT TRIGGER journal_entry_balanced AFTER INSERT ON journal_entry DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION require_balanced_journal('journal_id');
  CREATE TRIGGER journal_append_only BEFORE UPDATE OR DELETE ON journal FOR EACH ROW EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER journal_no_truncate BEFORE TRUNCATE ON journal EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER journal_entry_append_only BEFORE UPDATE OR DELETE ON journal_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER journal_entry_no_truncate BEFORE TRUNCATE ON journal_entry EXECUTE FUNCTION refuse_change();
`;

const AWARDS = `
  -- One row per applicant, stacking group (or clause) and subject: whoever awards locks it first.
  CREATE TABLE entitlement (
    id uuid PRIMARY KEY,
    party_id uuid NOT NULL REFERENCES party,
    stacking_key text NOT NULL,
    subject text NOT NULL,
    UNIQUE (party_id, stacking_key, subject)
  );
  CREATE TABLE award (
    id uuid PRIMARY KEY,
    application_id uuid NOT NULL UNIQUE REFERENCES application,
    party_id uuid NOT NULL REFERENCES party,
    county_code text NOT NULL REFERENCES region,
    city_code text NOT NULL REFERENCES region,
    amount_fen bigint NOT NULL CHECK (amount_fen > 0),
    awarded_at timestamptz NOT NULL,
    awarded_on date NOT NULL
  );
  CREATE TABLE award_line (
    id uuid PRIMARY KEY,
    award_id uuid NOT NULL REFERENCES award,
    party_id uuid NOT NULL REFERENCES party,
    entitlement_id uuid NOT NULL REFERENCES entitlement,
    determination_id uuid NOT NULL REFERENCES determination,
    clause_id text NOT NULL,
    subject text NOT NULL,
    amount_fen bigint NOT NULL CHECK (amount_fen > 0),
    -- One clause, applicant and subject is paid once, ever.
    UNIQUE (party_id, clause_id, subject)
  );
  CREATE INDEX award_line_award ON award_line (award_id);
  CREATE TABLE award_source (
    id uuid PRIMARY KEY,
    award_id uuid NOT NULL REFERENCES award,
    level text NOT NULL CHECK (level IN ('province', 'city', 'county')),
    region_code text NOT NULL REFERENCES region,
    budget_line_id uuid NOT NULL REFERENCES budget_line,
    amount_fen bigint NOT NULL CHECK (amount_fen > 0),
    UNIQUE (award_id, level)
  );
`;

const PAYMENTS = `
  CREATE TABLE disbursement_batch (
    id uuid PRIMARY KEY,
    number text NOT NULL UNIQUE,
    region_code text NOT NULL REFERENCES region,
    state text NOT NULL CHECK (state IN ('prepared', 'released', 'cancelled')),
    version integer NOT NULL CHECK (version > 0),
    payment_count integer NOT NULL CHECK (payment_count > 0),
    total_fen bigint NOT NULL CHECK (total_fen > 0),
    content_hash text NOT NULL,
    maker_id uuid NOT NULL REFERENCES user_account,
    prepared_at timestamptz NOT NULL,
    checker_id uuid REFERENCES user_account,
    released_at timestamptz,
    CONSTRAINT batch_maker_is_not_checker CHECK (checker_id <> maker_id),
    CHECK ((state = 'released') = (released_at IS NOT NULL)), CHECK ((state = 'released') <= (checker_id IS NOT NULL))
  );
  CREATE TABLE payment (
    id uuid PRIMARY KEY,
    award_source_id uuid NOT NULL REFERENCES award_source,
    instalment integer NOT NULL DEFAULT 1 CHECK (instalment > 0),
    application_id uuid NOT NULL REFERENCES application,
    party_id uuid NOT NULL REFERENCES party,
    region_code text NOT NULL REFERENCES region,
    budget_line_id uuid NOT NULL REFERENCES budget_line,
    amount_fen bigint NOT NULL CHECK (amount_fen > 0),
    payee jsonb NOT NULL,
    state text NOT NULL CHECK (state IN ('planned', 'batched', 'released', 'sending', 'accepted', 'unknown', 'settled', 'rejected', 'returned')),
    version integer NOT NULL CHECK (version > 0),
    batch_id uuid REFERENCES disbursement_batch,
    created_at timestamptz NOT NULL,
    settled_on date,
    UNIQUE (award_source_id, instalment),
    CHECK ((state = 'planned') = (batch_id IS NULL))
  );
  CREATE INDEX payment_treasury ON payment (region_code, state);
  CREATE INDEX payment_batch ON payment (batch_id);
  CREATE INDEX payment_application ON payment (application_id);
  CREATE TABLE payment_attempt (
    id uuid PRIMARY KEY,
    payment_id uuid NOT NULL REFERENCES payment,
    attempt_number integer NOT NULL CHECK (attempt_number > 0),
    bank_reference text NOT NULL UNIQUE CHECK (bank_reference ~ '^[A-Z0-9]{1,30}$'),
    payload text NOT NULL,
    payload_hash text NOT NULL,
    state text NOT NULL CHECK (state IN ('sending', 'accepted', 'unknown', 'rejected', 'settled', 'returned')),
    bank_serial text,
    started_at timestamptz NOT NULL,
    UNIQUE (payment_id, attempt_number)
  );
  -- Two live tries of one obligation cannot exist, whatever the code does.
  CREATE UNIQUE INDEX payment_attempt_one_live ON payment_attempt (payment_id)
    WHERE state IN ('sending', 'accepted', 'unknown', 'settled');
  CREATE FUNCTION keep_attempt() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'DELETE' OR (OLD.payment_id, OLD.attempt_number, OLD.bank_reference, OLD.payload, OLD.payload_hash, OLD.started_at)
       IS DISTINCT FROM (NEW.payment_id, NEW.attempt_number, NEW.bank_reference, NEW.payload, NEW.payload_hash, NEW.started_at) THEN
      RAISE EXCEPTION 'what was sent to the bank is never changed' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER payment_attempt_kept BEFORE UPDATE OR DELETE ON payment_attempt FOR EACH ROW EXECUTE FUNCTION keep_attempt();
  CREATE TABLE bank_answer (
    id uuid PRIMARY KEY,
    attempt_id uuid NOT NULL REFERENCES payment_attempt,
    question text NOT NULL CHECK (question IN ('send', 'query')),
    outcome text NOT NULL,
    raw text NOT NULL,
    received_at timestamptz NOT NULL
  );
  CREATE INDEX bank_answer_attempt ON bank_answer (attempt_id, received_at);
  CREATE TABLE bank_statement (
    id uuid PRIMARY KEY,
    region_code text NOT NULL REFERENCES region,
    account_number text NOT NULL,
    statement_number text NOT NULL,
    statement_date date NOT NULL,
    content_hash text NOT NULL UNIQUE,
    content text NOT NULL,
    imported_at timestamptz NOT NULL,
    imported_by text NOT NULL
  );
  CREATE TABLE bank_statement_line (
    statement_id uuid NOT NULL REFERENCES bank_statement,
    position integer NOT NULL,
    account_number text NOT NULL,
    bank_serial text NOT NULL,
    reference text NOT NULL,
    direction text NOT NULL CHECK (direction IN ('debit', 'credit')),
    amount_fen bigint NOT NULL CHECK (amount_fen > 0),
    counterparty_name text NOT NULL,
    counterparty_account text NOT NULL,
    booked_on date NOT NULL,
    classification text NOT NULL CHECK (classification IN ('matched', 'returned', 'already-read', 'duplicate-debit',
      'unknown-reference', 'wrong-amount', 'wrong-payee', 'unexpected-debit', 'unexpected-return')),
    attempt_id uuid REFERENCES payment_attempt,
    PRIMARY KEY (statement_id, position)
  );
  CREATE UNIQUE INDEX bank_statement_line_once ON bank_statement_line (account_number, bank_serial, direction)
    WHERE classification <> 'already-read';
  CREATE TRIGGER bank_answer_append_only BEFORE UPDATE OR DELETE ON bank_answer FOR EACH ROW EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER bank_statement_append_only BEFORE UPDATE OR DELETE ON bank_statement FOR EACH ROW EXECUTE FUNCTION refuse_change();
`;
