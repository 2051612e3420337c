import { searchRoleOf, TABLE_GRANTS, TAKE_SEARCH_ROLE } from '@duixian/persistence';
import { createPerson, grantRole, proposeChannel } from '@duixian/casework';
import { Office, valueOf, walkToAward } from '@duixian/testing';
import { Client } from 'pg';

jest.setTimeout(120_000);

let office: Office;
let owner: Client;
let app: Client;

beforeAll(async () => {
  office = await Office.open();
  await walkToAward(office, 'xinhua');
  await walkToAward(office, 'yexian');
  owner = new Client(office.database.ownerUrl);
  app = new Client(office.database.appUrl);
  await Promise.all([owner.connect(), app.connect()]);
});
afterAll(async () => {
  await Promise.all([owner.end(), app.end()]);
  await office.close();
});

/**
 * Tables whose rows everybody may read: places, days, banks, law, numbers, which imports were taken back, and the names of journals
 * until their transaction ends. Everything else is held by row.
 */
const OPEN_TABLES = [
  'audit_sequence',
  'bank_code',
  'bank_code_table',
  'calendar_year',
  'demo_clock',
  'import_retraction',
  'journal',
  'journal_to_check',
  'migrations',
  'number_series',
  'region',
  'register_coverage',
];

async function tables(where = 'true'): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND ${where} ORDER BY relname`,
  );
  return rows.map((row) => row.name);
}

interface Context {
  scope: 'system' | 'person' | 'public';
  regions?: string[];
  parties?: string[];
  administers?: string[];
  actor?: string;
}

/** Runs one statement as the application role in a transaction with this context, then rolls back. */
async function within<T extends object>(context: Context, sql: string, values: unknown[] = []): Promise<T[]> {
  await app.query('BEGIN');
  try {
    await app.query(
      `SELECT set_config('duixian.scope', $1, true), set_config('duixian.actor', $5, true),
              set_config('duixian.regions', $2, true), set_config('duixian.parties', $3, true),
              set_config('duixian.administers', $4, true)`,
      [
        context.scope,
        ...[context.regions, context.parties, context.administers].map(
          (codes = []) => `{${codes.join(',')}}`,
        ),
        context.actor ?? 'user:test',
      ],
    );
    return (await app.query<T>(sql, values)).rows;
  } finally {
    await app.query('ROLLBACK');
  }
}

it('every table is either open by decision or held by row, forced on its owner too', async () => {
  expect(await tables('NOT (relrowsecurity AND relforcerowsecurity)')).toEqual(OPEN_TABLES);
});

it('every table has its grants, and only tables have', async () => {
  expect(Object.keys(TABLE_GRANTS).sort()).toEqual((await tables()).filter((name) => name !== 'migrations'));
});

it('the application role owns nothing and cannot get around the rows', async () => {
  const { rows } = await app.query<{ owned: number; risky: boolean }>(
    `SELECT (SELECT count(*)::int FROM pg_class WHERE relowner = current_user::regrole) AS owned, rolsuper OR rolbypassrls AS risky
     FROM pg_roles WHERE rolname = current_user`,
  );
  expect(rows).toEqual([{ owned: 0, risky: false }]);
});

it('an unset context raises on every held table that has rows; after a commit it is unset again', async () => {
  await within({ scope: 'system' }, 'SELECT 1');
  const held = await tables('relrowsecurity');
  const silent: string[] = [];
  for (const table of held) {
    const [row] = await within<{ some: boolean }>(
      { scope: 'system' },
      `SELECT EXISTS (SELECT 1 FROM ${table}) AS some`,
    );
    if (!row?.some) continue;
    const outcome = await app.query(`SELECT * FROM ${table} LIMIT 1`).then(
      () => 'answered',
      (error: Error) => error.message,
    );
    if (!outcome.startsWith('no context')) silent.push(`${table}: ${outcome}`);
  }
  expect(silent).toEqual([]);
});

it.each([
  ['application', 'county_code'],
  ['award', 'county_code'],
  ['payment', 'region_code'],
  ['disbursement_batch', 'region_code'],
  ['audit_event', 'region_code'],
  ['budget_line', 'region_code'],
])('%s shows a county its own rows only', async (table, column) => {
  const rows = await within<Record<string, string>>(
    { scope: 'person', regions: ['410422'] },
    `SELECT ${column} AS code FROM ${table}`,
  );
  expect(rows.filter((row) => row['code'] !== '410422')).toEqual([]);
});

it('children follow their parents: lines, sources, determinations, facts, tasks, attempts', async () => {
  for (const table of [
    'award_line',
    'award_source',
    'determination',
    'facts_snapshot',
    'case_task',
    'case_actor',
    'fact_record',
  ]) {
    const count = async (context: Context): Promise<number> =>
      Number((await within<{ n: string }>(context, `SELECT count(*) AS n FROM ${table}`))[0]?.n);
    const [all, county, nobody] = [
      await count({ scope: 'system' }),
      await count({ scope: 'person', regions: ['410422'] }),
      await count({ scope: 'person' }),
    ];
    expect([table, county > 0, county < all, nobody]).toEqual([table, true, true, 0]);
  }
});

it('the public sees notices and nothing of the cases behind them', async () => {
  const count = async (table: string): Promise<string | undefined> =>
    (await within<{ n: string }>({ scope: 'public' }, `SELECT count(*) AS n FROM ${table}`))[0]?.n;
  expect([
    await count('notice'),
    await count('application'),
    await count('party'),
    await count('notice_line'),
  ]).toEqual(['2', '0', '0', '0']);
});

it('nobody writes into a foreign county or as somebody else', async () => {
  const context: Context = { scope: 'person', regions: ['410422'] };
  const [foreign] = await within<{ id: string }>(
    { scope: 'system' },
    `SELECT id FROM application WHERE county_code = '410402'`,
  );
  const refused = /row-level security/;
  await expect(
    within(
      context,
      'INSERT INTO case_task (id, application_id, kind, region_code, opened_at, clock_from) VALUES (gen_random_uuid(), $1, $2, $3, now(), now())',
      [foreign?.id, 'parked', '410422'],
    ),
  ).rejects.toThrow(refused);
  await expect(
    within(
      context,
      `INSERT INTO audit_event (id, case_id, sequence, region_code, type, actor, at, bytes, hash)
      VALUES (gen_random_uuid(), gen_random_uuid(), 1, '410422', 'x', 'user:other', now(), '', repeat('0', 64))`,
    ),
  ).rejects.toThrow(refused);
  const updated = await within(
    context,
    `UPDATE application SET version = version + 1 WHERE id = $1 RETURNING id`,
    [foreign?.id],
  );
  expect(updated).toEqual([]);
});

it('accounts, sessions and the outbox are the system’s alone', async () => {
  for (const table of ['user_account', 'session', 'role_grant', 'outbox']) {
    expect(
      await within({ scope: 'person', regions: ['410400', '410402'] }, `SELECT * FROM ${table}`),
    ).toEqual([]);
  }
});

it('an administrator reaches the accounts of their regions and nothing of a case', async () => {
  const county: Context = { scope: 'person', administers: ['410402'] };
  const codes = async (table: string, context: Context): Promise<string[]> =>
    (
      await within<{ code: string }>(context, `SELECT DISTINCT region_code AS code FROM ${table} ORDER BY 1`)
    ).map(({ code }) => code);
  expect(await codes('user_account', county)).toEqual(['410402']);
  expect(await codes('role_grant', county)).toEqual(['410402']);
  expect(await codes('user_account', { scope: 'person', regions: ['410402', '410400'] })).toEqual([]);
  for (const table of ['party', 'application', 'payment', 'payee_account', 'audit_event']) {
    expect(await within(county, `SELECT 1 FROM ${table}`)).toEqual([]);
  }
});

it('what waits for a second administrator is read by who keeps every place of it, and by who proposed it', async () => {
  const actor = await office.as('admin');
  const by = () => ({ actor, idempotencyKey: office.key() });
  for (const [username, kept, regionCode] of [
    ['of-the-county', '410402', '410402'],
    ['of-the-city', '410400', '410422'],
  ] as const) {
    const person = { username, displayName: username, regionCode: kept };
    const { id: personId } = valueOf(await createPerson(office.db, { ...by(), person }));
    const role = { role: 'reviewer', regionCode, reason: '岗位调整' } as const;
    valueOf(await grantRole(office.db, { ...by(), personId, ...role }));
  }
  const places = async (context: Context): Promise<string[]> =>
    (
      await within<{ code: string }>(context, 'SELECT region_code AS code FROM access_proposal ORDER BY 1')
    ).map(({ code }) => code);
  const both = ['410402', '410422'];
  expect(await places({ scope: 'system' })).toEqual(both);
  expect(await places({ scope: 'person', administers: both })).toEqual(['410402']);
  expect(await places({ scope: 'person', administers: ['410400', ...both] })).toEqual(both);
  expect(await places({ scope: 'person', actor: `user:${actor.userId}` })).toEqual(both);
  for (const nobodys of [{ regions: ['410400', ...both] }, { administers: ['410422'] }, {}])
    expect(await places({ scope: 'person', ...nobodys })).toEqual([]);
});

it('another way to pay that waits is read by who keeps the region, and by who proposed it, and proposed by who keeps it', async () => {
  const actor = await office.as('admin');
  for (const code of ['410402', '410422'])
    valueOf(
      await proposeChannel(office.db, {
        ...{ actor, idempotencyKey: office.key(), code, toChannel: 'list-csv', reason: '改用付款文件' },
      }),
    );
  const read = async (context: Context): Promise<string[]> =>
    (
      await within<{ code: string }>(context, 'SELECT region_code AS code FROM channel_proposal ORDER BY 1')
    ).map(({ code }) => code);
  const both = ['410402', '410422'];
  expect(await read({ scope: 'system' })).toEqual(both);
  expect(await read({ scope: 'person', administers: ['410402'] })).toEqual(['410402']);
  expect(await read({ scope: 'person', actor: `user:${actor.userId}` })).toEqual(both);
  for (const nobodys of [{ regions: both }, { administers: ['410411'] }, {}])
    expect(await read({ scope: 'person', ...nobodys })).toEqual([]);
  const made = `INSERT INTO channel_proposal (id, region_code, from_channel, to_channel, reason, proposed_by, proposed_at, state)
    VALUES (gen_random_uuid(), '410411', 'bank', 'list-csv', '改用付款文件', '${actor.userId}', now(), 'proposed')`;
  const stranger: Context = { scope: 'person', actor: `user:${actor.userId}`, administers: both };
  await expect(within(stranger, made)).rejects.toThrow(/row-level security/);
});

describe('the role that searches for candidates', () => {
  const FIRST_ENTRY = `SELECT party_id FROM party_profile WHERE facts @> '{"scale.first_entry": true}'`;

  it('is nobody’s until it is taken on: without it a county sees its own profiles only', async () => {
    const all = (await within<object>({ scope: 'system' }, 'SELECT FROM party_profile')).length;
    const county: Context = { scope: 'person', regions: ['410402'] };
    const own = (await within<object>(county, 'SELECT FROM party_profile')).length;
    expect(own).toBeGreaterThan(0);
    expect(own).toBeLessThan(all);
  });

  it('reads profiles and nothing else', async () => {
    const { rows } = await owner.query<{ granted: string }>(
      `SELECT c.relname || ' ' || a.privilege_type AS granted
       FROM pg_class c, aclexplode(c.relacl) a JOIN pg_roles r ON r.oid = a.grantee
       WHERE r.rolname = $1`,
      [searchRoleOf(decodeURIComponent(new URL(office.database.appUrl).username))],
    );
    expect(rows.map(({ granted }) => granted)).toEqual(['party_profile SELECT']);
  });

  it('lets the indexes answer, which a filter by row keeps from it', async () => {
    const plan = async (role: string): Promise<string> => {
      await app.query('BEGIN');
      try {
        await app.query(
          `SELECT set_config('duixian.scope', 'system', true), set_config('enable_seqscan', 'off', true)`,
        );
        await app.query(role);
        const { rows } = await app.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${FIRST_ENTRY}`);
        return rows.map((row) => row['QUERY PLAN']).join('\n');
      } finally {
        await app.query('ROLLBACK');
      }
    };
    expect(await plan(TAKE_SEARCH_ROLE)).toMatch(/party_profile_facts/);
    expect(await plan('SELECT')).not.toMatch(/party_profile_facts/);
  });
});
