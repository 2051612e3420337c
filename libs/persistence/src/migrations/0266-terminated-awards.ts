import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An award of which nothing has left is terminated by two people: while they decide nothing happens to its payments, then they are
 * cancelled, what was reserved is free again, and its lines count no more.
 */
export class TerminatedAwards1000000000266 implements MigrationInterface {
  readonly name = 'TerminatedAwards1000000000266';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [CASES, PAYMENTS, LINES]) await runner.query(part);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

// As an awarded case it stands in nobody's way, and is still the one case of its applicant under its call.
const CASES = `
  ALTER TABLE application DROP CONSTRAINT application_state_check,
    ADD CONSTRAINT application_state_check CHECK (state IN ('draft', 'submitted', 'in_review', 'on_hold', 'returned', 'approved',
      'on_notice', 'contested', 'noticed', 'parked', 'awarded', 'terminating', 'paid', 'rejected', 'withdrawn', 'terminated'));
  DROP INDEX application_one_under_way;
  CREATE UNIQUE INDEX application_one_under_way ON application (call_id, party_id)
    WHERE state NOT IN ('rejected', 'withdrawn', 'terminated', 'awarded', 'terminating', 'paid');
  ALTER TABLE case_task DROP CONSTRAINT case_task_kind_check,
    ADD CONSTRAINT case_task_kind_check CHECK (kind IN ('county_review', 'county_second', 'city_review', 'city_second',
      'third_party_audit', 'audit_second', 'parked', 'terminating', 'objection'));
`;

// The lock is the one that every row about a case takes: whoever ends the case waits for it, and it for them.
const PAYMENTS = `
  ALTER TABLE payment DROP CONSTRAINT payment_state_check,
    ADD CONSTRAINT payment_state_check CHECK (state IN ('waiting', 'planned', 'batched', 'released', 'sending', 'accepted', 'unknown',
      'settled', 'rejected', 'returned', 'not_sent', 'offset', 'cancelled')),
    DROP CONSTRAINT payment_under_way_is_in_a_batch,
    ADD CONSTRAINT payment_under_way_is_in_a_batch
      CHECK (state IN ('waiting', 'planned', 'settled', 'returned', 'offset', 'cancelled') OR batch_id IS NOT NULL);
  DROP TRIGGER payment_refunds_what_arrived ON payment;
  CREATE TRIGGER payment_refunds_what_arrived BEFORE UPDATE ON payment FOR EACH ROW
    WHEN (NEW.refund_to IS NOT NULL AND OLD.state = 'waiting' AND NEW.state NOT IN ('waiting', 'cancelled'))
    EXECUTE FUNCTION require_paid_advance();
  CREATE FUNCTION require_standing_award() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE of_case text;
  BEGIN
    SELECT state INTO of_case FROM application WHERE id = NEW.application_id FOR KEY SHARE;
    IF (NEW.state = 'cancelled') <> (of_case = 'terminated') OR of_case = 'terminating' THEN
      RAISE EXCEPTION 'payment % cannot become % of a case that is %', NEW.id, NEW.state, of_case
        USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_of_standing_award';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER payment_of_standing_award BEFORE UPDATE ON payment FOR EACH ROW
    WHEN (OLD.state IN ('planned', 'waiting', 'cancelled') AND (NEW.state <> OLD.state OR NEW.amount_fen <> OLD.amount_fen))
    EXECUTE FUNCTION require_standing_award();
`;

const LINES = `
  ALTER TABLE award_line ADD COLUMN taken_back_on date,
    DROP CONSTRAINT award_line_party_id_clause_id_subject_key;
  CREATE UNIQUE INDEX award_line_once ON award_line (party_id, clause_id, subject) WHERE taken_back_on IS NULL;
  CREATE VIEW standing_award_line WITH (security_invoker = true) AS SELECT * FROM award_line WHERE taken_back_on IS NULL;
  CREATE FUNCTION require_terminated_award() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF OLD.taken_back_on IS NOT NULL OR to_jsonb(NEW) - 'taken_back_on' <> to_jsonb(OLD) - 'taken_back_on' OR NOT EXISTS (
        SELECT 1 FROM award w JOIN application a ON a.id = w.application_id WHERE w.id = NEW.award_id AND a.state = 'terminated') THEN
      RAISE EXCEPTION 'a line of an award stays, unless its case was terminated' USING ERRCODE = 'check_violation',
        CONSTRAINT = 'award_line_kept';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER award_line_kept BEFORE UPDATE ON award_line FOR EACH ROW EXECUTE FUNCTION require_terminated_award();
  CREATE TRIGGER award_line_stays BEFORE DELETE ON award_line FOR EACH ROW EXECUTE FUNCTION refuse_change();
`;
