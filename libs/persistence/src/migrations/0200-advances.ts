import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * One level pays an award for all that bear it (先行拨付): a source says what it advances for the others, and their shares are
 * refunds, payments from treasury to treasury that wait until the advanced payment has arrived. The database lets none go
 * before, gives no money back that others have begun to refund, and takes no journal of it that the payments do not explain.
 */
export class Advances1000000000200 implements MigrationInterface {
  readonly name = 'Advances1000000000200';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [CALLS, SOURCES, PAYMENTS, MOVES, LIMITS, JOURNALS, ROWS]) await runner.query(part);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

const CALLS = `
  ALTER TABLE call ADD COLUMN advanced_by text CHECK (advanced_by IN ('province', 'city', 'county'));
  -- A treasury that is paid back needs a bank; one that only pays does not.
  ALTER TABLE treasury_account ADD COLUMN bank_name text CHECK (length(bank_name) BETWEEN 1 AND 100),
    ADD COLUMN bank_code text CHECK (bank_code ~ '^[0-9]{12}$'),
    ADD CONSTRAINT treasury_account_bank_whole CHECK ((bank_name IS NULL) = (bank_code IS NULL));
`;

const SOURCES = `
  ALTER TABLE award_source ADD COLUMN advanced_fen bigint NOT NULL DEFAULT 0 CHECK (advanced_fen >= 0),
    DROP CONSTRAINT award_source_amount_fen_check,
    ADD CONSTRAINT award_source_amount_fen_check CHECK (amount_fen >= 0 AND amount_fen + advanced_fen > 0);
  CREATE UNIQUE INDEX award_source_one_advances ON award_source (award_id) WHERE advanced_fen > 0;
  -- Who advances, advances all that the others bear.
  CREATE FUNCTION require_whole_advance() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE advanced bigint; borne_by_others bigint;
  BEGIN
    SELECT sum(advanced_fen), sum(amount_fen) FILTER (WHERE advanced_fen = 0) INTO advanced, borne_by_others
      FROM award_source WHERE award_id = NEW.award_id;
    IF advanced > 0 AND advanced IS DISTINCT FROM borne_by_others THEN
      RAISE EXCEPTION 'award %: % fen are advanced of % that others bear', NEW.award_id, advanced, borne_by_others
        USING ERRCODE = 'check_violation', CONSTRAINT = 'award_source_whole_advance';
    END IF;
    RETURN NULL;
  END $$;
  CREATE CONSTRAINT TRIGGER award_source_whole_advance AFTER INSERT ON award_source DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION require_whole_advance();
`;

const PAYMENTS = `
  ALTER TABLE payment
    -- The advanced payment that this one refunds, and the treasury that made it.
    ADD COLUMN refunds_payment_id uuid REFERENCES payment,
    ADD COLUMN refund_to text REFERENCES region,
    -- The day on which the line that advanced it was given it back in the books.
    ADD COLUMN refunded_on date,
    ADD CONSTRAINT payment_refund_whole CHECK ((refunds_payment_id IS NULL) = (refund_to IS NULL)
      AND (refunded_on IS NULL OR refund_to IS NOT NULL) AND refund_to <> region_code),
    DROP CONSTRAINT payment_state_check,
    ADD CONSTRAINT payment_state_check CHECK (state IN ('waiting', 'planned', 'batched', 'released', 'sending', 'accepted', 'unknown',
      'settled', 'rejected', 'returned', 'not_sent', 'offset')),
    ADD CONSTRAINT payment_waits_for_something CHECK (state <> 'waiting' OR (refunds_payment_id IS NOT NULL AND batch_id IS NULL)),
    ADD CONSTRAINT payment_refund_is_not_set_off CHECK (state <> 'offset' OR refund_to IS NULL),
    DROP CONSTRAINT payment_under_way_is_in_a_batch,
    ADD CONSTRAINT payment_under_way_is_in_a_batch CHECK (state IN ('waiting', 'planned', 'settled', 'returned', 'offset') OR batch_id IS NOT NULL);
  CREATE INDEX payment_refunds ON payment (refunds_payment_id) WHERE refunds_payment_id IS NOT NULL;
  CREATE INDEX payment_refund_to ON payment (refund_to) WHERE refund_to IS NOT NULL;
  ALTER TABLE bank_statement_line DROP CONSTRAINT bank_statement_line_classification_check,
    ADD CONSTRAINT bank_statement_line_classification_check CHECK (classification IN ('matched', 'returned', 'already-read',
      'duplicate-debit', 'unknown-reference', 'wrong-amount', 'wrong-payee', 'unexpected-debit', 'unexpected-return', 'fee',
      'reversed', 'refund'));
  ALTER TABLE journal DROP CONSTRAINT journal_kind_check,
    ADD CONSTRAINT journal_kind_check CHECK (kind IN ('allot', 'increase', 'decrease', 'transfer_out', 'transfer_in',
      'carry_out', 'carry_in', 'reserve', 'unreserve', 'release', 'settle', 'bounce', 'return',
      'demand', 'recover', 'surrender', 'write_off', 'set_off',
      'advance', 'advance_undone', 'refund', 'refund_late', 'refund_undone'));
`;

