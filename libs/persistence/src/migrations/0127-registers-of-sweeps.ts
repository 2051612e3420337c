import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A sweep keeps how the registers stood that it rested on. */
export class RegistersOfSweeps1000000000127 implements MigrationInterface {
  readonly name = 'RegistersOfSweeps1000000000127';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE sweep
        ADD COLUMN registers jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(registers) = 'array');
    `);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}
