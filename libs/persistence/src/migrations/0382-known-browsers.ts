import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A browser from which somebody signed in is known again, so that what others guess elsewhere does not lock them out there. */
export class KnownBrowsers1000000000382 implements MigrationInterface {
  readonly name = 'KnownBrowsers1000000000382';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE session
        ADD COLUMN browser_hash bytea CHECK (octet_length(browser_hash) = 32),
        ADD COLUMN browser_failures integer NOT NULL DEFAULT 0 CHECK (browser_failures >= 0);
      CREATE UNIQUE INDEX session_browser ON session (browser_hash) WHERE browser_hash IS NOT NULL`);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}
