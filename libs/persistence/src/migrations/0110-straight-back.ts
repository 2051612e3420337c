import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A corrected case goes straight back to the stage that returned it, unless that stage wanted all of them to look again. */
export class StraightBack1000000000110 implements MigrationInterface {
  readonly name = 'StraightBack1000000000110';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE application
        ADD COLUMN waiting_stage_index integer,
        ADD CONSTRAINT application_waiting_stage CHECK (waiting_stage_index IS NULL
          OR (state IN ('returned', 'submitted') AND waiting_stage_index >= 0));
    `);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}
