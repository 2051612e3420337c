import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An option that a reviewer picked answers the open readings that were asked, and no other one that turns up later. */
export class DecisionsByReading1000000000420 implements MigrationInterface {
  readonly name = 'DecisionsByReading1000000000420';

  async up(runner: QueryRunner): Promise<void> {
    // Of options that were picked before this it is not known; they answer whatever is asked, as they did.
    await runner.query(`
      ALTER TABLE case_decision ADD COLUMN reading_ids text[],
        ADD CONSTRAINT case_decision_reading_of_option
          CHECK (reading_ids IS NULL OR (option_key IS NOT NULL AND cardinality(reading_ids) > 0))`);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}
