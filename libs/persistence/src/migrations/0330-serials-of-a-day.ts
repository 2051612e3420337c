import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Many a bank counts its serials anew every day: a line is the same one again only on the same day. */
export class SerialsOfADay1000000000330 implements MigrationInterface {
  readonly name = 'SerialsOfADay1000000000330';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX bank_statement_line_once;
      CREATE UNIQUE INDEX bank_statement_line_once ON bank_statement_line (account_number, booked_on, bank_serial, direction)
        WHERE classification <> 'already-read'`);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}
