import {
  ACCESS_ACTIONS,
  ACCESS_STATES,
  APPLICATION_STATES,
  BATCH_STATES,
  CALL_STATES,
  APPLICATION_ORIGINS,
  CASE_STAGES,
  CREDIT_OUTCOMES,
  CREDIT_PURPOSES,
  CREDIT_RECORD_KINDS,
  OFFER_STATES,
  ACCOUNT_SECONDS,
  HOLD_KINDS,
  HOLD_STATES,
  RECOVERY_ENTRY_KINDS,
  RECOVERY_ENTRY_STATES,
  RECOVERY_STATES,
  REGISTRATION_STATUSES,
  PAYEE_ACCOUNT_STATES,
  SWEEP_DISPOSITIONS,
  SWEEP_STATES,
  COVERAGE_STATES,
  IMPORT_KINDS,
  IMPORT_STATES,
  NOTICE_STATES,
  PAYMENT_CHANNELS,
  PAYMENT_STATES,
  ROLES,
  takesTwoAdministrators,
} from '@duixian/workflow';
import { LEDGER_ACCOUNTS } from '@duixian/ledger';
import { DOCUMENT_KINDS, ENTITIES } from '@duixian/persistence';
import { createTestDatabase, type TestDatabase } from '@duixian/testing';
import { Client } from 'pg';
import { getMetadataArgsStorage } from 'typeorm';

jest.setTimeout(120_000);

let database: TestDatabase;
let owner: Client;
beforeAll(async () => {
  database = await createTestDatabase();
  owner = new Client(database.ownerUrl);
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

// The database lists the states too; a new one needs a migration, and this says so.
it.each<[string, string, readonly string[]]>([
  ['application', 'application_state_check', APPLICATION_STATES],
  ['issued_document', 'issued_document_kind_check', DOCUMENT_KINDS],
  ['recovery', 'recovery_state_check', RECOVERY_STATES],
  ['recovery_entry', 'recovery_entry_kind_check', RECOVERY_ENTRY_KINDS],
  ['recovery_entry', 'recovery_entry_state_check', RECOVERY_ENTRY_STATES],
  ['case_hold', 'case_hold_kind_check', HOLD_KINDS],
  ['case_hold', 'case_hold_state_check', HOLD_STATES],
  ['case_hold', 'case_hold_purpose_check', CREDIT_PURPOSES],
  ['registration_status', 'registration_status_status_check', REGISTRATION_STATUSES],
  ['payee_account', 'payee_account_state_check', PAYEE_ACCOUNT_STATES],
  ['payee_account', 'payee_account_confirmed_as_check', ACCOUNT_SECONDS],
  ['payment', 'payment_state_check', PAYMENT_STATES],
  ['disbursement_batch', 'disbursement_batch_state_check', BATCH_STATES],
  ['notice', 'notice_state_check', NOTICE_STATES],
  ['call', 'call_state_check', CALL_STATES],
  ['earlier_payment_coverage', 'earlier_payment_coverage_state_check', COVERAGE_STATES],
  ['data_import', 'data_import_state_check', IMPORT_STATES],
  ['data_import', 'data_import_kind_check', IMPORT_KINDS],
  ['credit_record', 'credit_record_kind_check', CREDIT_RECORD_KINDS],
  ['credit_check', 'credit_check_purpose_check', CREDIT_PURPOSES],
  ['credit_check', 'credit_check_outcome_check', CREDIT_OUTCOMES],
  ['application', 'application_origin_check', APPLICATION_ORIGINS],
  ['sweep', 'sweep_state_check', SWEEP_STATES],
  ['sweep_disposition', 'sweep_disposition_check', SWEEP_DISPOSITIONS],
  ['offer', 'offer_state_check', OFFER_STATES],
  ['role_grant', 'role_grant_role_check', ROLES],
  ['access_proposal', 'access_proposal_action_check', ACCESS_ACTIONS],
  ['access_proposal', 'access_proposal_state_check', ACCESS_STATES],
  ['channel_proposal', 'channel_proposal_state_check', ACCESS_STATES],
  ['channel_proposal', 'channel_proposal_from_channel_check', PAYMENT_CHANNELS],
  ['channel_proposal', 'channel_proposal_to_channel_check', PAYMENT_CHANNELS],
  ['region', 'region_payment_channel_check', PAYMENT_CHANNELS],
  ['case_actor', 'case_actor_stage_check', CASE_STAGES],
  ['ledger_account', 'ledger_account_kind_check', LEDGER_ACCOUNTS],
])('%s: %s lists what the pure tables know', async (table, constraint, known) => {
  const { rows } = await owner.query<{ definition: string }>(
    'SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conname = $1 AND (conrelid = to_regclass($2) OR contypid = to_regtype($2))',
    [constraint, table],
  );
  const listed = [...(rows[0]?.definition ?? '').matchAll(/'([a-z0-9._-]+)'/g)].map((match) => match[1]);
  expect([...new Set(listed)].sort()).toEqual([...known].sort());
});

it('takes two administrators for the same roles as the pure table', async () => {
  const { rows } = await owner.query<{ role: string }>(
    'SELECT role FROM unnest($1::text[]) AS r(role) WHERE role_takes_two(role)',
    [ROLES],
  );
  expect(rows.map(({ role }) => role)).toEqual(ROLES.filter(takesTwoAdministrators));
  const unknown = await owner.query<{ two: boolean }>(`SELECT role_takes_two('a role of tomorrow') AS two`);
  expect(unknown.rows).toEqual([{ two: true }]);
});

/** Entities that are read from a view. */
const VIEWS = new Set(['sweep_line']);
const snake = (name: string): string => name.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);

it.each(getMetadataArgsStorage().tables.map((table) => [String(table.name), table.target] as const))(
  '%s: entity and table have the same columns and nullability',
  async (name, target) => {
    const mapped = getMetadataArgsStorage()
      .columns.filter((column) => column.target === target)
      .map((column) => `${snake(column.propertyName)} ${column.options.nullable ? 'null' : 'not null'}`)
      // No column of a view is said to be never null.
      .map((column) => (VIEWS.has(name) ? column.replace('not null', 'null') : column))
      .sort();
    const { rows } = await owner.query<{ column: string }>(
      `SELECT column_name || CASE is_nullable WHEN 'YES' THEN ' null' ELSE ' not null' END AS column
       FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1 ORDER BY 1`,
      [name],
    );
    expect(mapped).toEqual(rows.map((row) => row.column).sort());
  },
);

it('every entity is registered', () => {
  expect(
    getMetadataArgsStorage()
      .tables.map((table) => table.target)
      .sort(),
  ).toEqual([...ENTITIES].sort());
});

it('every foreign key of a case or payment table has an index that begins with it', async () => {
  const { rows } = await owner.query<{ missing: string }>(`
    SELECT c.conrelid::regclass || '.' || a.attname AS missing FROM pg_constraint c
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    WHERE c.contype = 'f' AND c.conrelid::regclass::text IN ('payment_attempt', 'bank_answer', 'case_task', 'case_actor', 'notice_line', 'determination', 'award_line', 'award_source')
      AND a.attname IN ('payment_id', 'attempt_id', 'application_id', 'notice_id', 'award_id')
      AND NOT EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = c.conrelid AND i.indkey[0] = a.attnum)`);
  expect(rows).toEqual([]);
});
