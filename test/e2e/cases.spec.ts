import * as casework from '@duixian/casework';
import { reserve, unreserve } from '@duixian/ledger';
import { fen } from '@duixian/money';
import { appendFacts, lockBudgetLines, postJournal, runCommand } from '@duixian/persistence';
import {
  act,
  draft,
  look,
  Office,
  passDays,
  PLACES,
  refusalOf,
  valueOf,
  walkToNotice,
  walkToReview,
  type Place,
} from '@duixian/testing';
import { APPLICATION_CREATED_EVENT, APPLICATION_TRANSITIONS, replayApplication } from '@duixian/workflow';

jest.setTimeout(120_000);

let office: Office;
beforeEach(async () => {
  office = await Office.open({ poolSize: 16 });
});
afterEach(() => office.close());

const CLAIMS = { 'scale.first_entry': true, 'revenue.main_business_yuan': '50000000' };

/** A command on a case as it stands, by a person; the verb decides what else it needs. */
async function command(username: string, id: string): Promise<casework.CaseCommand> {
  const { version } = await look(office, id);
  return { actor: await office.as(username), idempotencyKey: office.key(), applicationId: id, version };
}
const statusOf = async (id: string): Promise<string> => {
  const { state, stage } = await look(office, id);
  return stage ? `${state}/${stage}` : state;
};
const back = async (username: string, id: string): Promise<unknown> =>
  casework.returnApplication(office.db, { ...(await command(username, id)), reason: '请补充入库通知' });
const attestAll = async (username: string, id: string): Promise<unknown> =>
  casework.attestFacts(office.db, {
    ...(await command(username, id)),
    attestations: Object.keys(CLAIMS).map((fact) => ({
      fact,
      source: '统计联网直报平台',
      documentNumber: '平统〔2026〕9号',
    })),
  });

it('what an applicant typed never pays by itself: approval waits for the attestation', async () => {
  const id = await walkToReview(office, 'zhanhe', CLAIMS);
  const before = await look(office, id);
  expect(before.determinations.map((line) => [line.clause, line.status, line.amountFen])).toEqual([
    ['PDS-A2-4-3-1', 'determined', 5_000_000],
    ['PDS-A2-4-3-2', 'determined', 3_000_000],
  ]);
  expect(before.factsToAttest).toEqual(['revenue.main_business_yuan', 'scale.first_entry']);
  expect(before.claimsToAttest).toEqual([
    {
      fact: 'revenue.main_business_yuan',
      label: '年主营业务收入',
      value: before.claims['revenue.main_business_yuan'],
      unit: 'yuan',
      expectedSource: '审计、统计',
      lines: expect.arrayContaining([{ clause: 'PDS-A2-4-3-2', subject: null }]),
    },
    {
      fact: 'scale.first_entry',
      label: '首次纳入规模以上统计',
      value: true,
      unit: null,
      expectedSource: '统计联网直报',
      lines: expect.arrayContaining([{ clause: 'PDS-A2-4-3-1', subject: null }]),
    },
  ]);
  expect(refusalOf(await casework.approveApplication(office.db, await command('zhanhe-reviewer', id)))).toBe(
    'facts-not-attested',
  );
  await attestAll('zhanhe-reviewer', id);
  expect((await look(office, id)).factsToAttest).toEqual([]);
  await act(office, 'zhanhe-reviewer', id, casework.approveApplication);
  expect(await statusOf(id)).toBe('in_review/city_review');
});

it('missing facts are "needs evidence", never "no"; nothing can be approved on them', async () => {
  const id = await walkToReview(office, 'zhanhe', { 'scale.first_entry': true });
  const lines = (await look(office, id)).determinations;
  expect(lines.map((line) => [line.clause, line.status, line.missing])).toEqual([
    ['PDS-A2-4-3-1', 'determined', undefined],
    ['PDS-A2-4-3-2', 'needs-evidence', ['revenue.main_business_yuan']],
  ]);
  const other = await Office.open();
  const empty = await walkToReview(other, 'zhanhe');
  const actor = await other.as('zhanhe-reviewer');
  const { version } = await look(other, empty);
  const approval = { actor, idempotencyKey: other.key(), applicationId: empty, version };
  expect(refusalOf(await casework.approveApplication(other.db, approval))).toBe('nothing-to-award');
  await other.close();
});

