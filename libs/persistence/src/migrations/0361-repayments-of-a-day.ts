import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Many a bank counts its serials anew every day: what came in under one is the same money again only on the same day. */
export class RepaymentsOfADay1000000000361 implements MigrationInterface {
  readonly name = 'RepaymentsOfADay1000000000361';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX recovery_entry_reference_once;
      CREATE UNIQUE INDEX recovery_entry_reference_once ON recovery_entry (region_code, paid_on, bank_reference)
        WHERE state IN ('proposed', 'booked') AND bank_reference IS NOT NULL`);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}
