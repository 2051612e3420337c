import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Messages that were handled, the keys of handling them and sessions that are over may go after 90 days; the database lets
 * nothing else of these tables go. Keys of requests stay: the same request gets the same answer for ever.
 */
export class Pruning1000000000370 implements MigrationInterface {
  readonly name = 'Pruning1000000000370';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX outbox_done ON outbox (done_at) WHERE done_at IS NOT NULL;
      CREATE INDEX idempotency_key_of_messages ON idempotency_key (created_at) WHERE key LIKE 'outbox:%';
      CREATE INDEX session_over ON session (expires_at);
      CREATE FUNCTION only_what_is_over_goes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        DECLARE
          kept_from timestamptz := clock_timestamp() - interval '90 days';
          over boolean;
        BEGIN
          IF TG_TABLE_NAME = 'outbox' THEN over := OLD.done_at < kept_from;
          ELSIF TG_TABLE_NAME = 'session' THEN over := least(OLD.expires_at, OLD.closed_at) < kept_from;
          ELSE
            over := OLD.actor LIKE 'system:%' AND OLD.created_at < kept_from AND OLD.key ~ '^outbox:[0-9a-f-]{36}/'
              AND NOT EXISTS (SELECT FROM outbox WHERE id = substring(OLD.key, 8, 36)::uuid);
          END IF;
          IF over IS NOT TRUE THEN
            RAISE EXCEPTION 'a row of % goes 90 days after it is over, not before', TG_TABLE_NAME USING ERRCODE = 'check_violation';
          END IF;
          RETURN OLD;
        END $$;
      CREATE TRIGGER outbox_goes BEFORE DELETE ON outbox FOR EACH ROW EXECUTE FUNCTION only_what_is_over_goes();
      CREATE TRIGGER idempotency_key_goes BEFORE DELETE ON idempotency_key FOR EACH ROW EXECUTE FUNCTION only_what_is_over_goes();
      CREATE TRIGGER session_goes BEFORE DELETE ON session FOR EACH ROW EXECUTE FUNCTION only_what_is_over_goes();`);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}
