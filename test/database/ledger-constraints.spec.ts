import { Office, prepare, release, walkToAward } from '@duixian/testing';
import { Client } from 'pg';

jest.setTimeout(120_000);

let office: Office;
let app: Client;

beforeAll(async () => {
  office = await Office.open();
  await walkToAward(office, 'xinhua');
  const batch = await prepare(office, 'city', '410400');
  await release(office, 'city', batch);
  await office.drain();
  app = new Client(office.database.appUrl);
  await app.connect();
});
afterAll(async () => {
  await app.end();
  await office.close();
});

/** Runs statements as the application in the system context and commits; answers what the database said. */
async function attempt(...statements: string[]): Promise<string> {
  await app.query('BEGIN');
  try {
    await app.query(
      `SELECT set_config('duixian.scope', 'system', true), set_config('duixian.actor', 'system:test', true),
              set_config('duixian.regions', '{}', true), set_config('duixian.parties', '{}', true)`,
    );
    for (const statement of statements) await app.query(statement);
    await app.query('COMMIT');
    return 'committed';
  } catch (error) {
    await app.query('ROLLBACK');
    return (error as Error).message;
  }
}

const JOURNAL = `INSERT INTO journal (id, kind, cause, posted_at, posted_by) VALUES ('00000000-0000-7000-8000-000000000001', 'reserve', 'test', now(), 'test')`;
const entry = (position: number, kind: string, amount: number): string => `
  INSERT INTO journal_entry (journal_id, position, ledger_account_id, amount_fen)
  SELECT '00000000-0000-7000-8000-000000000001', ${position}, a.id, ${amount} FROM ledger_account a
  JOIN budget_line b ON b.id = a.budget_line_id WHERE b.region_code = '410422' AND a.kind = '${kind}'`;

// Each line: what somebody tries, and what the database itself answers, whatever the application thinks.
it.each<[string, string[], RegExp]>([
  ['a journal without entries', [JOURNAL], /not balanced: 0 entries/],
  ['one entry', [JOURNAL, entry(1, 'available', -5)], /not balanced: 1 entries, sum -5/],
  [
    'entries that do not add up',
    [JOURNAL, entry(1, 'available', -5), entry(2, 'reserved', 4)],
    /not balanced: 2 entries, sum -1/,
  ],
  [
    'one of two journals in one statement',
    [
      JOURNAL,
      `INSERT INTO journal SELECT ('00000000-0000-7000-8000-00000000000' || n)::uuid, 'reserve', 'test' || n, now(), 'test' FROM generate_series(2, 3) n`,
      `INSERT INTO journal_entry SELECT ('00000000-0000-7000-8000-00000000000' || n)::uuid, k.position, a.id, k.sign * (5 + n * k.position)
       FROM generate_series(1, 3) n, ledger_account a JOIN budget_line b ON b.id = a.budget_line_id AND b.region_code = '410422'
         JOIN (VALUES (1, 'available', -1), (2, 'reserved', 1)) AS k(position, kind, sign) ON k.kind = a.kind`,
    ],
    /not balanced: 2 entries, sum [123]/,
  ],
  [
    'a further entry of a journal that was posted',
    [
      `INSERT INTO journal_entry SELECT journal_id, 9, ledger_account_id, 5 FROM journal_entry WHERE amount_fen > 0 LIMIT 1`,
    ],
    /not balanced: 3 entries, sum 5/,
  ],
  [
    'entries of which a part was taken back before the commit',
    [
      JOURNAL,
      entry(1, 'available', -5),
      'SAVEPOINT part',
      entry(2, 'reserved', 5),
      'ROLLBACK TO SAVEPOINT part',
    ],
    /not balanced: 1 entries, sum -5/,
  ],
  [
    'a journal that was asked about before it was whole',
    [JOURNAL, 'SET CONSTRAINTS ALL IMMEDIATE'],
    /not balanced: 0 entries/,
  ],
  [
    'entries after the question was asked early',
    [
      JOURNAL,
      entry(1, 'available', -5),
      entry(2, 'reserved', 5),
      'SET CONSTRAINTS ALL IMMEDIATE',
      entry(3, 'reserved', 1),
    ],
    /not balanced: 3 entries, sum 1/,
  ],
  ['a note of what to check taken away', ['DELETE FROM journal_to_check'], /permission denied/],
  ['an entry of nothing', [JOURNAL, entry(1, 'available', 0)], /check constraint/],
  [
    'more than is available',
    [JOURNAL, entry(1, 'available', -80000001), entry(2, 'reserved', 80000001)],
    /ledger_account_not_negative/,
  ],
  [
    'the same cause twice',
    [
      `INSERT INTO journal (id, kind, cause, posted_at, posted_by) SELECT gen_random_uuid(), kind, cause, now(), 'test' FROM journal LIMIT 1`,
    ],
    /journal_cause_key/,
  ],
  ['a changed entry', ['UPDATE journal_entry SET amount_fen = 1'], /permission denied/],
  ['a deleted journal', ['DELETE FROM journal'], /permission denied/],
  ['an emptied ledger', ['TRUNCATE journal_entry'], /permission denied/],
  ['a balance written by hand', ['UPDATE ledger_account SET balance_fen = 1'], /permission denied/],
  ['a changed determination', [`UPDATE determination SET amount_fen = 1`], /permission denied/],
  ['a changed event', [`UPDATE audit_event SET bytes = ''`], /permission denied/],
  ['another payload of an attempt', [`UPDATE payment_attempt SET payload = 'x'`], /never changed/],
  ['a changed policy text', [`UPDATE policy_version SET content = ''`], /immutable/],
  [
    'a second payment of one obligation',
    [
      `INSERT INTO payment SELECT gen_random_uuid(), award_source_id, instalment, application_id, party_id, region_code, budget_line_id, amount_fen, payee, 'planned', 1, NULL, now() FROM payment LIMIT 1`,
    ],
    /payment_award_source_id_instalment_key/,
  ],
  [
    'a second live attempt',
    [
      `INSERT INTO payment_attempt SELECT gen_random_uuid(), payment_id, 2, 'DXOTHER', payload, payload_hash, 'sending', NULL, now() FROM payment_attempt LIMIT 1`,
    ],
    /payment_attempt_one_live/,
  ],
  [
    'a checker who is the maker',
    [`UPDATE disbursement_batch SET checker_id = maker_id`],
    /batch_maker_is_not_checker/,
  ],
  [
    'a person in a second stage',
    [`INSERT INTO case_actor SELECT application_id, user_id, 'batch_release', now() FROM case_actor LIMIT 1`],
    /case_actor_pkey/,
  ],
  [
    'a second award of one clause',
    [
      `INSERT INTO award_line SELECT gen_random_uuid(), award_id, party_id, entitlement_id, determination_id, clause_id, subject, amount_fen FROM award_line LIMIT 1`,
    ],
    /award_line_once/,
  ],
])('%s is refused by the database', async (_what, statements, answer) => {
  expect(await attempt(...statements)).toMatch(answer);
});

