import { holidayTable, localDate, workingDaysBetween, type LocalDate } from '@duixian/calendar';
import * as casework from '@duixian/casework';
import { newId, readCalendarYears, runQuery } from '@duixian/persistence';
import { passDays, refusalOf, valueOf } from '@duixian/testing';
import { Client } from 'pg';
import { SweepDesk } from './sweep-desk';

jest.setTimeout(180_000);

let desk: SweepDesk;
beforeEach(async () => {
  desk = await SweepDesk.open();
  await desk.offered();
});
afterEach(() => desk.office.close());

const CLERK = 'xinhua-clerk';
const REVIEWER = 'xinhua-reviewer';

const look = async (id: string, username = CLERK): Promise<casework.OfferView> =>
  valueOf(await casework.readOffer(desk.db, await desk.office.as(username), id));

async function theOffer(): Promise<casework.OfferView> {
  const [offer] = await desk.offersOf(CLERK);
  return look(offer!.id);
}

const ask = async ({ id, version }: casework.OfferView, question = '金额是怎么算的?', username = CLERK) =>
  casework.askAboutOffer(desk.db, { ...(await desk.by(username)), offerId: id, version, question });

async function answer(id: string, username = REVIEWER) {
  const open = (await look(id)).questions.find(({ endedAt }) => endedAt === null);
  const questionId = open?.id ?? newId();
  const by = await desk.by(username);
  return casework.answerOfferQuestion(desk.db, {
    ...by,
    offerId: id,
    questionId,
    answer: '按入规奖励计算。',
  });
}

const titles = async (username: string): Promise<string[]> =>
  valueOf(
    await casework.listNotifications(desk.db, await desk.office.as(username), {}, { limit: 200 }),
  ).items.map(({ title }) => title);

const today = async (): Promise<LocalDate> =>
  runQuery(desk.db, { kind: 'system', name: 'test' }, (tx) => Promise.resolve(tx.today));

const workingDays = async (from: LocalDate, to: string): Promise<number> =>
  runQuery(
    desk.db,
    { kind: 'system', name: 'test' },
    async (tx) => workingDaysBetween(from, localDate(to), holidayTable(await readCalendarYears(tx))).days,
  );

/** Lets days go by, with everything that the worker does every day; answers how many expired. */
async function pass(days: number): Promise<number> {
  let expired = 0;
  for (let day = 0; day < days; day += 1) {
    await passDays(desk.office, 1);
    await casework.remindOfOffers(desk.db);
    await casework.remindOfQuestions(desk.db);
    expired += (await casework.expireOffers(desk.db)).expired;
    await desk.office.drain();
  }
  return expired;
}

it('the clock of an offer stands from a question until its answer, however long that takes, and goes on with the days that were left', async () => {
  const offer = await theOffer();
  await pass(9);
  const asked = await today();
  const left = await workingDays(asked, offer.expiresOn);
  const { version } = valueOf(await ask(offer));
  const paused = await look(offer.id);
  expect([paused.pausedOn, paused.version, paused.allowedActions]).toEqual([
    asked,
    version,
    ['confirm', 'decline'],
  ]);
  expect(await look(offer.id, REVIEWER)).toMatchObject({ allowedActions: ['answer'] });
  // Other offers of the city end meanwhile; this one does not, and nobody is reminded of its end.
  expect(await pass(60)).toBeGreaterThan(0);
  expect((await look(offer.id)).state).toBe('open');
  expect(await titles(CLERK)).not.toContain('免申即享即将到期');
  const { expiresOn } = valueOf(await answer(offer.id));
  expect(await workingDays(await today(), expiresOn)).toBe(left);
  const after = await look(offer.id);
  expect([after.expiresOn, after.pausedOn, after.allowedActions]).toEqual([
    ...[expiresOn, null],
    ['confirm', 'decline', 'ask'],
  ]);
  await desk.office.drain();
  expect(await titles(CLERK)).toContain('您的询问已答复');
  // And now it does end, after a reminder.
  expect(await pass(60)).toBe(1);
  expect(await titles(CLERK)).toEqual(expect.arrayContaining(['免申即享即将到期', '免申即享逾期关闭']));
  expect(after.history.map(({ type }) => type)).toEqual([
    ...['offer.made', 'offer.asked', 'offer.question_overdue', 'offer.answered'],
  ]);
});

it('any number of rounds, one question at a time; a last day that moved is reminded of again', async () => {
  let offer = await theOffer();
  await pass(casework.OFFER_WORKING_DAYS + 3);
  expect((await titles(CLERK)).filter((title) => title === '免申即享即将到期')).toHaveLength(1);
  for (let round = 0; round < 3; round += 1) {
    valueOf(await ask(offer, `第 ${round} 问`));
    offer = await look(offer.id);
    expect(refusalOf(await ask(offer))).toBe('question-open');
    await pass(1);
    valueOf(await answer(offer.id));
    offer = await look(offer.id);
  }
  expect(offer.questions.map(({ question, endedHow }) => [question, endedHow])).toEqual([
    ...[
      ['第 0 问', 'answered'],
      ['第 1 问', 'answered'],
      ['第 2 问', 'answered'],
    ],
  ]);
  await pass(7);
  expect((await titles(CLERK)).filter((title) => title === '免申即享即将到期').length).toBeGreaterThan(1);
});

it('two questions at once: one is taken, the other is told that one waits', async () => {
  const offer = await theOffer();
  const both = await Promise.all([ask(offer, '甲'), ask(offer, '乙')]);
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  expect((await look(offer.id)).questions).toHaveLength(1);
});

