import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Treasuries that demand the same clause of an award at once wait for its line: together they demand no more of it than was awarded.
 */
export class DemandsOfAClause1000000000450 implements MigrationInterface {
  readonly name = 'DemandsOfAClause1000000000450';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION require_within_paid() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      DECLARE paid bigint; demanded bigint; awarded bigint; of_line bigint;
      BEGIN
        SELECT CASE WHEN p.state = 'settled' THEN p.amount_fen ELSE 0 END INTO paid
          FROM payment p WHERE p.id = NEW.payment_id AND p.state IN ('settled', 'offset') AND p.region_code = NEW.region_code
            AND p.budget_line_id = NEW.budget_line_id AND p.application_id = NEW.application_id AND p.party_id = NEW.party_id
          FOR NO KEY UPDATE;
        SELECT l.amount_fen INTO awarded FROM award_line l JOIN award a ON a.id = l.award_id
          WHERE l.id = NEW.award_line_id AND a.application_id = NEW.application_id FOR NO KEY UPDATE OF l;
        SELECT coalesce(paid + sum(e.amount_fen), paid) INTO paid FROM recovery_entry e
          WHERE e.offset_payment_id = NEW.payment_id AND e.state = 'booked';
        SELECT paid - coalesce(sum(r.amount_fen), 0) INTO paid FROM payment r WHERE r.refunds_payment_id = NEW.payment_id;
        SELECT sum(amount_fen) INTO demanded FROM recovery
          WHERE payment_id = NEW.payment_id AND state IN ('proposed', 'demanded', 'closed');
        SELECT sum(amount_fen) INTO of_line FROM recovery
          WHERE award_line_id = NEW.award_line_id AND state IN ('proposed', 'demanded', 'closed');
        IF paid IS NULL OR awarded IS NULL OR demanded > paid OR of_line > awarded THEN
          RAISE EXCEPTION 'demand %: % fen are demanded of % paid, % of % awarded', NEW.id, demanded, paid, of_line, awarded
            USING ERRCODE = 'check_violation', CONSTRAINT = 'recovery_within_paid';
        END IF;
        RETURN NULL;
      END $$`);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}
