import { addWorkingDays, holidayTable, localDate, PUBLISHED_CALENDAR_YEARS } from '@duixian/calendar';
import * as casework from '@duixian/casework';
import { act, look, Office, passDays, PLACES, refusalOf, valueOf, type Place } from '@duixian/testing';

jest.setTimeout(120_000);

/** Two clauses that name nobody to bear them, one of them with a window that the yearly call sets. */
const DOCUMENT = `
document: test-equipment
semantics: 1
number: 测试〔2026〕1号
title: 测试用设备奖补
issuer: 平顶山市
issuedOn: 2026-01-01
jurisdiction: { province: 河南, city: 平顶山 }
clauses:
  - id: TEST-EQ
    article: 第一条
    title: 设备奖补
    kind: fixed
    treatment: award
    trigger: { fact: equipment.actual_investment_yuan, atLeast: 1000000 }
    conditions:
      all:
        - { fact: equipment.invested_to, atLeast: { fact: equipment.calc_window_from } }
        - { fact: equipment.invested_to, atMost: { fact: equipment.calc_window_to } }
    award: { fixedYuan: "100000.01" }
`;
const CLAIMS = { 'equipment.actual_investment_yuan': '2000000.00', 'equipment.invested_to': '2026-03-01' };
const WINDOW = { 'equipment.calc_window_from': '2026-01-01', 'equipment.calc_window_to': '2026-06-30' };
const CITY = '410400';
const [FIRST, SECOND] = ['policy-officer', 'policy-officer-2'];

let office: Office;
let today: string;
let content: casework.CallContent;
beforeEach(async () => {
  office = await Office.open();
  valueOf(await casework.loadPolicy(office.db, { file: 'test-equipment.yaml', text: DOCUMENT }));
  const [seeded] = await casework.listCalls(office.db, await office.as('auditor'));
  if (!seeded) throw new Error('the demo seed is not there');
  today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  content = {
    number: '平工信〔2026〕9号',
    title: '2026年度设备奖补申报通知',
    clauseIds: ['TEST-EQ'],
    year: seeded.year,
    opensOn: today,
    closesOn: dayAfter(30),
    testedFrom: today,
    testedTo: dayAfter(60),
    parameters: WINDOW,
    materials: [{ key: 'invoices', title: '设备发票', required: true }],
    route: ['county_review', 'city_review'],
    noticeWorkingDays: 0,
    deadlines: { county_review: 5 },
    fundingShares: { city: '50%', county: '1/2' },
    budgetSubject: seeded.budgetSubject,
  };
});
afterEach(() => office.close());

