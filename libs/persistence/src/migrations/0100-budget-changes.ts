import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Changes of budget lines: proposed by one finance person, confirmed by another, booked as journals that the database
 * accepts only for a confirmed change of exactly that line and amount. A carried line remembers whose year it is for.
 */
export class BudgetChanges1000000000100 implements MigrationInterface {
  readonly name = 'BudgetChanges1000000000100';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [KINDS, CHANGES, JOURNALS, ROWS]) await runner.query(part);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

const KINDS = `
  ALTER TABLE journal DROP CONSTRAINT journal_kind_check,
    ADD CONSTRAINT journal_kind_check CHECK (kind IN ('allot', 'increase', 'decrease', 'transfer_out', 'transfer_in',
      'carry_out', 'carry_in', 'reserve', 'unreserve', 'release', 'settle', 'bounce', 'return'));
  -- The year whose calls a carried line still pays; null for a line of its own year.
  ALTER TABLE budget_line ADD COLUMN origin_year integer CHECK (origin_year < year);
`;

const CHANGES = `
  CREATE TABLE budget_change (
    id uuid PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('allot', 'increase', 'decrease', 'transfer', 'carry_over')),
    region_code text NOT NULL REFERENCES region,
    from_line_id uuid REFERENCES budget_line,
    to_line_id uuid REFERENCES budget_line,
    -- The line that a confirmation makes, where it makes one.
    year integer NOT NULL CHECK (year BETWEEN 2000 AND 2099),
    subject text NOT NULL,
    line_document text NOT NULL,
    amount_fen bigint NOT NULL CHECK (amount_fen > 0),
    document_number text NOT NULL CHECK (length(document_number) > 0),
    note text NOT NULL,
    version integer NOT NULL CHECK (version > 0),
    proposed_by uuid NOT NULL REFERENCES user_account,
    proposed_at timestamptz NOT NULL,
    decision text CHECK (decision IN ('confirmed', 'refused', 'withdrawn')),
    decided_by uuid REFERENCES user_account,
    decided_at timestamptz,
    decision_note text,
    CONSTRAINT budget_change_two_people CHECK ((decided_by = proposed_by) = (decision = 'withdrawn')),
    CHECK ((decision IS NULL) = (decided_by IS NULL) AND (decision IS NULL) = (decided_at IS NULL)),
    CONSTRAINT budget_change_lines CHECK (CASE kind
      WHEN 'decrease' THEN from_line_id IS NOT NULL AND to_line_id IS NULL
      WHEN 'increase' THEN from_line_id IS NULL AND to_line_id IS NOT NULL
      WHEN 'transfer' THEN from_line_id IS NOT NULL AND to_line_id IS NOT NULL AND from_line_id <> to_line_id
      WHEN 'allot' THEN from_line_id IS NULL AND (to_line_id IS NOT NULL) = (decision IS NOT DISTINCT FROM 'confirmed')
      ELSE from_line_id IS NOT NULL AND (to_line_id IS NOT NULL) = (decision IS NOT DISTINCT FROM 'confirmed') END)
  );
  CREATE INDEX budget_change_open ON budget_change (region_code, id) WHERE decision IS NULL;
  CREATE INDEX budget_change_from ON budget_change (from_line_id) WHERE from_line_id IS NOT NULL;
  CREATE INDEX budget_change_to ON budget_change (to_line_id) WHERE to_line_id IS NOT NULL;
  CREATE FUNCTION keep_budget_change() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE free text[] := ARRAY['version', 'decision', 'decided_by', 'decided_at', 'decision_note', 'to_line_id'];
  BEGIN
    IF TG_OP = 'DELETE' OR OLD.decision IS NOT NULL OR to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free
       OR (OLD.to_line_id IS NOT NULL AND OLD.to_line_id IS DISTINCT FROM NEW.to_line_id) THEN
      RAISE EXCEPTION 'a budget change is decided once and never changed' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER budget_change_kept BEFORE UPDATE OR DELETE ON budget_change
    FOR EACH ROW EXECUTE FUNCTION keep_budget_change();
`;

// At commit: the journal of a change of budget is exactly what two people agreed on, whatever the code does.
const JOURNALS = `
  CREATE FUNCTION require_confirmed_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE line uuid; amount bigint; comes boolean := NEW.kind IN ('allot', 'increase', 'transfer_in', 'carry_in');
  BEGIN
    SELECT a.budget_line_id, e.amount_fen INTO line, amount
      FROM journal_entry e JOIN ledger_account a ON a.id = e.ledger_account_id
      WHERE e.journal_id = NEW.id AND a.kind = 'available';
    IF NEW.kind = 'allot' AND NEW.posted_by LIKE 'system:%' THEN RETURN NULL; END IF;
    IF NOT EXISTS (SELECT 1 FROM budget_change c
        WHERE NEW.cause = 'budget-change:' || c.id || '/' || NEW.kind AND c.decision = 'confirmed'
          AND c.amount_fen = abs(amount) AND line = CASE WHEN comes THEN c.to_line_id ELSE c.from_line_id END
          AND NEW.kind = ANY (CASE c.kind WHEN 'transfer' THEN ARRAY['transfer_out', 'transfer_in']
            WHEN 'carry_over' THEN ARRAY['carry_out', 'carry_in'] ELSE ARRAY[c.kind] END)) THEN
      RAISE EXCEPTION 'journal %: no confirmed change of this budget line and amount', NEW.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'budget_change_confirmed';
    END IF;
    RETURN NULL;
  END $$;
  CREATE CONSTRAINT TRIGGER journal_of_confirmed_change AFTER INSERT ON journal DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.kind IN ('allot', 'increase', 'decrease', 'transfer_out', 'transfer_in', 'carry_out', 'carry_in'))
    EXECUTE FUNCTION require_confirmed_change();
`;

const ROWS = `
  ALTER TABLE budget_change ENABLE ROW LEVEL SECURITY;
  ALTER TABLE budget_change FORCE ROW LEVEL SECURITY;
  CREATE POLICY budget_change_rows ON budget_change USING ((SELECT context_is_system())
    OR region_code = ANY ((SELECT context_regions())::text[]));
`;
