import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What registers of credit and penalties say about parties, and every answer that was acted on. */
export class Credit1000000000040 implements MigrationInterface {
  readonly name = 'Credit1000000000040';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [RECORDS, STANDING, CHECKS, IMPORTS, ROWS]) await runner.query(part);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

const RECORDS = `
  CREATE TABLE credit_record (
    id uuid PRIMARY KEY,
    party_id uuid NOT NULL REFERENCES party,
    kind text NOT NULL CHECK (kind IN ('serious_dishonesty', 'dishonest_debtor', 'penalty', 'abnormal_operation')),
    decision_number text NOT NULL,
    authority text,
    reason text,
    decided_on date NOT NULL,
    -- The last day on which it counts; null while it has no end.
    valid_to date CHECK (valid_to >= decided_on),
    document_number text NOT NULL,
    document_date date NOT NULL,
    source text NOT NULL,
    import_id uuid NOT NULL REFERENCES data_import,
    learned_at timestamptz NOT NULL,
    learned_by text NOT NULL,
    UNIQUE (party_id, kind, decision_number, import_id)
  );
  CREATE INDEX credit_record_import ON credit_record (import_id);
  CREATE TRIGGER credit_record_append_only BEFORE UPDATE OR DELETE ON credit_record FOR EACH ROW EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER credit_record_no_truncate BEFORE TRUNCATE ON credit_record EXECUTE FUNCTION refuse_change();
`;

// Of two documents about one decision the later one counts: a repair of credit gives the same decision an end.
const STANDING = `
  CREATE VIEW standing_credit_record WITH (security_invoker = true) AS
    SELECT DISTINCT ON (party_id, kind, decision_number) * FROM credit_record record
    WHERE NOT EXISTS (SELECT 1 FROM import_retraction r WHERE r.import_id = record.import_id)
    ORDER BY party_id, kind, decision_number, document_date DESC, learned_at DESC, id DESC;
`;

const CHECKS = `
  CREATE TABLE credit_check (
    id uuid PRIMARY KEY,
    party_id uuid NOT NULL REFERENCES party,
    purpose text NOT NULL CHECK (purpose IN ('submission', 'award', 'payment')),
    application_id uuid REFERENCES application,
    payment_id uuid REFERENCES payment,
    register text NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('clear', 'listed', 'not-covered')),
    -- Up to which day the register is known completely; null where nobody ever said.
    covered_to date,
    findings jsonb NOT NULL CHECK (jsonb_typeof(findings) = 'array'),
    checked_on date NOT NULL,
    checked_at timestamptz NOT NULL,
    checked_by text NOT NULL,
    CHECK ((outcome = 'listed') = (findings <> '[]')),
    CHECK (outcome <> 'clear' OR covered_to IS NOT NULL),
    CHECK ((purpose = 'payment') = (payment_id IS NOT NULL))
  );
  CREATE INDEX credit_check_party ON credit_check (party_id);
  CREATE INDEX credit_check_application ON credit_check (application_id);
  CREATE INDEX credit_check_payment ON credit_check (payment_id) WHERE payment_id IS NOT NULL;
  CREATE TRIGGER credit_check_append_only BEFORE UPDATE OR DELETE ON credit_check FOR EACH ROW EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER credit_check_no_truncate BEFORE TRUNCATE ON credit_check EXECUTE FUNCTION refuse_change();
`;

const IMPORTS = `
  ALTER TABLE data_import DROP CONSTRAINT data_import_kind_check, ADD CONSTRAINT data_import_kind_check
    CHECK (kind IN ('title_list', 'earlier_payments', 'registration', 'facts', 'credit_records'));
`;

const ofParty = (table: string): string => `
  ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
  ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
  CREATE POLICY ${table}_rows ON ${table} USING ((SELECT context_is_system())
    OR EXISTS (SELECT 1 FROM party parent WHERE parent.id = party_id));`;
const ROWS = ofParty('credit_record') + ofParty('credit_check');
