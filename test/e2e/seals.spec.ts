import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as casework from '@duixian/casework';
import { runCommand, sha256 } from '@duixian/persistence';
import { Office, valueOf, walkToReview } from '@duixian/testing';
import { Client } from 'pg';
import { runVerifyCommand } from '../../apps/cli/src/verify/verify-command';
import { takeAway } from './take-away';

jest.setTimeout(120_000);

const CITY = '410400';
/** What the row rules ask of a session. */
const SYSTEM = `SELECT set_config('duixian.scope', 'system', false), set_config('duixian.actor', 'system:test', false),
  set_config('duixian.regions', '{}', false), set_config('duixian.parties', '{}', false)`;
const LINKS = 'a seal follows the one before it';
const SEALED = 'what was sealed is there as it was';
const KEPT = 'a seal that was kept outside is in its chain';

const TRAIL = ['audit_event', 'audit_sequence', 'audit_seal', 'audit_seal_part'];

let office: Office;
let owner: Client;
let folder: string;
let anchors: casework.SealAnchors;
beforeAll(async () => {
  office = await Office.open({ poolSize: 12 });
  await walkToReview(office, 'xinhua');
  owner = new Client(office.database.ownerUrl);
  await owner.connect();
  await owner.query(SYSTEM);
  // The owner gets behind the row rules; the application does not.
  for (const table of TRAIL.filter((each) => each !== 'audit_sequence'))
    await owner.query(`ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY`);
  // A message names its event: one guard more against a trail that loses some.
  await owner.query('ALTER TABLE notification DROP CONSTRAINT notification_event_id_fkey');
  folder = mkdtempSync(join(tmpdir(), 'duixian-anchors-'));
  anchors = new casework.SealAnchors(folder);
});
afterAll(async () => {
  await owner.end();
  await office.close();
  rmSync(folder, { recursive: true });
});

/** So many events about so many cases of a region. */
const record = async (regionCode: string, cases: number, each = 1): Promise<string[]> => {
  const ids = Array.from({ length: cases }, () => office.key());
  await about(regionCode, ids, each);
  return ids;
};
const about = async (regionCode: string, ids: readonly string[], each: number): Promise<void> => {
  const actor = { kind: 'system', name: 'test' } as const;
  const request = { name: 'testSeals', actor, idempotencyKey: office.key(), input: {} };
  await runCommand(office.db, request, async (tx) => {
    const event = (caseId: string) => ({ caseId, regionCode, type: 'test.happened', data: {} });
    for (let n = 0; n < each; n += 1) await tx.recordAll(ids.map(event));
    return { ok: true, value: null };
  });
};
const seal = () => casework.sealTrail(office.db, anchors);
const page = (actor: casework.PersonActor, filter: { cityCode?: string; hash?: string } = {}) =>
  casework.listSeals(office.db, actor, filter, { limit: 200 });
const broken = async (): Promise<Record<string, number>> =>
  Object.fromEntries(
    (await casework.proveEverything(office.db, anchors))
      .filter(({ problems }) => problems.length > 0)
      .map(({ name, problems }) => [name, problems.length]),
  );
const kindsOf = (found: readonly casework.SealFinding[]) =>
  [...new Set(found.map(({ kind }) => kind))].sort();
const proved = async (name: string) =>
  (await casework.proveEverything(office.db, anchors)).find((each) => each.name === name);

it('seals what happened in a city and its counties since the seal before, and nothing twice', async () => {
  // Whoever signs in is in the trail too.
  const auditor = await office.as('auditor');
  expect((await proved(SEALED))?.about).toBe(0);
  expect((await seal()).made).toBeGreaterThan(0);
  expect(await seal()).toEqual({ made: 0, mismatches: [] });

  const before = valueOf(await page(auditor, { cityCode: CITY })).items[0];
  const ids = [...(await record('410422', 2, 3)), ...(await record(CITY, 1))];
  await about('410422', ids.slice(0, 1), 2);
  expect(valueOf(await casework.verifyAudit(office.db, auditor)).seals.waiting).toBe(9);
  expect(await seal()).toEqual({ made: 1, mismatches: [] });
  const [newest] = valueOf(await page(auditor, { cityCode: CITY })).items;
  expect(newest).toMatchObject({
    ...{ number: (before?.number ?? 0) + 1, previousHash: before?.hash, cases: 3, events: 9 },
    hash: sha256(newest?.bytes ?? ''),
  });

  expect(valueOf(await casework.verifyAudit(office.db, auditor))).toMatchObject({
    intact: true,
    seals: { brokenLinks: [], altered: [], waiting: 0 },
  });
  const { rows } = await owner.query<{ unsealed: number; twice: number }>(
    `SELECT (SELECT count(*)::int FROM audit_event e WHERE NOT EXISTS (SELECT 1 FROM audit_seal_part p
         WHERE p.case_id = e.case_id AND e.sequence BETWEEN p.first AND p.last)) AS unsealed,
       (SELECT count(*)::int FROM audit_seal_part p JOIN audit_seal_part q ON q.case_id = p.case_id AND q.last > p.last AND q.first <= p.last) AS twice`,
  );
  expect(rows).toEqual([{ unsealed: 0, twice: 0 }]);
});

