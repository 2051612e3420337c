import {
  findPolicyVersion,
  lockPolicyVersion,
  readPoliciesInForce,
  runCommand,
  runQuery,
  savePolicyVersion,
  type Tx,
} from '@duixian/persistence';
import { Office } from '@duixian/testing';
import { Client } from 'pg';

jest.setTimeout(120_000);

const ACTOR = { kind: 'system', name: 'test' } as const;

let office: Office;
beforeAll(async () => {
  office = await Office.open();
  // The database lets nobody change what was published; what is kept has to be right without that.
  const owner = new Client(office.database.ownerUrl);
  await owner.connect();
  await owner.query('ALTER TABLE policy_version DISABLE TRIGGER USER');
  await owner.end();
});
afterAll(() => office.close());

const titleOf = (id: string) =>
  runQuery(office.db, ACTOR, async (tx) => [
    (await findPolicyVersion(tx, id))?.title,
    (await readPoliciesInForce(tx)).find((version) => version.id === id)?.title,
  ]);

const retitle = (id: string, title: string, then: (tx: Tx) => Promise<void>) =>
  runCommand(
    office.db,
    { name: 'retitle', actor: ACTOR, idempotencyKey: office.key(), input: { title } },
    async (tx) => {
      const version = await lockPolicyVersion(tx, id);
      if (!version) throw new Error('no version');
      version.title = title;
      await savePolicyVersion(tx, version);
      await then(tx);
      await tx.record({ caseId: id, regionCode: '410400', type: 'test.retitled', data: {} });
      return { ok: true as const, value: null };
    },
  );

it('a version that is kept is the one of the reader: not what was rolled back, nor what somebody changed meanwhile', async () => {
  const [version] = await runQuery(office.db, ACTOR, (tx) => readPoliciesInForce(tx));
  const id = version?.id ?? '';
  const first = version?.title;
  expect(await titleOf(id)).toEqual([first, first]);

  const failed = retitle(id, 'never', async (tx) => {
    expect((await findPolicyVersion(tx, id))?.title).toBe('never');
    throw new Error('rolled back');
  });
  await expect(failed).rejects.toThrow('rolled back');
  expect(await titleOf(id)).toEqual([first, first]);

  // The same revision as what was rolled back.
  await retitle(id, 'second', async () => expect(await titleOf(id)).toEqual([first, first]));
  expect(await titleOf(id)).toEqual(['second', 'second']);
});

it('whoever changes what they read changes nothing for others', async () => {
  const [version] = await runQuery(office.db, ACTOR, (tx) => readPoliciesInForce(tx));
  const { id = '', title, authorIds = [] } = version ?? {};
  await runQuery(office.db, ACTOR, async (tx) => {
    const mine = await findPolicyVersion(tx, id);
    mine?.authorIds.push('somebody');
    if (mine) mine.title = 'mine';
  });
  const again = await runQuery(office.db, ACTOR, (tx) => findPolicyVersion(tx, id));
  expect([again?.title, again?.authorIds]).toEqual([title, authorIds]);
});