it('a balanced journal commits and moves both balances', async () => {
  expect(await attempt(JOURNAL, entry(1, 'available', -7), entry(2, 'reserved', 7))).toBe('committed');
  expect((await app.query('SELECT FROM journal_to_check')).rows).toEqual([]);
});

it('not even the owner changes what is append-only', async () => {
  const owner = new Client(office.database.ownerUrl);
  await owner.connect();
  try {
    await owner.query(`SELECT set_config('duixian.scope', 'system', false), set_config('duixian.actor', 'system:test', false),
      set_config('duixian.regions', '{}', false), set_config('duixian.parties', '{}', false)`);
    for (const sql of [
      'UPDATE journal_entry SET amount_fen = 1',
      'DELETE FROM journal',
      'TRUNCATE audit_event CASCADE',
      "UPDATE fact_record SET source = 'x'",
    ]) {
      await expect(owner.query(sql)).rejects.toThrow(/append-only/);
    }
  } finally {
    await owner.end();
  }
});

it('every balance is the sum of its entries, every journal is zero, nothing is negative', async () => {
  await app.query('BEGIN');
  await app.query(`SELECT set_config('duixian.scope', 'system', true), set_config('duixian.actor', 'system:test', true),
    set_config('duixian.regions', '{}', true), set_config('duixian.parties', '{}', true)`);
  const { rows } = await app.query<{ wrong: number }>(`
    SELECT (SELECT count(*)::int FROM ledger_account a WHERE balance_fen <> (SELECT coalesce(sum(amount_fen), 0) FROM journal_entry e WHERE e.ledger_account_id = a.id))
         + (SELECT count(*)::int FROM (SELECT journal_id FROM journal_entry GROUP BY journal_id HAVING sum(amount_fen) <> 0) x)
         + (SELECT count(*)::int FROM ledger_account WHERE kind <> 'allotment' AND balance_fen < 0) AS wrong`);
  await app.query('ROLLBACK');
  expect(rows).toEqual([{ wrong: 0 }]);
});
