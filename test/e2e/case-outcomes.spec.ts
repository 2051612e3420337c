import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as casework from '@duixian/casework';
import { CITY, PLACES, valueOf } from '@duixian/testing';
import { type PersonAction, type PersonActor, type Role, type Route, type Stage } from '@duixian/workflow';
import { PROBLEMS } from '../../apps/api/src/edge/problem.table';
import { OBJECTION } from '../http/case-subjects';
import { fingerprint } from '../http/fingerprint';
import { type Attempt } from './case-model';
import { CaseWorld } from './case-world';
import { withoutTrace } from './without-trace';

jest.setTimeout(300_000);

/**
 * Every cell of libs/workflow/case-outcomes.md through the use cases on PostgreSQL: a case is brought into the state, and each
 * kind of person tries each verb on it. What is let through is carried out to its end, deferred constraints included, and undone.
 */
const CELLS = join(__dirname, '../../libs/workflow/case-outcomes.md');
const XINHUA = PLACES.xinhua.regionCode;

const [COUNTY, COUNTY_SECOND, CITYS, AUDIT, AUDIT_SECOND]: readonly Stage[] = [
  { key: 'county_review', level: 'county' },
  { key: 'county_second', level: 'county' },
  { key: 'city_review', level: 'city' },
  { key: 'third_party_audit', level: 'city' },
  { key: 'audit_second', level: 'city' },
];
const route = (...stages: (Stage | undefined)[]): Route => stages.filter((each) => each !== undefined);
const PLAIN = route(COUNTY, CITYS);
const AUDITED = route(COUNTY, CITYS, AUDIT, AUDIT_SECOND);

/** Who walks a case on, each in one stage; nobody of them tries a cell, but the clerk. */
const WALKERS = ['county', 'county-second', 'city', 'audit', 'audit-second'] as const;
type Walker = (typeof WALKERS)[number] | 'clerk';
type Step = readonly [Walker, PersonAction] | 'system' | 'object' | 'end notice' | 'pay';

const SUBMITTED: readonly Step[] = [['clerk', 'submit']];
const AT_COUNTY: readonly Step[] = [...SUBMITTED, 'system'];
const AFTER_COUNTY: readonly Step[] = [...AT_COUNTY, ['county', 'approve']];
const APPROVED: readonly Step[] = [...AFTER_COUNTY, ['city', 'approve']];
const ON_NOTICE: readonly Step[] = [...APPROVED, 'system'];
const NOTICED: readonly Step[] = [...ON_NOTICE, 'end notice'];
const AT_AUDIT: readonly Step[] = [...APPROVED, ['audit', 'audit']];

/** How a case gets to each state of the table: its route, the steps, and a call that pays from nothing where it is to park. */
const WAYS: Readonly<Record<string, { steps: readonly Step[]; route?: Route; unfunded?: true }>> = {
  draft: { steps: [] },
  submitted: { steps: SUBMITTED },
  'in_review/county': { steps: AT_COUNTY },
  'in_review/county-second': { steps: AFTER_COUNTY, route: route(COUNTY, COUNTY_SECOND, CITYS) },
  'in_review/city': { steps: AFTER_COUNTY },
  'in_review/audit': { steps: AT_AUDIT, route: AUDITED },
  'in_review/audit-second': { steps: [...AT_AUDIT, ['audit', 'approve']], route: AUDITED },
  'on_hold/county': { steps: [...AT_COUNTY, ['county', 'hold']] },
  'on_hold/city': { steps: [...AFTER_COUNTY, ['city', 'hold']] },
  returned: { steps: [...AT_COUNTY, ['county', 'return']] },
  approved: { steps: APPROVED },
  on_notice: { steps: ON_NOTICE },
  contested: { steps: [...ON_NOTICE, 'object'] },
  noticed: { steps: NOTICED },
  parked: { steps: [...NOTICED, 'system'], unfunded: true },
  awarded: { steps: [...NOTICED, 'system'] },
  terminating: { steps: [...NOTICED, 'system', ['city', 'terminate']] },
  paid: { steps: [...NOTICED, 'system', 'pay'] },
  rejected: { steps: [...AT_COUNTY, ['county', 'reject']] },
  withdrawn: { steps: [...AT_COUNTY, ['clerk', 'withdraw']] },
  terminated: { steps: [...AT_COUNTY, ['city', 'terminate']] },
};

