import * as casework from '@duixian/casework';
import { Office, refusalOf, valueOf } from '@duixian/testing';
import { takeAway } from './take-away';

jest.setTimeout(120_000);

let office: Office;
beforeAll(async () => {
  office = await Office.open({ demo: 'cities' });
});
afterAll(() => office.close());

const command = async (username: string) => ({
  ...{ actor: await office.as(username), idempotencyKey: office.key() },
});
const CONTENT: casework.OpinionTemplateContent = {
  ...{ verb: 'approve', stage: null, title: '符合条件' },
  body: '经审核,{企业名称}符合条件,核定 {核定金额}。',
};
const add = async (username: string, more: Partial<casework.OpinionTemplateContent> = {}) =>
  casework.addOpinionTemplate(office.db, { ...(await command(username)), content: { ...CONTENT, ...more } });
const seen = async (username: string): Promise<casework.OpinionTemplateView[]> =>
  valueOf(await casework.listOpinionTemplates(office.db, await office.as(username)));
const edit = async (username: string, id: string, version: number, body = '同意。') =>
  casework.editOpinionTemplate(office.db, {
    ...(await command(username)),
    ...{ id, version, content: { ...CONTENT, body } },
  });
const retire = async (username: string, id: string, version: number) =>
  casework.retireOpinionTemplate(office.db, { ...(await command(username)), id, version });

it('the city’s are kept by the city and used in its counties; one’s own are nobody else’s', async () => {
  const city = valueOf(await add('city-reviewer', { cityCode: '410400', title: '市里的' }));
  const own = valueOf(await add('xinhua-reviewer', { title: '自己的' }));
  expect((await seen('xinhua-reviewer')).map(({ title, mayKeep }) => [title, mayKeep])).toEqual([
    ['市里的', false],
    ['自己的', true],
  ]);
  for (const other of ['yexian-reviewer', 'city-reviewer', 'policy-officer'])
    expect([other, (await seen(other)).map(({ title }) => title)]).toEqual([other, ['市里的']]);
  // Another city has none of them.
  expect(await seen('zz-reviewer')).toEqual([]);
  expect(refusalOf(await edit('xinhua-reviewer', city.id, 1))).toBe('forbidden');
  for (const other of ['city-reviewer', 'policy-officer', 'yexian-reviewer'])
    expect([other, refusalOf(await edit(other, own.id, 1))]).toEqual([other, 'not-found']);
  expect(refusalOf(await edit('zz-reviewer', city.id, 1))).toBe('not-found');
  valueOf(await edit('policy-officer', city.id, 1));
  expect(refusalOf(await edit('city-reviewer', city.id, 1))).toBe('stale-version');
  valueOf(await retire('city-reviewer', city.id, 2));
  expect(await seen('yexian-reviewer')).toEqual([]);
  expect(refusalOf(await retire('city-reviewer', city.id, 3))).toBe('not-found');
  const titles = await takeAway(office, 'xinhua-reviewer', 'opinionTemplates');
  expect(titles.map(([scope, , , title]) => [scope, title])).toEqual([['本人', '自己的']]);
});

it('whoever may not keep them is refused, and so is a placeholder that nobody could fill in', async () => {
  expect(refusalOf(await add('xinhua-reviewer', { cityCode: '410400' }))).toBe('forbidden');
  expect(refusalOf(await add('city-reviewer', { cityCode: '410100' }))).toBe('forbidden');
  expect(refusalOf(await add('city-reviewer', { cityCode: '410402' }))).toBe('not-found');
  for (const other of ['xinhua-clerk', 'auditor', 'admin'])
    expect([other, refusalOf(await add(other))]).toEqual([other, 'forbidden']);
  expect(refusalOf(await add('city-reviewer', { body: '{企业}同意' }))).toBe('template-invalid');
});

it('the trail says who changed the city’s and in which words; of one’s own only that they changed', async () => {
  const events = valueOf(
    await casework.listEvents(office.db, await office.as('auditor'), {}, { limit: 200 }),
  ).items.filter(({ type }) => type.startsWith('opinion_template.'));
  expect(events.map(({ type }) => type).sort()).toEqual([
    ...[
      'opinion_template.added',
      'opinion_template.added',
      'opinion_template.edited',
      'opinion_template.retired',
    ],
  ]);
  const said = events.map((event) => JSON.stringify(event));
  expect(said.filter((each) => each.includes('市里的')).length).toBeGreaterThan(0);
  expect(said.filter((each) => each.includes('自己的'))).toEqual([]);
});

it('every stage has its templates, and a department that is consulted has its own', async () => {
  for (const stage of casework.OPINION_STAGES)
    valueOf(await add('city-reviewer', { verb: 'approve', stage, title: `通过 ${stage}` }));
  valueOf(await add('city-reviewer', { verb: 'remand', stage: 'audit_second' }));
  for (const [verb, stage] of [
    ['reject', 'city_second'],
    ['answer', 'city_review'],
  ] as const)
    expect(refusalOf(await add('city-reviewer', { verb, stage }))).toBe('template-invalid');
  const own = { verb: 'answer', stage: null, title: '无意见', body: '{企业名称}未享受同类奖励。' } as const;
  for (const department of ['xinhua-maker', 'city-checker', 'policy-officer']) {
    valueOf(await add(department, own));
    expect((await seen(department)).filter(({ verb }) => verb === 'answer')).toHaveLength(1);
  }
});
