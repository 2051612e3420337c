import { createHash } from 'node:crypto';
import { canonicalJson, runCommand, type Tx } from '@duixian/persistence';
import { Office } from '@duixian/testing';
import { Client } from 'pg';

jest.setTimeout(120_000);

let office: Office;
let owner: Client;
beforeAll(async () => {
  office = await Office.open();
  owner = new Client(office.database.ownerUrl);
  await owner.connect();
  await owner.query(`SELECT set_config('duixian.scope', 'system', false), set_config('duixian.actor', 'system:test', false),
    set_config('duixian.regions', '{}', false), set_config('duixian.parties', '{}', false)`);
});
afterAll(async () => {
  await owner.end();
  await office.close();
});

interface Stored {
  id: string;
  sequence: number;
  region: string;
  bytes: string;
  hash: string;
}

const trailOf = async (caseId: string): Promise<Stored[]> =>
  (
    await owner.query<Stored>(
      'SELECT id, sequence, region_code AS region, bytes, hash FROM audit_event WHERE case_id = $1 ORDER BY sequence',
      [caseId],
    )
  ).rows;

const recorded = async (record: (tx: Tx) => Promise<void>): Promise<void> => {
  const actor = { kind: 'system', name: 'test' } as const;
  const request = { name: 'testTrail', actor, idempotencyKey: office.key(), input: {} };
  await runCommand(office.db, request, async (tx) => {
    await record(tx);
    return { ok: true, value: null };
  });
};

it('continues every trail in the order of its events, in the region where it began, as canonical bytes with their hash', async () => {
  const [first, second] = [office.key(), office.key()];
  const data = {
    zeta: 1,
    alpha: '“引号” "quote" \\ \n\t\u2028',
    inner: { b: null, a: [true, {}] },
    none: undefined,
  };
  await recorded((tx) =>
    tx.recordAll([
      { caseId: first, regionCode: '410400', type: 'test.one', data },
      { caseId: second, regionCode: '410422', partyId: null, type: 'test.two', data: {} },
      { caseId: first, regionCode: '410422', type: 'test.three', data: { number: -5 } },
    ]),
  );
  await recorded((tx) => tx.record({ caseId: first, regionCode: '410422', type: 'test.four', data: {} }));

  const [trail, other] = [await trailOf(first), await trailOf(second)];
  expect(other.map(({ sequence, region }) => [sequence, region])).toEqual([[1, '410422']]);
  expect(trail.map(({ sequence, region }) => [sequence, region])).toEqual([
    [1, '410400'],
    [2, '410400'],
    [3, '410400'],
  ]);
  const told = trail.map(({ bytes }) => JSON.parse(bytes) as Record<string, unknown>);
  expect(told.map(({ type }) => type)).toEqual(['test.one', 'test.three', 'test.four']);
  const { none: _, ...kept } = data;
  expect(told[0]).toEqual({
    ...{
      id: trail[0]?.id,
      caseId: first,
      sequence: 1,
      type: 'test.one',
      actor: 'system:test',
      command: 'testTrail',
    },
    ...{ at: expect.any(String) as string, recordedAt: expect.any(String) as string, data: kept },
  });
  for (const { bytes, hash } of [...trail, ...other]) {
    expect(bytes).toBe(canonicalJson(JSON.parse(bytes)));
    expect(hash).toBe(createHash('sha256').update(bytes).digest('hex'));
  }
});

it('refuses an event whose type would be taken for two', async () => {
  const event = { caseId: office.key(), regionCode: '410400', data: {} };
  const twice = recorded((tx) => tx.recordAll([{ ...event, type: 'test.one\ntest.two' }]));
  await expect(twice).rejects.toThrow('more than one line');
});

it.each([
  ['is one character short', 'a'.repeat(63)],
  ['is one character long', 'a'.repeat(65)],
  ['has a capital', `${'a'.repeat(63)}A`],
  ['ends with a line', `${'a'.repeat(63)}\n`],
  ['is empty', ''],
])('no event has a hash that %s', async (_, hash) => {
  const stored = owner.query(
    `INSERT INTO audit_event (id, case_id, sequence, region_code, type, actor, at, bytes, hash)
     VALUES (gen_random_uuid(), gen_random_uuid(), 1, '410400', 'test.done', 'system:test', now(), '{}', $1)`,
    [hash],
  );
  await expect(stored).rejects.toMatchObject({ constraint: 'audit_event_hash_check' });
});

it.each([
  ['is empty', ''],
  ['is one character long too many', 'A'.repeat(31)],
  ['has a small letter', 'DXa'],
  ['ends with a line', 'DX1\n'],
])('no attempt has a reference that %s', async (_, reference) => {
  const stored = owner.query(
    `INSERT INTO payment_attempt (id, payment_id, attempt_number, bank_reference, payload, payload_hash, state, started_at)
     VALUES (gen_random_uuid(), gen_random_uuid(), 1, $1, '{}', '', 'sending', now())`,
    [reference],
  );
  await expect(stored).rejects.toMatchObject({ constraint: 'payment_attempt_bank_reference_check' });
});
