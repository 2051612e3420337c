import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was in a batch stays said: a payment that failed and is queued again, or whose batch is cancelled, leaves its line there. */
export class BatchDepartures1000000000362 implements MigrationInterface {
  readonly name = 'BatchDepartures1000000000362';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE batch_departure (
        batch_id uuid NOT NULL REFERENCES disbursement_batch,
        payment_id uuid NOT NULL REFERENCES payment,
        -- As they were in the batch: both change once the payment is queued again.
        amount_fen bigint NOT NULL CHECK (amount_fen > 0),
        payee jsonb NOT NULL,
        PRIMARY KEY (batch_id, payment_id)
      );
      CREATE INDEX batch_departure_payment ON batch_departure (payment_id);
      CREATE FUNCTION keep_batch_departure() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        INSERT INTO batch_departure (batch_id, payment_id, amount_fen, payee)
          VALUES (OLD.batch_id, OLD.id, OLD.amount_fen, OLD.payee);
        RETURN NULL;
      END $$;
      CREATE TRIGGER payment_leaves_batch AFTER UPDATE ON payment FOR EACH ROW
        WHEN (OLD.batch_id IS NOT NULL AND OLD.batch_id IS DISTINCT FROM NEW.batch_id) EXECUTE FUNCTION keep_batch_departure();
      ALTER TABLE batch_departure ENABLE ROW LEVEL SECURITY;
      ALTER TABLE batch_departure FORCE ROW LEVEL SECURITY;
      CREATE POLICY batch_departure_rows ON batch_departure USING ((SELECT context_is_system())
        OR EXISTS (SELECT 1 FROM disbursement_batch parent WHERE parent.id = batch_id));
      CREATE TRIGGER batch_departure_append_only BEFORE UPDATE OR DELETE ON batch_departure FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER batch_departure_no_truncate BEFORE TRUNCATE ON batch_departure EXECUTE FUNCTION refuse_change();
    `);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}
