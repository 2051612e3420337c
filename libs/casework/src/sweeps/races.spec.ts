import { addDays, localDate } from '@duixian/calendar';
import { readAwardedClauses, runQuery } from '@duixian/persistence';
import { Office } from '@duixian/testing';
import { enter, offers, race, reviewedCases, SYSTEM, type Runner, type Track } from './races.fixture';

jest.setTimeout(600_000);

/** RACES=1000 for a long evening. */
const RACES = Number(process.env['RACES'] ?? 200);

const today = localDate(new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date()));
const lastWeek = addDays(today, -7);
/** Two days of one year: a cap of a year holds both together. */
const spring = localDate(`${today.slice(0, 4)}-03-01`);
const summer = localDate(`${today.slice(0, 4)}-06-01`);

/** One clause under three calls. */
const ENTRY: Track = {
  ...{ county: '410422', city: '410400', stem: '91410422MA0R', runners: RACES },
  clauses: ['PDS-A2-4-3-1', 'PDS-A2-4-3-1', 'PDS-A2-4-3-1'],
  ledgers: [],
  facts: [
    { name: 'scale.first_entry', value: true },
    { name: 'applicant.sectors', value: ['industrial'] },
  ],
  titles: [],
  treasuries: [
    ['410422', 'county'],
    ['410400', 'city'],
  ],
};

/**
 * The higher clause of a stacking group (从高不重复) under two calls, the lower one under a third. The lower one is
 * determined on a day before the higher title was granted: each alone is right, and nothing but the other's award tells.
 */
const LADDER: Track = {
  ...{ county: '410105', city: '410100', stem: '91410105MA0R', runners: RACES },
  clauses: ['ZZ-2-1', 'ZZ-2-1', 'ZZ-2-2'],
  // Whoever shares the group, and who says the same elsewhere.
  ledgers: [
    'ZZ-2-3',
    'ZZ-2-4',
    'ZZ-3-1',
    'ZZ-3-2',
    'ZZ-3-3',
    'ZZ-3-4',
    'ZR-1-3',
    'ZR-1-4',
    'ZR-1-5',
    'ZR-1-6',
  ],
  facts: [],
  titles: [
    { code: 'PROV_ZJTX', level: 'provincial', grantedOn: lastWeek },
    { code: 'NATIONAL_LITTLE_GIANT', level: 'national', grantedOn: today },
  ],
  shares: { city: '1/2', county: '1/2' },
  treasuries: [
    ['410105', 'county'],
    ['410100', 'city'],
  ],
};

/** Two financings, each of which fits below the cap alone, and both together do not. */
const financings = (yuan: string) => [
  { name: 'zyec.listed', value: true },
  { name: 'zyec.financing_kind', value: 'equity_placement' },
  { name: 'zyec.local_use_pct', value: '100' },
  { name: 'zyec.financing_yuan', value: yuan },
  { name: 'zyec.financing_id', value: 'F1', from: spring, to: addDays(summer, -1) },
  { name: 'zyec.financing_id', value: 'F2', from: summer },
];
/** Under these a stated total governs over the list of payments; it was stated before either award. */
const capped = (suffix: string, runners: number, stated: (fact: string) => Track['facts']) => [
  {
    cap: `of a year${suffix}`,
    total: 80_000_000,
    track: {
      ...{ county: '410422', city: '410400', stem: suffix ? '91410422MB0Y' : '91410422MA0Y', runners },
      ...{ clauses: ['PDS-A2-4-7-6', 'PDS-A2-4-7-6'], ledgers: [], titles: [] },
      facts: [...financings('400000000.00'), ...stated('zyec.paid_this_year_yuan')],
      treasuries: [
        ['410422', 'county'],
        ['410400', 'city'],
      ],
    } satisfies Track,
  },
  {
    cap: `of life${suffix}`,
    total: 40_000_000,
    ratio: '0.001',
    track: {
      ...{ county: '410422', city: '410400', stem: suffix ? '91410422MB0L' : '91410422MA0L', runners },
      ...{ clauses: ['HN-3-3-4', 'HN-3-3-4'], ledgers: [], titles: [] },
      facts: [...financings('400000000.00'), ...stated('zyec.paid_ever_yuan')],
      treasuries: [['410000', 'province']],
    } satisfies Track,
  },
];
const CAPPED = [
  ...capped('', Math.ceil(RACES / 4), () => []),
  ...capped(', with a total that was stated before', 5, (name) => [{ name, value: '0' }]),
];