/** The officials of the table; a clerk is one of the case’s own enterprise. */
const OFFICIALS: Readonly<Record<string, readonly [Role, string]>> = {
  county: ['reviewer', XINHUA],
  'other county': ['reviewer', PLACES.yexian.regionCode],
  city: ['reviewer', CITY.regionCode],
  'other city': ['reviewer', '410500'],
  province: ['reviewer', '410000'],
  'county maker': ['finance_maker', XINHUA],
  'city checker': ['finance_checker', CITY.regionCode],
  policy: ['policy_officer', CITY.regionCode],
  auditor: ['auditor', CITY.regionCode],
  admin: ['administrator', CITY.regionCode],
};

/** Nobody left a decision open here: who is let through is told so. Decisions themselves are in decisions.spec.ts. */
const LET_THROUGH: Readonly<Partial<Record<PersonAction, string>>> = { decide: 'decision-not-wanted' };

interface Cell {
  verb: PersonAction;
  person: string;
  /** The state after it, or a status. */
  expected: string;
}

function readStates(): Map<string, Cell[]> {
  const states = new Map<string, Cell[]>();
  let cells: Cell[] = [];
  let people: string[] = [];
  for (const line of readFileSync(CELLS, 'utf8').split('\n')) {
    if (line.startsWith('## ')) states.set(line.slice(3).trim(), (cells = []));
    if (!line.startsWith('|') || /^\| ?-/.test(line)) continue;
    const [first = '', ...rest] = line.split('|').slice(1, -1);
    const words = rest.map((cell) => cell.trim());
    if (first.trim() === 'verb') people = words;
    else
      for (const [index, expected] of words.entries())
        cells.push({ verb: first.trim() as PersonAction, person: people[index] ?? '', expected });
  }
  return states;
}

let world: CaseWorld;
let dry: casework.Database;
let officials: Record<string, PersonActor>;
let walkers: Record<(typeof WALKERS)[number], PersonActor>;
let colleagues: Record<'county' | 'city', PersonActor>;
beforeAll(async () => {
  world = await CaseWorld.open(16);
  dry = withoutTrace(world.office.db);
  const made = async (names: readonly string[]): Promise<Record<string, PersonActor>> => {
    const people: [string, PersonActor][] = [];
    for (const name of names) {
      const [role, regionCode] =
        OFFICIALS[name] ?? OFFICIALS[name.startsWith('county') ? 'county' : 'city'] ?? [];
      if (!role || !regionCode) throw new Error(`nobody is ${name}`);
      const [person] = await world.reviewers(1, `${name.replace(' ', '-')}-${names.length}`);
      if (person) people.push([name, { ...person, grants: [{ role, regionCode }] }]);
    }
    return Object.fromEntries(people);
  };
  officials = await made(Object.keys(OFFICIALS));
  // Whoever claims a task is looked up, as whoever is handed it.
  for (const name of ['county', 'city'])
    for (const { regionCode } of officials[name]?.grants ?? [])
      await world.grantReviewer(officials[name]?.userId ?? '', regionCode);
  walkers = (await made(WALKERS)) as typeof walkers;
  colleagues = (await made(['county', 'city'])) as typeof colleagues;
  await world.grantReviewer(colleagues.county.userId, XINHUA);
  await world.grantReviewer(colleagues.city.userId, CITY.regionCode);
});
afterAll(() => world.close());

const attemptOf = (person: PersonActor, action: PersonAction, to: PersonActor): Attempt => ({
  ...{ person, action, to, resubmitTo: 'returning_stage', stale: false },
  ...{ conclusion: 'unqualified', comment: '' },
});

