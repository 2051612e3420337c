import * as casework from '@duixian/casework';
import { act, CITY, draft, look, Office, PLACES, refusalOf, valueOf, walkToReview } from '@duixian/testing';
import { Client } from 'pg';

jest.setTimeout(120_000);

let office: Office;
beforeAll(async () => {
  office = await Office.open();
});
afterAll(() => office.close());

const on = async (username: string, id: string): Promise<casework.CaseCommand> => {
  const { version } = await look(office, id);
  return { actor: await office.as(username), idempotencyKey: office.key(), applicationId: id, version };
};
const REASON = { reason: '等待税务部门书面意见' };
const seenBy = async (username: string, id: string): Promise<casework.ApplicationView> =>
  valueOf(await casework.readApplication(office.db, await office.as(username), id));

it('a case on hold waits: nobody decides it, the next one goes on where it stopped, the trail replays', async () => {
  const id = await walkToReview(office, 'xinhua');
  valueOf(await casework.holdApplication(office.db, { ...(await on('xinhua-reviewer', id)), ...REASON }));
  const held = await seenBy('xinhua-reviewer', id);
  expect(held).toMatchObject({
    ...{ state: 'on_hold', stage: 'county_review', stateReason: { code: 'held', text: REASON.reason } },
    ...{ allowedActions: ['resume', 'transfer', 'claim'], status: { key: 'on_hold' } },
  });
  expect((await seenBy('xinhua-clerk', id)).allowedActions).toEqual(['withdraw']);
  expect((await seenBy('city-reviewer', id)).allowedActions).toEqual(['transfer', 'terminate']);
  expect(refusalOf(await casework.approveApplication(office.db, await on('xinhua-reviewer', id)))).toBe(
    'action-not-allowed',
  );
  const batch = await casework.decideTasks(office.db, {
    ...{ actor: await office.as('xinhua-reviewer'), idempotencyKey: office.key() },
    ...{ items: [{ applicationId: id, version: held.version }], decision: { action: 'approve' } },
  });
  expect(valueOf(batch).results).toMatchObject([{ ok: false, refusal: { code: 'action-not-allowed' } }]);
  valueOf(await casework.resumeApplication(office.db, { ...(await on('xinhua-reviewer', id)), ...REASON }));
  expect(await look(office, id)).toMatchObject({
    state: 'in_review',
    stage: 'county_review',
    stateReason: null,
  });
  await act(office, 'xinhua-reviewer', id, casework.approveApplication);
  expect(await look(office, id)).toMatchObject({ stage: 'city_review' });
  const [cases] = (await casework.proveEverything(office.db)).slice(-1);
  expect(cases?.problems).toEqual([]);
  await act(office, 'xinhua-clerk', id, casework.withdrawApplication);
});

it('the city terminates a case for good, whoever’s turn it is, and the enterprise may apply anew', async () => {
  const id = await walkToReview(office, 'yexian');
  const terminate = async (username: string) =>
    casework.terminateApplication(office.db, {
      ...(await on(username, id)),
      ...{ reasonCode: 'policy-ended', reason: '政策停止执行' },
    });
  expect(refusalOf(await terminate('yexian-reviewer'))).toBe('forbidden');
  valueOf(await terminate('city-reviewer'));
  expect(await look(office, id)).toMatchObject({
    ...{ state: 'terminated', stage: null, stateReason: { code: 'policy-ended' }, allowedActions: [] },
  });
  expect(refusalOf(await terminate('city-reviewer'))).toBe('action-not-allowed');
  const { items } = valueOf(
    await casework.listTasks(office.db, await office.as('yexian-reviewer'), { done: false }, { limit: 10 }),
  );
  expect(items).toEqual([]);
  const anew = await draft(office, 'yexian');
  expect(anew.state).toBe('draft');
  await act(office, 'yexian-clerk', anew.id, casework.withdrawApplication);
});

/** Every verb that an official could have on the case, each by itself. */
const VERBS: Record<string, (command: casework.CaseCommand) => Promise<{ ok: boolean }>> = {
  approve: (command) => casework.approveApplication(office.db, command),
  return: (command) => casework.returnApplication(office.db, { ...command, ...REASON }),
  reject: (command) =>
    casework.rejectApplication(office.db, { ...command, ...REASON, reasonCode: 'not-eligible' }),
  hold: (command) => casework.holdApplication(office.db, { ...command, ...REASON }),
  attest: (command) =>
    casework.attestFacts(office.db, {
      ...command,
      attestations: [{ fact: 'scale.first_entry', source: '联网直报', documentNumber: '9号' }],
    }),
  decide: (command) =>
    casework.decideApplication(office.db, {
      ...command,
      decision: { clause: 'PDS-A2-4-3-1', amountFen: 1, documentNumber: '1号', reason: '决定' },
    }),
};