let office: Office;
beforeAll(async () => {
  office = await Office.open({ poolSize: 20 });
});
afterAll(() => office.close());

async function awardsOf(runners: readonly Runner[]) {
  const ids = runners.map(({ partyId }) => partyId);
  return runQuery(office.db, SYSTEM, (tx) => readAwardedClauses(tx, ids));
}

/** Everybody was awarded once; whoever else started stands aside with a reason. */
async function expectOneAwardEach(
  runners: readonly Runner[],
  seen: Record<string, number>,
  starters: number,
) {
  const awards = await awardsOf(runners);
  expect(awards).toHaveLength(runners.length);
  expect(new Set(awards.map(({ partyId }) => partyId)).size).toBe(runners.length);
  expect(Object.values(seen).reduce((sum, count) => sum + count, 0)).toBe(runners.length * starters);
  expect((seen['offer awarded'] ?? 0) + (seen['application awarded'] ?? 0)).toBe(runners.length);
  const known =
    /awarded$|parked (already-awarded by another|determination-changed)$|^offer withdrawn determination-changed$|^offer stands duplicate-application$/;
  expect(Object.keys(seen).filter((what) => !known.test(what))).toEqual([]);
  return awards;
}

it('an offer, an application and another application at once bring one award each, the others stand aside with the reason', async () => {
  const { runners, calls } = await enter(office, ENTRY);
  const [a, b, c] = calls;
  if (!a || !b || !c) throw new Error('no calls');
  const fields = [
    await offers(office, ENTRY, runners, a, today),
    await reviewedCases(office, ENTRY, runners, b, { on: today }),
    await reviewedCases(office, ENTRY, runners, c, { on: today }),
  ];
  const seen = await race(fields);
  await expectOneAwardEach(runners, seen, 3);
  // Whichever came later is told which case was awarded the same.
  const parked = Object.keys(seen).filter((what) => what.includes('parked'));
  expect(parked.length).toBeGreaterThan(0);
  expect(parked.filter((what) => !what.endsWith('parked already-awarded by another'))).toEqual([]);
});

it('an offer, an application and the second clause of a stacking group at once bring one award each', async () => {
  const { runners, calls } = await enter(office, LADDER);
  const [a, b, lower] = calls;
  if (!a || !b || !lower) throw new Error('no calls');
  const fields = [
    await offers(office, LADDER, runners, a, today),
    await reviewedCases(office, LADDER, runners, b, { on: today }),
    await reviewedCases(office, LADDER, runners, lower, { on: lastWeek }),
  ];
  const awards = await expectOneAwardEach(runners, await race(fields), 3);
  // Either clause came first somewhere, so the two were really in flight together.
  expect(new Set(awards.map(({ clauseId }) => clauseId))).toEqual(new Set(['ZZ-2-1', 'ZZ-2-2']));
});

it.each(CAPPED)(
  'two subjects under one cap $cap, at once, never exceed it',
  async ({ track, total, ratio }) => {
    const { runners, calls } = await enter(office, track);
    const [first, second] = calls;
    if (!first || !second) throw new Error('no calls');
    const { userId } = await office.as('city-reviewer');
    const decided = (subject: string) => (ratio ? { ratio: { of: ratio, subject, decidedBy: userId } } : {});
    const fields = [
      await reviewedCases(office, track, runners, first, { on: spring, ...decided('F1') }),
      await reviewedCases(office, track, runners, second, { on: summer, ...decided('F2') }),
    ];
    const awards = await expectOneAwardEach(runners, await race(fields), 2);
    expect(new Set(awards.map(({ amountFen }) => amountFen))).toEqual(new Set([total]));
  },
);
