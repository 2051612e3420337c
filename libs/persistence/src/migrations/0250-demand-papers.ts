import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A paper about a demand to pay back; whom it is for sees which account of the treasury to pay to. */
export class DemandPapers1000000000250 implements MigrationInterface {
  readonly name = 'DemandPapers1000000000250';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE issued_document
        ADD COLUMN recovery_id uuid REFERENCES recovery,
        DROP CONSTRAINT issued_document_kind_check,
        DROP CONSTRAINT issued_document_about,
        ADD CONSTRAINT issued_document_kind_check CHECK (kind IN ('batch-list', 'voucher', 'receipt', 'statement', 'demand')),
        ADD CONSTRAINT issued_document_about CHECK ((kind = 'batch-list') = (batch_id IS NOT NULL)
          AND (kind IN ('voucher', 'receipt')) = (payment_id IS NOT NULL) AND (kind = 'statement') = (year IS NOT NULL)
          AND (kind = 'demand') = (recovery_id IS NOT NULL) AND (kind = 'batch-list') = (party_id IS NULL));
      DROP INDEX issued_document_once;
      CREATE UNIQUE INDEX issued_document_once
        ON issued_document (kind, coalesce(batch_id, payment_id, recovery_id, party_id), coalesce(year, 0), content_hash);
      CREATE INDEX issued_document_recovery ON issued_document (recovery_id) WHERE recovery_id IS NOT NULL;
      CREATE POLICY treasury_account_demanding ON treasury_account FOR SELECT
        USING (EXISTS (SELECT 1 FROM recovery WHERE recovery.region_code = treasury_account.region_code
          AND recovery.party_id = ANY ((SELECT context_parties())::uuid[]) AND recovery.state IN ('demanded', 'closed')));
    `);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}