it('several workers seal while people go on: one chain, and every event in it once', async () => {
  const cases = await record(CITY, 5);
  await Promise.all(
    Array.from({ length: 8 }, async (_, worker) => {
      for (let turn = 0; turn < 5; turn += 1)
        await (worker % 2 === 0 ? seal() : about(CITY, [...cases].sort(), 1));
    }),
  );
  await seal();
  expect(await broken()).toEqual({});
  const { waiting } = valueOf(await casework.verifyAudit(office.db, await office.as('auditor'))).seals;
  expect(waiting).toBe(0);
});

it('an auditor finds the hash that was kept, in the chains of their own cities only', async () => {
  const auditor = await office.as('auditor');
  const [newest] = valueOf(await page(auditor, { cityCode: CITY })).items;
  expect(valueOf(await page(auditor, { hash: newest?.hash ?? '' })).items).toEqual([newest]);
  expect(valueOf(await page(auditor, { hash: 'a'.repeat(64) })).items).toEqual([]);
  const elsewhere = { ...auditor, grants: [{ role: 'auditor' as const, regionCode: '410422' }] };
  expect(valueOf(await page(elsewhere)).items).toEqual([]);
  expect(valueOf(await casework.verifyAudit(office.db, elsewhere))).toMatchObject({
    intact: true,
    seals: { seals: 0 },
  });
  expect(await page(await office.as('city-reviewer'))).toMatchObject({ refusal: { code: 'forbidden' } });
  const rows = await takeAway(office, 'auditor', 'seals', { cityCode: CITY });
  expect(rows[0]).toEqual(expect.arrayContaining([newest?.hash, newest?.bytes]));
});

it('the application cannot change a seal, take one away, put one on as a person, nor say how far a trail is sealed', async () => {
  const app = new Client(office.database.appUrl);
  await app.connect();
  try {
    await app.query(
      `SELECT set_config('duixian.scope', 'person', false), set_config('duixian.regions', '{${CITY}}', false)`,
    );
    const refused = (sql: string) => expect(app.query(sql)).rejects.toMatchObject({ code: '42501' });
    await refused(`UPDATE audit_seal SET events = 1`);
    await refused(`DELETE FROM audit_seal_part`);
    await refused(`UPDATE audit_sequence SET sealed = 0`);
    await refused(
      `INSERT INTO audit_seal (id, city_code, number, previous_hash, cases, events, sealed_at, bytes, hash)
       SELECT gen_random_uuid(), city_code, number + 1, hash, 1, 1, now(), '', repeat('0', 64) FROM audit_seal ORDER BY number DESC LIMIT 1`,
    );
  } finally {
    await app.end();
  }
});

it('the database refuses a part that leaves a gap or goes back, and a second successor', async () => {
  const [caseId] = await record(CITY, 1, 3);
  const part = (first: number, last: number) =>
    owner.query(
      `INSERT INTO audit_seal_part SELECT id, $1, $2, $3, repeat('0', 64) FROM audit_seal WHERE city_code = $4 ORDER BY number DESC LIMIT 1`,
      [caseId, first, last, CITY],
    );
  await expect(part(2, 3)).rejects.toThrow('does not go on');
  await expect(part(1, 4)).rejects.toMatchObject({ constraint: 'audit_sequence_sealed_check' });
  await expect(
    owner.query(
      `INSERT INTO audit_seal SELECT gen_random_uuid(), city_code, 1000000, previous_hash, 1, 1, now(), '', repeat('0', 64)
       FROM audit_seal WHERE city_code = $1 AND number = 2`,
      [CITY],
    ),
  ).rejects.toMatchObject({ code: '23505' });
});