/** Brings a case of 新华区 there. */
async function bring(state: string): Promise<{ id: string; clerk: PersonActor }> {
  const way = WAYS[state];
  if (!way) throw new Error(`no way to ${state}`);
  const partyId = await world.party();
  const clerk = { ...(await world.office.as(PLACES.xinhua.clerk)), partyIds: [partyId] };
  const id = await world.draft(clerk, partyId, way.route ?? PLAIN, 1, {
    claims: { 'scale.first_entry': true },
    call: way.unfunded ? { budgetSubject: 'nothing' } : {},
  });
  for (const step of way.steps) await take(id, clerk, step);
  return { id, clerk };
}

async function take(id: string, clerk: PersonActor, step: Step): Promise<void> {
  if (step === 'system') await world.office.drain();
  else if (step === 'end notice') await world.endNotice(id);
  else if (step === 'object') await object(id);
  else if (step === 'pay') await world.pay(id);
  else {
    const [who, action] = step;
    const person = who === 'clerk' ? clerk : walkers[who];
    const { version } = await world.stored(id);
    const refused = await world.attempt(id, version, attemptOf(person, action, person));
    if (refused !== null) throw new Error(`${who} ${action}: ${refused}`);
  }
}

async function object(id: string): Promise<void> {
  const { rows } = await world.owner.query<{ notice: string; position: number }>(
    'SELECT notice_id AS notice, position FROM notice_line WHERE application_id = $1',
    [id],
  );
  const { notice: noticeId = '', position = 0 } = rows[0] ?? {};
  const command = { idempotencyKey: world.office.key(), noticeId, objection: { ...OBJECTION, position } };
  valueOf(await casework.fileObjection(world.office.db, { kind: 'anonymous' }, command));
}

const states = readStates();
it('knows a way to every state of the table', () => {
  expect(Object.keys(WAYS).sort()).toEqual([...states.keys()].sort());
});

it.each([...states])(
  '%s: everybody gets what the table says, and who is refused changes nothing',
  async (state, cells) => {
    const { id, clerk } = await bring(state);
    const stranger = { ...clerk, partyIds: [world.office.key()] };
    const { version, ...at } = await world.stored(id);
    expect(at.state).toBe(state.split('/')[0]);
    const colleague =
      state.endsWith('/county') || state.endsWith('/county-second') ? colleagues.county : colleagues.city;
    const outcomeOf = async ({ verb, person, expected }: Cell): Promise<string> => {
      const actor = person === 'clerk' ? clerk : person === 'other clerk' ? stranger : officials[person];
      if (!actor) throw new Error(`nobody is ${person}`);
      // Only where nobody is to be let through may a mistake of ours be seen in the database.
      const db = /^\d/.test(expected) ? world.office.db : dry;
      const outcome = await world.outcome(id, version, attemptOf(actor, verb, colleague), db);
      if (outcome.ok) return outcome.value.state;
      const { code } = outcome.refusal;
      return code === LET_THROUGH[verb] ? at.state : String(PROBLEMS[code].status);
    };
    const before = await withoutPapers();
    const said = cells.map(({ verb, person, expected }) => `${verb} by ${person}: ${expected}`);
    const got: string[] = [];
    const verbs = [...new Set(cells.map(({ verb }) => verb))];
    for (const verb of verbs) {
      const row = cells.filter((cell) => cell.verb === verb);
      const outcomes =
        verb === 'audit' ? await oneByOne(row, outcomeOf) : await Promise.all(row.map(outcomeOf));
      got.push(...row.map(({ person }, index) => `${verb} by ${person}: ${outcomes[index]}`));
    }
    expect(got).toEqual(said);
    expect(await withoutPapers()).toEqual(before);
  },
);

/** A firm’s paper is there before each try, over one connection. */
async function oneByOne(
  cells: readonly Cell[],
  outcomeOf: (cell: Cell) => Promise<string>,
): Promise<string[]> {
  const outcomes: string[] = [];
  for (const cell of cells) outcomes.push(await outcomeOf(cell));
  return outcomes;
}

/** Of every table but the papers that each try of `audit` brings along. */
async function withoutPapers(): Promise<Record<string, string>> {
  const { audit_opinion: _, ...others } = await fingerprint(world.office);
  return others;
}
