import * as casework from '@duixian/casework';
import { passDays, refusalOf, valueOf } from '@duixian/testing';
import { SweepDesk } from './sweep-desk';

jest.setTimeout(180_000);

const CLERK = 'xinhua-clerk';
const ADDRESS = 'https://duixian.example/verify/';
let desk: SweepDesk;
let partyId: string;
let year: number;
beforeAll(async () => {
  desk = await SweepDesk.open();
  const [party] = await casework.listMyParties(desk.db, await desk.office.as(CLERK));
  partyId = party!.id;
  await desk.offered();
  year = Number((await statement(CLERK)).year);
});
afterAll(() => desk.office.close());

async function statement(username: string, asked?: number): Promise<casework.YearlyStatement> {
  const actor = await desk.office.as(username);
  const query = { partyId, ...(asked === undefined ? {} : { year: asked }) };
  return valueOf(await casework.readYearlyStatement(desk.db, actor, query));
}

async function paper(username: string, format: casework.PaperFormat, asked?: number) {
  const actor = await desk.office.as(username);
  const about = {
    actor,
    kind: 'statement' as const,
    id: partyId,
    ...(asked === undefined ? {} : { year: asked }),
  };
  return casework.issueDocument(desk.db, { ...about, format, address: ADDRESS });
}
const isValid = async (code: string): Promise<boolean> =>
  valueOf(await casework.verifyDocument(desk.db, code)).valid;

it('says what still comes, what was got and what was missed; a paper holds until one of them changes', async () => {
  const open = await statement(CLERK);
  expect(open).toMatchObject({ gotFen: 0, paidFen: 0, owedFen: 8_000_000, missedFen: 0 });
  expect(open.owed.map(({ reason }) => reason)).toEqual(['offer-open', 'offer-open']);
  expect(open.next.length).toBeGreaterThan(0);
  const first = valueOf(await paper(CLERK, 'pdf'));
  expect(first.content.subarray(0, 5).toString('latin1')).toBe('%PDF-');
  expect(await isValid(first.code)).toBe(true);
  expect(valueOf(await paper('xinhua-reviewer', 'xlsx')).code).toBe(first.code);
  const found = valueOf(await casework.verifyDocument(desk.db, first.code));
  expect(found).toMatchObject({ kind: 'statement', title: '年度兑现清单', amountFen: 0 });
  // The same paper of another year is another paper.
  const before = valueOf(await paper(CLERK, 'xlsx', year - 1));
  expect(before.code).not.toBe(first.code);

  const [offer] = await desk.offersOf(CLERK);
  valueOf(await desk.confirm(offer!, CLERK));
  expect(await isValid(first.code)).toBe(false);
  await desk.office.drain();
  await passDays(desk.office, 20);
  await casework.closeEndedNotices(desk.db);
  await desk.office.drain();
  const got = await statement(CLERK, year);
  expect(got).toMatchObject({ gotFen: 8_000_000, paidFen: 0, owedFen: 0, missedFen: 0 });
  expect(got.got.map(({ clauseId, paid }) => [clauseId, paid])).toEqual([
    ['PDS-A2-4-3-1', false],
    ['PDS-A2-4-3-2', false],
  ]);
  const newer = valueOf(await paper(CLERK, 'xlsx', year));
  expect(newer.code).not.toBe(first.code);
  // Whoever was given the earlier one learns nothing of what came since.
  const old = valueOf(await casework.verifyDocument(desk.db, first.code));
  expect(old).toMatchObject({ valid: false, amountFen: null });
  expect(await isValid(newer.code)).toBe(true);
  expect(await isValid(before.code)).toBe(true);
});

it('is for the enterprise and the officers of its place, and for years that have begun', async () => {
  const refused = async (username: string) => refusalOf(await paper(username, 'pdf'));
  expect(await refused('yexian-clerk')).toBe('not-found');
  expect(await refused('yexian-reviewer')).toBe('not-found');
  expect(await refused('xinhua-maker')).toBe('forbidden');
  for (const username of ['xinhua-reviewer', 'city-reviewer', 'auditor', 'policy-officer'])
    expect((await paper(username, 'xlsx')).ok).toBe(true);
  const actor = await desk.office.as(CLERK);
  for (const asked of [2019, year + 2])
    expect(refusalOf(await casework.readYearlyStatement(desk.db, actor, { partyId, year: asked }))).toBe(
      'period-invalid',
    );
  expect(refusalOf(await paper(CLERK, 'pdf', year + 2))).toBe('period-invalid');
});
