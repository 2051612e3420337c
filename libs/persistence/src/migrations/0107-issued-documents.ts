import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Papers that were handed out with a code by which anybody can ask whether they still hold. */
export class IssuedDocuments1000000000107 implements MigrationInterface {
  readonly name = 'IssuedDocuments1000000000107';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DOCUMENTS);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

const DOCUMENTS = `
  CREATE TABLE issued_document (
    id uuid PRIMARY KEY,
    -- What the paper and its square code carry; nobody can guess it.
    code text NOT NULL UNIQUE CHECK (code ~ '^[A-Z2-7]{26}$'),
    kind text NOT NULL CHECK (kind IN ('batch-list', 'voucher', 'receipt')),
    batch_id uuid REFERENCES disbursement_batch,
    payment_id uuid REFERENCES payment,
    region_code text NOT NULL REFERENCES region,
    party_id uuid REFERENCES party,
    -- Of everything that the paper certifies: it holds as long as that is still so.
    content_hash text NOT NULL,
    issued_at timestamptz NOT NULL,
    issued_by text NOT NULL,
    CHECK ((kind = 'batch-list') = (batch_id IS NOT NULL) AND (kind = 'batch-list') = (payment_id IS NULL)),
    CHECK ((payment_id IS NULL) = (party_id IS NULL))
  );
  CREATE UNIQUE INDEX issued_document_once ON issued_document (kind, coalesce(batch_id, payment_id), content_hash);
  CREATE INDEX issued_document_payment ON issued_document (payment_id) WHERE payment_id IS NOT NULL;
  CREATE TRIGGER issued_document_append_only BEFORE UPDATE OR DELETE ON issued_document FOR EACH ROW EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER issued_document_no_truncate BEFORE TRUNCATE ON issued_document EXECUTE FUNCTION refuse_change();
  ALTER TABLE issued_document ENABLE ROW LEVEL SECURITY;
  ALTER TABLE issued_document FORCE ROW LEVEL SECURITY;
  CREATE POLICY issued_document_rows ON issued_document USING ((SELECT context_is_system())
    OR region_code = ANY ((SELECT context_regions())::text[]) OR party_id = ANY ((SELECT context_parties())::uuid[]));
`;
