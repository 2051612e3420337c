import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Money that came in at once may pay back several demands of a treasury, together never more than came in. */
export class SharedRepayments1000000000363 implements MigrationInterface {
  readonly name = 'SharedRepayments1000000000363';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX recovery_entry_line_once;
      DROP INDEX recovery_entry_reference_once;
      CREATE INDEX recovery_entry_line ON recovery_entry (statement_id, statement_position) WHERE statement_id IS NOT NULL;
      CREATE UNIQUE INDEX recovery_entry_reference_once ON recovery_entry (region_code, paid_on, bank_reference)
        WHERE state IN ('proposed', 'booked') AND bank_reference IS NOT NULL AND statement_id IS NULL;
      CREATE INDEX recovery_entry_money ON recovery_entry (region_code, bank_reference) WHERE bank_reference IS NOT NULL;
      CREATE FUNCTION require_within_line() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      DECLARE came bigint; used bigint;
      BEGIN
        -- The task of the line is what everybody who uses the line waits for.
        PERFORM 1 FROM finance_task WHERE statement_id = NEW.statement_id AND statement_position = NEW.statement_position FOR NO KEY UPDATE;
        SELECT l.amount_fen INTO came FROM bank_statement_line l
          WHERE l.statement_id = NEW.statement_id AND l.position = NEW.statement_position AND l.direction = 'credit';
        SELECT sum(amount_fen) INTO used FROM recovery_entry WHERE statement_id = NEW.statement_id
          AND statement_position = NEW.statement_position AND state IN ('proposed', 'booked');
        IF came IS NULL OR used > came THEN
          RAISE EXCEPTION 'line % of statement %: % fen came in, % pay back', NEW.statement_position, NEW.statement_id, came, used
            USING ERRCODE = 'check_violation', CONSTRAINT = 'recovery_entry_within_line';
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER recovery_entry_within_line AFTER INSERT ON recovery_entry FOR EACH ROW
        WHEN (NEW.statement_id IS NOT NULL) EXECUTE FUNCTION require_within_line();
      CREATE FUNCTION refuse_written_down_twice() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        IF EXISTS (SELECT 1 FROM recovery_entry e WHERE e.region_code = NEW.region_code AND e.bank_reference = NEW.bank_reference
            AND e.paid_on = NEW.paid_on AND e.state IN ('proposed', 'booked') AND (e.statement_id IS NULL) <> (NEW.statement_id IS NULL)) THEN
          RAISE EXCEPTION 'money % of % pays back already', NEW.bank_reference, NEW.paid_on
            USING ERRCODE = 'unique_violation', CONSTRAINT = 'recovery_entry_reference_once';
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER recovery_entry_money_once AFTER INSERT ON recovery_entry FOR EACH ROW
        WHEN (NEW.bank_reference IS NOT NULL) EXECUTE FUNCTION refuse_written_down_twice()`);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}