// Whoever looks at one of the two payments of a refund holds the other one still: the advanced one is locked first.
const MOVES = `
  CREATE FUNCTION require_paid_advance() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    PERFORM 1 FROM payment WHERE id = NEW.refunds_payment_id AND state IN ('settled', 'offset') AND region_code = NEW.refund_to FOR SHARE;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'payment % refunds one that has not arrived', NEW.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_refunds_what_arrived';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER payment_refunds_what_arrived BEFORE UPDATE ON payment FOR EACH ROW
    WHEN (NEW.refund_to IS NOT NULL AND OLD.state = 'waiting' AND NEW.state <> 'waiting') EXECUTE FUNCTION require_paid_advance();
  CREATE FUNCTION refuse_refund_at_once() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'a refund is made waiting, and stays a refund of the same payment' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'payment_refund_kept';
  END $$;
  CREATE TRIGGER payment_refund_begins BEFORE INSERT ON payment FOR EACH ROW
    WHEN (NEW.refund_to IS NOT NULL AND (NEW.state <> 'waiting' OR NEW.refunded_on IS NOT NULL)) EXECUTE FUNCTION refuse_refund_at_once();
  CREATE TRIGGER payment_refund_kept BEFORE UPDATE ON payment FOR EACH ROW
    WHEN ((NEW.refunds_payment_id, NEW.refund_to) IS DISTINCT FROM (OLD.refunds_payment_id, OLD.refund_to)) EXECUTE FUNCTION refuse_refund_at_once();
  CREATE FUNCTION refuse_return_under_refund() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    IF EXISTS (SELECT 1 FROM payment WHERE refunds_payment_id = NEW.id AND state <> 'waiting') THEN
      RAISE EXCEPTION 'payment % is being refunded', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_is_refunded';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER payment_not_refunded BEFORE UPDATE ON payment FOR EACH ROW
    WHEN (NEW.state = 'returned' AND OLD.state = 'settled' AND NEW.refund_to IS NULL) EXECUTE FUNCTION refuse_return_under_refund();
`;

