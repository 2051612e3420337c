import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An award is paid in parts (分期拨付): its call has a plan, which the award keeps; every part of every source is a payment of its own,
 * reserved at once. A later part waits for its day, or for two people of the city who say that its condition is met; they may also say
 * that it will not be paid. The database lets none fall due or lapse without them.
 */
export class Instalments1000000000295 implements MigrationInterface {
  readonly name = 'Instalments1000000000295';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [PLANS, DECISIONS, PAYMENTS, CANCELLED, ROWS]) await runner.query(part);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

// Shares are weights: whatever they are, together they are the whole.
const PLANS = `
  ALTER TABLE call ADD COLUMN instalments jsonb CHECK (jsonb_typeof(instalments) = 'array' AND jsonb_array_length(instalments) BETWEEN 2 AND 6);
  CREATE TABLE award_instalment (
    award_id uuid NOT NULL REFERENCES award,
    number integer NOT NULL CHECK (number BETWEEN 1 AND 6),
    weight integer NOT NULL CHECK (weight > 0),
    -- The first one is due with the award; a later one on a day, or when two people say that its condition is met.
    due_on date,
    condition text CHECK (length(condition) BETWEEN 1 AND 200),
    PRIMARY KEY (award_id, number),
    CONSTRAINT award_instalment_due_once CHECK (num_nonnulls(due_on, condition) = CASE number WHEN 1 THEN 0 ELSE 1 END)
  );
  CREATE TRIGGER award_instalment_append_only BEFORE UPDATE OR DELETE ON award_instalment FOR EACH ROW EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER award_instalment_no_truncate BEFORE TRUNCATE ON award_instalment EXECUTE FUNCTION refuse_change();
  CREATE FUNCTION refuse_late_plan() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    IF EXISTS (SELECT 1 FROM payment p JOIN award_source s ON s.id = p.award_source_id WHERE s.award_id = NEW.award_id) THEN
      RAISE EXCEPTION 'award % has payments: its plan stays', NEW.award_id USING ERRCODE = 'check_violation',
        CONSTRAINT = 'award_instalment_before_payments';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER award_instalment_before_payments BEFORE INSERT ON award_instalment FOR EACH ROW EXECUTE FUNCTION refuse_late_plan();
`;

const DECISIONS = `
  CREATE TABLE instalment_decision (
    id uuid PRIMARY KEY,
    award_id uuid NOT NULL,
    number integer NOT NULL CHECK (number > 1),
    kind text NOT NULL CHECK (kind IN ('release', 'forfeit')),
    reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    document_number text NOT NULL CHECK (length(document_number) BETWEEN 1 AND 100),
    proposed_by uuid NOT NULL REFERENCES user_account,
    proposed_at timestamptz NOT NULL,
    decision text CHECK (decision IN ('confirmed', 'refused', 'withdrawn')),
    decided_by uuid REFERENCES user_account,
    decided_at timestamptz,
    decision_note text CHECK (length(decision_note) BETWEEN 1 AND 500),
    FOREIGN KEY (award_id, number) REFERENCES award_instalment,
    CHECK ((decision IS NULL) = (decided_by IS NULL) AND (decision IS NULL) = (decided_at IS NULL)),
    CONSTRAINT instalment_decision_two_people CHECK (decision IS NULL OR (decided_by = proposed_by) = (decision = 'withdrawn'))
  );
  -- One is open at a time, and none after one was confirmed.
  CREATE UNIQUE INDEX instalment_decision_once ON instalment_decision (award_id, number) WHERE decision IS NULL OR decision = 'confirmed';
  CREATE INDEX instalment_decision_award ON instalment_decision (award_id, number);
  CREATE FUNCTION keep_instalment_decision() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE free text[] := ARRAY['decision', 'decided_by', 'decided_at', 'decision_note'];
  BEGIN
    IF TG_OP = 'INSERT' AND NEW.decision IS NOT NULL THEN
      RAISE EXCEPTION 'what becomes of an instalment is proposed before it is decided' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF TG_OP <> 'INSERT' AND (TG_OP = 'DELETE' OR OLD.decision IS NOT NULL OR to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free) THEN
      RAISE EXCEPTION 'what becomes of an instalment is decided once and never changed' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER instalment_decision_kept BEFORE INSERT OR UPDATE ON instalment_decision FOR EACH ROW EXECUTE FUNCTION keep_instalment_decision();
  CREATE TRIGGER instalment_decision_stays BEFORE DELETE ON instalment_decision FOR EACH ROW EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER instalment_decision_no_truncate BEFORE TRUNCATE ON instalment_decision EXECUTE FUNCTION refuse_change();
`;