describe('what was kept outside', () => {
  it('is a line per seal that proves itself, and half a line of a crash is followed by the whole one', async () => {
    await seal();
    const file = join(folder, `${CITY}.seals`);
    // Workers that share a folder may both write a line.
    const lines = [...new Set(readFileSync(file, 'utf8').trimEnd().split('\n'))];
    const newest = valueOf(await page(await office.as('auditor'), { cityCode: CITY })).items;
    expect(lines).toEqual([...newest].reverse().map(({ hash, bytes }) => `${hash} ${bytes}`));
    for (const line of lines) expect(sha256(line.slice(65))).toBe(line.slice(0, 64));

    const last = lines.at(-1) ?? '';
    for (const torn of [last.slice(0, 40), last.slice(0, 100), last]) {
      writeFileSync(file, [...lines.slice(0, -1), torn].join('\n'));
      expect(await anchors.read(CITY)).toMatchObject({ problems: [] });
      expect(await seal()).toEqual({ made: 0, mismatches: [] });
      expect((await anchors.read(CITY)).anchors.at(-1)).toMatchObject({ hash: newest[0]?.hash });
      expect(await broken()).toEqual({});
    }
    writeFileSync(file, `${lines.join('\n')}\n`);
  });

  it('names a line that is no seal, and a seal of another chain', async () => {
    const file = join(folder, `${CITY}.seals`);
    const whole = readFileSync(file, 'utf8');
    appendFileSync(file, `${'0'.repeat(64)} {}\n`);
    expect((await proved(KEPT))?.problems).toEqual([
      expect.stringMatching(/^line \d+ of 410400\.seals is no seal/),
    ]);
    writeFileSync(file, whole);
    writeFileSync(join(folder, '410300.seals'), whole);
    expect((await proved(KEPT))?.problems.length).toBeGreaterThan(0);
    rmSync(join(folder, '410300.seals'));
    expect(await broken()).toEqual({});
  });
});

/** What the owner of the database does behind every guard, and which promises say so; each from a sound state. */
const BREACHES: readonly {
  what: string;
  statements: readonly string[];
  named: readonly string[];
  /** What an auditor of the city is told of the seals; how far a trail says it is sealed is asked for who sees every chain. */
  kinds: readonly casework.SealFinding['kind'][];
}[] = [
  {
    what: 'an event is rewritten together with its hash',
    statements: [
      `UPDATE audit_event SET bytes = bytes || ' ', hash = encode(sha256(convert_to(bytes || ' ', 'UTF8')), 'hex')
       WHERE id = (SELECT id FROM audit_event WHERE region_code LIKE '4104%' ORDER BY id LIMIT 1)`,
    ],
    named: [SEALED],
    kinds: ['events'],
  },
  {
    what: 'the last event of a case is taken away, and its number with it',
    statements: [
      `CREATE TEMP TABLE victim AS SELECT case_id, last FROM audit_sequence s WHERE last > 1
         AND EXISTS (SELECT 1 FROM audit_event e WHERE e.case_id = s.case_id AND e.type = 'test.happened') LIMIT 1`,
      `DELETE FROM audit_event e USING victim v WHERE e.case_id = v.case_id AND e.sequence = v.last`,
      `UPDATE audit_sequence s SET last = v.last - 1, sealed = least(sealed, v.last - 1) FROM victim v WHERE s.case_id = v.case_id`,
    ],
    named: [SEALED],
    kinds: ['events'],
  },
  {
    what: 'a trail says that less of it is sealed',
    statements: [
      `UPDATE audit_sequence SET sealed = sealed - 1 WHERE case_id = (SELECT max(case_id::text)::uuid FROM audit_sequence WHERE sealed > 0)`,
    ],
    named: [SEALED],
    kinds: [],
  },
  {
    what: 'a seal is rewritten together with its hash',
    statements: [
      `UPDATE audit_seal SET bytes = bytes || ' ', hash = encode(sha256(convert_to(bytes || ' ', 'UTF8')), 'hex') WHERE city_code = '410400' AND number = 2`,
    ],
    named: [LINKS, SEALED, KEPT],
    kinds: ['restated', 'unlinked'],
  },
  {
    what: 'the end of a chain is cut off, and its events wait again',
    statements: [
      `CREATE TEMP TABLE cut AS SELECT id FROM audit_seal WHERE city_code = '410400' ORDER BY number DESC LIMIT 1`,
      `UPDATE audit_sequence s SET sealed = p.first - 1 FROM audit_seal_part p WHERE p.case_id = s.case_id AND p.seal_id = (SELECT id FROM cut)`,
      `DELETE FROM audit_seal_part WHERE seal_id = (SELECT id FROM cut)`,
      `DELETE FROM audit_seal WHERE id = (SELECT id FROM cut)`,
    ],
    named: [KEPT],
    kinds: [],
  },
];