const dayAfter = (days: number): string =>
  new Date(Date.parse(`${today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

type Outcome<T> = Promise<{ ok: true; value: T } | { ok: false; refusal: casework.Refusal }>;
type Verb = (db: casework.Database, command: casework.CallCommand) => Outcome<casework.CallAnswer>;

async function draftBy(
  username: string,
  changes: Partial<casework.CallContent> = {},
): Outcome<casework.CallAnswer> {
  const command = { actor: await office.as(username), idempotencyKey: office.key(), cityCode: CITY };
  return casework.draftCall(office.db, { ...command, content: { ...content, ...changes } });
}

async function on(username: string, callId: string, verb: Verb): Outcome<casework.CallAnswer> {
  const { version } = await seenBy(FIRST, callId);
  const actor = await office.as(username);
  return verb(office.db, { actor, idempotencyKey: office.key(), callId, version });
}

const seenBy = async (username: string, id: string): Promise<casework.CallView> =>
  valueOf(await casework.readCall(office.db, await office.as(username), id));

const editTo =
  (changes: Partial<casework.CallContent>): Verb =>
  (db, command) =>
    casework.editCall(db, { ...command, content: { ...content, ...changes } });

async function approved(changes: Partial<casework.CallContent> = {}): Promise<string> {
  const { id } = valueOf(await draftBy(FIRST, changes));
  valueOf(await on(SECOND, id, casework.approveCall));
  return id;
}

async function published(changes: Partial<casework.CallContent> = {}): Promise<string> {
  const id = await approved(changes);
  valueOf(await on(FIRST, id, casework.publishCall));
  return id;
}

async function applyUnder(callId: string, place: Place = 'zhanhe'): Outcome<casework.CaseAnswer> {
  const actor = await office.as(PLACES[place].clerk);
  const [party] = await casework.listMyParties(office.db, actor);
  const command = { actor, idempotencyKey: office.key(), callId, partyId: party?.id ?? '' };
  return casework.createApplication(office.db, { ...command, claims: CLAIMS });
}

/** 湛河区's reviewer attests what is only claimed, and approves. */
async function approveByCounty(id: string): Promise<void> {
  const { factsToAttest } = await look(office, id);
  const attestations = factsToAttest.map((fact) => ({ fact, source: '发票', documentNumber: '1' }));
  await act(office, 'zhanhe-reviewer', id, (db, command) =>
    casework.attestFacts(db, { ...command, attestations }),
  );
  await act(office, 'zhanhe-reviewer', id, casework.approveApplication);
}

/** 湛河区's application under a call: submitted, assessed, its claims attested, approved by all. */
async function walkThrough(callId: string): Promise<string> {
  const { id } = valueOf(await applyUnder(callId));
  await act(office, 'zhanhe-clerk', id, casework.submitApplication);
  await office.drain();
  await approveByCounty(id);
  if ((await look(office, id)).stage) await act(office, 'city-reviewer', id, casework.approveApplication);
  await office.drain();
  return id;
}

it('is drafted, edited, approved by somebody else, published, closed; the trail says so', async () => {
  const { id, state, version } = valueOf(await draftBy(FIRST));
  expect([state, version]).toEqual(['draft', 1]);
  valueOf(await on(FIRST, id, editTo({ title: '修改后的标题' })));
  expect(await seenBy(SECOND, id)).toMatchObject({
    title: '修改后的标题',
    fundingShares: { city: '1/2', county: '1/2' },
    route: [
      { key: 'county_review', level: 'county' },
      { key: 'city_review', level: 'city' },
    ],
    allowedActions: ['edit', 'approve'],
    open: false,
  });
  expect((await seenBy(FIRST, id)).allowedActions).toEqual(['edit']);
  valueOf(await on(SECOND, id, casework.approveCall));
  expect(await seenBy(FIRST, id)).toMatchObject({
    state: 'approved',
    allowedActions: ['publish'],
    open: false,
  });
  valueOf(await on(FIRST, id, casework.publishCall));
  expect(await seenBy('zhanhe-clerk', id)).toMatchObject({
    state: 'published',
    allowedActions: [],
    open: true,
    publishedAt: expect.any(String),
  });
  valueOf(await on(SECOND, id, casework.closeCall));
  expect(await seenBy('zhanhe-clerk', id)).toMatchObject({ state: 'closed', open: false });
  const auditor = await office.as('auditor');
  const events = valueOf(await casework.listEvents(office.db, auditor, { caseId: id }, { limit: 20 }));
  expect(events.items.map((event) => event.type).sort()).toEqual([
    'call.approved',
    'call.closed',
    'call.drafted',
    'call.edited',
    'call.published',
  ]);
});

it('is approved by nobody who wrote at it', async () => {
  const { id } = valueOf(await draftBy(FIRST));
  expect(refusalOf(await on(FIRST, id, casework.approveCall))).toBe('separation-of-duties');
  valueOf(await on(SECOND, id, editTo({ year: content.year })));
  expect(refusalOf(await on(SECOND, id, casework.approveCall))).toBe('separation-of-duties');
  expect(refusalOf(await on(FIRST, id, casework.approveCall))).toBe('separation-of-duties');
  expect((await seenBy(FIRST, id)).state).toBe('draft');
});

it('before it is published only the city’s policy officers and auditors know of it', async () => {
  const id = await approved();
  for (const username of ['zhanhe-clerk', 'zhanhe-reviewer', 'city-reviewer', 'city-maker', 'admin']) {
    const actor = await office.as(username);
    expect(refusalOf(await casework.readCall(office.db, actor, id))).toBe('not-found');
    expect((await casework.listCalls(office.db, actor)).map((call) => call.id)).not.toContain(id);
  }
  for (const username of [FIRST, SECOND, 'auditor']) {
    const calls = await casework.listCalls(office.db, await office.as(username));
    expect(calls.map((call) => call.id)).toContain(id);
  }
  expect(refusalOf(await applyUnder(id))).toBe('not-found');
});

it.each(['zhanhe-clerk', 'zhanhe-reviewer', 'city-reviewer', 'auditor', 'admin'])(
  '%s makes and moves no calls',
  async (username) => {
    expect(refusalOf(await draftBy(username))).toBe('forbidden');
    const [call] = await casework.listCalls(office.db, await office.as('auditor'));
    expect(refusalOf(await on(username, call?.id ?? '', casework.closeCall))).toBe('forbidden');
  },
);

it('is of a city that exists and is the officer’s own', async () => {
  const actor = await office.as(FIRST);
  const draftIn = async (cityCode: string, grants = actor.grants): Promise<string> => {
    const command = { actor: { ...actor, grants }, idempotencyKey: office.key(), cityCode, content };
    return refusalOf(await casework.draftCall(office.db, command));
  };
  expect(await draftIn('999999')).toBe('not-found');
  expect(await draftIn('410402')).toBe('forbidden');
  expect(await draftIn('410000')).toBe('forbidden');
  expect(await draftIn('410402', [{ role: 'policy_officer', regionCode: '410402' }])).toBe('call-invalid');
});

it('does nothing out of turn', async () => {
  const { id } = valueOf(await draftBy(FIRST));
  const refused = async (verb: Verb): Promise<string> => refusalOf(await on(SECOND, id, verb));
  const { approveCall, publishCall, closeCall } = casework;
  expect([await refused(publishCall), await refused(closeCall)]).toEqual(Array(2).fill('action-not-allowed'));
  valueOf(await on(SECOND, id, approveCall));
  for (const verb of [editTo({}), approveCall, closeCall])
    expect(await refused(verb)).toBe('action-not-allowed');
  valueOf(await on(SECOND, id, publishCall));
  for (const verb of [editTo({}), approveCall, publishCall])
    expect(await refused(verb)).toBe('action-not-allowed');
  valueOf(await on(SECOND, id, closeCall));
  for (const verb of [editTo({}), approveCall, publishCall, closeCall])
    expect(await refused(verb)).toBe('action-not-allowed');
});

it('takes the version that was read, a key once, and a number once', async () => {
  const { id } = valueOf(await draftBy(FIRST));
  const actor = await office.as(SECOND);
  const command = { actor, idempotencyKey: office.key(), callId: id, version: 9 };
  expect(refusalOf(await casework.approveCall(office.db, command))).toBe('stale-version');
  const right = { ...command, version: 1 };
  const answers = [
    await casework.approveCall(office.db, right),
    await casework.approveCall(office.db, right),
  ].map((answer) => valueOf(answer));
  expect(answers[0]).toEqual(answers[1]);
  expect(refusalOf(await draftBy(SECOND))).toBe('call-number-taken');
  expect(refusalOf(await casework.approveCall(office.db, { ...right, callId: office.key() }))).toBe(
    'idempotency-key-reused',
  );
});

// What a call says that does not hold together, and the field that is named.
it.each<[string, Partial<casework.CallContent>]>([
  ['clauseIds', { clauseIds: [] }],
  ['clauseIds', { clauseIds: ['TEST-NOTHING'] }],
  ['clauseIds', { clauseIds: ['TEST-EQ', 'TEST-EQ'] }],
  ['clauseIds', { clauseIds: ['TEST-EQ', 'PDS-A2-4-3-1'] }],
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
  const outcome = await draftBy(FIRST, changes);
  expect(refusalOf(outcome)).toBe('call-invalid');
  const { problems } = (outcome as { refusal: casework.Refusal }).refusal.details as {
    problems: { field: string }[];
  };
  expect(new Set(problems.map((problem) => problem.field))).toEqual(new Set([field]));
});

it('takes applications on the days of its window only, and none once closed', async () => {
  const id = await published({ opensOn: dayAfter(2), closesOn: dayAfter(3) });
  const codes: string[] = [];
  for (let day = 0; day <= 4; day += 1) {
    const place = day === 2 ? 'yexian' : 'zhanhe';
    const outcome = await applyUnder(id, place);
    codes.push(outcome.ok ? 'draft' : outcome.refusal.code);
    await passDays(office, 1);
  }
  expect(codes).toEqual(['call-closed', 'call-closed', 'draft', 'draft', 'call-closed']);
  const other = await published({ number: '另一号', closesOn: dayAfter(30) });
  valueOf(await on(FIRST, other, casework.closeCall));
  expect(refusalOf(await applyUnder(other))).toBe('call-closed');
});

it('is not published once its window is over', async () => {
  const id = await approved({ closesOn: dayAfter(1) });
  await passDays(office, 2);
  expect(refusalOf(await on(FIRST, id, casework.publishCall))).toBe('call-invalid');
});

it('gives its parameters into every determination, above what anybody claims', async () => {
  const id = await published();
  const actor = await office.as('zhanhe-clerk');
  const [party] = await casework.listMyParties(office.db, actor);
  const claims = { ...CLAIMS, 'equipment.calc_window_to': '2020-01-01' };
  const command = { actor, idempotencyKey: office.key(), callId: id, partyId: party?.id ?? '', claims };
  const application = valueOf(await casework.createApplication(office.db, command));
  await act(office, 'zhanhe-clerk', application.id, casework.submitApplication);
  await office.drain();
  const view = await look(office, application.id);
  expect(view.determinations.map((line) => [line.clause, line.status, line.amountFen])).toEqual([
    ['TEST-EQ', 'determined', 10_000_001],
  ]);
  expect(view.facts).toMatchObject(WINDOW);
  expect(view.provenance).toMatchObject({
    'equipment.calc_window_to': { status: 'call', documentNumber: content.number },
    'equipment.invested_to': { status: 'claimed' },
  });
  expect(view.factsToAttest).toEqual(Object.keys(CLAIMS).sort());
});

it('gives each review stage its working days', async () => {
  const id = await published({ deadlines: { county_review: 5 } });
  const application = valueOf(await applyUnder(id));
  await act(office, 'zhanhe-clerk', application.id, casework.submitApplication);
  expect((await look(office, application.id)).deadline).toBeNull();
  await office.drain();
  const { date } = addWorkingDays(localDate(today), 5, holidayTable(PUBLISHED_CALENDAR_YEARS));
  expect(await look(office, application.id)).toMatchObject({ stage: 'county_review', deadline: date });
  await approveByCounty(application.id);
  expect(await look(office, application.id)).toMatchObject({ stage: 'city_review', deadline: null });
});

it('without the parameter the determination waits for it', async () => {
  const id = await published({ parameters: {} });
  const application = valueOf(await applyUnder(id));
  await act(office, 'zhanhe-clerk', application.id, casework.submitApplication);
  await office.drain();
  expect((await look(office, application.id)).determinations).toMatchObject([
    { clause: 'TEST-EQ', status: 'needs-evidence', missing: Object.keys(WINDOW) },
  ]);
});

it('its funding arrangement pays where the law names nobody, the odd fen by the higher level', async () => {
  const view = await look(office, await walkThrough(await published()));
  expect(view.state).toBe('awarded');
  expect(view.award?.sources).toEqual(
    expect.arrayContaining([
      { level: 'city', regionCode: CITY, amountFen: 5_000_001 },
      { level: 'county', regionCode: '410411', amountFen: 5_000_000 },
    ]),
  );
});

it('without one the case parks, and says so', async () => {
  const id = await published({ fundingShares: null, route: ['county_review'] });
  expect(await look(office, await walkThrough(id))).toMatchObject({
    state: 'parked',
    stateReason: { code: 'no-funding-arrangement', details: { clause: 'TEST-EQ' } },
  });
});