it('whoever declared to keep off a case is refused on every verb, in a batch too, and told why', async () => {
  const id = await walkToReview(office, 'zhanhe');
  const reviewer = await office.as('zhanhe-reviewer');
  const declare = (scope: casework.RecusalScope) =>
    casework.declareRecusal(office.db, {
      ...{ actor: reviewer, idempotencyKey: office.key(), applicationId: id, scope, reason: '亲属任职' },
    });
  expect((await seenBy('zhanhe-reviewer', id)).recusal).toBeNull();
  valueOf(await declare('case'));
  expect(refusalOf(await declare('case'))).toBe('recused');
  for (const [name, verb] of Object.entries(VERBS)) {
    expect(`${name} ${refusalOf(await verb(await on('zhanhe-reviewer', id)))}`).toBe(`${name} recused`);
  }
  const { version } = await look(office, id);
  const batch = await casework.decideTasks(office.db, {
    ...{ actor: reviewer, idempotencyKey: office.key() },
    ...{ items: [{ applicationId: id, version }], decision: { action: 'approve' } },
  });
  expect(valueOf(batch).results).toMatchObject([{ ok: false, refusal: { code: 'recused' } }]);
  expect(await seenBy('zhanhe-reviewer', id)).toMatchObject({
    ...{ recusal: 'declared-for-case', allowedActions: [] },
  });
  const told = (await seenBy('zhanhe-clerk', id)).timeline.map(({ type }) => type);
  expect(told).not.toContain('application.recused');

  valueOf(await declare('party'));
  await act(office, 'zhanhe-clerk', id, casework.withdrawApplication);
  const next = await walkToReview(office, 'zhanhe');
  expect(await seenBy('zhanhe-reviewer', next)).toMatchObject({
    ...{ recusal: 'declared-for-party', allowedActions: [] },
  });
  await act(office, 'zhanhe-clerk', next, casework.withdrawApplication);
});

it('what is recorded of an official holds on every verb and in a batch, is told them, and is recorded once by who may', async () => {
  const id = await walkToReview(office, 'yexian');
  const reviewer = await office.as('yexian-reviewer');
  const record = async (username: string, officialId = reviewer.userId) =>
    casework.recordRecusal(office.db, {
      ...{ actor: await office.as(username), idempotencyKey: office.key(), applicationId: id },
      ...{ officialId, reason: '配偶为该企业股东,信访核实' },
    });
  const transfer = async (to: string) =>
    casework.transferTask(office.db, { ...(await on('city-reviewer', id)), ...REASON, to });
  valueOf(await transfer(reviewer.userId));
  for (const username of ['city-reviewer', 'admin', 'yexian-clerk'])
    expect(refusalOf(await record(username))).toMatch(/forbidden|not-found/);
  const auditor = await office.as('auditor');
  const stranger = await office.as('xinhua-reviewer');
  for (const officialId of [auditor.userId, stranger.userId, office.key()])
    expect(refusalOf(await record('auditor', officialId))).toBe('recusal-invalid');
  valueOf(await record('auditor'));
  expect(refusalOf(await record('auditor'))).toBe('recused');

  for (const [name, verb] of Object.entries(VERBS)) {
    const outcome = await verb(await on('yexian-reviewer', id));
    expect([name, outcome]).toMatchObject([
      name,
      { refusal: { code: 'recused', details: { ground: 'recorded-for-party' } } },
    ]);
  }
  const { version } = await look(office, id);
  const batch = await casework.decideTasks(office.db, {
    ...{ actor: reviewer, idempotencyKey: office.key() },
    ...{ items: [{ applicationId: id, version }], decision: { action: 'approve' } },
  });
  expect(valueOf(batch).results).toMatchObject([{ ok: false, refusal: { code: 'recused' } }]);
  expect(await seenBy('yexian-reviewer', id)).toMatchObject({
    ...{ recusal: 'recorded-for-party', allowedActions: [], holder: { id: null } },
  });
  expect(refusalOf(await transfer(reviewer.userId))).toBe('transfer-invalid');
  await office.drain();
  const inbox = valueOf(await casework.listNotifications(office.db, reviewer, {}, { limit: 20 })).items;
  expect(inbox.map(({ title }) => title)).toContain('已登记您须回避');
  const told = (await seenBy('yexian-clerk', id)).timeline.map(({ type }) => type);
  expect(told).not.toContain('application.recusal_recorded');
  await act(office, 'yexian-clerk', id, casework.withdrawApplication);
});

