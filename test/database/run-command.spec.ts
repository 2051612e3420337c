import { runCommand, runQuery, type Outcome, type Tx } from '@duixian/persistence';
import { Office } from '@duixian/testing';
import { Client } from 'pg';

jest.setTimeout(120_000);

let office: Office;
beforeAll(async () => {
  office = await Office.open({ poolSize: 24 });
});
afterAll(() => office.close());

const SYSTEM = { kind: 'system', name: 'test' } as const;
type No = { code: 'no' };

/** A command that leaves one event on a case, and answers how often its body ran. */
function command(
  key: string,
  caseId: string,
  input: unknown,
  body?: (tx: Tx) => Promise<Outcome<number, No>>,
) {
  const request = { name: 'testCommand', actor: SYSTEM, idempotencyKey: key, input };
  return runCommand<number, No>(office.db, request, async (tx) => {
    const outcome = body ? await body(tx) : ({ ok: true, value: 1 } as const);
    await tx.record({ caseId, regionCode: '410400', type: 'test.done', data: {} });
    return outcome;
  });
}

async function eventsOf(caseId: string): Promise<{ sequence: number; bytes: string }[]> {
  const owner = new Client(office.database.ownerUrl);
  await owner.connect();
  await owner.query(`SELECT set_config('duixian.scope', 'system', false), set_config('duixian.actor', 'x', false),
    set_config('duixian.regions', '{}', false), set_config('duixian.parties', '{}', false)`);
  const { rows } = await owner.query<{ sequence: number; bytes: string }>(
    'SELECT sequence, bytes FROM audit_event WHERE case_id = $1 ORDER BY sequence',
    [caseId],
  );
  await owner.end();
  return rows;
}

it('answers the first answer to the same key and input, without running again', async () => {
  const [key, caseId] = [office.key(), office.key()];
  const answers = [await command(key, caseId, { a: 1, b: 2 }), await command(key, caseId, { b: 2, a: 1 })];
  expect(answers).toEqual([
    { ok: true, value: 1, replayed: false },
    { ok: true, value: 1, replayed: true },
  ]);
  expect(await eventsOf(caseId)).toHaveLength(1);
});

it('refuses the same key with another input', async () => {
  const [key, caseId] = [office.key(), office.key()];
  await command(key, caseId, { a: 1 });
  expect(await command(key, caseId, { a: 2 })).toMatchObject({
    ok: false,
    refusal: { code: 'idempotency-key-reused' },
  });
});

it('a refusal rolls everything back and leaves the key free', async () => {
  const [key, caseId] = [office.key(), office.key()];
  const refused = await command(key, caseId, {}, () =>
    Promise.resolve({ ok: false, refusal: { code: 'no' } }),
  );
  expect(refused).toEqual({ ok: false, refusal: { code: 'no' } });
  expect(await eventsOf(caseId)).toEqual([]);
  expect(await command(key, caseId, {})).toMatchObject({ ok: true, replayed: false });
});

it('twenty at once with one key have one effect and one answer', async () => {
  const [key, caseId] = [office.key(), office.key()];
  const answers = await Promise.all(Array.from({ length: 20 }, () => command(key, caseId, { once: true })));
  expect(answers.filter((answer) => answer.ok && !answer.replayed)).toHaveLength(1);
  expect(answers.every((answer) => answer.ok && answer.value === 1)).toBe(true);
  expect(await eventsOf(caseId)).toHaveLength(1);
});

it('twenty different commands on one case are numbered without a gap', async () => {
  const caseId = office.key();
  await Promise.all(Array.from({ length: 20 }, () => command(office.key(), caseId, {})));
  expect((await eventsOf(caseId)).map((event) => event.sequence)).toEqual(
    Array.from({ length: 20 }, (_, index) => index + 1),
  );
});

it('an event carries business time, server time, command and actor in canonical bytes', async () => {
  const caseId = office.key();
  await command(office.key(), caseId, {});
  const [event] = await eventsOf(caseId);
  const content = JSON.parse(event?.bytes ?? '') as Record<string, unknown>;
  expect(Object.keys(content)).toEqual([...Object.keys(content)].sort());
  expect(content).toMatchObject({ actor: 'system:test', command: 'testCommand', sequence: 1, caseId });
  expect(content['at']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
});

it('a command that records nothing is a bug, and changes nothing', async () => {
  const request = { name: 'silent', actor: SYSTEM, idempotencyKey: office.key(), input: {} };
  await expect(runCommand(office.db, request, () => Promise.resolve({ ok: true, value: 1 }))).rejects.toThrow(
    /without recording an event/,
  );
});

it('two commands that deadlock both end', async () => {
  const [first, second] = [office.key(), office.key()];
  const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 100));
  const both = (one: string, other: string): ReturnType<typeof command> =>
    command(office.key(), one, {}, async (tx) => {
      await tx.record({ caseId: one, regionCode: '410400', type: 'test.first', data: {} });
      await pause();
      await tx.record({ caseId: other, regionCode: '410400', type: 'test.second', data: {} });
      return { ok: true, value: 1 };
    });
  expect(await Promise.all([both(first, second), both(second, first)])).toMatchObject([
    { ok: true },
    { ok: true },
  ]);
});

it('a query cannot write', async () => {
  const write = runQuery(office.db, SYSTEM, (tx) =>
    tx.record({ caseId: office.key(), regionCode: '410400', type: 'test.sneaked', data: {} }),
  );
  await expect(write).rejects.toThrow(/read-only transaction/);
});

it('an error does not carry the parameters of the statement', async () => {
  const caught = await command(office.key(), 'no uuid', { secret: 1 }).catch((error: unknown) => error);
  expect(JSON.stringify(caught)).not.toContain('no uuid');
});