it('returned for correction, edited, submitted again: assessed anew under the same law and day', async () => {
  const id = await walkToReview(office, 'zhanhe', { 'scale.first_entry': true });
  const first = await look(office, id);
  valueOf((await back('zhanhe-reviewer', id)) as { ok: true; value: unknown });
  expect(await look(office, id)).toMatchObject({
    state: 'returned',
    stateReason: { text: '请补充入库通知' },
  });
  valueOf(
    await casework.editApplication(office.db, {
      ...(await command('zhanhe-clerk', id)),
      claims: CLAIMS,
    }),
  );
  await passDays(office, 3);
  await act(office, 'zhanhe-clerk', id, casework.submitApplication);
  await office.drain();
  const again = await look(office, id);
  expect([again.state, again.stage, again.evaluationDate, again.policyVersionId]).toEqual([
    'in_review',
    'county_review',
    first.evaluationDate,
    first.policyVersionId,
  ]);
  expect(again.determinations.map((line) => line.amountFen)).toEqual([5_000_000, 3_000_000]);
});

it('what was attested is void once the applicant claims it anew: it must be attested again', async () => {
  const id = await walkToReview(office, 'zhanhe', { ...CLAIMS, 'revenue.main_business_yuan': '62000000' });
  await attestAll('zhanhe-reviewer', id);
  await back('zhanhe-reviewer', id);
  const claims = { ...CLAIMS, 'revenue.main_business_yuan': '1000000' };
  valueOf(await casework.editApplication(office.db, { ...(await command('zhanhe-clerk', id)), claims }));
  await act(office, 'zhanhe-clerk', id, casework.submitApplication);
  await office.drain();
  const again = await look(office, id);
  expect(again.determinations.map((line) => [line.clause, line.status])).toEqual([
    ['PDS-A2-4-3-1', 'determined'],
    ['PDS-A2-4-3-2', 'not-eligible'],
  ]);
  expect(again.factsToAttest).toEqual(['revenue.main_business_yuan']);
});

it('the city sends a case back to the county, whose approval leads straight back to the city', async () => {
  const id = await walkToReview(office, 'zhanhe', CLAIMS);
  const remand = async (username: string) =>
    casework.remandApplication(office.db, { ...(await command(username, id)), reason: '请核对入库时间' });
  await attestAll('zhanhe-reviewer', id);
  expect(refusalOf(await remand('zhanhe-reviewer'))).toBe('action-not-allowed');
  await act(office, 'zhanhe-reviewer', id, casework.approveApplication);
  const before = await look(office, id);
  expect(refusalOf(await remand('zhanhe-reviewer'))).toBe('forbidden');
  expect(await look(office, id)).toEqual(before);
  const stale = { ...(await command('city-reviewer', id)), version: before.version - 1, reason: '请核对' };
  expect(refusalOf(await casework.remandApplication(office.db, stale))).toBe('stale-version');

  const { version } = before;
  const batch = await casework.decideTasks(office.db, {
    actor: await office.as('city-reviewer'),
    idempotencyKey: office.key(),
    items: [{ applicationId: id, version }],
    decision: { action: 'remand', reason: '请核对入库时间' },
  });
  expect(valueOf(batch).results).toMatchObject([{ applicationId: id, ok: true }]);
  const sentBack = await look(office, id);
  expect(sentBack).toMatchObject({
    state: 'in_review',
    stage: 'county_review',
    stateReason: { code: 'remanded', text: '请核对入库时间' },
  });
  expect(sentBack.determinations).toEqual(before.determinations);
  expect(refusalOf(await remand('city-reviewer'))).toBe('forbidden');

  await act(office, 'zhanhe-reviewer', id, casework.approveApplication);
  expect(await look(office, id)).toMatchObject({ stage: 'city_review', stateReason: null });
  await act(office, 'city-reviewer', id, casework.approveApplication);
  await office.drain();
  expect((await look(office, id)).state).toBe('on_notice');
});

