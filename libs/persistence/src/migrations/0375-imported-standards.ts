import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Standards come in as titles do: by import, with source and document; one that was taken back is not there, the later document stands. */
export class ImportedStandards1000000000375 implements MigrationInterface {
  readonly name = 'ImportedStandards1000000000375';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE data_import DROP CONSTRAINT data_import_kind_check, ADD CONSTRAINT data_import_kind_check
        CHECK (kind IN ('title_list', 'earlier_payments', 'registration', 'facts', 'credit_records', 'standards'));
      ALTER TABLE standard_record ADD COLUMN import_id uuid REFERENCES data_import, ADD COLUMN document_date date, ADD COLUMN source text,
        DROP CONSTRAINT standard_record_party_id_standard_number_key;
      -- Two documents may say different things about one standard: both are kept, once per import.
      CREATE UNIQUE INDEX standard_record_identity ON standard_record (party_id, standard_number,
        coalesce(import_id, '00000000-0000-0000-0000-000000000000'));
      CREATE INDEX standard_record_import ON standard_record (import_id) WHERE import_id IS NOT NULL;
      CREATE TRIGGER standard_record_append_only BEFORE UPDATE OR DELETE ON standard_record FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER standard_record_no_truncate BEFORE TRUNCATE ON standard_record EXECUTE FUNCTION refuse_change();
      CREATE VIEW standing_standard WITH (security_invoker = true) AS
        SELECT DISTINCT ON (party_id, standard_number) * FROM standard_record record
        WHERE NOT EXISTS (SELECT 1 FROM import_retraction r WHERE r.import_id = record.import_id)
        ORDER BY party_id, standard_number, (status = 'authoritative') DESC, document_date DESC NULLS LAST, learned_at DESC, id DESC;`);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}
