import * as casework from '@duixian/casework';
import { act, look, Office, passDays, refusalOf, valueOf, walkToNotice } from '@duixian/testing';
import { APPLICATION_CREATED_EVENT, APPLICATION_TRANSITIONS, replayApplication } from '@duixian/workflow';
import { Client } from 'pg';

jest.setTimeout(120_000);

let office: Office;
beforeAll(async () => {
  office = await Office.open();
});
afterAll(() => office.close());

const ANYBODY = { kind: 'anonymous' } as const;
/** Made up; the check digit is right (GB 11643). */
const PERSON = {
  objectorKind: 'person',
  objectorName: '张示例',
  identityNumber: '11010519491231002X',
  phone: '0375-0000000',
  reason: '该企业入库时间早于本年度,不属于首次入库。',
  evidence: '统计部门二〇二四年入库名单第十二行。',
} as const;

const noticeOf = async (applicationId: string): Promise<casework.NoticeView> => {
  const caseNumber = (await look(office, applicationId)).caseNumber;
  const { items } = await casework.listNotices(office.db, ANYBODY, { limit: 50 });
  for (const notice of items) {
    const read = valueOf(await casework.readNotice(office.db, ANYBODY, notice.id));
    if (read.lines.some((line) => line.caseNumber === caseNumber)) return notice;
  }
  throw new Error('the case is on no notice');
};

const object = async (
  applicationId: string,
  changes: Partial<casework.NewObjection> = {},
  key = office.key(),
) => {
  const { id } = await noticeOf(applicationId);
  const request = { idempotencyKey: key, noticeId: id, objection: { ...PERSON, position: 1, ...changes } };
  return { noticeId: id, outcome: await casework.fileObjection(office.db, ANYBODY, request) };
};

const resolve = async (
  username: string,
  objectionId: string,
  outcome: casework.ObjectionOutcome,
  version = 1,
) =>
  casework.resolveObjection(office.db, {
    actor: await office.as(username),
    idempotencyKey: office.key(),
    objectionId,
    version,
    outcome,
    reply: '经核实答复如下。',
  });

describe('an objection freezes one line', () => {
  let contested: string;
  let other: string;
  let noticeId: string;
  let first: casework.FiledObjection;

  beforeAll(async () => {
    contested = await walkToNotice(office, 'xinhua');
    other = await walkToNotice(office, 'yexian');
    const filed = await object(contested);
    noticeId = filed.noticeId;
    first = valueOf(filed.outcome);
  });

  it('the case stands contested, the city has a task, the public sees which line but not who objects', async () => {
    expect((await look(office, contested)).state).toBe('contested');
    expect((await look(office, other)).state).toBe('on_notice');
    const read = valueOf(await casework.readNotice(office.db, ANYBODY, noticeId));
    expect(read.contestedPositions).toEqual([1]);
    expect(JSON.stringify(read)).not.toContain(PERSON.objectorName);
    const city = await office.as('city-reviewer-2');
    const tasks = valueOf(await casework.listTasks(office.db, city, { done: false }, { limit: 50 }));
    expect(tasks.items.map((task) => [task.kind, task.application.id])).toContainEqual([
      'objection',
      contested,
    ]);
  });

  it('a repeated request is the same objection with the same receipt', async () => {
    const again = await object(contested, {}, 'same-key');
    const twice = await object(contested, {}, 'same-key');
    expect(valueOf(twice.outcome)).toEqual(valueOf(again.outcome));
    valueOf(await resolve('city-reviewer-2', valueOf(again.outcome).id, 'dismissed'));
    expect((await look(office, contested)).state).toBe('contested'); // the first one is still open
  });

  it('the objector reads it with the receipt, nobody without', async () => {
    const read = await casework.readObjectionStatus(office.db, ANYBODY, noticeId, first.receipt);
    expect(valueOf(read)).toMatchObject({ state: 'filed', reply: null });
    const wrong = `${first.receipt.slice(0, -1)}${first.receipt.endsWith('A') ? 'B' : 'A'}`;
    expect(refusalOf(await casework.readObjectionStatus(office.db, ANYBODY, noticeId, wrong))).toBe(
      'not-found',
    );
  });

  it.each([
    ['city-reviewer', 'separation-of-duties'], // approved the case
    ['xinhua-reviewer', 'not-found'],
    ['policy-officer', 'forbidden'],
    ['city-maker', 'forbidden'],
    ['xinhua-clerk', 'not-found'],
  ])('%s may not resolve it: %s', async (username, code) => {
    expect(refusalOf(await resolve(username, first.id, 'dismissed'))).toBe(code);
    expect((await look(office, contested)).state).toBe('contested');
  });

  it.each([
    ['city-reviewer', []], // approved the case
    ['city-reviewer-2', ['dismiss', 'uphold']],
  ])('%s, who opens it, is offered %j', async (username, offered) => {
    const view = valueOf(await casework.readObjection(office.db, await office.as(username), first.id));
    expect([...view.allowedActions].sort()).toEqual(offered);
  });

  it('whoever must keep off the case does not learn who objects to it', async () => {
    const party = (await look(office, contested)).applicant?.id ?? '';
    const related = { ...(await office.as('city-reviewer-2')), partyIds: [party] };
    expect(refusalOf(await casework.readObjection(office.db, related, first.id))).toBe('recused');
  });

  it('the notice ends for the others; dismissed afterwards, the line goes on to its award', async () => {
    await passDays(office, 20);
    await casework.closeEndedNotices(office.db);
    await office.drain();
    expect((await look(office, other)).state).toBe('awarded');
    expect((await look(office, contested)).state).toBe('contested');
    expect(refusalOf(await resolve('city-reviewer-2', first.id, 'dismissed', 7))).toBe('stale-version');
    valueOf(await resolve('city-reviewer-2', first.id, 'dismissed'));
    await office.drain();
    expect((await look(office, contested)).state).toBe('awarded');
    const status = await casework.readObjectionStatus(office.db, ANYBODY, noticeId, first.receipt);
    expect(valueOf(status)).toMatchObject({ state: 'dismissed', reply: '经核实答复如下。' });
    expect(refusalOf(await resolve('city-reviewer-2', first.id, 'rejected', 2))).toBe('action-not-allowed');
  });

  it('after its end a notice takes no objection', async () => {
    expect(refusalOf((await object(other)).outcome)).toBe('notice-over');
  });
});