it.each(['confirm', 'decline'] as const)(
  'an offer that is asked about can still be taken: %s closes the question',
  async (verb) => {
    const offer = await theOffer();
    valueOf(await ask(offer));
    await pass(60);
    const { id, version } = await look(offer.id);
    const by = await desk.by(CLERK);
    valueOf(
      verb === 'confirm'
        ? await desk.confirm({ id, version }, CLERK)
        : await casework.declineOffer(desk.db, { ...by, offerId: id, version, reason: '不需要' }),
    );
    const after = await look(id);
    expect([after.pausedOn, after.questions[0]?.endedHow, after.allowedActions]).toEqual([
      null,
      'closed',
      [],
    ]);
    expect(refusalOf(await answer(id))).toBe('not-found');
    const late = { offerId: id, questionId: after.questions[0]!.id, answer: '晚了' };
    expect(
      refusalOf(await casework.answerOfferQuestion(desk.db, { ...(await desk.by(REVIEWER)), ...late })),
    ).toBe('question-over');
  },
);

it('the reviewer in charge finds it on the desk; after three working days superiors and supervision are told, once', async () => {
  const offer = await theOffer();
  valueOf(await ask(offer));
  await desk.office.drain();
  expect(await titles(REVIEWER)).toContain('企业询问推送');
  expect(await titles('yexian-reviewer')).not.toContain('企业询问推送');
  const waiting = async (username: string): Promise<number | undefined> => {
    const { items } = valueOf(await casework.readDesk(desk.db, await desk.office.as(username)));
    return items.find(({ key }) => key === 'offerQuestions')?.count;
  };
  expect([await waiting(REVIEWER), await waiting('city-reviewer'), await waiting('yexian-reviewer')]).toEqual(
    [1, 1, 0],
  );
  expect(await waiting('auditor')).toBeUndefined();
  const board = async (username: string) =>
    valueOf(await casework.readSupervisionBoard(desk.db, await desk.office.as(username), {})).questions;
  expect(await board('auditor')).toMatchObject([{ offerId: offer.id, remaining: 3 }]);
  expect(await board('yexian-reviewer')).toEqual([]);
  await pass(14);
  for (const [username, title] of [
    [REVIEWER, '企业询问超期未答复'],
    ['city-reviewer', '下级未答复企业询问,请督办'],
    ['auditor', '超期督办'],
  ] as const)
    expect((await titles(username)).filter((each) => each === title)).toHaveLength(1);
  expect((await board('auditor'))[0]?.remaining).toBeLessThan(0);
  const own = valueOf(
    await casework.listOffers(desk.db, await desk.office.as(REVIEWER), { asked: true }, { limit: 9 }),
  );
  expect(own.items.map(({ id }) => id)).toEqual([offer.id]);
  valueOf(await answer(offer.id));
  expect([await waiting(REVIEWER), await board('auditor')]).toEqual([0, []]);
});

it('who acts for the enterprise, or was recorded to be related to it, does not answer; nobody answers of another county', async () => {
  const offer = await theOffer();
  valueOf(await ask(offer));
  expect(refusalOf(await answer(offer.id, 'yexian-reviewer'))).toBe('not-found');
  expect(refusalOf(await answer(offer.id, 'policy-officer'))).toBe('forbidden');
  expect(refusalOf(await answer(offer.id, CLERK))).toBe('forbidden');
  const related = await desk.office.as(REVIEWER);
  const questionId = (await look(offer.id)).questions[0]!.id;
  const both = { ...related, partyIds: [offer.applicant.id] };
  const command = {
    actor: both,
    idempotencyKey: desk.office.key(),
    offerId: offer.id,
    questionId,
    answer: '是',
  };
  expect(refusalOf(await casework.answerOfferQuestion(desk.db, command))).toBe('recused');
  valueOf(await answer(offer.id, 'city-reviewer'));
});

it('the database holds it too: no expiry and no other last day while a question waits, no answer twice, no clock without a question', async () => {
  const offer = await theOffer();
  valueOf(await ask(offer));
  const owner = new Client(desk.office.database.ownerUrl);
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
  const one = `WHERE id = '${offer.id}'`;
  try {
    expect(
      await refused(`UPDATE offer SET state = 'expired', paused_on = NULL, decided_at = now() ${one}`),
    ).toMatch(/expires while/);
    expect(await refused(`UPDATE offer SET expires_on = expires_on + 1 ${one}`)).toMatch(/last day/);
    expect(await refused(`UPDATE offer SET expires_on = expires_on - 1, paused_on = NULL ${one}`)).toMatch(
      /last day/,
    );
    expect(await refused(`UPDATE offer SET paused_on = NULL ${one}`)).toMatch(/clock of an offer/);
    expect(
      await refused(
        `UPDATE offer_question SET ended_at = now(), ended_how = 'closed' WHERE offer_id = '${offer.id}'`,
      ),
    ).toMatch(/clock of an offer/);
    expect(
      await refused(`UPDATE offer_question SET question = '别的' WHERE offer_id = '${offer.id}'`),
    ).toMatch(/changes in nothing else/);
    valueOf(await answer(offer.id));
    expect(await refused(`UPDATE offer_question SET answer = '别的' WHERE offer_id = '${offer.id}'`)).toMatch(
      /changes in nothing else/,
    );
    expect(await refused(`UPDATE offer SET expires_on = expires_on + 1 ${one}`)).toMatch(/last day/);
  } finally {
    await owner.end();
  }
});
