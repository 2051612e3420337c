import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Money that was paid wrongly is demanded back (追回): a demand of two people, and what becomes of it as entries (repaid,
 * set off against a later award with the enterprise's consent, written off), each of two people again. The database
 * accepts no entry beyond the demand, no demand beyond what was paid, and no journal without either.
 */
export class Recoveries1000000000102 implements MigrationInterface {
  readonly name = 'Recoveries1000000000102';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [KINDS, DEMANDS, ENTRIES, LIMITS, PAYMENTS, JOURNALS, ROWS]) await runner.query(part);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

const KINDS = `
  ALTER TABLE number_series DROP CONSTRAINT number_series_series_check,
    ADD CONSTRAINT number_series_series_check CHECK (series IN ('case', 'notice', 'batch', 'recovery'));
  ALTER TABLE journal DROP CONSTRAINT journal_kind_check,
    ADD CONSTRAINT journal_kind_check CHECK (kind IN ('allot', 'increase', 'decrease', 'transfer_out', 'transfer_in',
      'carry_out', 'carry_in', 'reserve', 'unreserve', 'release', 'settle', 'bounce', 'return',
      'demand', 'recover', 'surrender', 'write_off', 'set_off'));
  ALTER TABLE ledger_account DROP CONSTRAINT ledger_account_kind_check,
    ADD CONSTRAINT ledger_account_kind_check CHECK (kind IN ('allotment', 'available', 'reserved', 'in_flight', 'spent', 'receivable'));
  CREATE OR REPLACE FUNCTION open_ledger_accounts() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    INSERT INTO ledger_account (budget_line_id, kind)
      SELECT NEW.id, kind FROM unnest(ARRAY['allotment', 'available', 'reserved', 'in_flight', 'spent', 'receivable']) AS kind;
    RETURN NULL;
  END $$;
  SELECT set_config('duixian.scope', 'system', true);
  INSERT INTO ledger_account (budget_line_id, kind) SELECT id, 'receivable' FROM budget_line;
  ALTER TABLE payment DROP CONSTRAINT payment_state_check,
    ADD CONSTRAINT payment_state_check CHECK (state IN ('planned', 'batched', 'released', 'sending', 'accepted', 'unknown',
      'settled', 'rejected', 'returned', 'not_sent', 'offset')),
    DROP CONSTRAINT payment_under_way_is_in_a_batch,
    ADD CONSTRAINT payment_under_way_is_in_a_batch CHECK (state IN ('planned', 'settled', 'returned', 'offset') OR batch_id IS NOT NULL);
`;

const DEMANDS = `
  CREATE TABLE recovery (
    id uuid PRIMARY KEY,
    number text NOT NULL UNIQUE,
    -- What one treasury paid for one clause of an award: it goes back to the line that it came from.
    payment_id uuid NOT NULL REFERENCES payment,
    award_line_id uuid NOT NULL REFERENCES award_line,
    application_id uuid NOT NULL REFERENCES application,
    party_id uuid NOT NULL REFERENCES party,
    region_code text NOT NULL REFERENCES region,
    county_code text NOT NULL REFERENCES region,
    budget_line_id uuid NOT NULL REFERENCES budget_line,
    amount_fen bigint NOT NULL CHECK (amount_fen > 0),
    reason text NOT NULL CHECK (length(reason) > 0),
    document_number text NOT NULL CHECK (length(document_number) > 0),
    working_days integer NOT NULL CHECK (working_days BETWEEN 1 AND 120),
    -- Last day to pay back, counted when the demand is confirmed.
    due_on date,
    state text NOT NULL CHECK (state IN ('proposed', 'demanded', 'closed', 'refused', 'withdrawn')),
    version integer NOT NULL CHECK (version > 0),
    proposed_by uuid NOT NULL REFERENCES user_account,
    proposed_at timestamptz NOT NULL,
    decided_by uuid REFERENCES user_account,
    decided_at timestamptz,
    decision_note text,
    CONSTRAINT recovery_two_people CHECK ((decided_by = proposed_by) = (state = 'withdrawn')),
    CHECK ((state = 'proposed') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)),
    CHECK ((due_on IS NOT NULL) = (state IN ('demanded', 'closed')))
  );
  CREATE INDEX recovery_payment ON recovery (payment_id);
  CREATE INDEX recovery_award_line ON recovery (award_line_id);
  CREATE INDEX recovery_party ON recovery (party_id);
  CREATE INDEX recovery_region ON recovery (region_code, state);
  CREATE FUNCTION keep_recovery() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE free text[] := CASE OLD.state || '>' || NEW.state
      WHEN 'proposed>demanded' THEN ARRAY['state', 'version', 'due_on', 'decided_by', 'decided_at', 'decision_note']
      WHEN 'proposed>refused' THEN ARRAY['state', 'version', 'decided_by', 'decided_at', 'decision_note']
      WHEN 'proposed>withdrawn' THEN ARRAY['state', 'version', 'decided_by', 'decided_at', 'decision_note']
      WHEN 'demanded>closed' THEN ARRAY['state', 'version'] END;
  BEGIN
    IF TG_OP = 'DELETE' OR free IS NULL OR to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free THEN
      RAISE EXCEPTION 'a demand is decided once and never changed' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER recovery_kept BEFORE UPDATE OR DELETE ON recovery FOR EACH ROW EXECUTE FUNCTION keep_recovery();
  CREATE TRIGGER recovery_no_truncate BEFORE TRUNCATE ON recovery EXECUTE FUNCTION refuse_change();
`;

const ENTRIES = `
  CREATE TABLE recovery_entry (
    id uuid PRIMARY KEY,
    recovery_id uuid NOT NULL REFERENCES recovery,
    region_code text NOT NULL REFERENCES region,
    kind text NOT NULL CHECK (kind IN ('repayment', 'offset', 'write_off')),
    amount_fen bigint NOT NULL CHECK (amount_fen > 0),
    note text NOT NULL CHECK (length(note) > 0),
    -- Of a repayment: the bank's number of the incoming money, and the line of the statement that shows it, where one does.
    bank_reference text CHECK (length(bank_reference) > 0),
    paid_on date,
    statement_id uuid,
    statement_position integer,
    -- Of an offset: the payment that becomes smaller by it.
    offset_payment_id uuid REFERENCES payment,
    state text NOT NULL CHECK (state IN ('proposed', 'consented', 'booked', 'refused', 'withdrawn')),
    version integer NOT NULL CHECK (version > 0),
    proposed_by uuid NOT NULL REFERENCES user_account,
    proposed_at timestamptz NOT NULL,
    consented_by uuid REFERENCES user_account,
    consented_at timestamptz,
    decided_by uuid REFERENCES user_account,
    decided_at timestamptz,
    decision_note text,
    FOREIGN KEY (statement_id, statement_position) REFERENCES bank_statement_line (statement_id, position),
    CHECK ((statement_id IS NULL) = (statement_position IS NULL)),
    CONSTRAINT recovery_entry_whole CHECK (CASE kind
      WHEN 'repayment' THEN bank_reference IS NOT NULL AND paid_on IS NOT NULL AND offset_payment_id IS NULL
      WHEN 'offset' THEN offset_payment_id IS NOT NULL AND bank_reference IS NULL AND paid_on IS NULL AND statement_id IS NULL
      ELSE bank_reference IS NULL AND paid_on IS NULL AND statement_id IS NULL AND offset_payment_id IS NULL END),
    CONSTRAINT recovery_entry_two_people CHECK (decided_by IS NULL OR (decided_by = proposed_by) = (state = 'withdrawn')),
    CHECK ((state IN ('proposed', 'consented')) = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)),
    CHECK ((consented_by IS NULL) = (consented_at IS NULL) AND (consented_by IS NULL OR kind = 'offset')
      AND (state <> 'consented' OR consented_by IS NOT NULL)),
    CONSTRAINT recovery_entry_by_consent CHECK (kind <> 'offset' OR state <> 'booked'
      OR (consented_by IS NOT NULL AND consented_by <> proposed_by AND consented_by <> decided_by))
  );
  CREATE INDEX recovery_entry_recovery ON recovery_entry (recovery_id);
  CREATE INDEX recovery_entry_offset_payment ON recovery_entry (offset_payment_id) WHERE offset_payment_id IS NOT NULL;
  -- Money that came in once pays back once, whoever writes it down and however.
  CREATE UNIQUE INDEX recovery_entry_reference_once ON recovery_entry (region_code, bank_reference)
    WHERE state IN ('proposed', 'booked') AND bank_reference IS NOT NULL;
  CREATE UNIQUE INDEX recovery_entry_line_once ON recovery_entry (statement_id, statement_position)
    WHERE state IN ('proposed', 'booked') AND statement_id IS NOT NULL;
  CREATE FUNCTION keep_recovery_entry() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE free text[] := CASE OLD.state || '>' || NEW.state
      WHEN 'proposed>consented' THEN ARRAY['state', 'version', 'consented_by', 'consented_at'] ELSE
        ARRAY['state', 'version', 'decided_by', 'decided_at', 'decision_note'] END;
  BEGIN
    IF TG_OP = 'DELETE' OR OLD.state NOT IN ('proposed', 'consented') OR NEW.state = OLD.state
       OR to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free THEN
      RAISE EXCEPTION 'an entry of a demand is decided once and never changed' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER recovery_entry_kept BEFORE UPDATE OR DELETE ON recovery_entry FOR EACH ROW EXECUTE FUNCTION keep_recovery_entry();
  CREATE TRIGGER recovery_entry_no_truncate BEFORE TRUNCATE ON recovery_entry EXECUTE FUNCTION refuse_change();
`;

// Whoever demands more of a payment, or books more of a demand, waits for its row: the sums are those of all before.
const LIMITS = `
  CREATE FUNCTION require_within_paid() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE paid bigint; demanded bigint; awarded bigint; of_line bigint;
  BEGIN
    SELECT CASE WHEN p.state = 'settled' THEN p.amount_fen ELSE 0 END INTO paid
      FROM payment p WHERE p.id = NEW.payment_id AND p.state IN ('settled', 'offset') AND p.region_code = NEW.region_code
        AND p.budget_line_id = NEW.budget_line_id AND p.application_id = NEW.application_id AND p.party_id = NEW.party_id
      FOR NO KEY UPDATE;
    SELECT coalesce(paid + sum(e.amount_fen), paid) INTO paid FROM recovery_entry e
      WHERE e.offset_payment_id = NEW.payment_id AND e.state = 'booked';
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
  CREATE TRIGGER recovery_within_paid AFTER INSERT ON recovery FOR EACH ROW EXECUTE FUNCTION require_within_paid();

  CREATE FUNCTION require_within_demand() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE demand recovery; met bigint;
  BEGIN
    SELECT * INTO demand FROM recovery WHERE id = NEW.recovery_id FOR NO KEY UPDATE;
    SELECT sum(amount_fen) INTO met FROM recovery_entry
      WHERE recovery_id = NEW.recovery_id AND state IN ('proposed', 'consented', 'booked');
    IF demand.state NOT IN ('demanded', 'closed') OR demand.region_code <> NEW.region_code OR met > demand.amount_fen THEN
      RAISE EXCEPTION 'demand % of % fen is %: % fen do not fit', demand.id, demand.amount_fen, demand.state, met
        USING ERRCODE = 'check_violation', CONSTRAINT = 'recovery_within_demand';
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER recovery_entry_within_demand AFTER INSERT OR UPDATE ON recovery_entry FOR EACH ROW
    WHEN (NEW.state IN ('proposed', 'consented', 'booked')) EXECUTE FUNCTION require_within_demand();

  CREATE FUNCTION require_closed_when_met() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE demand recovery; met bigint;
  BEGIN
    SELECT * INTO demand FROM recovery WHERE id = (to_jsonb(NEW) ->> TG_ARGV[0])::uuid;
    SELECT coalesce(sum(amount_fen), 0) INTO met FROM recovery_entry WHERE recovery_id = demand.id AND state = 'booked';
    IF (demand.state = 'closed') <> (met = demand.amount_fen) THEN
      RAISE EXCEPTION 'demand % of % fen is % with % fen met', demand.id, demand.amount_fen, demand.state, met
        USING ERRCODE = 'check_violation', CONSTRAINT = 'recovery_closed_when_met';
    END IF;
    RETURN NULL;
  END $$;
  CREATE CONSTRAINT TRIGGER recovery_closed_when_met AFTER UPDATE ON recovery DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION require_closed_when_met('id');
  CREATE CONSTRAINT TRIGGER recovery_entry_closes AFTER UPDATE ON recovery_entry DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.state = 'booked') EXECUTE FUNCTION require_closed_when_met('recovery_id');
`;

// A payment is made smaller, or ended, only by what was set off against it; money that is demanded back does not come back twice.
const PAYMENTS = `
  CREATE FUNCTION require_whole_source() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE owed bigint; paying bigint; set_off bigint;
  BEGIN
    SELECT amount_fen INTO owed FROM award_source WHERE id = NEW.award_source_id;
    SELECT coalesce(sum(amount_fen) FILTER (WHERE state <> 'offset'), 0) INTO paying FROM payment WHERE award_source_id = NEW.award_source_id;
    SELECT coalesce(sum(e.amount_fen), 0) INTO set_off FROM recovery_entry e JOIN payment p ON p.id = e.offset_payment_id
      WHERE p.award_source_id = NEW.award_source_id AND e.state = 'booked';
    IF paying + set_off <> owed THEN
      RAISE EXCEPTION 'source %: % fen to pay and % set off are not the % it owes', NEW.award_source_id, paying, set_off, owed
        USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_amount_explained';
    END IF;
    RETURN NULL;
  END $$;
  CREATE CONSTRAINT TRIGGER payment_amount_explained AFTER UPDATE ON payment DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.amount_fen <> OLD.amount_fen OR (NEW.state = 'offset') <> (OLD.state = 'offset'))
    EXECUTE FUNCTION require_whole_source();
  CREATE FUNCTION refuse_return_under_demand() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    IF EXISTS (SELECT 1 FROM recovery WHERE payment_id = NEW.id AND state IN ('proposed', 'demanded', 'closed')) THEN
      RAISE EXCEPTION 'payment % is demanded back', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_is_demanded_back';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER payment_not_demanded_back BEFORE UPDATE ON payment FOR EACH ROW
    WHEN (NEW.state = 'returned' AND OLD.state = 'settled') EXECUTE FUNCTION refuse_return_under_demand();
`;

const JOURNALS = `
  CREATE FUNCTION require_recovery() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE line uuid; amount bigint;
  BEGIN
    SELECT a.budget_line_id, e.amount_fen INTO line, amount
      FROM journal_entry e JOIN ledger_account a ON a.id = e.ledger_account_id WHERE e.journal_id = NEW.id AND e.amount_fen > 0;
    IF NEW.kind = 'demand' AND EXISTS (SELECT 1 FROM recovery r WHERE NEW.cause = 'recovery:' || r.id || '/demand'
        AND r.state IN ('demanded', 'closed') AND r.amount_fen = amount AND r.budget_line_id = line) THEN RETURN NULL; END IF;
    IF EXISTS (SELECT 1 FROM recovery_entry e JOIN recovery r ON r.id = e.recovery_id LEFT JOIN payment p ON p.id = e.offset_payment_id
        WHERE NEW.cause = 'recovery-entry:' || e.id || '/' || NEW.kind AND e.state = 'booked' AND e.amount_fen = amount
          AND line = CASE NEW.kind WHEN 'set_off' THEN p.budget_line_id ELSE r.budget_line_id END
          AND NEW.kind = ANY (CASE e.kind WHEN 'write_off' THEN ARRAY['write_off'] WHEN 'repayment' THEN ARRAY['recover', 'surrender']
            ELSE ARRAY['recover', 'surrender', 'set_off'] END)) THEN RETURN NULL; END IF;
    RAISE EXCEPTION 'journal %: nothing that two people agreed on is demanded or booked so', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_of_recovery';
  END $$;
  CREATE CONSTRAINT TRIGGER journal_of_recovery AFTER INSERT ON journal DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.kind IN ('demand', 'recover', 'surrender', 'write_off', 'set_off')) EXECUTE FUNCTION require_recovery();
`;

// The enterprise sees what is demanded of it, not what is only considered; whoever decides on its cases sees what it kept.
const ROWS = `
  ALTER TABLE recovery ENABLE ROW LEVEL SECURITY;
  ALTER TABLE recovery FORCE ROW LEVEL SECURITY;
  CREATE POLICY recovery_rows ON recovery USING ((SELECT context_is_system())
    OR region_code = ANY ((SELECT context_regions())::text[]) OR county_code = ANY ((SELECT context_regions())::text[])
    OR (party_id = ANY ((SELECT context_parties())::uuid[]) AND state IN ('demanded', 'closed')));
  ALTER TABLE recovery_entry ENABLE ROW LEVEL SECURITY;
  ALTER TABLE recovery_entry FORCE ROW LEVEL SECURITY;
  CREATE POLICY recovery_entry_rows ON recovery_entry USING ((SELECT context_is_system())
    OR EXISTS (SELECT 1 FROM recovery parent WHERE parent.id = recovery_id));
`;