describe('an objection that stands', () => {
  it('goes back to the last review, is approved again, and stands on a new notice', async () => {
    const second = await Office.open();
    try {
      const id = await walkToNotice(second, 'xinhua');
      const { items } = await casework.listNotices(second.db, ANYBODY, { limit: 5 });
      const noticeId = items[0]?.id ?? '';
      const file = (key: string) =>
        casework.fileObjection(second.db, ANYBODY, {
          idempotencyKey: key,
          noticeId,
          objection: { ...PERSON, position: 1 },
        });
      const [one, two] = [valueOf(await file('one')), valueOf(await file('two'))];
      valueOf(
        await casework.resolveObjection(second.db, {
          actor: await second.as('city-reviewer-2'),
          idempotencyKey: second.key(),
          objectionId: one.id,
          version: 1,
          outcome: 'review_again',
          reply: '重新复审。',
        }),
      );
      expect(await look(second, id)).toMatchObject({ state: 'in_review', stage: 'city_review' });
      const answered = await casework.readObjectionStatus(second.db, ANYBODY, noticeId, two.receipt);
      expect(valueOf(answered)).toMatchObject({ state: 'upheld', outcome: 'review_again' });
      await act(second, 'city-reviewer', id, casework.approveApplication);
      await second.drain();
      const again = await look(second, id);
      expect(again).toMatchObject({ state: 'on_notice' });
      expect(again.notice?.id).not.toBe(noticeId);

      const known = new Set([APPLICATION_CREATED_EVENT, ...APPLICATION_TRANSITIONS.map((row) => row.event)]);
      const events = again.timeline.map((event) => event.type).filter((type) => known.has(type));
      expect(replayApplication(events, again.route)).toEqual({
        ok: true,
        state: 'on_notice',
        stageIndex: null,
      });
    } finally {
      await second.close();
    }
  });
});

describe('what is no objection', () => {
  it.each([
    ['a wrong check digit', { identityNumber: '110105194912310021' }, 'objection-invalid'],
    ['a person with a credit code', { identityNumber: '91410402MA0DX00174' }, 'objection-invalid'],
    [
      'an organisation with an identity number',
      { objectorKind: 'organisation' as const },
      'objection-invalid',
    ],
    ['a line that is not there', { position: 99 }, 'objection-invalid'],
  ])('%s', async (_, changes, code) => {
    const { items } = await casework.listNotices(office.db, ANYBODY, { limit: 1 });
    const objection = { ...PERSON, position: 1, ...changes };
    const request = { idempotencyKey: office.key(), noticeId: items[0]?.id ?? '', objection };
    expect(refusalOf(await casework.fileObjection(office.db, ANYBODY, request))).toBe(code);
  });

  it('a notice that does not exist', async () => {
    const request = {
      idempotencyKey: office.key(),
      noticeId: office.key(),
      objection: { ...PERSON, position: 1 },
    };
    expect(refusalOf(await casework.fileObjection(office.db, ANYBODY, request))).toBe('not-found');
  });
});

it.each([
  ['what was filed is never changed', "UPDATE objection SET reason = 'x'"],
  [
    'a resolution is final',
    "UPDATE objection SET state = 'filed', resolved_at = NULL, resolved_by = NULL, outcome = NULL, reply = NULL",
  ],
  ['nothing is deleted', 'DELETE FROM objection'],
])('the database says it too: %s', async (_, statement) => {
  const owner = new Client(office.database.ownerUrl);
  await owner.connect();
  try {
    await owner.query("BEGIN; SELECT set_config('duixian.scope', 'system', true)");
    await expect(owner.query(statement)).rejects.toThrow('resolved once');
  } finally {
    await owner.end();
  }
});
