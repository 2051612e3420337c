import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Batches of any size are gone through in the order of ids, some payments at a time. An index by batch alone made every step read the
 * whole batch and sort it: a hundred thousand payments took as many reads as their square. With the id in it each step begins where
 * the last one ended; the two indexes take the place of those they hold.
 * And whether the award of what leaves still stands is asked once for all payments of a statement.
 */
export class PaymentsInOrder1000000000296 implements MigrationInterface {
  readonly name = 'PaymentsInOrder1000000000296';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [INDEXES, STANDING]) await runner.query(part);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

const INDEXES = `
  CREATE INDEX payment_batch_in_order ON payment (batch_id, id);
  CREATE INDEX payment_treasury_in_order ON payment (region_code, state, id);
  DROP INDEX payment_batch;
  DROP INDEX payment_treasury;
`;

// The lock is the one that every row about a case takes: whoever ends the case waits for it, and it for them.
const STANDING = `
  DROP TRIGGER payment_of_standing_award ON payment;
  CREATE OR REPLACE FUNCTION require_standing_award() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE wrong record;
  BEGIN
    PERFORM 1 FROM application WHERE id IN (SELECT n.application_id FROM now_so n JOIN before b ON b.id = n.id
      WHERE b.state IN ('planned', 'waiting', 'cancelled') AND (n.state, n.amount_fen) <> (b.state, b.amount_fen)) ORDER BY id FOR KEY SHARE;
    SELECT n.id, n.state, a.state AS of_case INTO wrong FROM now_so n JOIN before b ON b.id = n.id
        LEFT JOIN application a ON a.id = n.application_id
      WHERE b.state IN ('planned', 'waiting', 'cancelled') AND (n.state, n.amount_fen) <> (b.state, b.amount_fen)
        AND (b.state = 'cancelled' OR a.id IS NULL OR a.state = 'terminating' OR (a.state = 'terminated' AND n.state <> 'cancelled')
          OR (n.state = 'cancelled' AND a.state <> 'terminated' AND NOT is_instalment(n.award_source_id, n.instalment, 'forfeit'))) LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION 'payment % cannot become % of a case that is %', wrong.id, wrong.state, coalesce(wrong.of_case, 'out of reach')
        USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_of_standing_award';
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER payment_of_standing_award AFTER UPDATE ON payment REFERENCING OLD TABLE AS before NEW TABLE AS now_so
    FOR EACH STATEMENT EXECUTE FUNCTION require_standing_award();
`;