// Who returns it, what they choose, whose turn it is after the correction.
it.each([
  [undefined, 'city_review', 'city-reviewer'],
  ['returning_stage', 'city_review', 'city-reviewer'],
  ['first_stage', 'county_review', 'xinhua-reviewer'],
] as const)('the city returns a case to its applicant (%s): then %s looks', async (resubmitTo, next, who) => {
  const id = await walkToReview(office, 'xinhua');
  await act(office, 'xinhua-reviewer', id, casework.approveApplication);
  valueOf(
    await casework.returnApplication(office.db, {
      ...(await command('city-reviewer', id)),
      reason: '请补充入库通知',
      ...(resubmitTo ? { resubmitTo } : {}),
    }),
  );
  const returned = await look(office, id);
  expect(returned).toMatchObject({
    state: 'returned',
    comesBackTo: next === 'city_review' ? 'city_review' : null,
  });
  expect(returned.timeline.at(-1)).toMatchObject({
    data: { resubmitTo: resubmitTo ?? 'returning_stage', from: { stage: 'city_review' } },
  });
  await act(office, 'xinhua-clerk', id, casework.submitApplication);
  await office.drain();
  expect(await look(office, id)).toMatchObject({ state: 'in_review', stage: next, comesBackTo: null });
  const { items } = valueOf(
    await casework.listTasks(office.db, await office.as(who), { done: false }, { limit: 10 }),
  );
  expect(items.map((task) => task.application.id)).toContain(id);
  await act(office, who, id, casework.approveApplication);
  const [cases] = (await casework.proveEverything(office.db)).slice(-1);
  expect(cases).toMatchObject({ name: 'a case is where its events lead', problems: [] });
});

it('reject and withdraw are ends', async () => {
  const rejected = await walkToReview(office, 'xinhua');
  const refusal = { reasonCode: 'not-eligible' as const, reason: '入库时间不符' };
  valueOf(
    await casework.rejectApplication(office.db, {
      ...(await command('xinhua-reviewer', rejected)),
      ...refusal,
    }),
  );
  expect(await look(office, rejected)).toMatchObject({
    state: 'rejected',
    stateReason: { code: 'not-eligible' },
    allowedActions: [],
  });
  const withdrawn = await walkToReview(office, 'yexian');
  await act(office, 'yexian-clerk', withdrawn, casework.withdrawApplication);
  expect(await statusOf(withdrawn)).toBe('withdrawn');
  const again = await draft(office, 'yexian');
  expect(again.state).toBe('draft');
});

// Who tries what on a case under county review in 新华区, and the code of the answer.
it.each<[string, (username: string, id: string) => Promise<unknown>, string]>([
  [
    'xinhua-clerk',
    async (u, id) => casework.approveApplication(office.db, await command(u, id)),
    'forbidden',
  ],
  [
    'city-reviewer',
    async (u, id) => casework.approveApplication(office.db, await command(u, id)),
    'forbidden',
  ],
  ['auditor', async (u, id) => casework.approveApplication(office.db, await command(u, id)), 'forbidden'],
  [
    'yexian-reviewer',
    async (u, id) => casework.approveApplication(office.db, await command(u, id)),
    'not-found',
  ],
  [
    'yexian-clerk',
    async (u, id) => casework.withdrawApplication(office.db, await command(u, id)),
    'not-found',
  ],
  ['admin', async (u, id) => casework.approveApplication(office.db, await command(u, id)), 'not-found'],
  [
    'xinhua-clerk',
    async (u, id) => casework.submitApplication(office.db, await command(u, id)),
    'action-not-allowed',
  ],
  [
    'xinhua-clerk',
    async (u, id) => casework.editApplication(office.db, { ...(await command(u, id)), claims: {} }),
    'action-not-allowed',
  ],
  [
    'xinhua-reviewer',
    async (u, id) => casework.approveApplication(office.db, { ...(await command(u, id)), version: 1 }),
    'stale-version',
  ],
  [
    'xinhua-reviewer',
    async (u, id) =>
      casework.attestFacts(office.db, {
        ...(await command(u, id)),
        attestations: [{ fact: 'scale.first_entry', source: 'x', documentNumber: 'y' }],
      }),
    'facts-invalid',
  ],
])('%s is refused (%#): %s', async (username, attempt, code) => {
  const id = await walkToReview(office, 'xinhua');
  const before = await look(office, id);
  expect(refusalOf((await attempt(username, id)) as { ok: boolean })).toBe(code);
  expect(await look(office, id)).toEqual(before);
});

it('fifty reviewers’ clicks at once: one wins, the others are told it changed', async () => {
  const id = await walkToReview(office, 'xinhua');
  const one = await command('xinhua-reviewer', id);
  const answers = await Promise.all(
    Array.from({ length: 50 }, () =>
      casework.approveApplication(office.db, { ...one, idempotencyKey: office.key() }),
    ),
  );
  const codes = answers.map((answer) => (answer.ok ? 'approved' : answer.refusal.code));
  expect([
    codes.filter((code) => code === 'approved').length,
    codes.filter((code) => code === 'stale-version').length,
  ]).toEqual([1, 49]);
  expect(await statusOf(id)).toBe('in_review/city_review');
});

