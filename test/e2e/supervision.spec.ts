import {
  holidayTable,
  localDateInShanghai,
  workingDaysBetween,
  type HolidayTable,
  type LocalDate,
} from '@duixian/calendar';
import * as casework from '@duixian/casework';
import { readCalendarYears, runQuery } from '@duixian/persistence';
import { Office, refusalOf, valueOf } from '@duixian/testing';
import { Client } from 'pg';
import { enterCases } from '../bench/cases/ground';

jest.setTimeout(180_000);

interface TaskRow {
  county: string;
  kind: string;
  clock_from: string;
  runs: [LocalDate, LocalDate][];
  done_at: Date | null;
  outcome: string | null;
  allowed: number;
}

let office: Office;
let owner: Client;
let table: HolidayTable;
let tasks: TaskRow[];
let today: LocalDate;
beforeAll(async () => {
  office = await Office.open({ demo: 'cities' });
  owner = new Client(office.database.ownerUrl);
  await owner.connect();
  await enterCases(owner, 3_000);
  await owner.query(
    `SELECT set_config('duixian.scope', 'system', false), set_config('duixian.actor', 'system:test', false)`,
  );
  // Some clocks stood for a while; one returned stage goes on in its next task and is not counted twice.
  await owner.query(
    `UPDATE case_task SET clock_runs = jsonb_build_array(jsonb_build_array(clock_from - 9, clock_from - 4))
     WHERE hashtext(id::text) % 5 = 0 AND clock_from IS NOT NULL`,
  );
  await owner.query(`UPDATE case_task SET outcome = 'application.returned' WHERE outcome = 'returned'`);
  ({ rows: tasks } = await owner.query<TaskRow>(
    `SELECT one.county_code AS county, task.kind, clock_from::text, clock_runs AS runs, done_at, outcome,
       (call.deadlines ->> task.kind)::int AS allowed
     FROM case_task task JOIN application one ON one.id = task.application_id JOIN call ON call.id = one.call_id
     WHERE task.kind IN ('county_review', 'city_review') AND clock_from IS NOT NULL`,
  ));
  const system = { kind: 'system', name: 'test' } as const;
  [table, today] = await runQuery(office.db, system, async (tx) => [
    holidayTable(await readCalendarYears(tx)),
    tx.today,
  ]);
});
afterAll(async () => {
  await owner.end();
  await office.close();
});

const board = async (username: string, query: casework.BoardQuery = {}): Promise<casework.SupervisionBoard> =>
  valueOf(await casework.readSupervisionBoard(office.db, await office.as(username), query));

const dayOf = (at: Date): LocalDate => localDateInShanghai(at.getTime());
const usedBy = ({ clock_from, runs }: TaskRow, until: LocalDate): number =>
  workingDaysBetween(clock_from as LocalDate, until, table).days +
  runs.reduce((sum, [from, to]) => sum + workingDaysBetween(from, to, table).days, 0);
const atShare = (sorted: readonly number[], share: number): number | null =>
  sorted[Math.ceil(sorted.length * share) - 1] ?? null;

/** The same figures counted task by task with the calendar itself. */
function expected(from: string, to: string, counties: readonly string[]): unknown[] {
  const keys = [...new Set(tasks.map(({ county, kind }) => `${county} ${kind}`))];
  return keys
    .filter((key) => counties.includes(key.slice(0, 6)))
    .flatMap((key) => {
      const [county, stage] = key.split(' ');
      const own = tasks.filter((task) => task.county === county && task.kind === stage);
      const open = own
        .filter(({ done_at }) => done_at === null)
        .map((task) => task.allowed - usedBy(task, today));
      const finished = own.filter(
        ({ done_at, outcome }) =>
          done_at !== null &&
          outcome !== 'application.returned' &&
          dayOf(done_at) >= from &&
          dayOf(done_at) <= to,
      );
      const used = finished
        .map((task) => usedBy(task, dayOf(task.done_at ?? new Date())))
        .sort((a, b) => a - b);
      if (open.length + finished.length === 0) return [];
      return [
        {
          ...{ countyCode: county, stage, open: open.length, finished: finished.length },
          dueSoon: open.filter((left) => left >= 0 && left <= 2).length,
          overdue: open.filter((left) => left < 0).length,
          worstOverdueDays: Math.max(0, ...open.map((left) => -left)),
          ...{ medianDays: atShare(used, 0.5), p90Days: atShare(used, 0.9) },
          finishedLate: finished.filter(
            (task) => usedBy(task, dayOf(task.done_at ?? new Date())) > task.allowed,
          ).length,
        },
      ];
    });
}

const inOrder = (figures: readonly unknown[]): string[] =>
  figures.map((row) => JSON.stringify(Object.entries(row as object).sort())).sort();

it.each([
  ['the last year', undefined, undefined],
  ['a quarter over a new year', '2025-11-15', '2026-02-20'],
  ['one day', '2026-03-10', '2026-03-10'],
])('figures of %s are those of the calendar, day by day', async (_, from, to) => {
  const answer = await board('hn-auditor', { ...(from && { from }), ...(to && { to }) });
  const counties = [...new Set(tasks.map(({ county }) => county))];
  expect(answer.figures.length).toBeGreaterThan(0);
  expect(inOrder(answer.figures)).toEqual(inOrder(expected(answer.from, answer.to, counties)));
});

it('ranks what is overdue: counties by how much, cases by how long', async () => {
  const { figures, overdue } = await board('hn-auditor');
  expect(figures.map((row) => row.overdue)).toEqual(figures.map((row) => row.overdue).sort((a, b) => b - a));
  expect(overdue.length).toBeGreaterThan(3);
  expect(overdue.map((row) => row.overdueDays)).toEqual(
    overdue.map((row) => row.overdueDays).sort((a, b) => b - a),
  );
  expect(overdue[0]?.overdueDays).toBe(Math.max(...figures.map((row) => row.worstOverdueDays)));
});

it('a county sees itself, a city its counties, and nobody else sees it at all', async () => {
  const seen = async (who: string, query: casework.BoardQuery = {}): Promise<string[]> =>
    [...new Set((await board(who, query)).figures.map(({ countyCode }) => countyCode))].sort();
  expect(await seen('xinhua-reviewer')).toEqual(['410402']);
  const city = await seen('city-reviewer');
  expect(city.length).toBeGreaterThan(3);
  expect(city.every((code) => code.startsWith('4104'))).toBe(true);
  expect(await seen('auditor')).toEqual(city);
  expect(await seen('xinhua-reviewer', { countyCode: '410422' })).toEqual([]);
  expect(await seen('city-reviewer', { countyCode: '410422', stage: 'city_review' })).toEqual(['410422']);
  for (const who of ['xinhua-clerk', 'xinhua-maker', 'admin'])
    expect(refusalOf(await casework.readSupervisionBoard(office.db, await office.as(who), {}))).toBe(
      'forbidden',
    );
  const turned = await casework.readSupervisionBoard(office.db, await office.as('auditor'), {
    ...{ from: '2026-02-01', to: '2026-01-01' },
  });
  expect(refusalOf(turned)).toBe('period-invalid');
});