// The payments of a source that advances come to more than it bears; each level demands back what it bore.
const LIMITS = `
  CREATE OR REPLACE FUNCTION require_whole_source() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE owed bigint; paying bigint; set_off bigint;
  BEGIN
    SELECT amount_fen + advanced_fen INTO owed FROM award_source WHERE id = NEW.award_source_id;
    SELECT coalesce(sum(amount_fen) FILTER (WHERE state <> 'offset'), 0) INTO paying FROM payment WHERE award_source_id = NEW.award_source_id;
    SELECT coalesce(sum(e.amount_fen), 0) INTO set_off FROM recovery_entry e JOIN payment p ON p.id = e.offset_payment_id
      WHERE p.award_source_id = NEW.award_source_id AND e.state = 'booked';
    IF paying + set_off <> owed THEN
      RAISE EXCEPTION 'source %: % fen to pay and % set off are not the % it owes', NEW.award_source_id, paying, set_off, owed
        USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_amount_explained';
    END IF;
    RETURN NULL;
  END $$;
  CREATE OR REPLACE FUNCTION require_within_paid() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE paid bigint; demanded bigint; awarded bigint; of_line bigint;
  BEGIN
    SELECT CASE WHEN p.state = 'settled' THEN p.amount_fen ELSE 0 END INTO paid
      FROM payment p WHERE p.id = NEW.payment_id AND p.state IN ('settled', 'offset') AND p.region_code = NEW.region_code
        AND p.budget_line_id = NEW.budget_line_id AND p.application_id = NEW.application_id AND p.party_id = NEW.party_id
      FOR NO KEY UPDATE;
    SELECT coalesce(paid + sum(e.amount_fen), paid) INTO paid FROM recovery_entry e
      WHERE e.offset_payment_id = NEW.payment_id AND e.state = 'booked';
    SELECT paid - coalesce(sum(r.amount_fen), 0) INTO paid FROM payment r WHERE r.refunds_payment_id = NEW.payment_id;
    SELECT sum(amount_fen) INTO demanded FROM recovery
      WHERE payment_id = NEW.payment_id AND state IN ('proposed', 'demanded', 'closed');
    SELECT l.amount_fen INTO awarded FROM award_line l JOIN award a ON a.id = l.award_id
      WHERE l.id = NEW.award_line_id AND a.application_id = NEW.application_id;
    SELECT sum(amount_fen) INTO of_line FROM recovery
      WHERE award_line_id = NEW.award_line_id AND state IN ('proposed', 'demanded', 'closed');
    IF paid IS NULL OR awarded IS NULL OR demanded > paid OR of_line > awarded THEN
      RAISE EXCEPTION 'demand %: % fen are demanded of % paid, % of % awarded', NEW.id, demanded, paid, of_line, awarded
        USING ERRCODE = 'check_violation', CONSTRAINT = 'recovery_within_paid';
    END IF;
    RETURN NULL;
  END $$;
`;

// Such a journal is caused by the refund that its cause names: payment:<id>/<kind>/<version>.
const JOURNALS = `
  CREATE INDEX journal_refund ON journal (substr(cause, 9, 36)) WHERE kind IN ('advance', 'advance_undone', 'refund', 'refund_late', 'refund_undone');
  CREATE FUNCTION require_refund() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE line uuid; amount bigint;
  BEGIN
    SELECT a.budget_line_id, e.amount_fen INTO line, amount
      FROM journal_entry e JOIN ledger_account a ON a.id = e.ledger_account_id WHERE e.journal_id = NEW.id AND e.amount_fen > 0;
    IF NOT EXISTS (SELECT 1 FROM payment r JOIN payment p ON p.id = r.refunds_payment_id
        WHERE r.id::text = substr(NEW.cause, 9, 36) AND NEW.cause LIKE 'payment:%/' || NEW.kind || '/%'
          AND r.amount_fen = amount AND p.budget_line_id = line
          AND CASE NEW.kind WHEN 'advance' THEN r.state <> 'waiting' WHEN 'advance_undone' THEN r.state = 'waiting'
            WHEN 'refund_undone' THEN r.refunded_on IS NULL ELSE r.refunded_on IS NOT NULL END) THEN
      RAISE EXCEPTION 'journal %: no refund explains it', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_of_refund';
    END IF;
    RETURN NULL;
  END $$;
  CREATE CONSTRAINT TRIGGER journal_of_refund AFTER INSERT ON journal DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.kind IN ('advance', 'advance_undone', 'refund', 'refund_late', 'refund_undone')) EXECUTE FUNCTION require_refund();
`;

// A refund is between two treasuries, and no business of the enterprise.
const ROWS = `
  DROP POLICY payment_rows ON payment;
  CREATE POLICY payment_rows ON payment USING ((SELECT context_is_system())
    OR region_code = ANY ((SELECT context_regions())::text[]) OR refund_to = ANY ((SELECT context_regions())::text[])
    OR (refund_to IS NULL AND party_id = ANY ((SELECT context_parties())::uuid[])));
`;
