import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PersonActor, type Resource, type Role } from './actors';
import {
  type ApplicationPosition,
  applicationOperation,
  isOfTheCity,
  moveApplication,
  type Stage,
} from './application';
import { APPLICATION_STATES, APPLICATION_TRANSITIONS, type PersonAction } from './application-table';
import { type Operation } from './operations';
import { permit } from './permit';
import { mayClaim, mayTransfer, mayUnclaim } from './transfer';

/**
 * case-outcomes.md says by hand what each kind of person gets who tries a verb in a state: the state after it, or the
 * status of the refusal. The table is the expectation; the code is held against it, never the other way round.
 */
const [COUNTY, OTHER, CITY, PROVINCE] = ['410402', '410422', '410400', '410000'];
const holding = (role: Role, regionCode: string): Partial<PersonActor> => ({
  grants: [{ role, regionCode }],
});

const PEOPLE: Readonly<Record<string, Partial<PersonActor>>> = {
  clerk: { partyIds: ['P1'] },
  'other clerk': { partyIds: ['P2'] },
  county: holding('reviewer', COUNTY),
  'other county': holding('reviewer', OTHER),
  city: holding('reviewer', CITY),
  'other city': holding('reviewer', '410500'),
  province: holding('reviewer', PROVINCE),
  'county maker': holding('finance_maker', COUNTY),
  'city checker': holding('finance_checker', CITY),
  policy: holding('policy_officer', CITY),
  auditor: holding('auditor', CITY),
  admin: holding('administrator', CITY),
};
const personNamed = (name: string): PersonActor => ({
  ...{ kind: 'person', userId: name, username: name, displayName: name, grants: [], partyIds: [] },
  ...PEOPLE[name],
});

const VERBS = [
  ...new Set(
    APPLICATION_TRANSITIONS.filter(({ operation }) => /^application\./.test(operation)).map(
      ({ action }) => action,
    ),
  ),
] as PersonAction[];

const [FIRST, SECOND, CITYS, AUDIT, AUDIT_SECOND]: readonly Stage[] = [
  { key: 'county_review', level: 'county' },
  { key: 'county_second', level: 'county' },
  { key: 'city_review', level: 'city' },
  { key: 'third_party_audit', level: 'city' },
  { key: 'audit_second', level: 'city' },
];
/** The route of a case whose open stage is named so; without a name, the county's and the city's. */
const ROUTES: Readonly<Record<string, readonly (Stage | undefined)[]>> = {
  'county-second': [FIRST, SECOND, CITYS],
  audit: [FIRST, CITYS, AUDIT, AUDIT_SECOND],
  'audit-second': [FIRST, CITYS, AUDIT, AUDIT_SECOND],
};
const OPEN: Readonly<Record<string, number>> = {
  ...{ county: 0, 'county-second': 1, city: 1, audit: 2, 'audit-second': 3 },
};

/** `in_review/county`: which review is open, where that matters. */
function positionNamed(name: string): ApplicationPosition {
  const [state, stage = ''] = name.split('/');
  return {
    state: state as ApplicationPosition['state'],
    route: (ROUTES[stage] ?? [FIRST, CITYS]).filter((each) => each !== undefined),
    stageIndex: OPEN[stage] ?? null,
    waitingStageIndex: null,
    noticeWorkingDays: 5,
    origin: 'application',
  };
}

const STATUS = { unauthenticated: '401', forbidden: '403', 'not-found': '404' } as const;

function outcome(state: string, verb: PersonAction, person: PersonActor): string {
  const position = positionNamed(state);
  const open = position.stageIndex === null ? null : (position.route[position.stageIndex]?.level ?? null);
  const turn = position.state === 'parked' || isOfTheCity(position.state, verb) ? 'city' : open;
  const own: Resource = { partyId: 'P1' };
  const resource: Resource =
    position.state === 'draft'
      ? own
      : {
          ...{ ...own, regionPath: [COUNTY, CITY, PROVINCE] as string[] },
          ...(turn === null ? {} : { stageRegionCode: (turn === 'county' ? COUNTY : CITY) as string }),
        };
  if (!permit(person, 'application.read', resource).allowed) return '404';
  const operation = applicationOperation(position.state, verb) ?? (`application.${verb}` satisfies Operation);
  const permission = permit(person, operation, resource);
  if (!permission.allowed) return STATUS[permission.as];
  const move = moveApplication(position, verb);
  if (!move.ok) return '409';
  const turnPath = turn === 'county' ? [COUNTY, CITY, PROVINCE] : [CITY, PROVINCE];
  if (verb === 'transfer' && mayTransfer(person, turnPath as string[], null) !== 'yes') return '403';
  if (verb === 'claim' && mayClaim(person, null) !== 'yes') return '409';
  if (verb === 'unclaim' && mayUnclaim(person, null) !== 'yes') return '409';
  return move.to;
}

interface Cell {
  state: string;
  verb: PersonAction;
  person: string;
  expected: string;
}

/** One table per state: a heading `## state`, a row per verb, a column per kind of person. */
function readCells(): Cell[] {
  const cells: Cell[] = [];
  let state = '';
  let people: string[] = [];
  for (const line of readFileSync(join(__dirname, '../case-outcomes.md'), 'utf8').split('\n')) {
    if (line.startsWith('## ')) state = line.slice(3).trim();
    if (!line.startsWith('|') || /^\| ?-/.test(line)) continue;
    const [first = '', ...rest] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    if (first === 'verb') people = rest;
    else
      rest.forEach((expected, index) => {
        cells.push({ state, verb: first as PersonAction, person: people[index] ?? '', expected });
      });
  }
  return cells;
}

const cells = readCells();

test('every state, verb and kind of person has its cell, once', () => {
  const states = APPLICATION_STATES.flatMap((state) =>
    state === 'in_review'
      ? ['county', 'county-second', 'city', 'audit', 'audit-second'].map((stage) => `${state}/${stage}`)
      : state === 'on_hold'
        ? [`${state}/county`, `${state}/city`]
        : [state],
  );
  const wanted = states.flatMap((state) =>
    VERBS.flatMap((verb) => Object.keys(PEOPLE).map((person) => `${state} ${verb} ${person}`)),
  );
  expect(cells.map(({ state, verb, person }) => `${state} ${verb} ${person}`).sort()).toEqual(wanted.sort());
});

test.each([...new Set(cells.map(({ state }) => state))])(
  '%s: everybody gets what the table says',
  (state) => {
    const here = cells.filter((cell) => cell.state === state);
    const said = here.map(({ verb, person, expected }) => `${verb} by ${person}: ${expected}`);
    const got = here.map(
      ({ verb, person }) => `${verb} by ${person}: ${outcome(state, verb, personNamed(person))}`,
    );
    expect(got).toEqual(said);
  },
);

test('nobody but the applicant files, nobody but a reviewer whose turn it is decides, those above them hand tasks on, and only the city terminates', () => {
  const taken = cells.filter(({ expected }) => !/^\d/.test(expected));
  const by = (verbs: readonly string[]) =>
    [...new Set(taken.filter(({ verb }) => verbs.includes(verb)).map(({ person }) => person))].sort();
  expect(by(['edit', 'submit', 'withdraw'])).toEqual(['clerk']);
  expect(by(['terminate', 'confirm', 'refuse', 'reconsider'])).toEqual(['city']);
  expect(by(['transfer'])).toEqual(['city', 'county', 'province']);
  expect(by(VERBS.filter((verb) => !['edit', 'submit', 'withdraw', 'transfer'].includes(verb)))).toEqual([
    'city',
    'county',
  ]);
});