// Where a plan is out of reach nothing falls due and nothing lapses: the system does both.
const PAYMENTS = `
  ALTER TABLE payment DROP CONSTRAINT payment_waits_for_something,
    ADD CONSTRAINT payment_waits_for_something
      CHECK (state <> 'waiting' OR ((refunds_payment_id IS NOT NULL OR instalment > 1) AND batch_id IS NULL));
  CREATE FUNCTION require_planned_instalment() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    IF NEW.state <> 'waiting' OR NOT EXISTS (SELECT 1 FROM award_source s JOIN award_instalment i ON i.award_id = s.award_id
        WHERE s.id = NEW.award_source_id AND i.number = NEW.instalment) THEN
      RAISE EXCEPTION 'payment % is no instalment of its award, or does not wait', NEW.id USING ERRCODE = 'check_violation',
        CONSTRAINT = 'payment_instalment_planned';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER payment_instalment_planned BEFORE INSERT ON payment FOR EACH ROW
    WHEN (NEW.instalment > 1) EXECUTE FUNCTION require_planned_instalment();
  CREATE FUNCTION is_instalment(source uuid, instalment integer, fate text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM award_source s JOIN instalment_decision d ON d.award_id = s.award_id
      WHERE s.id = source AND d.number = instalment AND d.kind = fate AND d.decision = 'confirmed')
  $$;
  CREATE FUNCTION require_due_instalment() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    IF is_instalment(NEW.award_source_id, NEW.instalment, 'forfeit')
        OR NOT (is_instalment(NEW.award_source_id, NEW.instalment, 'release')
          OR EXISTS (SELECT 1 FROM award_source s JOIN award_instalment i ON i.award_id = s.award_id
            WHERE s.id = NEW.award_source_id AND i.number = NEW.instalment
              AND i.due_on <= (business_now() AT TIME ZONE 'Asia/Shanghai')::date)) THEN
      RAISE EXCEPTION 'payment % is not due', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_instalment_due';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER payment_instalment_due BEFORE UPDATE ON payment FOR EACH ROW
    WHEN (NEW.refund_to IS NULL AND OLD.state = 'waiting' AND NEW.state NOT IN ('waiting', 'cancelled')) EXECUTE FUNCTION require_due_instalment();
  CREATE FUNCTION keep_instalment() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'a payment stays the same part of the same source' USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_instalment_kept';
  END $$;
  CREATE TRIGGER payment_instalment_kept BEFORE UPDATE ON payment FOR EACH ROW
    WHEN ((NEW.award_source_id, NEW.instalment) IS DISTINCT FROM (OLD.award_source_id, OLD.instalment)) EXECUTE FUNCTION keep_instalment();
`;

// A payment is cancelled with its whole award, or as an instalment that two people gave up; then nothing becomes of it.
const CANCELLED = `
  CREATE OR REPLACE FUNCTION require_standing_award() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE of_case text;
  BEGIN
    SELECT state INTO of_case FROM application WHERE id = NEW.application_id FOR KEY SHARE;
    IF OLD.state = 'cancelled' OR of_case = 'terminating' OR (of_case = 'terminated' AND NEW.state <> 'cancelled')
        OR (NEW.state = 'cancelled' AND of_case <> 'terminated' AND NOT is_instalment(NEW.award_source_id, NEW.instalment, 'forfeit')) THEN
      RAISE EXCEPTION 'payment % cannot become % of a case that is %', NEW.id, NEW.state, of_case
        USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_of_standing_award';
    END IF;
    RETURN NEW;
  END $$;
`;

const heldByAward = (table: string): string => `
  ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
  ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
  CREATE POLICY ${table}_rows ON ${table} USING ((SELECT context_is_system())
    OR EXISTS (SELECT 1 FROM award parent WHERE parent.id = award_id));`;

const ROWS = ['award_instalment', 'instalment_decision'].map(heldByAward).join('\n');