it.each(BREACHES)('is found: $what', async ({ statements, named, kinds }) => {
  expect(await broken()).toEqual({});
  // Another session has to see it and the next breach must not: the row rules and triggers are off for this one only.
  const backup = await copyOfTrail();
  try {
    await asOwner(statements);
    expect(Object.keys(await broken())).toEqual(named);
    const { intact, seals } = valueOf(await casework.verifyAudit(office.db, await office.as('auditor')));
    expect(kindsOf([...seals.brokenLinks, ...seals.altered])).toEqual(kinds);
    expect(intact).toBe(kinds.length === 0);
  } finally {
    await backup.restore();
  }
  expect(await broken()).toEqual({});
});

it('after the end of a chain was cut off, nothing is appended to what was kept outside, and every turn says so', async () => {
  const cut = BREACHES.at(-1);
  const backup = await copyOfTrail();
  const kept = readFileSync(join(folder, `${CITY}.seals`), 'utf8');
  try {
    await asOwner(cut?.statements ?? []);
    const { made, mismatches } = await seal();
    expect(made).toBe(1);
    expect(mismatches).toEqual([
      expect.stringMatching(/^Seal \d+ of 410400 that was kept outside is not in the database/),
    ]);
    expect(readFileSync(join(folder, `${CITY}.seals`), 'utf8')).toBe(kept);
    expect(Object.keys(await broken())).toEqual([KEPT]);
  } finally {
    await backup.restore();
  }
});

it('npm run verify holds the database to the folder that ANCHOR_DIR names', async () => {
  const lines: string[] = [];
  const verify = () =>
    runVerifyCommand({ DATABASE_URL: office.database.appUrl, ANCHOR_DIR: folder }, (line) =>
      lines.push(line),
    );
  expect(await verify()).toBe(0);
  expect(lines.join('\n')).toMatch(new RegExp(`holds +\\d+ +${KEPT}\\n`));
  const last = readFileSync(join(folder, `${CITY}.seals`), 'utf8');
  writeFileSync(join(folder, `${CITY}.seals`), last.replace(/"number":1,/, '"number":1, '));
  expect(await verify()).toBe(1);
  expect(lines.join('\n')).toMatch(/! line 1 of 410400\.seals is no seal of 410400/);
});

/** Statements that no trigger and no key hinders. */
async function asOwner(statements: readonly string[]): Promise<void> {
  const session = new Client(office.database.ownerUrl);
  await session.connect();
  try {
    await session.query(SYSTEM);
    for (const table of TRAIL) await session.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    await session.query('ALTER TABLE audit_seal DROP CONSTRAINT audit_seal_city_code_previous_hash_fkey');
    for (const statement of statements) await session.query(statement);
    for (const table of TRAIL) await session.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
  } finally {
    await session.end();
  }
}

/** The trail as it is now, and a way back to it. */
async function copyOfTrail(): Promise<{ restore: () => Promise<void> }> {
  for (const table of TRAIL) await owner.query(`CREATE TEMP TABLE kept_${table} AS TABLE ${table}`);
  return {
    restore: async () => {
      for (const table of TRAIL) await owner.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
      await owner.query(
        'ALTER TABLE audit_seal DROP CONSTRAINT IF EXISTS audit_seal_city_code_previous_hash_fkey',
      );
      for (const table of [...TRAIL].reverse()) await owner.query(`DELETE FROM ${table}`);
      for (const table of TRAIL) await owner.query(`INSERT INTO ${table} TABLE kept_${table}`);
      for (const table of TRAIL) await owner.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
      await owner.query(
        'ALTER TABLE audit_seal ADD FOREIGN KEY (city_code, previous_hash) REFERENCES audit_seal (city_code, hash)',
      );
      for (const table of TRAIL) await owner.query(`DROP TABLE kept_${table}`);
    },
  };
}
