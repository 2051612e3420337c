import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Idempotency keys, the outbox, the audit trail, and row-level security over everything above. */
export class Record1000000000005 implements MigrationInterface {
  readonly name = 'Record1000000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(RECORD);
    for (const [table, using] of Object.entries(ROW_RULES)) {
      await runner.query(`
        ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY ${table}_rows ON ${table} USING ((SELECT context_is_system()) OR ${using});`);
    }
    await runner.query(SPECIAL_RULES);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

const RECORD = `
  CREATE TABLE idempotency_key (
    actor text NOT NULL,
    key text NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
    command text NOT NULL,
    input_hash text NOT NULL,
    -- json, not jsonb: a repeated request gets the first answer as it was, member by member.
    answer json,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (actor, key)
  );
  CREATE TABLE outbox (
    id uuid PRIMARY KEY,
    topic text NOT NULL,
    payload jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    available_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    hinted_at timestamptz,
    hints integer NOT NULL DEFAULT 0,
    done_at timestamptz,
    last_problem text
  );
  CREATE INDEX outbox_waiting ON outbox (available_at) WHERE done_at IS NULL;
  -- The last event number of each case, and the region all its events belong to. Open to all, so that whoever appends
  -- continues the sequence; its row lock puts appends to one case in order.
  CREATE TABLE audit_sequence (
    case_id uuid PRIMARY KEY,
    region_code text NOT NULL REFERENCES region,
    last integer NOT NULL CHECK (last > 0)
  );
  CREATE TABLE audit_event (
    id uuid PRIMARY KEY,
    case_id uuid NOT NULL,
    sequence integer NOT NULL CHECK (sequence > 0),
    region_code text NOT NULL REFERENCES region,
    party_id uuid,
    type text NOT NULL,
    actor text NOT NULL,
    at timestamptz NOT NULL,
    bytes text NOT NULL,
    hash text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
    UNIQUE (case_id, sequence)
  );
  CREATE INDEX audit_event_region ON audit_event (region_code, at);
  CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE ON audit_event FOR EACH ROW EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER audit_event_no_truncate BEFORE TRUNCATE ON audit_event EXECUTE FUNCTION refuse_change();
`;

const SYSTEM_ONLY = 'false';
const MY_REGIONS = '= ANY ((SELECT context_regions())::text[])';
const MY_PARTIES = '= ANY ((SELECT context_parties())::uuid[])';
const ofParent = (parent: string, column: string): string =>
  `EXISTS (SELECT 1 FROM ${parent} parent WHERE parent.id = ${column})`;

/** Table → who, besides the system, reaches a row. A subquery on a parent is itself held to the parent's rule. */
const ROW_RULES: Record<string, string> = {
  user_account: SYSTEM_ONLY,
  role_grant: SYSTEM_ONLY,
  session: SYSTEM_ONLY,
  party: `county_code ${MY_REGIONS} OR id ${MY_PARTIES}`,
  party_grant: `party_id ${MY_PARTIES}`,
  payee_account: ofParent('party', 'party_id'),
  fact_record: ofParent('party', 'party_id'),
  title_record: ofParent('party', 'party_id'),
  standard_record: ofParent('party', 'party_id'),
  party_profile: ofParent('party', 'party_id'),
  dirty_party: ofParent('party', 'party_id'),
  // A draft is the applicant's own: officials see a case from its first submission on.
  application: `(submitted_at IS NOT NULL AND county_code ${MY_REGIONS}) OR party_id ${MY_PARTIES}`,
  case_actor: ofParent('application', 'application_id'),
  case_task: ofParent('application', 'application_id'),
  facts_snapshot: ofParent('party', 'party_id'),
  determination: ofParent('application', 'application_id'),
  entitlement: ofParent('party', 'party_id'),
  budget_line: `region_code ${MY_REGIONS}`,
  ledger_account: ofParent('budget_line', 'budget_line_id'),
  treasury_account: `region_code ${MY_REGIONS}`,
  award: `county_code ${MY_REGIONS} OR party_id ${MY_PARTIES}`,
  award_line: ofParent('award', 'award_id'),
  award_source: ofParent('award', 'award_id'),
  disbursement_batch: `region_code ${MY_REGIONS}`,
  payment: `region_code ${MY_REGIONS} OR party_id ${MY_PARTIES}`,
  payment_attempt: ofParent('payment', 'payment_id'),
  bank_answer: ofParent('payment_attempt', 'attempt_id'),
  bank_statement: `region_code ${MY_REGIONS}`,
  bank_statement_line: ofParent('bank_statement', 'statement_id'),
  idempotency_key: 'actor = (SELECT context_actor())',
};

const SPECIAL_RULES = `
  ALTER TABLE journal_entry ENABLE ROW LEVEL SECURITY;
  ALTER TABLE journal_entry FORCE ROW LEVEL SECURITY;
  CREATE POLICY journal_entry_rows ON journal_entry USING ((SELECT context_is_system())
    OR EXISTS (SELECT 1 FROM ledger_account parent WHERE parent.id = ledger_account_id));

  -- A public notice is public; only the system publishes and closes.
  ALTER TABLE notice ENABLE ROW LEVEL SECURITY;
  ALTER TABLE notice FORCE ROW LEVEL SECURITY;
  CREATE POLICY notice_read ON notice FOR SELECT USING (context_setting('scope') IS NOT NULL);
  CREATE POLICY notice_write ON notice USING ((SELECT context_is_system()));
  ALTER TABLE notice_line ENABLE ROW LEVEL SECURITY;
  ALTER TABLE notice_line FORCE ROW LEVEL SECURITY;
  CREATE POLICY notice_line_rows ON notice_line USING ((SELECT context_is_system()) OR ${ofParent('application', 'application_id')});

  -- Anyone inside a command leaves a message and an event; only the system reads the outbox.
  ALTER TABLE outbox ENABLE ROW LEVEL SECURITY;
  ALTER TABLE outbox FORCE ROW LEVEL SECURITY;
  CREATE POLICY outbox_leave ON outbox FOR INSERT WITH CHECK (context_setting('scope') IN ('system', 'person'));
  CREATE POLICY outbox_rows ON outbox USING ((SELECT context_is_system()));
  ALTER TABLE audit_event ENABLE ROW LEVEL SECURITY;
  ALTER TABLE audit_event FORCE ROW LEVEL SECURITY;
  CREATE POLICY audit_event_append ON audit_event FOR INSERT WITH CHECK (actor = (SELECT context_actor()));
  CREATE POLICY audit_event_read ON audit_event FOR SELECT USING ((SELECT context_is_system())
    OR region_code ${MY_REGIONS} OR party_id ${MY_PARTIES});
`;
