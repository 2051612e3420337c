import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A yearly statement is about an enterprise and a year, not about a batch or a payment. */
export class YearlyStatements1000000000170 implements MigrationInterface {
  readonly name = 'YearlyStatements1000000000170';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE issued_document
        ADD COLUMN year integer CHECK (year BETWEEN 2000 AND 2100),
        DROP CONSTRAINT issued_document_kind_check,
        DROP CONSTRAINT issued_document_check,
        DROP CONSTRAINT issued_document_check1,
        ADD CONSTRAINT issued_document_kind_check CHECK (kind IN ('batch-list', 'voucher', 'receipt', 'statement')),
        ADD CONSTRAINT issued_document_about CHECK ((kind = 'batch-list') = (batch_id IS NOT NULL)
          AND (kind IN ('voucher', 'receipt')) = (payment_id IS NOT NULL) AND (kind = 'statement') = (year IS NOT NULL)
          AND (kind = 'batch-list') = (party_id IS NULL));
      DROP INDEX issued_document_once;
      CREATE UNIQUE INDEX issued_document_once
        ON issued_document (kind, coalesce(batch_id, payment_id, party_id), coalesce(year, 0), content_hash);
    `);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}
