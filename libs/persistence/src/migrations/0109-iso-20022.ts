import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A treasury may pay by file as ISO 20022 as well. */
export class Iso20022Files1000000000109 implements MigrationInterface {
  readonly name = 'Iso20022Files1000000000109';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE region DROP CONSTRAINT region_payment_channel_check,
        ADD CONSTRAINT region_payment_channel_check
          CHECK (payment_channel IN ('bank', 'list-csv', 'list-xlsx', 'pain.001'));
      ALTER TABLE disbursement_batch DROP CONSTRAINT disbursement_batch_channel_check,
        ADD CONSTRAINT disbursement_batch_channel_check CHECK (channel IN ('bank', 'list-csv', 'list-xlsx', 'pain.001'));
    `);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}
