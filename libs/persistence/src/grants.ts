/**
 * What the application role may do, table by table. It owns nothing; what is not listed it cannot touch.
 * Append-only tables have no UPDATE; balances of the ledger move through the owner's triggers only.
 */
const READ = 'SELECT';
const APPEND = 'SELECT, INSERT';
const KEEP = 'SELECT, INSERT, UPDATE';

export const TABLE_GRANTS: Readonly<Record<string, string>> = {
  region: KEEP,
  calendar_year: KEEP,
  demo_clock: KEEP,
  user_account: KEEP,
  role_grant: KEEP,
  session: KEEP,
  party: KEEP,
  party_grant: KEEP,
  payee_account: KEEP,
  fact_record: APPEND,
  title_record: APPEND,
  standard_record: APPEND,
  register_coverage: APPEND,
  party_profile: KEEP,
  earlier_payment: APPEND,
  data_import: KEEP,
  import_row: KEEP,
  import_retraction: APPEND,
  earlier_payment_coverage: KEEP,
  dirty_party: `${KEEP}, DELETE`,
  policy_version: KEEP,
  policy_trial: APPEND,
  reading_choice: APPEND,
  reading_verdict: APPEND,
  call: KEEP,
  number_series: KEEP,
  application: KEEP,
  case_actor: APPEND,
  case_decision: APPEND,
  case_task: KEEP,
  facts_snapshot: APPEND,
  determination: APPEND,
  notice: KEEP,
  notice_line: APPEND,
  objection: KEEP,
  treasury_account: KEEP,
  budget_line: KEEP,
  ledger_account: READ,
  journal: APPEND,
  journal_entry: APPEND,
  entitlement: KEEP,
  award: APPEND,
  award_line: APPEND,
  award_source: APPEND,
  disbursement_batch: KEEP,
  payment: KEEP,
  payment_attempt: KEEP,
  bank_answer: APPEND,
  bank_statement: APPEND,
  bank_statement_line: APPEND,
  idempotency_key: KEEP,
  outbox: KEEP,
  audit_sequence: KEEP,
  audit_event: APPEND,
};

/** Views through which tables are read; their rows are held to the reader's own rights. */
export const READ_VIEWS = [
  'standing_fact',
  'standing_title',
  'standing_earlier_payment',
  'standing_register_coverage',
] as const;
