import * as casework from '@duixian/casework';
import { Office, valueOf } from '@duixian/testing';
import { Client } from 'pg';
import { enterCases } from '../bench/cases/ground';

jest.setTimeout(120_000);

let office: Office;
let owner: Client;
beforeAll(async () => {
  office = await Office.open();
  owner = new Client(office.database.ownerUrl);
  await owner.connect();
  await enterCases(owner, 1_000);
  await owner.query(`SELECT set_config('duixian.scope', 'system', false)`);
  await owner.query(`UPDATE case_task SET clock_from = NULL, paused_on = clock_from WHERE id IN (
    SELECT DISTINCT ON (region_code) id FROM case_task WHERE done_at IS NULL AND kind LIKE '%_review' ORDER BY region_code, id)`);
});
afterAll(async () => {
  await owner.end();
  await office.close();
});

type Narrowing = Partial<Parameters<typeof casework.listTasks>[2]>;

async function queue(username: string, narrowing: Narrowing = {}, limit = 200) {
  const actor = await office.as(username);
  const pages: casework.TaskView[][] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = { limit, ...(cursor === undefined ? {} : { cursor }) };
    const { items, nextCursor, totals } = valueOf(
      await casework.listTasks(office.db, actor, { done: false, ...narrowing }, page),
    );
    pages.push(items);
    expect(totals.count).toBeGreaterThanOrEqual(items.length);
    cursor = nextCursor;
  }
  return pages.flat();
}

it.each(['xinhua-reviewer', 'city-reviewer'])(
  '%s: the queue begins with what is due first, and its pages leave nothing out',
  async (username) => {
    const whole = await queue(username);
    expect(whole.length).toBeGreaterThan(2);
    const keys = whole.map(
      ({ deadline, pausedOn, id }) => `${deadline ?? (pausedOn === null ? '9999' : '9998')} ${id}`,
    );
    expect(keys).toEqual([...keys].sort());
    expect(whole.filter(({ pausedOn }) => pausedOn !== null)).toHaveLength(1);
    expect(await queue(username, {}, 3)).toEqual(whole);
  },
);

it('lights part the queue: each task with a deadline is under one', async () => {
  const whole = await queue('city-reviewer');
  const lit = await Promise.all(
    casework.DEADLINE_LIGHTS.map((light) => queue('city-reviewer', { light }, 5)),
  );
  const [red = [], , green = []] = lit;
  expect(red.every(({ remainingWorkingDays }) => (remainingWorkingDays ?? 1) <= 0)).toBe(true);
  expect(green.every(({ remainingWorkingDays }) => (remainingWorkingDays ?? 0) > 2)).toBe(true);
  expect(red.length).toBeGreaterThan(0);
  const ids = (tasks: casework.TaskView[]): string[] => tasks.map(({ id }) => id).sort();
  expect(ids(lit.flat())).toEqual(ids(whole.filter(({ deadline }) => deadline !== null)));
});

it('what a case pays stands beside it, as its newest determination says', async () => {
  const { rows } = await owner.query(`
    SELECT a.case_number FROM application a WHERE a.determined_fen IS DISTINCT FROM (
      SELECT coalesce(sum(d.amount_fen) FILTER (WHERE d.status = 'determined' AND d.payable), 0) FROM determination d
      WHERE d.application_id = a.id GROUP BY d.assessment ORDER BY d.assessment DESC LIMIT 1)`);
  expect(rows).toEqual([]);
});

const cases = async (filter: Parameters<typeof casework.listApplications>[2]) =>
  casework.listApplications(office.db, await office.as('auditor'), filter, { limit: 200 });

it('cases are narrowed by arrival and clause, with totals over the filter', async () => {
  const all = await cases({});
  const [newest] = all.items;
  const day = (newest?.submittedAt ?? '').slice(0, 10);
  const [before, after] = [await cases({ submittedTo: '2020-01-01' }), await cases({ submittedFrom: day })];
  expect(before.totals).toEqual({ count: 0, amountFen: 0 });
  expect(after.totals.count).toBeGreaterThan(0);
  expect(after.totals.count).toBeLessThan(all.totals.count);
  // China's day is over when the day in Greenwich is still the same.
  const [from, to] = [
    await cases({ submittedFrom: '2026-03-02' }),
    await cases({ submittedTo: '2026-03-01' }),
  ];
  expect(from.totals.count + to.totals.count).toBe(all.totals.count);
  const [call] = await casework.listCalls(office.db, await office.as('auditor'));
  const clause = call?.clauseIds[0] ?? '';
  const { items } = await cases({ clause });
  expect(items.length).toBeGreaterThan(0);
  expect((await cases({ clause: 'NONE-1' })).items).toEqual([]);
});

it.each([
  ['part of a number', (one: casework.ApplicationSummary) => one.caseNumber.slice(3)],
  ['part of a name', (one: casework.ApplicationSummary) => one.applicantName.slice(2)],
  ['part of a code', (one: casework.ApplicationSummary) => (one.creditCode ?? '').slice(2)],
])('a case is found by %s, and only what holds it', async (_what, partOf) => {
  const one = (await cases({ state: 'paid' })).items[1];
  if (!one) throw new Error('nothing paid');
  const found = await cases({ search: partOf(one) });
  expect(found.items.map(({ id }) => id)).toContain(one.id);
  const holds = (each: casework.ApplicationSummary): boolean =>
    [each.caseNumber, each.applicantName, each.creditCode ?? ''].some((text) => text.includes(partOf(one)));
  expect(found.items.filter((each) => !holds(each))).toEqual([]);
  expect((await cases({ search: '100%_' })).items).toEqual([]);
});

it('the trail is narrowed by what it is about and by who did it', async () => {
  const actor = await office.as('auditor');
  const trail = async (filter: casework.EventListFilter) =>
    valueOf(await casework.listEvents(office.db, actor, filter, { limit: 200 })).items;
  const one = (await cases({ state: 'paid' })).items[0];
  const about = await trail({ subject: one?.caseNumber ?? '' });
  expect(about.map(({ caseId, sequence }) => [caseId, sequence])).toEqual(
    [9, 8, 7, 6, 5, 4, 3, 2, 1].map((sequence) => [one?.id, sequence]),
  );
  expect(await trail({ subject: 'no such number' })).toEqual([]);
  const [call] = await casework.listCalls(office.db, actor);
  expect((await trail({ subject: call?.number ?? '' })).every(({ caseId }) => caseId === call?.id)).toBe(
    true,
  );
  const bench = await trail({ actor: 'system:bench', type: 'application.parked' });
  expect(bench.length).toBeGreaterThan(0);
  expect(bench.every((event) => event.actor === 'system:bench')).toBe(true);
  expect(await trail({ actor: 'system:nobody' })).toEqual([]);
});
