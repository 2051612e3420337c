import { PLACES } from '@duixian/testing';
import { long, NOBODYS, statementOf } from './bad-requests.table';
import { CaseSubjects } from './case-subjects';
import { act, draft, look, type Case } from './errands';
import { Town } from './town';

jest.setTimeout(120_000);

const { xinhua, zhanhe } = PLACES;

let town: Town;
let cases: CaseSubjects;
let reviewed: string;
beforeAll(async () => {
  town = await Town.open();
  cases = new CaseSubjects(town.office);
  reviewed = await cases.underCountyReview();
});
afterAll(() => town.close());

const actions = (id: string): string => `applications/${id}/actions`;

describe('strange texts', () => {
  it.each([
    '<script>alert(1)</script>"\'`--;',
    '{{constructor.constructor("return process")()}} ${7*7} %s %n',
    '=HYPERLINK("http://example.invalid")',
    '𠮷野家 👩‍👩‍👧 \u202eabc\u200b e\u0301',
    'a\nb\tc',
    long(2000),
  ])('%# is kept as it is and never taken for anything else', async (reason) => {
    const id = await cases.underCountyReview();
    const reviewer = await town.as(xinhua.reviewer);
    await reviewer.make(actions(id), { action: 'return', version: 3, reason });
    const answer = await (await town.as(xinhua.clerk)).send('get', `applications/${id}`);
    expect((answer.body as Case).stateReason?.text).toBe(reason);
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
  });
});

/** Addresses with one hole each, for whatever may be put into it. */
const HOLES: readonly ((nasty: string) => string)[] = [
  (nasty) => `applications/${nasty}`,
  (nasty) => `applications?state=${nasty}&cursor=${nasty}`,
  (nasty) => `calls/${nasty}`,
  (nasty) => `policies/${nasty}`,
  (nasty) => `clauses/${nasty}`,
  (nasty) => `notices/${nasty}`,
  (nasty) => `batches/${nasty}/file`,
  (nasty) => `payments?regionCode=${nasty}&limit=${nasty}`,
  (nasty) => `tasks?done=${nasty}`,
  (nasty) => `audit/events?caseId=${nasty}&type=${nasty}`,
];
const NASTY: readonly string[] = [
  "' OR 1=1 --",
  '"; DROP TABLE payment; --',
  `${NOBODYS}'`,
  '../../etc/passwd',
  '%',
  '_',
  '\0',
  '\u0001',
  '\\',
  '//',
  ';',
  '*',
  '{}',
  '[]',
  'null',
  'NaN',
  '-1',
  '1e309',
  '9'.repeat(400),
  long(200),
  '🀄',
  '\ufeff',
  '\r\nX: y',
  ' ',
  '',
];

it('whatever stands in an address, the answer is never a failure of ours', async () => {
  const officials = [await town.as('auditor'), await town.as('city-reviewer'), town.anybody];
  for (const nasty of NASTY) {
    for (const hole of HOLES) {
      const path = hole(encodeURIComponent(nasty));
      for (const caller of officials) {
        const { status } = await caller.send('get', path);
        if (status >= 500) throw new Error(`${path}: ${status}`);
      }
    }
  }
});

// Things of the wrong kind in every field of a body.
const KINDS: readonly unknown[] = [
  null,
  true,
  -1,
  1.5,
  1e308,
  '',
  ' ',
  'x',
  long(300),
  [],
  [[]],
  [null],
  {},
  { a: {} },
  { length: 1e9 },
];
const BODIES: readonly [string, () => string, () => Record<string, unknown>][] = [
  [xinhua.clerk, () => 'applications', () => ({ callId: NOBODYS, partyId: NOBODYS, claims: {} })],
  [
    xinhua.reviewer,
    () => actions(reviewed),
    () => ({ action: 'reject', version: 1, reasonCode: 'not-eligible', reason: '不符' }),
  ],
  [
    xinhua.reviewer,
    () => actions(reviewed),
    () => ({ action: 'attest', version: 1, attestations: [{ fact: 'a', source: 'b', documentNumber: 'c' }] }),
  ],
  [
    xinhua.reviewer,
    () => 'tasks/batch',
    () => ({ action: 'approve', comment: '', items: [{ applicationId: NOBODYS, version: 1 }] }),
  ],
  ['xinhua-maker', () => 'batches', () => ({ regionCode: '410402', paymentIds: [NOBODYS] })],
  ['xinhua-checker', () => `batches/${NOBODYS}/release`, () => ({ version: 1 })],
  ['xinhua-maker', () => `payments/${NOBODYS}/requeue`, () => ({ version: 1 })],
  [
    'xinhua-maker',
    () => 'statements',
    () => JSON.parse(statementOf(xinhua.account)) as Record<string, unknown>,
  ],
  ['auditor', () => 'sessions', () => ({ username: 'auditor', password: 'x' })],
  ['auditor', () => 'calculator', () => ({ facts: {} })],
];

it('whatever stands in a body, the answer is never a failure of ours', async () => {
  for (const [username, path, body] of BODIES) {
    const caller = await town.as(username);
    for (const field of Object.keys(body())) {
      for (const kind of KINDS) {
        const { status } = await caller.send('post', path(), { ...body(), [field]: kind });
        if (status >= 500) throw new Error(`${path()} ${field} ${JSON.stringify(kind)}: ${status}`);
      }
    }
  }
});

describe('claims that fit their type but are out of all measure', () => {
  let id: string;
  beforeAll(async () => {
    id = (await draft(town, 'zhanhe')).id;
  });

  it.each([
    ['15 digits', '9'.repeat(15)],
    ['30 digits', '9'.repeat(30)],
    ['5000 digits', '9'.repeat(5000)],
    ['zeros', '00000000.00'],
    ['less than nothing', '-5'],
    ['less than nothing at all', '-0.00'],
  ])('%s: assessed or refused, by calculator and case alike', async (_what, value) => {
    const clerk = await town.as(zhanhe.clerk);
    const claims = { 'scale.first_entry': true, 'revenue.main_business_yuan': value };
    const calculated = await clerk.send('post', 'calculator', { facts: claims });
    expect([200, 422]).toContain(calculated.status);
    const { version } = await clerk.read<{ version: number }>(`applications/${id}`);
    const edited = await clerk.send('post', actions(id), { action: 'edit', version, claims });
    expect(edited.status).toBe(calculated.status);
    if (edited.status !== 200) return;
    await act(town, zhanhe.clerk, id, 'submit');
    await town.office.drain();
    expect(await look(town, id)).toMatchObject({ state: 'in_review', stage: 'county_review' });
    await act(town, zhanhe.reviewer, id, 'return', { reason: '请核对' });
  });
});