it('an official who acts for the applicant decides nothing of it, though they filed nothing themselves', async () => {
  const id = await walkToReview(office, 'xinhua');
  const [clerk, reviewer] = [await office.as('xinhua-clerk'), await office.as('xinhua-reviewer')];
  const both = { ...reviewer, partyIds: clerk.partyIds };
  const answer = await casework.approveApplication(office.db, {
    ...(await on('xinhua-reviewer', id)),
    actor: both,
  });
  expect(answer).toMatchObject({
    ok: false,
    refusal: { code: 'recused', details: { ground: 'acts-for-party' } },
  });
  expect(valueOf(await casework.readApplication(office.db, both, id))).toMatchObject({
    ...{ recusal: 'acts-for-party', allowedActions: ['withdraw'] },
  });
  expect((await seenBy('xinhua-clerk', id)).recusal).toBeNull();
  await act(office, 'xinhua-clerk', id, casework.withdrawApplication);
});

it('the database lets nobody begin in a case they are recused from, and shows a declaration to nobody else', async () => {
  const id = await walkToReview(office, 'xinhua');
  const reviewer = await office.as('xinhua-reviewer');
  valueOf(
    await casework.declareRecusal(office.db, {
      ...{ actor: reviewer, idempotencyKey: office.key(), applicationId: id, scope: 'case', reason: '同学' },
    }),
  );
  const app = new Client(office.database.appUrl);
  await app.connect();
  const asPerson = async (userId: string, sql: string, values: unknown[] = []): Promise<unknown[]> => {
    await app.query('BEGIN');
    try {
      await app.query(
        `SELECT set_config('duixian.scope', 'person', true), set_config('duixian.actor', $1, true),
           set_config('duixian.regions', '{410402}', true), set_config('duixian.parties', '{}', true)`,
        [`user:${userId}`],
      );
      return (await app.query<object>(sql, values)).rows;
    } finally {
      await app.query('ROLLBACK');
    }
  };
  try {
    const begin = `INSERT INTO case_actor (application_id, user_id, stage, first_acted_at) VALUES ($1, $2, 'county_review', now())`;
    await expect(asPerson(reviewer.userId, begin, [id, reviewer.userId])).rejects.toThrow('recused');
    expect(await asPerson(reviewer.userId, 'SELECT id FROM recusal')).toHaveLength(1);
    const other = await office.as('city-reviewer');
    expect(await asPerson(other.userId, 'SELECT id FROM recusal')).toEqual([]);
    await expect(
      asPerson(
        other.userId,
        `INSERT INTO recusal (id, user_id, party_id, reason, declared_at) SELECT gen_random_uuid(), $1, party_id, 'x', now() FROM application`,
        [reviewer.userId],
      ),
    ).rejects.toThrow('row-level security');
  } finally {
    await app.end();
  }
});

const MAKER = { regionCode: CITY.regionCode, role: 'finance_maker' } as const;
const OFFICER = { regionCode: CITY.regionCode, role: 'policy_officer' } as const;

