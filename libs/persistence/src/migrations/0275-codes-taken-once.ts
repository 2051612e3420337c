import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Two requests at once with one code: whatever the code does, the second finds its time step used. */
export class CodesTakenOnce1000000000275 implements MigrationInterface {
  readonly name = 'CodesTakenOnce1000000000275';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION keep_steps() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.secret_box IS NOT NULL AND NEW.secret_box IS NOT DISTINCT FROM OLD.secret_box AND NEW.last_step <= OLD.last_step THEN
          RAISE EXCEPTION 'a code is taken once' USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
      END $$;
      -- Of the column: an update that says nothing about the step, as of a wrong code, takes none.
      DROP TRIGGER second_factor_steps ON second_factor;
      CREATE TRIGGER second_factor_steps BEFORE UPDATE OF last_step ON second_factor FOR EACH ROW EXECUTE FUNCTION keep_steps();
    `);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}
