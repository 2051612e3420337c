import * as casework from '@duixian/casework';
import { act, draft, look, Office, refusalOf, valueOf, walkToReview } from '@duixian/testing';
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
    ...{ allowedActions: ['resume'], status: { key: 'on_hold' } },
  });
  expect((await seenBy('xinhua-clerk', id)).allowedActions).toEqual(['withdraw']);
  expect((await seenBy('city-reviewer', id)).allowedActions).toEqual(['terminate']);
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
  expect((await draft(office, 'yexian')).state).toBe('draft');
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
