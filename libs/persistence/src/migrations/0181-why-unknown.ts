import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What made an answer of the bank none, in words for whoever has to see to it. */
export class WhyUnknown1000000000181 implements MigrationInterface {
  readonly name = 'WhyUnknown1000000000181';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE bank_answer ADD COLUMN cause text CHECK (cause <> ''),
      ADD CONSTRAINT bank_answer_cause_of_unknown CHECK (cause IS NULL OR outcome = 'unknown')`);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}
