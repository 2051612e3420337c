import { createHmac, randomBytes } from 'node:crypto';
import { DEMO_PASSWORD, readConfiguration } from '@duixian/casework';
import { newId } from '@duixian/persistence';
import { PLACES, prepare, walkToAward } from '@duixian/testing';
import { Client } from 'pg';
import { SecondFactorGuard } from '../../apps/api/src/edge/second-factor.guard';
import { type Caller } from './caller';
import { Town } from './town';

jest.setTimeout(120_000);

/** The code of a secret in base 32 for a moment, by RFC 6238 and RFC 4226 alone. */
function codeOf(secret: string, atMs: number): string {
  const bits = [...secret].map((sign) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0'),
  );
  const key = Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(atMs / 30_000)));
  const digest = createHmac('sha1', key).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

it('codes are those of RFC 6238', () => {
  // Appendix B, SHA-1, with the last six of its eight digits.
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  expect([59, 1_111_111_109, 20_000_000_000].map((seconds) => codeOf(secret, seconds * 1000))).toEqual([
    '287082',
    '081804',
    '353130',
  ]);
});

let town: Town;
let checker: Caller;
let secret: string;
let batch: { id: string; version: number };
beforeAll(async () => {
  town = await Town.open({ secondFactor: { required: true, key: randomBytes(32) } });
  await walkToAward(town.office, 'yexian');
  batch = await prepare(town.office, 'yexian', PLACES.yexian.regionCode);
  checker = await town.as('yexian-checker');
});
afterAll(() => town.close());

const MINE = 'sessions/current/second-factor';
const release = async (code?: string, key = newId(), version = batch.version): Promise<[number, string]> => {
  const headers = { 'idempotency-key': key, ...(code === undefined ? {} : { 'second-factor': code }) };
  const { status, body } = await checker.send('post', `batches/${batch.id}/release`, { version }, headers);
  return [status, (body as { code?: string; state?: string }).code ?? (body as { state: string }).state];
};
/** One step ahead of the present one: within the window, and later than every code before it. */
const nextCode = (): string => codeOf(secret, Date.now() + 30_000);

it('money is not released by who has no authenticator yet', async () => {
  expect(await release()).toEqual([403, 'second-factor-missing']);
  expect(await release('123456')).toEqual([403, 'second-factor-missing']);
  expect(await checker.read(MINE)).toEqual({ required: true, enrolled: false });
});

it('nothing that only a checker says yes to goes without one: budgets, tasks, holds, demands', async () => {
  const about = newId();
  const decisions: [string, object][] = [
    [`budgets/changes/${about}/actions`, { action: 'confirm', version: 1 }],
    [`finance-tasks/${about}/decision`, { action: 'confirm', version: 1 }],
    [`holds/${about}/actions`, { action: 'confirm', version: 1 }],
    [`recoveries/${about}/actions`, { action: 'confirm', version: 1 }],
    [`recoveries/${about}/entries/${about}/actions`, { action: 'book', version: 1 }],
  ];
  for (const [path, body] of decisions) {
    const answer = await checker.send('post', path, body, { 'idempotency-key': newId() });
    expect([path, answer.status, (answer.body as { code: string }).code]).toEqual([
      path,
      403,
      'second-factor-missing',
    ]);
  }
});

it('nor is it changed where money goes: by the office, or by a second person of the enterprise', async () => {
  const about = newId();
  const confirm: [string, object] = [
    `parties/${about}/accounts/${about}/actions`,
    { action: 'confirm', version: 1 },
  ];
  const moves: [string, ...typeof confirm][] = [
    ['yexian-maker', ...confirm],
    ['yexian-clerk', ...confirm],
    ['yexian-maker', `payments/${about}/payee`, { version: 1 }],
  ];
  for (const [username, path, body] of moves) {
    const answer = await (await town.as(username)).send('post', path, body, { 'idempotency-key': newId() });
    expect([username, path, answer.status, (answer.body as { code: string }).code]).toEqual([
      ...[username, path, 403, 'second-factor-missing'],
    ]);
  }
});

