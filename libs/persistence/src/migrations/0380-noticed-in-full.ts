import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A case leaves its public notice for its award once the last notice on which it stands is over, and with no other one. */
export class NoticedInFull1000000000380 implements MigrationInterface {
  readonly name = 'NoticedInFull1000000000380';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION require_notice_over() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF (SELECT n.state FROM notice_line l JOIN notice n ON n.id = l.notice_id WHERE l.application_id = NEW.id
            ORDER BY l.notice_id DESC LIMIT 1) IS DISTINCT FROM 'closed' THEN
          RAISE EXCEPTION 'case % still stands on a public notice', NEW.case_number USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER application_notice_over BEFORE UPDATE ON application FOR EACH ROW
        WHEN (OLD.state = 'on_notice' AND NEW.state = 'noticed') EXECUTE FUNCTION require_notice_over()`);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}
