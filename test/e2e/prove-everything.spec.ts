import { proveEverything, verifyAudit, type InvariantProof } from '@duixian/casework';
import { Office, prepare, release, valueOf, walkToAward } from '@duixian/testing';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { runVerifyCommand } from '../../apps/cli/src/verify/verify-command';

jest.setTimeout(120_000);

let office: Office;
let owner: Client;

beforeAll(async () => {
  office = await Office.open();
  await walkToAward(office, 'xinhua');
  await release(office, 'city', await prepare(office, 'city', '410400'));
  await office.drain();
  owner = new Client(office.database.ownerUrl);
  await owner.connect();
  await owner.query(`SELECT set_config('duixian.scope', 'system', false)`);
});
afterAll(async () => {
  await owner.end();
  await office.close();
});

const brokenOf = (proofs: readonly InvariantProof[]): string[] =>
  proofs.filter(({ problems }) => problems.length > 0).map(({ name }) => name);

it('all hold after a story, and each is about something', async () => {
  const proofs = await proveEverything(office.db);
  expect(brokenOf(proofs)).toEqual([]);
  // No statement was read in this story, no budget was moved, nobody advanced anything or pays in parts, and no
  // worker sealed.
  const idle = proofs.filter(({ about }) => about === 0).map(({ name }) => name);
  expect(idle).toEqual([
    'what leaves one budget line arrives at another',
    'an award that is paid in parts is paid by its plan, each part of a source its share of it to the fen',
    'a later part of an award is paid or given up only on its day or by two people',
    'what one level advances for the others is what they bear, and each of them refunds its share to it',
    'what is owed for an advance is its shares not yet refunded, from its arrival on',
    'no more is demanded back than was paid, nor met than was demanded',
    'a demand and what became of it were each decided by a second person, an offset with consent',
    'incoming money pays back once',
    'nothing leaves of an award that is or may be terminated, and what was cancelled was given back whole',
    'no debit of a statement is matched to an attempt twice',
    'what is settled is a debit of its amount in a statement of the bank',
    'a closed day says what the lines of its statements say',
    'no payment left while it was held',
    'a paper is as it was handed out, under the code that it was given',
    'a one-time code was taken once',
    'a seal follows the one before it',
    'what was sealed is there as it was',
  ]);
});

it('an auditor sees no breach in what lies beyond his reach, whichever treasury pays', async () => {
  const auditor = await office.as('auditor');
  for (const regionCode of ['410402', '410422', '410400', '410000']) {
    const grants = auditor.grants.map((grant) => ({ ...grant, regionCode }));
    const { intact, ledger } = valueOf(await verifyAudit(office.db, { ...auditor, grants }));
    expect({ regionCode, intact, problems: ledger.problems }).toEqual({
      regionCode,
      intact: true,
      problems: [],
    });
  }
});

/**
 * What somebody with the owner's password changes behind every guard, one thing after the other, and which promises are
 * then broken that held before.
 */
interface Breach {
  what: string;
  table: string;
  statements: string[];
  named: string[];
}

