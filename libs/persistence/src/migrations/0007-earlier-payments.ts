import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was paid before this system paid, and up to where that is known completely. */
export class EarlierPayments1000000000007 implements MigrationInterface {
  readonly name = 'EarlierPayments1000000000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PAYMENTS);
    await runner.query(COVERAGE);
    await runner.query(ROWS);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

const PAYMENTS = `
  CREATE TABLE earlier_payment (
    id uuid PRIMARY KEY,
    party_id uuid NOT NULL REFERENCES party,
    clause_id text NOT NULL CHECK (clause_id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$'),
    -- Null: the ledger does not say for what; the law then reads it as paid for whatever is asked.
    subject text,
    amount_fen bigint NOT NULL CHECK (amount_fen > 0),
    paid_on date NOT NULL,
    document_number text NOT NULL,
    source text NOT NULL,
    import_id uuid,
    recorded_at timestamptz NOT NULL,
    recorded_by text NOT NULL
  );
  CREATE INDEX earlier_payment_party ON earlier_payment (party_id);
  CREATE INDEX earlier_payment_import ON earlier_payment (import_id) WHERE import_id IS NOT NULL;
  CREATE TRIGGER earlier_payment_append_only BEFORE UPDATE OR DELETE ON earlier_payment FOR EACH ROW EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER earlier_payment_no_truncate BEFORE TRUNCATE ON earlier_payment EXECUTE FUNCTION refuse_change();
`;

const COVERAGE = `
  -- One statement of a city: its ledger of these clauses is complete to a day, and from the next day at the latest this
  -- system alone pays them. No gap can be stored: that is what makes the mark worth anything.
  CREATE TABLE earlier_payment_coverage (
    id uuid PRIMARY KEY,
    city_code text NOT NULL REFERENCES region,
    clause_ids text[] NOT NULL CHECK (cardinality(clause_ids) > 0),
    complete_to date NOT NULL,
    paid_here_from date NOT NULL,
    document_number text NOT NULL,
    state text NOT NULL CHECK (state IN ('recorded', 'confirmed', 'withdrawn')),
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    recorded_at timestamptz NOT NULL,
    recorded_by text NOT NULL,
    confirmed_at timestamptz,
    confirmed_by text,
    withdrawn_at timestamptz,
    withdrawn_by text,
    withdrawal_reason text,
    CONSTRAINT earlier_payment_coverage_no_gap CHECK (paid_here_from <= complete_to + 1),
    CONSTRAINT earlier_payment_coverage_not_of_the_future CHECK (complete_to <= (recorded_at AT TIME ZONE 'Asia/Shanghai')::date),
    CONSTRAINT earlier_payment_coverage_second_person CHECK (confirmed_by IS NULL OR confirmed_by <> recorded_by),
    CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL)),
    CHECK (state <> 'confirmed' OR confirmed_by IS NOT NULL),
    CHECK ((state = 'withdrawn') = (withdrawn_at IS NOT NULL) AND (withdrawn_at IS NULL) = (withdrawn_by IS NULL)
      AND (withdrawn_at IS NULL) = (withdrawal_reason IS NULL))
  );
  CREATE INDEX earlier_payment_coverage_city ON earlier_payment_coverage (city_code);

  CREATE FUNCTION keep_coverage_content() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE step text := OLD.state || '>' || NEW.state;
    free text[] := CASE step
      WHEN 'recorded>confirmed' THEN ARRAY['state', 'version', 'confirmed_at', 'confirmed_by']
      WHEN 'recorded>withdrawn' THEN ARRAY['state', 'version', 'withdrawn_at', 'withdrawn_by', 'withdrawal_reason']
      WHEN 'confirmed>withdrawn' THEN ARRAY['state', 'version', 'withdrawn_at', 'withdrawn_by', 'withdrawal_reason'] END;
  BEGIN
    IF TG_OP = 'DELETE' OR free IS NULL OR to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free THEN
      RAISE EXCEPTION 'a mark of completeness is immutable: it can be confirmed and withdrawn, nothing else'
        USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER earlier_payment_coverage_kept BEFORE UPDATE OR DELETE ON earlier_payment_coverage
    FOR EACH ROW EXECUTE FUNCTION keep_coverage_content();
  CREATE TRIGGER earlier_payment_coverage_no_truncate BEFORE TRUNCATE ON earlier_payment_coverage EXECUTE FUNCTION refuse_change();
`;

const ROWS = `
  ALTER TABLE earlier_payment ENABLE ROW LEVEL SECURITY;
  ALTER TABLE earlier_payment FORCE ROW LEVEL SECURITY;
  CREATE POLICY earlier_payment_rows ON earlier_payment USING ((SELECT context_is_system())
    OR EXISTS (SELECT 1 FROM party parent WHERE parent.id = party_id));
  ALTER TABLE earlier_payment_coverage ENABLE ROW LEVEL SECURITY;
  ALTER TABLE earlier_payment_coverage FORCE ROW LEVEL SECURITY;
  CREATE POLICY earlier_payment_coverage_rows ON earlier_payment_coverage USING ((SELECT context_is_system())
    OR city_code = ANY ((SELECT context_regions())::text[]));
`;