it('one is enrolled on the password and the first right code; its secret lies encrypted', async () => {
  expect((await checker.send('post', MINE, { password: 'not the password' })).status).toBe(401);
  const begun = await checker.make<{ secret: string; address: string; picture: string }>(MINE, {
    password: DEMO_PASSWORD,
  });
  ({ secret } = begun);
  expect(begun.address).toMatch(/^otpauth:\/\/totp\//);
  expect(begun.picture).toContain('<svg');
  const wrong = await checker.send('post', `${MINE}/confirmation`, { code: '000000' });
  expect((wrong.body as { code: string }).code).toBe('second-factor-wrong');
  // It does not count before that.
  expect(await release('000000')).toEqual([403, 'second-factor-missing']);
  const code = codeOf(secret, Date.now() - 30_000);
  expect(await checker.make(`${MINE}/confirmation`, { code })).toEqual({ required: true, enrolled: true });
  const again = await checker.send('post', MINE, { password: DEMO_PASSWORD });
  expect((again.body as { code: string }).code).toBe('action-not-allowed');
  const client = new Client(town.office.database.appUrl);
  await client.connect();
  await client.query(`BEGIN; SELECT set_config('duixian.scope', 'system', true)`);
  const { rows } = await client.query<{ box: string }>('SELECT secret_box AS box FROM second_factor');
  await client.end();
  expect(rows).toHaveLength(1);
  expect(Buffer.from(rows[0]?.box ?? '', 'base64').toString('latin1')).not.toContain(secret);
});

it('each code is taken once, wrong ones never, and who may not release is told that first', async () => {
  expect(await release()).toEqual([403, 'second-factor-required']);
  expect(await release('12345')).toEqual([403, 'second-factor-wrong']);
  expect(await release(codeOf(secret, Date.now() - 300_000))).toEqual([403, 'second-factor-wrong']);
  const used = codeOf(secret, Date.now());
  // Used up on a request that is refused for another reason.
  expect(await release(used, newId(), 7)).toEqual([409, 'stale-version']);
  expect(await release(used)).toEqual([403, 'second-factor-wrong']);
  const maker = await town.as('yexian-maker');
  const refused = await maker.send('post', `batches/${batch.id}/release`, { version: batch.version });
  expect([refused.status, (refused.body as { code: string }).code]).toEqual([403, 'forbidden']);
});

it('with a fresh code the batch is released, once, whatever the network repeats', async () => {
  const [code, key] = [nextCode(), newId().padEnd(200, '-')];
  const both = await Promise.all([release(code, key), release(code, key)]);
  expect(both).toEqual([
    [200, 'released'],
    [200, 'released'],
  ]);
  // The same code under the same key for something else is another request.
  expect(await release(code, key, 9)).toEqual([422, 'idempotency-key-reused']);
  expect(await release(code)).toEqual([403, 'second-factor-wrong']);
});

it('too many wrong codes lock it, right ones too; two administrators reset it for all to see, the second by a code of theirs', async () => {
  for (let wrong = 0; wrong < 5; wrong += 1) await release('000000');
  expect(await release(nextCode())).toEqual([403, 'second-factor-locked']);
  const admin = await town.as('admin');
  const people = await admin.list<{ id: string; username: string }>('people');
  const { id } = people.find(({ username }) => username === 'yexian-checker') ?? { id: '' };
  const reset = { action: 'reset_second_factor', reason: '手机丢失' };
  expect((await checker.send('post', `people/${id}/actions`, reset)).status).toBe(403);
  const { proposalId } = await admin.make<{ proposalId: string }>(`people/${id}/actions`, reset);
  const second = await town.as('admin-2');
  const confirm = (headers = {}) =>
    second.send('post', `access-proposals/${proposalId}/actions`, { action: 'confirm' }, headers);
  expect((await confirm()).body).toMatchObject({ status: 403, code: 'second-factor-missing' });
  const theirs = await second.make<{ secret: string }>(MINE, { password: DEMO_PASSWORD });
  await second.make(`${MINE}/confirmation`, { code: codeOf(theirs.secret, Date.now() - 30_000) });
  expect((await confirm()).body).toMatchObject({ status: 403, code: 'second-factor-required' });
  expect(await checker.read(MINE)).toEqual({ required: true, enrolled: true });
  const code = codeOf(theirs.secret, Date.now() + 30_000);
  expect((await confirm({ 'second-factor': code })).status).toBe(200);
  expect(await checker.read(MINE)).toEqual({ required: true, enrolled: false });
  expect(await release(nextCode())).toEqual([403, 'second-factor-missing']);
  const auditor = await town.as('auditor');
  const events = await auditor.list<{ type: string }>('audit/events?type=person.second_factor_reset');
  expect(events).toHaveLength(1);
});

it('it is this guard that keeps money from being released without a code', async () => {
  const guard = jest.spyOn(SecondFactorGuard.prototype, 'canActivate').mockResolvedValue(true);
  // Nothing else would have stopped it: the batch is only released already.
  expect(await release(undefined, newId(), batch.version + 1)).toEqual([409, 'action-not-allowed']);
  guard.mockRestore();
  expect(await release(undefined, newId(), batch.version + 1)).toEqual([403, 'second-factor-missing']);
});

it('a start that asks for codes without a key is refused', () => {
  const key = randomBytes(32).toString('base64');
  const read = (environment: Record<string, string>) => readConfiguration(environment);
  expect(read({ SECOND_FACTOR: 'money' })).toMatchObject({ ok: false });
  expect(read({ SECOND_FACTOR: 'money', SECOND_FACTOR_KEY: 'short' })).toMatchObject({ ok: false });
  expect(read({ SECOND_FACTOR: 'money', SECOND_FACTOR_KEY: key })).toMatchObject({
    ok: true,
    configuration: { secondFactor: { required: true } },
  });
});