const BREACHES: Breach[] = [
  {
    what: 'the way of a batch',
    table: 'disbursement_batch',
    statements: [`UPDATE disbursement_batch SET channel = 'list-csv'`],
    named: ['a payment leaves by the way of its batch'],
  },
  {
    what: 'a hold from before a release',
    table: 'case_hold',
    statements: [
      `INSERT INTO case_hold (id, application_id, party_id, payment_id, region_code, kind, purpose, details, fingerprint, state, version, raised_at, raised_by)
       SELECT gen_random_uuid(), application_id, party_id, id, region_code, 'applicant-ended', 'payment', '{}', 'x', 'open', 1, '2000-01-01', 'system:x'
       FROM payment WHERE state NOT IN ('planned', 'batched') LIMIT 1`,
    ],
    named: ['no payment left while it was held'],
  },
  {
    what: 'a balance',
    table: 'ledger_account',
    statements: [
      `UPDATE ledger_account SET balance_fen = balance_fen + 1 WHERE kind = 'in_flight' AND balance_fen > 0`,
    ],
    named: [
      'an account holds what its entries add up to',
      'a budget line: allotted = available + reserved + in flight + spent + receivable',
      'payments and demands explain what is reserved, in flight, spent and receivable',
    ],
  },
  {
    what: 'a balance below zero',
    table: 'ledger_account',
    statements: [
      `ALTER TABLE ledger_account DROP CONSTRAINT ledger_account_not_negative`,
      `UPDATE ledger_account SET balance_fen = -1 WHERE id = (SELECT id FROM ledger_account WHERE kind = 'spent' LIMIT 1)`,
    ],
    named: ['no account is negative'],
  },
  {
    what: 'an entry of a journal',
    table: 'journal_entry',
    statements: [
      `UPDATE journal_entry SET amount_fen = amount_fen + 1 WHERE (journal_id, position) = (SELECT journal_id, position FROM journal_entry LIMIT 1)`,
    ],
    named: ['a journal balances'],
  },
  {
    what: 'the amount of an award',
    table: 'award',
    statements: [`UPDATE award SET amount_fen = amount_fen + 1`],
    named: ['the lines of an award add up to it', 'the sources of an award add up to it'],
  },
  {
    what: 'the amount of a payment',
    table: 'payment',
    statements: [`UPDATE payment SET amount_fen = amount_fen + 1 WHERE state = 'planned'`],
    named: ['the payments of a source, with what was set off against them, add up to it'],
  },
  {
    what: 'a second award of a clause',
    table: 'award_line',
    statements: [
      `DROP INDEX award_line_once`,
      `INSERT INTO award_line SELECT gen_random_uuid(), award_id, party_id, entitlement_id, determination_id, clause_id, subject, amount_fen FROM award_line`,
    ],
    named: ['a clause is awarded once to an applicant for a subject'],
  },
  {
    what: 'a second live attempt',
    table: 'payment_attempt',
    statements: [
      `DROP INDEX payment_attempt_one_live`,
      `INSERT INTO payment_attempt (id, payment_id, attempt_number, bank_reference, payload, payload_hash, state, started_at)
         SELECT gen_random_uuid(), payment_id, attempt_number + 1, 'AGAIN', payload, payload_hash, 'sending', started_at FROM payment_attempt LIMIT 1`,
    ],
    named: ['a payment has at most one live attempt'],
  },
  {
    what: 'the state of an attempt',
    table: 'payment_attempt',
    statements: [`UPDATE payment_attempt SET state = 'rejected' WHERE state <> 'rejected'`],
    named: ['a payment with the bank has an attempt that says so'],
  },
  {
    what: 'the totals of a batch',
    table: 'disbursement_batch',
    statements: [`UPDATE disbursement_batch SET total_fen = total_fen - 1`],
    named: ['control totals of a batch agree with its payments'],
  },
  {
    what: 'a payment said to be settled',
    table: 'payment',
    statements: [`UPDATE payment SET state = 'settled' WHERE state IN ('sending', 'accepted', 'unknown')`],
    named: ['what is settled is a debit of its amount in a statement of the bank'],
  },
  {
    what: 'the checker of a batch',
    table: 'disbursement_batch',
    statements: [
      `ALTER TABLE disbursement_batch DROP CONSTRAINT batch_maker_is_not_checker`,
      `UPDATE disbursement_batch SET checker_id = maker_id`,
    ],
    named: ['no batch was released by its maker'],
  },
  {
    what: 'what an event says',
    table: 'audit_event',
    statements: [
      `UPDATE audit_event SET bytes = bytes || ' ' WHERE id = (SELECT max(id::text)::uuid FROM audit_event)`,
    ],
    named: ['an event is what was hashed'],
  },
  {
    what: 'the state of a case',
    table: 'application',
    statements: [`UPDATE application SET state = 'paid' WHERE state = 'awarded'`],
    named: ['a case is where its events lead'],
  },
  {
    what: 'a day that was closed on no statement',
    table: 'treasury_day',
    statements: [
      `ALTER TABLE treasury_day DROP CONSTRAINT treasury_day_statement_id_fkey`,
      `INSERT INTO treasury_day (region_code, day, statement_id, line_count, debit_fen, credit_fen, closed_by, closed_at)
         SELECT '410400', '2026-01-05', gen_random_uuid(), 1, 100, 0, (SELECT id FROM user_account LIMIT 1), now()`,
    ],
    named: ['a closed day says what the lines of its statements say'],
  },
  {
    what: 'a payment cancelled and nothing given back',
    table: 'payment',
    statements: [`UPDATE payment SET state = 'cancelled' WHERE state = 'planned'`],
    named: [
      'nothing leaves of an award that is or may be terminated, and what was cancelled was given back whole',
    ],
  },
  {
    what: 'a paper that nobody handed out',
    table: 'issued_document',
    statements: [
      `INSERT INTO issued_document (id, code, kind, batch_id, region_code, content_hash, issued_at, issued_by)
         SELECT gen_random_uuid(), repeat('A', 26), 'batch-list', id, region_code, 'x', now(), 'user:x' FROM disbursement_batch LIMIT 1`,
    ],
    named: ['a paper is as it was handed out, under the code that it was given'],
  },
  {
    what: 'an event away',
    table: 'audit_event',
    statements: [`DELETE FROM audit_event WHERE type = 'application.awarded'`],
    named: ['a trail has no gap'],
  },
  {
    what: 'a role that one administrator gave alone',
    table: 'role_grant',
    statements: [
      `INSERT INTO role_grant (id, user_id, role, region_code, valid_from, basis, granted_by)
         SELECT gen_random_uuid(), one.id, 'finance_checker', '410400', '2026-01-05', 'one', admin.id
         FROM user_account one, user_account admin WHERE one.username = 'city-maker' AND admin.username = 'admin'`,
    ],
    named: ['a role that decides about money was given by two administrators, none of them its holder'],
  },
  {
    what: 'a code that was taken twice',
    table: 'audit_event',
    statements: [
      `INSERT INTO audit_event SELECT r.* FROM (SELECT e FROM audit_event e WHERE type LIKE 'application.%' LIMIT 1) one, generate_series(1, 2) n,
         LATERAL jsonb_populate_record(one.e, jsonb_build_object('id', gen_random_uuid(), 'sequence', (one.e).sequence + 1000 + n,
           'type', 'second_factor.used', 'bytes', '{"data":{"step":7}}')) AS r`,
    ],
    named: ['a one-time code was taken once'],
  },
];

