import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An answer of a register that was complete too long ago says so, instead of that nothing stands against the party. */
export class StaleCredit1000000000103 implements MigrationInterface {
  readonly name = 'StaleCredit1000000000103';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(OUTCOMES);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

const OUTCOMES = `
  ALTER TABLE credit_check DROP CONSTRAINT credit_check_outcome_check,
    ADD CONSTRAINT credit_check_outcome_check CHECK (outcome IN ('clear', 'listed', 'not-covered', 'stale')),
    ADD CONSTRAINT credit_check_stale_says_since CHECK (outcome <> 'stale' OR covered_to < checked_on);
`;
