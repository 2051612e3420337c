import * as casework from '@duixian/casework';
import { refusalOf, valueOf } from '@duixian/testing';
import { CallDesk, FIRST, SECOND, type CallVerb } from './call-desk';

jest.setTimeout(120_000);

let desk: CallDesk;
beforeEach(async () => {
  desk = await CallDesk.open();
});
afterEach(() => desk.office.close());

it('is drafted, edited, approved by somebody else, published, closed; the trail says so', async () => {
  const { id, state, version } = valueOf(await desk.draftBy(FIRST));
  expect([state, version]).toEqual(['draft', 1]);
  valueOf(await desk.on(FIRST, id, desk.editTo({ title: '修改后的标题' })));
  expect(await desk.seenBy(SECOND, id)).toMatchObject({
    title: '修改后的标题',
    fundingShares: { city: '1/2', county: '1/2' },
    route: [
      { key: 'county_review', level: 'county' },
      { key: 'city_review', level: 'city' },
    ],
    allowedActions: ['edit', 'approve'],
    open: false,
  });
  expect((await desk.seenBy(FIRST, id)).allowedActions).toEqual(['edit']);
  valueOf(await desk.on(SECOND, id, casework.approveCall));
  expect(await desk.seenBy(FIRST, id)).toMatchObject({
    state: 'approved',
    allowedActions: ['publish'],
    open: false,
  });
  valueOf(await desk.on(FIRST, id, casework.publishCall));
  expect(await desk.seenBy('zhanhe-clerk', id)).toMatchObject({
    state: 'published',
    allowedActions: [],
    open: true,
    publishedAt: expect.any(String),
  });
  valueOf(await desk.on(SECOND, id, casework.closeCall));
  expect(await desk.seenBy('zhanhe-clerk', id)).toMatchObject({ state: 'closed', open: false });
  const auditor = await desk.office.as('auditor');
  const events = valueOf(await casework.listEvents(desk.office.db, auditor, { caseId: id }, { limit: 20 }));
  expect(events.items.map((event) => event.type).sort()).toEqual([
    'call.approved',
    'call.closed',
    'call.drafted',
    'call.edited',
    'call.published',
  ]);
});

it('is approved by nobody who wrote at it', async () => {
  const { id } = valueOf(await desk.draftBy(FIRST));
  expect(refusalOf(await desk.on(FIRST, id, casework.approveCall))).toBe('separation-of-duties');
  valueOf(await desk.on(SECOND, id, desk.editTo({ year: desk.content.year })));
  expect(refusalOf(await desk.on(SECOND, id, casework.approveCall))).toBe('separation-of-duties');
  expect(refusalOf(await desk.on(FIRST, id, casework.approveCall))).toBe('separation-of-duties');
  expect((await desk.seenBy(FIRST, id)).state).toBe('draft');
});

it('before it is published only the city’s policy officers and auditors know of it', async () => {
  const id = await desk.approved();
  for (const username of ['zhanhe-clerk', 'zhanhe-reviewer', 'city-reviewer', 'city-maker', 'admin']) {
    const actor = await desk.office.as(username);
    expect(refusalOf(await casework.readCall(desk.office.db, actor, id))).toBe('not-found');
    expect((await casework.listCalls(desk.office.db, actor)).map((call) => call.id)).not.toContain(id);
  }
  for (const username of [FIRST, SECOND, 'auditor']) {
    const calls = await casework.listCalls(desk.office.db, await desk.office.as(username));
    expect(calls.map((call) => call.id)).toContain(id);
  }
  expect(refusalOf(await desk.applyUnder(id))).toBe('not-found');
});

it.each(['zhanhe-clerk', 'zhanhe-reviewer', 'city-reviewer', 'auditor', 'admin'])(
  '%s makes and moves no calls',
  async (username) => {
    expect(refusalOf(await desk.draftBy(username))).toBe('forbidden');
    const [call] = await casework.listCalls(desk.office.db, await desk.office.as('auditor'));
    expect(refusalOf(await desk.on(username, call?.id ?? '', casework.closeCall))).toBe('forbidden');
  },
);

it('is of a city that exists and is the officer’s own', async () => {
  const actor = await desk.office.as(FIRST);
  const draftIn = async (cityCode: string, grants = actor.grants): Promise<string> => {
    const command = {
      actor: { ...actor, grants },
      idempotencyKey: desk.office.key(),
      cityCode,
      content: desk.content,
    };
    return refusalOf(await casework.draftCall(desk.office.db, command));
  };
  expect(await draftIn('999999')).toBe('not-found');
  expect(await draftIn('410402')).toBe('forbidden');
  expect(await draftIn('410000')).toBe('forbidden');
  expect(await draftIn('410402', [{ role: 'policy_officer', regionCode: '410402' }])).toBe('call-invalid');
});