it('each is named once something breaks it behind every guard', async () => {
  const known = new Set<string>();
  // A message names its event: one guard more against a trail that loses some.
  await owner.query('ALTER TABLE notification DROP CONSTRAINT notification_event_id_fkey');
  for (const { what, table, statements, named } of BREACHES) {
    const guards = [`DISABLE TRIGGER USER`, `NO FORCE ROW LEVEL SECURITY`];
    for (const guard of guards) await owner.query(`ALTER TABLE ${table} ${guard}`);
    for (const statement of statements)
      expect([what, (await owner.query(statement)).rowCount]).not.toEqual([what, 0]);
    const broken = brokenOf(await proveEverything(office.db)).filter((name) => !known.has(name));
    expect({ what, named: broken }).toEqual({ what, named });
    for (const name of broken) known.add(name);
  }
});

it('a trail that is gone altogether is a gap, whoever it was about', async () => {
  const gaps = async () =>
    (await proveEverything(office.db)).find(({ name }) => name === 'a trail has no gap')?.problems.length ??
    0;
  const before = await gaps();
  const { rows } = await owner.query<{ case_id: string }>(
    `SELECT case_id FROM audit_event e WHERE NOT EXISTS (SELECT 1 FROM application a WHERE a.id = e.case_id) GROUP BY case_id LIMIT 2`,
  );
  await owner.query(`DELETE FROM audit_event WHERE case_id = ANY ($1)`, [rows.map((row) => row.case_id)]);
  expect(rows).toHaveLength(2);
  expect(await gaps()).toBe(before + 2);
});

it('the command prints each promise and what breaks it, and ends with 1; with 2 where no database is', async () => {
  const lines: string[] = [];
  const verify = (env: NodeJS.ProcessEnv) => runVerifyCommand(env, (line) => lines.push(line));
  expect(await verify({ DATABASE_URL: office.database.appUrl })).toBe(1);
  expect(lines.join('\n')).toMatch(/BROKEN +\d+ +a journal balances\n/);
  expect(lines.join('\n')).toMatch(/! journal [0-9a-f-]{36} adds up to 1 fen over 2 entries/);
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ verify: 'broken' });
  lines.length = 0;
  expect(await verify({ DATA_DIR: join(tmpdir(), 'duixian-no-such-folder') })).toBe(2);
  expect(lines.join()).toMatch(/no database is running for .*npm start/);
});
