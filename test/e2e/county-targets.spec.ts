import * as casework from '@duixian/casework';
import { Office, refusalOf, valueOf } from '@duixian/testing';
import { Client } from 'pg';
import { takeAway } from './take-away';

jest.setTimeout(120_000);

let office: Office;
let owner: Client;
beforeAll(async () => {
  office = await Office.open({ demo: 'cities' });
  owner = new Client(office.database.ownerUrl);
  await owner.connect();
  await owner.query(
    `SELECT set_config('duixian.scope', 'system', false), set_config('duixian.actor', 'system:test', false)`,
  );
});
afterAll(async () => {
  await owner.end();
  await office.close();
});

const read = async (username: string, year?: number): Promise<casework.CountyTargets> =>
  valueOf(
    await casework.readTargets(office.db, await office.as(username), year === undefined ? {} : { year }),
  );
const set = async (username: string, more: object = {}) =>
  casework.setTarget(office.db, {
    ...{ actor: await office.as(username), idempotencyKey: office.key() },
    target: {
      ...{
        regionCode: '410402',
        year: 2031,
        kind: 'title/PROV_ZJTX',
        target: 4,
        sourceDocument: '平政〔2031〕1号',
      },
      ...more,
    },
  });

it('the targets of 2022 are there with their document, for the city and each of its counties', async () => {
  const { year, targets } = await read('auditor', 2022);
  expect(year).toBe(2022);
  expect(targets).toHaveLength(13);
  expect(targets.find(({ regionCode }) => regionCode === '410482')).toMatchObject({
    ...{ target: 19, kindZh: '新增规模以上企业', sourceDocument: '平政办〔2022〕15号 附件2 二、目标任务' },
  });
  expect((await read('xinhua-reviewer', 2022)).targets.map(({ regionCode }) => regionCode)).toEqual([
    '410402',
  ]);
});

it('what is counted is what the registers say of that year: new titles once per party, renewals not; a city is its counties', async () => {
  const { rows } = await owner.query<{ code: string; county: string; year: number; count: number }>(
    `SELECT code, p.county_code AS county, extract(year FROM granted_on)::int AS year,
       (count(DISTINCT party_id) FILTER (WHERE acquisition IS DISTINCT FROM 'renewal'))::int AS count
     FROM title_record t JOIN party p ON p.id = t.party_id WHERE p.county_code LIKE '4104%' GROUP BY 1, 2, 3
     ORDER BY count(DISTINCT party_id) - count(DISTINCT party_id) FILTER (WHERE acquisition IS DISTINCT FROM 'renewal') DESC, 1, 2, 3 LIMIT 1`,
  );
  const [most] = rows;
  // Of all groups the one with most renewals.
  expect(rows).toHaveLength(1);
  const { code = '', county = '', year = 0, count = 0 } = most ?? {};
  const kind = `title/${code}`;
  for (const regionCode of [county, '410400'])
    valueOf(await set('policy-officer', { regionCode, year, kind }));
  const { targets } = await read('city-reviewer', year);
  const actual = (place: string): number | undefined =>
    targets.find((one) => one.regionCode === place && one.kind === kind)?.actual;
  expect(actual(county)).toBe(count);
  expect(actual('410400')).toBeGreaterThanOrEqual(count);
  const entered = await owner.query<{ year: number; count: number }>(
    `SELECT left(facts ->> 'scale.entry_date', 4)::int AS year, count(*)::int AS count FROM party_profile
     WHERE city_code = '410400' AND facts ->> 'scale.first_entry' = 'true' AND facts ? 'scale.entry_date' GROUP BY 1 ORDER BY 2 DESC LIMIT 1`,
  );
  const [most2] = entered.rows;
  valueOf(
    await set('policy-officer', { regionCode: '410400', year: most2?.year, kind: 'scale.first_entry' }),
  );
  const found = (await read('auditor', most2?.year)).targets.find(
    ({ kind: each }) => each === 'scale.first_entry',
  );
  expect(found?.actual).toBe(most2?.count);
});

it('the last one that was set counts, one that was taken back is gone, and the trail says who did it', async () => {
  valueOf(await set('policy-officer'));
  valueOf(await set('policy-officer', { target: 6 }));
  expect((await read('policy-officer', 2031)).targets).toMatchObject([{ target: 6 }]);
  expect(
    (await takeAway(office, 'auditor', 'targets', { year: 2031 })).map(([, , , target]) => target),
  ).toEqual(['6']);
  valueOf(await set('policy-officer', { target: null }));
  expect((await read('policy-officer', 2031)).targets).toEqual([]);
  const { rows } = await owner.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM audit_event WHERE type = 'target.recorded' AND bytes LIKE '%"year":2031%'`,
  );
  expect(rows[0]?.n).toBe(3);
  await expect(owner.query('UPDATE county_target SET target = 1')).rejects.toThrow();
});

it('only policy officers of the city set them, for places of their own and kinds that can be counted', async () => {
  for (const other of ['city-reviewer', 'xinhua-reviewer', 'auditor', 'admin', 'xinhua-clerk'])
    expect([other, refusalOf(await set(other))]).toEqual([other, 'forbidden']);
  expect(refusalOf(await set('zz-officer'))).toBe('forbidden');
  expect(refusalOf(await set('policy-officer', { kind: 'title/NOBODY' }))).toBe('target-invalid');
  expect((await read('policy-officer')).maySetAt).toContain('410402');
  expect((await read('auditor')).maySetAt).toEqual([]);
});