it('does nothing out of turn', async () => {
  const { id } = valueOf(await desk.draftBy(FIRST));
  const refused = async (verb: CallVerb): Promise<string> => refusalOf(await desk.on(SECOND, id, verb));
  const { approveCall, publishCall, closeCall } = casework;
  expect([await refused(publishCall), await refused(closeCall)]).toEqual(Array(2).fill('action-not-allowed'));
  valueOf(await desk.on(SECOND, id, approveCall));
  for (const verb of [desk.editTo({}), approveCall, closeCall])
    expect(await refused(verb)).toBe('action-not-allowed');
  valueOf(await desk.on(SECOND, id, publishCall));
  for (const verb of [desk.editTo({}), approveCall, publishCall])
    expect(await refused(verb)).toBe('action-not-allowed');
  valueOf(await desk.on(SECOND, id, closeCall));
  for (const verb of [desk.editTo({}), approveCall, publishCall, closeCall])
    expect(await refused(verb)).toBe('action-not-allowed');
});

it('takes the version that was read, a key once, and a number once', async () => {
  const { id } = valueOf(await desk.draftBy(FIRST));
  const actor = await desk.office.as(SECOND);
  const command = { actor, idempotencyKey: desk.office.key(), callId: id, version: 9 };
  expect(refusalOf(await casework.approveCall(desk.office.db, command))).toBe('stale-version');
  const right = { ...command, version: 1 };
  const answers = [
    await casework.approveCall(desk.office.db, right),
    await casework.approveCall(desk.office.db, right),
  ].map((answer) => valueOf(answer));
  expect(answers[0]).toEqual(answers[1]);
  expect(refusalOf(await desk.draftBy(SECOND))).toBe('call-number-taken');
  expect(refusalOf(await casework.approveCall(desk.office.db, { ...right, callId: desk.office.key() }))).toBe(
    'idempotency-key-reused',
  );
});

// What a call says that does not hold together, and the field that is named.
it.each<[string, Partial<casework.CallContent>]>([
  ['clauseIds', { clauseIds: [] }],
  ['clauseIds', { clauseIds: ['TEST-NOTHING'] }],
  ['clauseIds', { clauseIds: ['TEST-EQ', 'TEST-EQ'] }],
  ['clauseIds', { clauseIds: ['TEST-EQ', 'PDS-A2-4-3-1'] }],
  ['clauseIds', { clauseIds: ['PDS-A2-4-3-1', 'PDS-0-R1'] }],
  ['closesOn', { opensOn: '2026-05-02', closesOn: '2026-05-01' }],
  ['testedTo', { testedFrom: '2026-05-02', testedTo: '2026-05-01' }],
  ['parameters.equipment.calc_window_to', { parameters: { 'equipment.calc_window_to': '2026-02-30' } }],
  ['parameters.revenue.main_business_yuan', { parameters: { 'revenue.main_business_yuan': '1.00' } }],
  ['parameters.titles', { parameters: { titles: [] } }],
  ['parameters.nonsense', { parameters: { nonsense: 1 } }],
  ['materials', { materials: Array(2).fill({ key: 'a', title: 'A', required: true }) as [] }],
  ['route', { route: [], deadlines: {} }],
  ['route', { route: ['city_review', 'county_review'] }],
  ['route', { route: ['city_review', 'city_review'], deadlines: {} }],
  ['noticeWorkingDays', { noticeWorkingDays: 61 }],
  ['deadlines.county_review', { route: ['city_review'] }],
  ['deadlines.county_review', { deadlines: { county_review: 0 } }],
  ['fundingShares', { fundingShares: {} }],
  ['fundingShares', { fundingShares: { city: '1/2', county: '1/3' } }],
  ['fundingShares', { fundingShares: { city: '1', county: '0' } }],
  ['fundingShares', { fundingShares: { city: 'half', county: '1/2' } }],
  ['fundingShares', { fundingShares: { town: '1' } as Record<string, string> }],
])('names what does not hold together: %s (%#)', async (field, changes) => {
  const outcome = await desk.draftBy(FIRST, changes);
  expect(refusalOf(outcome)).toBe('call-invalid');
  const { problems } = (outcome as { refusal: casework.Refusal }).refusal.details as {
    problems: { field: string }[];
  };
  expect(new Set(problems.map((problem) => problem.field))).toEqual(new Set([field]));
});
