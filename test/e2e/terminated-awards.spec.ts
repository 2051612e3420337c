import * as casework from '@duixian/casework';
import {
  act,
  look,
  Office,
  PLACES,
  prepare,
  refusalOf,
  release,
  valueOf,
  walkToAward,
} from '@duixian/testing';
import { Client } from 'pg';

jest.setTimeout(240_000);

const { regionCode } = PLACES.xinhua;

let office: Office;
let owner: Client;
beforeAll(async () => {
  office = await Office.open();
  owner = new Client(office.database.ownerUrl);
  await owner.connect();
  await owner.query(
    `SELECT set_config('duixian.scope', 'system', false), set_config('duixian.actor', 'system:test', false),
       set_config('duixian.regions', '{}', false), set_config('duixian.parties', '{}', false)`,
  );
});
afterAll(async () => {
  await owner.end();
  await office.close();
});

const on = async (username: string, id: string): Promise<casework.CaseCommand> => {
  const { version } = await look(office, id);
  return { actor: await office.as(username), idempotencyKey: office.key(), applicationId: id, version };
};
const propose = async (id: string, username = 'city-reviewer') =>
  casework.terminateApplication(office.db, {
    ...(await on(username, id)),
    ...{ reasonCode: 'applicant-dissolved', reason: '企业已注销' },
  });
const confirm = async (id: string, username = 'city-reviewer-2') =>
  casework.confirmTermination(office.db, await on(username, id));

/** What all treasuries hold, in fen. */
async function held(kind: 'available' | 'reserved'): Promise<number> {
  const { rows } = await owner.query<{ sum: string }>(
    'SELECT sum(balance_fen) AS sum FROM ledger_account WHERE kind = $1',
    [kind],
  );
  return Number(rows[0]?.sum ?? 0);
}
const statesOf = async (id: string): Promise<string[]> =>
  (await look(office, id)).payments.map(({ state }) => state);
const broken = async () =>
  (await casework.proveEverything(office.db)).filter(({ problems }) => problems.length > 0);

it('two people of the city end an award of which nothing left; its money is free, and the same may be awarded again', async () => {
  const free = await held('available');
  const id = await walkToAward(office, 'xinhua');
  const reserved = free - (await held('available'));
  expect(reserved).toBeGreaterThan(0);
  expect(refusalOf(await propose(id, 'xinhua-reviewer'))).toBe('forbidden');
  valueOf(await propose(id));
  expect(await look(office, id)).toMatchObject({
    state: 'terminating',
    stateReason: { code: 'applicant-dissolved' },
  });
  const { items } = valueOf(
    await casework.listTasks(office.db, await office.as('city-reviewer-2'), { done: false }, { limit: 10 }),
  );
  expect(items.map(({ kind }) => kind)).toEqual(['terminating']);
  // Nothing is paid while they decide, by whichever way.
  const payment = (await look(office, id)).payments.find((one) => one.regionCode === regionCode);
  const maker = { actor: await office.as('xinhua-maker'), regionCode };
  const batch = async (paymentIds?: string[]) =>
    refusalOf(
      await casework.prepareBatch(office.db, {
        ...{ ...maker, idempotencyKey: office.key() },
        ...(paymentIds ? { paymentIds } : {}),
      }),
    );
  expect([await batch(), await batch([payment?.id ?? ''])]).toEqual(['batch-empty', 'action-not-allowed']);
  await expect(owner.query(`UPDATE payment SET amount_fen = 1 WHERE id = $1`, [payment?.id])).rejects.toThrow(
    'of a case that is terminating',
  );
  expect(refusalOf(await confirm(id, 'city-reviewer'))).toBe('separation-of-duties');
  expect(await broken()).toEqual([]);

  valueOf(await confirm(id));
  await office.drain();
  expect((await look(office, id)).state).toBe('terminated');
  expect(new Set(await statesOf(id))).toEqual(new Set(['cancelled']));
  expect([await held('available'), await broken()]).toEqual([free, []]);
  await expect(
    owner.query(`UPDATE payment SET state = 'planned' WHERE application_id = $1`, [id]),
  ).rejects.toThrow('of a case that is terminated');
  await expect(
    owner.query(`UPDATE award_line SET taken_back_on = NULL WHERE taken_back_on IS NOT NULL`),
  ).rejects.toThrow('a line of an award stays');
});

it('a second person leaves the award as it was; what left its treasury is beyond termination', async () => {
  const id = await walkToAward(office, 'xinhua');
  expect((await look(office, id)).state).toBe('awarded');
  valueOf(await propose(id));
  await act(office, 'city-reviewer-2', id, (db, command) =>
    casework.refuseTermination(db, { ...command, reason: '企业仍在经营' }),
  );
  expect(await look(office, id)).toMatchObject({ state: 'awarded', stateReason: null });
  const batch = await prepare(office, 'xinhua', regionCode);
  const batched = await propose(id);
  expect(batched).toMatchObject({ refusal: { code: 'action-not-allowed' } });
  expect(JSON.stringify(batched)).toContain('取消所在批次');
  await release(office, 'xinhua', batch);
  expect(JSON.stringify(await propose(id))).toContain('追回');
  await office.drain();
  expect(await broken()).toEqual([]);
});

it('who releases and who terminates at once: one of them did, and the other is told', async () => {
  const id = await walkToAward(office, 'yexian');
  const [prepared, proposed] = await Promise.all([
    casework.prepareBatch(office.db, {
      ...{ actor: await office.as('yexian-maker'), idempotencyKey: office.key() },
      regionCode: PLACES.yexian.regionCode,
    }),
    propose(id),
  ]).catch((error: unknown) => {
    throw error;
  });
  const { state } = await look(office, id);
  expect([prepared.ok, proposed.ok].filter(Boolean)).toHaveLength(1);
  expect(state).toBe(proposed.ok ? 'terminating' : 'awarded');
  expect(await broken()).toEqual([]);
});
