import { readCalls, runCommand, saveCall } from '@duixian/persistence';
import { Office } from '@duixian/testing';
import { Client } from 'pg';

jest.setTimeout(120_000);

let office: Office;
let owner: Client;
beforeAll(async () => {
  office = await Office.open();
  owner = new Client(office.database.ownerUrl);
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await office.close();
});

/** Runs statements as the owner with the system's context, then rolls back; answers the last one's rows. */
async function tryOut(...statements: string[]): Promise<unknown[]> {
  await owner.query('BEGIN');
  try {
    await owner.query("SELECT set_config('duixian.scope', 'system', true)");
    let rows: unknown[] = [];
    for (const statement of statements) ({ rows } = await owner.query<object>(statement));
    return rows;
  } finally {
    await owner.query('ROLLBACK');
  }
}

/** A copy of the seeded call in another state, by its author and approver. */
const copy = (state: string, { author = 'policy-officer', approver = 'policy-officer-2' } = {}): string => `
  INSERT INTO call (id, number, title, city_code, policy_version_id, clause_ids, year, opens_on, closes_on, tested_from,
    tested_to, route, notice_working_days, budget_subject, state, author_ids, approved_by)
  SELECT gen_random_uuid(), 'COPY', title, city_code, policy_version_id, clause_ids, year, opens_on, closes_on, tested_from,
    tested_to, route, notice_working_days, budget_subject, '${state}',
    ARRAY(SELECT id FROM user_account WHERE username = '${author}'),
    (SELECT id FROM user_account WHERE username = '${approver}') FROM call`;
const change = (set: string): string => `UPDATE call SET ${set} WHERE number = 'COPY' RETURNING state`;

it.each<[string, string[], string]>([
  ['published and rewritten', [copy('published'), change("title = 'x'")], 'immutable'],
  [
    'published and paid by others',
    [copy('published'), change(`funding_shares = '{"city":"1"}'`)],
    'immutable',
  ],
  [
    'approved and rewritten',
    [copy('approved'), change("closes_on = closes_on + 1, state = 'published'")],
    'immutable',
  ],
  ['approved by another afterwards', [copy('approved'), change('approved_by = NULL')], 'immutable'],
  ['published and drafted again', [copy('published'), change("state = 'draft'")], 'immutable'],
  ['closed and opened again', [copy('closed'), change("state = 'published'")], 'immutable'],
  [
    'published past its approval',
    [copy('draft', { approver: '' }), change("state = 'published'")],
    'immutable',
  ],
  ['drafted by nobody any more', [copy('draft', { approver: '' }), change("author_ids = '{}'")], 'immutable'],
  ['deleted', [copy('draft', { approver: '' }), "DELETE FROM call WHERE number = 'COPY'"], 'immutable'],
  ['emptied', ['TRUNCATE call CASCADE'], 'append-only'],
  ['written by nobody', [copy('draft', { author: '' })], 'needs an author'],
  ['published without approval', [copy('published', { approver: '' })], 'call_approved_by_somebody'],
  [
    'approved by its author',
    [copy('approved', { approver: 'policy-officer' })],
    'call_approver_is_no_author',
  ],
])('a call %s is refused', async (_, statements, message) => {
  await expect(tryOut(...statements)).rejects.toThrow(message);
});

it.each<[string, string[]]>([
  ['edited', [copy('draft', { approver: '' }), change("title = 'x'")]],
  ['published', [copy('approved'), change("state = 'published', published_at = now()")]],
  ['closed', [copy('published'), change("state = 'closed', closed_at = now()")]],
])('a call %s in its turn is not', async (_, statements) => {
  expect(await tryOut(...statements)).toHaveLength(1);
});

it('a call saved with another version than was read is a bug', async () => {
  const request = { name: 'test', actor: { kind: 'system', name: 'test' } as const, input: {} };
  const save = runCommand(office.db, { ...request, idempotencyKey: office.key() }, async (tx) => {
    const [call] = await readCalls(tx);
    if (call) await saveCall(tx, { ...call, version: call.version + 1, state: 'closed' });
    return { ok: true, value: null };
  });
  await expect(save).rejects.toThrow('changed under its lock');
});

it.each<[state: string, scope: string, regions: string, count: number]>([
  ['draft', 'person', '{410402}', 0],
  ['approved', 'person', '{}', 0],
  ['approved', 'person', '{410400,410402}', 1],
  ['draft', 'public', '{}', 0],
  ['published', 'public', '{}', 1],
])('a call that is %s, to scope %s of regions %s: %i rows', async (state, scope, regions, count) => {
  const app = new Client(office.database.appUrl);
  await app.connect();
  try {
    await app.query('BEGIN');
    await app.query("SELECT set_config('duixian.scope', 'system', true)");
    await app.query(copy(state, { approver: state === 'draft' ? '' : 'policy-officer-2' }));
    await app.query("SELECT set_config('duixian.scope', $1, true), set_config('duixian.regions', $2, true)", [
      scope,
      regions,
    ]);
    expect((await app.query("SELECT id FROM call WHERE number = 'COPY'")).rows).toHaveLength(count);
  } finally {
    await app.end();
  }
});
