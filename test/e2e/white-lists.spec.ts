import * as casework from '@duixian/casework';
import {
  appendFacts,
  findWhiteList,
  pageWhiteListMembers,
  refreshProfiles,
  runCommand,
  runQuery,
} from '@duixian/persistence';
import { Office, refusalOf, valueOf } from '@duixian/testing';
import { Client } from 'pg';
import { takeAway } from './take-away';

jest.setTimeout(180_000);

const SYSTEM = { kind: 'system', name: 'test' } as const;
const [FIRST, SECOND] = ['policy-officer', 'policy-officer-2'] as const;
let office: Office;
beforeAll(async () => {
  office = await Office.open();
});
afterAll(() => office.close());

const partyOf = async (username: string): Promise<string> =>
  (await casework.listMyParties(office.db, await office.as(username)))[0]!.id;
const today = (): Promise<string> => runQuery(office.db, SYSTEM, (tx) => Promise.resolve(tx.today));

/** What a county says of its pool. */
async function listed(partyId: string, value: boolean): Promise<void> {
  const request = { name: 'learn', actor: SYSTEM, idempotencyKey: office.key(), input: {} };
  await runCommand(office.db, request, async (tx) => {
    const learned = { learnedAt: tx.now, learnedBy: 'system:test', applicationId: null, importId: null };
    const said = { source: '县区培育库名单', documentNumber: '工信〔2026〕1号', documentDate: tx.today };
    await appendFacts(tx, partyId, [
      {
        ...{
          id: tx.newId(),
          partyId,
          name: 'scale.in_cultivation_pool',
          value,
          status: 'authoritative' as const,
        },
        ...{ ...learned, ...said, validFrom: null, validTo: null },
      },
    ]);
    await refreshProfiles(tx, [partyId], 'test');
    await tx.record({ caseId: tx.newId(), regionCode: '410400', type: 'test.learned', data: {} });
    return { ok: true as const, value: null };
  });
}

const by = async (username: string) => ({ actor: await office.as(username), idempotencyKey: office.key() });
const prepare = async (asOf: string, username: string = FIRST, ruleKey = 'pingdingshan-pool') =>
  casework.prepareWhiteList(office.db, { ...(await by(username)), ruleKey, asOf });
const decide = async (
  { id, version }: { id: string; version: number },
  action: casework.WhiteListAction,
  username: string = SECOND,
) => casework.decideWhiteList(office.db, { ...(await by(username)), listId: id, version, action });
const members = async (listId: string, filter: { standing?: 'in' | 'gone'; added?: boolean } = {}) =>
  valueOf(
    await casework.listWhiteListMembers(
      office.db,
      await office.as(FIRST),
      { listId, ...filter },
      { limit: 50 },
    ),
  ).items;

it('the pool becomes a list, with reason and source; a second officer approves it, and only then it leaves the house', async () => {
  const [xinhua, yexian] = [await partyOf('xinhua-clerk'), await partyOf('yexian-clerk')];
  await listed(xinhua, true);
  const day = await today();
  const list = valueOf(await prepare(day));
  expect(await members(list.id)).toMatchObject([
    {
      ...{ partyId: xinhua, standing: 'in', added: false, reason: '县区已列入小升规培育库' },
      ...{ source: '县区培育库名单 工信〔2026〕1号', statedOn: day },
    },
  ]);
  expect(refusalOf(await prepare(day))).toBe('white-list-waiting');
  expect(refusalOf(await decide(list, 'approve', FIRST))).toBe('separation-of-duties');
  const taken = { whiteListId: list.id };
  const early = await casework.exportList(office.db, await office.as(FIRST), 'whiteListMembers', taken);
  expect(refusalOf(early)).toBe('white-list-not-approved');
  expect(valueOf(await decide(list, 'approve')).state).toBe('approved');
  expect(await takeAway(office, FIRST, 'whiteListMembers', taken)).toHaveLength(1);
  expect(refusalOf(await decide({ ...list, version: 2 }, 'discard'))).toBe('action-not-allowed');

  // The next one says who is new and who is gone, and why.
  await listed(xinhua, false);
  await listed(yexian, true);
  const next = valueOf(await prepare(day));
  expect(await members(next.id, { added: true })).toMatchObject([{ partyId: yexian, standing: 'in' }]);
  expect(await members(next.id, { standing: 'gone' })).toMatchObject([
    { partyId: xinhua, reason: '县区登记中已不在小升规培育库', source: null },
  ]);
  const read = valueOf(await casework.readWhiteList(office.db, await office.as(FIRST), next.id));
  expect(read).toMatchObject({
    memberCount: 1,
    addedCount: 1,
    goneCount: 1,
    baseAsOf: day,
    allowedActions: ['discard'],
  });
  expect(valueOf(await decide(next, 'discard')).state).toBe('discarded');
  const rules = valueOf(await casework.listWhiteListRules(office.db, await office.as('auditor')));
  expect(rules.map(({ key, current, mayPrepare }) => [key, current?.id, mayPrepare])).toEqual([
    ['pingdingshan-pool', list.id, false],
  ]);
});