it('one applicant has one live application under a call, even when two are started at once', async () => {
  const actor = await office.as('xinhua-clerk');
  const [party] = await casework.listMyParties(office.db, actor);
  const [call] = await casework.listCalls(office.db, actor);
  const start = (): ReturnType<typeof casework.createApplication> =>
    casework.createApplication(office.db, {
      actor,
      idempotencyKey: office.key(),
      callId: call?.id ?? '',
      partyId: party?.id ?? '',
      claims: {},
    });
  const codes = (await Promise.all([start(), start(), start()])).map((answer) =>
    answer.ok ? 'draft' : answer.refusal.code,
  );
  expect(codes.sort()).toEqual(['draft', 'duplicate-application', 'duplicate-application']);
});

it('the notice runs five working days, ends by itself and only then', async () => {
  const id = await walkToNotice(office, 'xinhua');
  const { notice } = await look(office, id);
  const view = valueOf(await casework.readNotice(office.db, { kind: 'anonymous' }, notice?.id ?? ''));
  expect(view).toMatchObject({
    workingDays: 5,
    lineCount: 1,
    totalFen: 8_000_000,
    lines: [{ county: '新华区', amountFen: 8_000_000 }],
  });
  expect(await casework.closeEndedNotices(office.db)).toEqual({ closed: 0 });
  await passDays(office, 20);
  expect(await casework.closeEndedNotices(office.db)).toEqual({ closed: 1 });
  expect(await casework.closeEndedNotices(office.db)).toEqual({ closed: 0 });
  expect(await statusOf(id)).toBe('noticed');
});

it('without enough budget the case parks visibly, and goes on when it is reconsidered', async () => {
  const id = await walkToNotice(office, 'xinhua');
  await passDays(office, 20);
  await emptyBudget('410402');
  await casework.closeEndedNotices(office.db);
  await office.drain();
  expect(await look(office, id)).toMatchObject({
    state: 'parked',
    stateReason: { code: 'insufficient-budget' },
  });
  const { items } = valueOf(
    await casework.listTasks(office.db, await office.as('city-reviewer'), { done: false }, { limit: 10 }),
  );
  expect(items.map((task) => task.kind)).toEqual(['parked']);
  await refillBudget('410402');
  valueOf(
    await casework.reconsiderApplication(office.db, {
      ...(await command('city-reviewer', id)),
      reason: '预算已追加',
    }),
  );
  await office.drain();
  expect(await statusOf(id)).toBe('awarded');
});

it('a fact that changed before the award parks the case instead of paying the old amount', async () => {
  const id = await walkToNotice(office, 'xinhua');
  await changeRevenue(id, '49999999.99');
  await passDays(office, 20);
  await casework.closeEndedNotices(office.db);
  await office.drain();
  expect(await look(office, id)).toMatchObject({
    state: 'parked',
    stateReason: { code: 'determination-changed' },
    award: null,
  });
  // What is owed now is reviewed, noticed and awarded like the first time.
  const back = { ...(await command('city-reviewer', id)), reason: '主营业务收入有更正' };
  valueOf(await casework.remandApplication(office.db, back));
  expect(await look(office, id)).toMatchObject({
    state: 'in_review',
    stage: 'city_review',
    stateReason: { code: 'remanded', text: back.reason },
  });
  await act(office, 'city-reviewer', id, casework.approveApplication);
  await office.drain();
  expect(await statusOf(id)).toBe('on_notice');
  await passDays(office, 20);
  await casework.closeEndedNotices(office.db);
  await office.drain();
  expect(await statusOf(id)).toBe('awarded');
});

it('a batch answers per row and goes through the single use case', async () => {
  const good = await walkToReview(office, 'xinhua');
  const stale = { applicationId: good, version: 99 };
  const { version } = await look(office, good);
  const items = [stale, { applicationId: good, version }, { applicationId: office.key(), version: 1 }];
  const actor = await office.as('xinhua-reviewer');
  const request = { actor, idempotencyKey: office.key(), items, decision: { action: 'approve' as const } };
  const { results } = valueOf(await casework.decideTasks(office.db, request));
  expect(results.map((row) => (row.ok ? row.application.state : row.refusal.code))).toEqual([
    'stale-version',
    'in_review',
    'not-found',
  ]);
});

