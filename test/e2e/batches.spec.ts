import * as casework from '@duixian/casework';
import { CITY, look, Office, PLACES, refusalOf, valueOf } from '@duixian/testing';
import { CaseSubjects } from '../http/case-subjects';

jest.setTimeout(120_000);

/** As long as a key of a request may be: the keys of its rows come out of it. */
const longestKey = (): string => office.key().padEnd(200, '-');

let office: Office;
let subjects: CaseSubjects;
let colleague: string;
beforeAll(async () => {
  office = await Office.open();
  subjects = new CaseSubjects(office);
  await subjects.emptyBudget();
  colleague = await subjects.colleague(PLACES.xinhua.regionCode);
});
afterAll(() => office.close());

const COUNTY = PLACES.xinhua.reviewer;
const REASON = { reason: '按规定办理' };
const DEPARTMENTS = [{ regionCode: CITY.regionCode, role: 'policy_officer' }] as const;
interface Line {
  where: () => Promise<string>;
  by: string;
  decision: () => casework.TaskDecision;
  /** The state it comes to. */
  to: string;
}

/** Every decision that many cases may get at once: where it may be taken, by whom, and what it comes to. */
// prettier-ignore
const LINES: Readonly<Record<casework.TaskDecision['action'], Line>> = {
  approve:    { where: () => subjects.underCountyReview(), by: COUNTY,          to: 'in_review',  decision: () => ({ action: 'approve' }) },
  remand:     { where: () => subjects.underCityReview(),   by: 'city-reviewer', to: 'in_review',  decision: () => ({ action: 'remand', ...REASON }) },
  return:     { where: () => subjects.underCountyReview(), by: COUNTY,          to: 'returned',   decision: () => ({ action: 'return', ...REASON }) },
  reject:     { where: () => subjects.underCountyReview(), by: COUNTY,          to: 'rejected',   decision: () => ({ action: 'reject', reasonCode: 'not-eligible', ...REASON }) },
  hold:       { where: () => subjects.underCountyReview(), by: COUNTY,          to: 'on_hold',    decision: () => ({ action: 'hold', ...REASON }) },
  resume:     { where: () => subjects.onHold(),            by: COUNTY,          to: 'in_review',  decision: () => ({ action: 'resume', ...REASON }) },
  transfer:   { where: () => subjects.underCountyReview(), by: COUNTY,          to: 'in_review',  decision: () => ({ action: 'transfer', to: colleague, ...REASON }) },
  claim:      { where: () => subjects.underCountyReview(), by: COUNTY,          to: 'in_review',  decision: () => ({ action: 'claim' }) },
  unclaim:    { where: () => subjects.claimed(),           by: COUNTY,          to: 'in_review',  decision: () => ({ action: 'unclaim', ...REASON }) },
  consult:    { where: () => subjects.underCountyReview(), by: COUNTY,          to: 'in_review',  decision: () => ({ action: 'consult', departments: DEPARTMENTS, question: '有无意见' }) },
  reconsider: { where: () => subjects.parked(),            by: 'city-reviewer', to: 'noticed',    decision: () => ({ action: 'reconsider', ...REASON }) },
  terminate:  { where: () => subjects.underCountyReview(), by: 'city-reviewer', to: 'terminated', decision: () => ({ action: 'terminate', reasonCode: 'policy-ended', ...REASON }) },
};

it.each(Object.entries(LINES))(
  'batch of %s: each row as a single request, again under the same key as before',
  async (_verb, { where, by, decision, to }) => {
    const id = await where();
    const { version } = await look(office, id);
    const request = {
      ...{ actor: await office.as(by), idempotencyKey: longestKey(), decision: decision() },
      items: [
        { applicationId: office.key(), version: 1 },
        { applicationId: id, version },
      ],
    };
    const { results } = valueOf(await casework.decideTasks(office.db, request));
    expect(results).toMatchObject([
      { ok: false, refusal: { code: 'not-found' } },
      { ok: true, application: { id, state: to } },
    ]);
    expect(valueOf(await casework.decideTasks(office.db, request)).results).toEqual(results);
    const stale = { ...request, idempotencyKey: office.key(), items: [{ applicationId: id, version }] };
    expect(valueOf(await casework.decideTasks(office.db, stale)).results).toMatchObject([
      { ok: false, refusal: { code: 'stale-version' } },
    ]);
    expect((await look(office, id)).version).toBe(version + 1);
  },
);

it('a batch of reminders tells each holder once, and says of each other case why not', async () => {
  const [one, two, citys] = [
    await subjects.underCountyReview(),
    await subjects.underCountyReview(),
    await subjects.underCityReview(),
  ];
  const remind = async (username: string, idempotencyKey = office.key()) =>
    casework.remindHolders(office.db, {
      ...{ actor: await office.as(username), idempotencyKey },
      applicationIds: [one, office.key(), citys, two],
    });
  const codes = ({ results }: { results: casework.RemindResult[] }) =>
    results.map((row) => (row.ok ? row.reminders : row.refusal.code));
  const key = longestKey();
  const first = codes(valueOf(await remind('city-reviewer', key)));
  expect(first).toEqual([1, 'not-found', 'forbidden', 1]);
  // A holder is reminded once a day, whatever the key.
  expect(codes(valueOf(await remind('city-reviewer')))).toEqual([
    'action-not-allowed',
    'not-found',
    'forbidden',
    'action-not-allowed',
  ]);
  expect(codes(valueOf(await remind(COUNTY)))).toEqual(['forbidden', 'not-found', 'forbidden', 'forbidden']);
  expect(refusalOf(await remind('auditor'))).toBe('forbidden');
  await office.drain();
  const { items } = valueOf(
    await casework.listNotifications(
      office.db,
      await office.as(COUNTY),
      { category: 'reminder' },
      { limit: 50 },
    ),
  );
  const told = items.filter(({ title }) => title === '催办').map(({ link }) => link);
  expect(told.sort()).toEqual([one, two].map((id) => `/cases/${id}`).sort());
});