it('a county reads its own enterprises on the list in force, and no other row of any list', async () => {
  const [xinhua, yexian] = [await partyOf('xinhua-clerk'), await partyOf('yexian-clerk')];
  const read = async (username: string, filter: { countyCode?: string; partyId?: string } = {}) => {
    const actor = await office.as(username);
    const { items, totals } = valueOf(
      await casework.listWhiteListed(office.db, actor, filter, { limit: 50 }),
    );
    expect(totals.count).toBe(items.length);
    return items.map(({ partyId }) => partyId);
  };
  const rows = (username: string, listId: string) =>
    office.as(username).then((actor) =>
      runQuery(office.db, actor, async (tx) => ({
        list: (await findWhiteList(tx, listId)) !== null,
        members: (await pageWhiteListMembers(tx, { listId }, { limit: 50 })).items.map(
          (each) => each.partyId,
        ),
      })),
    );
  await listed(xinhua, true);
  await listed(yexian, true);
  const list = valueOf(await prepare(await today()));
  // Prepared only: the counties see what was approved before, and nothing of this one.
  expect(await read('xinhua-reviewer')).toEqual([xinhua]);
  expect(await read('yexian-reviewer')).toEqual([]);
  expect(await rows('yexian-reviewer', list.id)).toEqual({ list: false, members: [] });
  valueOf(await decide(list, 'approve'));
  expect(await read('yexian-reviewer')).toEqual([yexian]);
  expect(await read('xinhua-reviewer')).toEqual([xinhua]);
  expect(await read('xinhua-reviewer', { partyId: yexian })).toEqual([]);
  expect(await read('xinhua-reviewer', { countyCode: '410422' })).toEqual([]);
  expect((await read('city-reviewer')).sort()).toEqual([xinhua, yexian].sort());
  expect(await rows('yexian-reviewer', list.id)).toEqual({ list: true, members: [yexian] });
  expect((await rows(FIRST, list.id)).members.sort()).toEqual([xinhua, yexian].sort());
  const taken = await takeAway(office, 'yexian-reviewer', 'whiteListed');
  expect(taken).toHaveLength(1);
  expect(taken[0]).toEqual(expect.arrayContaining(['县区已列入小升规培育库', '叶县']));
  for (const username of ['yexian-maker', 'yexian-clerk', 'admin']) {
    const actor = await office.as(username);
    const refused = await casework.listWhiteListed(office.db, actor, {}, { limit: 1 });
    expect(refusalOf(refused)).toBe('forbidden');
  }
  const county = await office.as('yexian-reviewer');
  expect(refusalOf(await casework.readWhiteList(office.db, county, list.id))).toBe('not-found');
});

it('asks for a day that is not in the future and not before the list in force; other people and cities see nothing', async () => {
  expect(refusalOf(await prepare('2099-01-01'))).toBe('white-list-invalid');
  expect(refusalOf(await prepare('2020-01-01'))).toBe('white-list-invalid');
  expect(refusalOf(await prepare(await today(), FIRST, 'zhengzhou-zjtx'))).toBe('not-found');
  expect(refusalOf(await prepare(await today(), 'auditor'))).toBe('forbidden');
  expect(refusalOf(await casework.listWhiteListRules(office.db, await office.as('xinhua-clerk')))).toBe(
    'forbidden',
  );
});