it('roles in two places do not lend each other their reach', async () => {
  const id = await walkToNotice(office, 'xinhua');
  await passDays(office, 20);
  await casework.closeEndedNotices(office.db);
  await office.drain();
  const maker = await office.as('yexian-maker');
  const both = { ...maker, grants: [...maker.grants, { role: 'reviewer' as const, regionCode: '410402' }] };
  const seen = async (
    list: (db: casework.Database, actor: casework.PersonActor, page: { limit: number }) => Promise<unknown>,
  ) =>
    valueOf((await list(office.db, both, { limit: 10 })) as { ok: true; value: { items: unknown[] } }).items
      .length;
  expect(await seen((db, actor, page) => casework.listAwards(db, actor, {}, page))).toBe(1);
  expect(await seen((db, actor, page) => casework.listPayments(db, actor, {}, page))).toBe(0);
  expect(
    (await casework.listApplications(office.db, both, {}, { limit: 10 })).items.map((each) => each.id),
  ).toEqual([id]);
  expect(
    (await casework.listApplications(office.db, both, { countyCode: '410422' }, { limit: 10 })).items,
  ).toEqual([]);
});

it('replaying the events of a case through the pure table gives its state', async () => {
  const known = new Set([APPLICATION_CREATED_EVENT, ...APPLICATION_TRANSITIONS.map((row) => row.event)]);
  const id = await walkToNotice(office, 'xinhua');
  await passDays(office, 20);
  await casework.closeEndedNotices(office.db);
  await office.drain();
  const view = await look(office, id);
  const events = view.timeline.map((event) => event.type).filter((type) => known.has(type));
  expect(replayApplication(events, view.route)).toEqual({ ok: true, state: view.state, stageIndex: null });
});

it('the trail verifies, and a county’s auditor is nobody here', async () => {
  await walkToNotice(office, 'xinhua');
  expect(valueOf(await casework.verifyAudit(office.db, await office.as('auditor')))).toMatchObject({
    intact: true,
    alteredEvents: [],
    casesWithGaps: [],
  });
  expect(refusalOf(await casework.verifyAudit(office.db, await office.as('admin')))).toBe('forbidden');
});

const SYSTEM = { kind: 'system', name: 'test' } as const;

/** Moves a county's free money away (or back), as a budget officer's journal would. */
async function shift(regionCode: string, direction: 'reserve' | 'unreserve'): Promise<void> {
  await runCommand(
    office.db,
    { name: 'shift', actor: SYSTEM, idempotencyKey: office.key(), input: {} },
    async (tx) => {
      const [line] = await lockBudgetLines(tx, regionCode, '小升规奖励资金', Number(tx.today.slice(0, 4)));
      if (!line) throw new Error('no budget line');
      const move = direction === 'reserve' ? reserve : unreserve;
      await postJournal(tx, move(line.id, fen(49_000_000)), office.key());
      await tx.record({ caseId: line.id, regionCode, type: 'test.shifted', data: {} });
      return { ok: true, value: null };
    },
  );
}
const emptyBudget = (regionCode: string): Promise<void> => shift(regionCode, 'reserve');
const refillBudget = (regionCode: string): Promise<void> => shift(regionCode, 'unreserve');

/** The register learns another revenue for the applicant of a case. */
async function changeRevenue(id: string, value: string): Promise<void> {
  const { applicant, evaluationDate } = await look(office, id);
  await runCommand(
    office.db,
    { name: 'learn', actor: SYSTEM, idempotencyKey: office.key(), input: {} },
    async (tx) => {
      await appendFacts(tx, applicant?.id ?? '', [
        {
          id: tx.newId(),
          partyId: applicant?.id ?? '',
          applicationId: null,
          name: 'revenue.main_business_yuan',
          value,
          status: 'authoritative',
          source: '统计联网直报',
          documentNumber: '更正',
          validFrom: evaluationDate,
          validTo: null,
          learnedAt: tx.now,
          learnedBy: 'system:test',
        },
      ]);
      await tx.record({ caseId: id, regionCode: '410402', type: 'test.learned', data: {} });
      return { ok: true, value: null };
    },
  );
}

it.each<Place>(['xinhua', 'yexian'])(
  'an applicant of %s reads the way of the case without officials’ names',
  async (place) => {
    const id = await walkToNotice(office, place);
    const clerk = await office.as(PLACES[place].clerk);
    const view = valueOf(await casework.readApplication(office.db, clerk, id));
    expect(new Set(view.timeline.map((event) => event.by))).toEqual(
      new Set([`user:${clerk.userId}`, 'system', 'person']),
    );
  },
);