describe('departments are asked in parallel', () => {
  let id: string;
  const consult = async (departments: readonly casework.Department[], username = 'xinhua-reviewer') =>
    casework.consultDepartments(office.db, {
      ...(await on(username, id)),
      ...{ departments, question: '该企业是否已享受同类奖励' },
    });
  const opinionOf = async (role: string) => {
    const { consultations } = await look(office, id);
    return consultations.at(-1)?.opinions.find((each) => each.role === role);
  };
  const answer = async (actor: casework.PersonActor, role: string, agrees = true) =>
    casework.giveOpinion(office.db, {
      ...{ actor, idempotencyKey: office.key(), applicationId: id, agrees, opinion: '经核对台账' },
      opinionId: (await opinionOf(role))?.id ?? office.key(),
    });
  const onDesk = async (username: string) => {
    const { items } = valueOf(await casework.readDesk(office.db, await office.as(username)));
    return items.find(({ key }) => key === 'opinions');
  };
  const approve = async () =>
    refusalOf(await casework.approveApplication(office.db, await on('xinhua-reviewer', id)));

  beforeAll(async () => {
    await office.drain();
    const { items } = await casework.listApplications(
      office.db,
      await office.as('xinhua-clerk'),
      { state: 'in_review' },
      { limit: 10 },
    );
    for (const { id: live } of items) await act(office, 'xinhua-clerk', live, casework.withdrawApplication);
    // The reviewer of 新华区 stepped aside from the case before; this one is another.
    id = await walkToReview(office, 'xinhua');
  });

  it.each<[string, readonly casework.Department[]]>([
    ['nobody', []],
    ['one of them twice', [MAKER, MAKER]],
    ['another county', [{ regionCode: PLACES.yexian.regionCode, role: 'reviewer' }]],
    ['oneself', [{ regionCode: PLACES.xinhua.regionCode, role: 'reviewer' }]],
  ])('asking %s is refused, and nothing changes', async (_, departments) => {
    expect(refusalOf(await consult(departments))).toBe('consultation-invalid');
    expect((await look(office, id)).consultations).toEqual([]);
  });

  it('all must answer before anything is decided; the clock stands meanwhile; who answers has acted', async () => {
    expect(refusalOf(await consult([MAKER], 'city-reviewer'))).toBe('forbidden');
    valueOf(await consult([MAKER, OFFICER]));
    expect(refusalOf(await consult([MAKER]))).toBe('consultation-open');
    expect(await approve()).toBe('consultation-open');
    const asked = await seenBy('xinhua-reviewer', id);
    expect(asked.clock).toMatchObject({ pausedBy: 'consultation', deadline: null });
    expect(asked.allowedActions).toEqual(['attest', 'decide', 'return', 'hold', 'transfer', 'claim']);
    expect((await seenBy('xinhua-clerk', id)).consultations).toEqual([]);

    const [maker, officer] = [await office.as('city-maker'), await office.as('policy-officer')];
    const waiting = valueOf(await casework.listOpinions(office.db, maker, { waiting: true }, { limit: 10 }));
    expect(waiting.items.map(({ application }) => application.id)).toEqual([id]);
    expect(await onDesk('city-maker')).toMatchObject({
      count: 1,
      since: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
    });
    expect(await onDesk('yexian-maker')).toMatchObject({ count: 0, since: null });
    expect(refusalOf(await answer(officer, 'finance_maker'))).toBe('forbidden');
    expect(refusalOf(await answer(await office.as('yexian-maker'), 'finance_maker'))).toBe('not-found');
    const reviewer = await office.as('xinhua-reviewer');
    const both = { ...reviewer, grants: [...reviewer.grants, ...maker.grants] };
    expect(refusalOf(await answer(both, 'finance_maker'))).toBe('separation-of-duties');

    valueOf(await answer(maker, 'finance_maker', false));
    expect(await onDesk('city-maker')).toMatchObject({ count: 0 });
    expect(refusalOf(await answer(maker, 'finance_maker'))).toBe('consultation-over');
    expect(await approve()).toBe('consultation-open');
    await act(office, 'xinhua-reviewer', id, (db, command) =>
      casework.holdApplication(db, { ...command, ...REASON }),
    );
    valueOf(await answer(officer, 'policy_officer'));
    expect((await look(office, id)).clock).toMatchObject({ pausedBy: 'hold' });
    await act(office, 'xinhua-reviewer', id, (db, command) =>
      casework.resumeApplication(db, { ...command, ...REASON }),
    );
    const answered = await seenBy('xinhua-reviewer', id);
    expect(answered.clock).toMatchObject({ pausedBy: null });
    expect(answered.consultations).toMatchObject([
      { endedHow: 'answered', opinions: [{ agrees: false, opinion: '经核对台账' }, { agrees: true }] },
    ]);
    const told = (await seenBy('xinhua-clerk', id)).timeline;
    expect(told.map(({ type }) => type)).toContain('application.consulted');
    expect(told.map(({ type }) => type)).not.toContain('application.opinion_given');
    expect(JSON.stringify(told)).not.toContain('同类奖励');

    const reviewing = {
      ...maker,
      grants: [{ role: 'reviewer' as const, regionCode: PLACES.xinhua.regionCode }],
    };
    const refused = await casework.approveApplication(office.db, {
      ...(await on('city-maker', id)),
      actor: reviewing,
    });
    expect(refused).toMatchObject({
      refusal: { code: 'separation-of-duties', details: { actedAs: 'consultation' } },
    });
  });

  it('who asked takes it back with a reason, or it is over with the stage; an answer comes too late', async () => {
    valueOf(await consult([{ ...MAKER, role: 'finance_checker' }]));
    const consultationId = (await look(office, id)).consultations.at(-1)?.id ?? '';
    const recall = async (username: string) =>
      casework.recallConsultation(office.db, {
        ...{ actor: await office.as(username), idempotencyKey: office.key(), applicationId: id },
        ...{ consultationId, reason: '已从登记簿查明' },
      });
    expect(refusalOf(await recall('city-reviewer'))).toBe('forbidden');
    valueOf(await recall('xinhua-reviewer'));
    expect(refusalOf(await recall('xinhua-reviewer'))).toBe('consultation-over');
    expect((await look(office, id)).clock).toMatchObject({ pausedBy: null });
    expect(refusalOf(await answer(await office.as('city-checker'), 'finance_checker'))).toBe(
      'consultation-over',
    );
    valueOf(await consult([{ ...MAKER, role: 'finance_checker' }]));
    await act(office, 'xinhua-reviewer', id, (db, command) =>
      casework.returnApplication(db, { ...command, ...REASON }),
    );
    expect((await look(office, id)).consultations.at(-1)).toMatchObject({ endedHow: 'lapsed' });
    await act(office, 'xinhua-clerk', id, casework.withdrawApplication);
    const [cases] = (await casework.proveEverything(office.db)).slice(-1);
    expect(cases?.problems).toEqual([]);
  });
});