it('the database holds it too: rows as they were counted, two officers, one decision', async () => {
  const list = valueOf(await prepare(await today()));
  const owner = new Client(office.database.ownerUrl);
  await owner.connect();
  const refused = async (sql: string): Promise<string> => {
    await owner.query('BEGIN');
    await owner.query(
      `SELECT set_config('duixian.scope', 'system', true), set_config('duixian.actor', 'system:test', true)`,
    );
    try {
      await owner.query(sql);
      await owner.query('COMMIT');
      return 'taken';
    } catch (error) {
      await owner.query('ROLLBACK');
      return (error as Error).message;
    }
  };
  try {
    const one = `WHERE id = '${list.id}'`;
    expect(await refused(`UPDATE white_list SET member_count = member_count + 1 ${one}`)).toMatch(
      /changes in nothing else/,
    );
    expect(
      await refused(
        `UPDATE white_list SET state = 'approved', decided_by = prepared_by, decided_at = now() ${one}`,
      ),
    ).toMatch(/white_list_two_officers/);
    expect(
      await refused(
        `INSERT INTO white_list_member SELECT '${list.id}', id, registered_name, credit_code, county_code, 'in', false, '硬加', NULL, NULL
         FROM party WHERE id NOT IN (SELECT party_id FROM white_list_member WHERE list_id = '${list.id}') LIMIT 1`,
      ),
    ).toMatch(/those that were counted/);
    expect(
      await refused(`UPDATE white_list_member SET reason = '别的' WHERE list_id = '${list.id}'`),
    ).not.toBe('taken');
  } finally {
    await owner.end();
  }
});

it('of the titles a list asks for the highest that is held on the day counts; one that ran out is gone, and says so', async () => {
  const cities = await Office.open({ demo: 'cities' });
  const owner = new Client(cities.database.ownerUrl);
  await owner.connect();
  try {
    await owner.query(
      `SELECT set_config('duixian.scope', 'system', false), set_config('duixian.actor', 'system:test', false)`,
    );
    const { rows: titles } = await owner.query<{
      party: string;
      code: string;
      from: string;
      to: string | null;
    }>(
      `SELECT t.party_id AS party, t.code, coalesce(t.valid_from, t.granted_on)::text AS from, t.valid_to::text AS to
       FROM title_record t JOIN party p ON p.id = t.party_id
       WHERE p.county_code LIKE '4101%' AND p.kind = 'enterprise' AND t.code IN ('PROV_ZJTX', 'NATIONAL_LITTLE_GIANT')`,
    );
    const heldOn = (day: string): string[] =>
      [
        ...new Set(
          titles
            .filter(({ from, to }) => from <= day && (to === null || to >= day))
            .map(({ party }) => party),
        ),
      ].sort();
    const officer = (name: string) => cities.as(name);
    const at = async (asOf: string): Promise<{ id: string; version: number }> =>
      valueOf(
        await casework.prepareWhiteList(cities.db, {
          ...{ actor: await officer('zz-officer'), idempotencyKey: cities.key() },
          ...{ ruleKey: 'zhengzhou-zjtx', asOf },
        }),
      );
    const on = async (listId: string, standing: 'in' | 'gone') =>
      valueOf(
        await casework.listWhiteListMembers(
          ...([cities.db, await officer('zz-officer'), { listId, standing }, { limit: 200 }] as const),
        ),
      ).items;
    const day = await runQuery(cities.db, SYSTEM, (tx) => Promise.resolve(tx.today));
    const past = titles
      .map(({ to }) => to ?? '9999')
      .filter((to) => to < day)
      .sort()
      .at(-1)!;
    const [before, after] = [heldOn(past), heldOn(day)];
    expect(before.filter((party) => !after.includes(party)).length).toBeGreaterThan(0);
    const first = await at(past);
    expect((await on(first.id, 'in')).map(({ partyId }) => partyId).sort()).toEqual(before);
    const approve = { listId: first.id, version: first.version, action: 'approve' as const };
    const second = { actor: await officer('zz-officer-2'), idempotencyKey: cities.key() };
    valueOf(await casework.decideWhiteList(cities.db, { ...second, ...approve }));
    const next = await at(day);
    expect((await on(next.id, 'in')).map(({ partyId }) => partyId).sort()).toEqual(after);
    for (const { partyId, reason } of await on(next.id, 'in')) {
      const giant = titles.some(
        ({ party, code, from, to }) =>
          party === partyId && code === 'NATIONAL_LITTLE_GIANT' && from <= day && (to === null || to >= day),
      );
      expect(reason.includes('小巨人')).toBe(giant);
    }
    const gone = await on(next.id, 'gone');
    expect(gone.map(({ partyId }) => partyId).sort()).toEqual(
      before.filter((party) => !after.includes(party)),
    );
    for (const { reason } of gone) expect(reason).toMatch(/^称号有效期到 \d{4}-\d\d-\d\d 为止$/);
  } finally {
    await owner.end();
    await cities.close();
  }
});
