import { type Response } from 'supertest';
import { newId } from '@duixian/persistence';
import { look, PLACES, walkToAward } from '@duixian/testing';
import { BAD_REQUESTS, NOBODYS, statementOf, USED_KEY, type World } from './bad-requests.table';
import { type Problem } from './caller';
import { CaseSubjects } from './case-subjects';
import { draft, type Batch, type Case } from './errands';
import { fingerprint } from './fingerprint';
import { newPerson } from './new-person';
import { Town } from './town';

jest.setTimeout(120_000);

const { xinhua, yexian, zhanhe } = PLACES;

let town: Town;
let cases: CaseSubjects;
let batch: Batch;
let world: World;
beforeAll(async () => {
  town = await Town.open();
  cases = new CaseSubjects(town.office);
  const reviewed = await cases.underCountyReview();
  const { id: drafted } = await draft(town, 'zhanhe', { 'scale.first_entry': true });
  await walkToAward(town.office, 'yexian');
  const maker = await town.as('yexian-maker');
  const body = { regionCode: yexian.regionCode };
  batch = (await maker.send('post', 'batches', body, { 'idempotency-key': USED_KEY })).body as Batch;
  const [payment] = await maker.list<{ id: string }>('payments');
  const clerk = await town.as(zhanhe.clerk);
  const [own] = await clerk.list<{ callId: string; applicantId: string }>('applications');
  const admin = await town.as('admin');
  const known = await admin.list<{ id: string; username: string }>('people?limit=200');
  const people = new Map(known.map(({ id, username }) => [username, id]));
  const role = { role: 'finance_maker', regionCode: yexian.regionCode, reason: '岗位调整' };
  const path = `people/${people.get('zhanhe-maker') ?? ''}/actions`;
  const { proposalId } = await admin.make<{ proposalId: string }>(path, { action: 'grant_role', ...role });
  world = {
    ...{ people, proposalId },
    reviewed,
    drafted,
    batchId: batch.id,
    paymentId: payment?.id ?? '',
    callId: own?.callId ?? '',
    partyId: own?.applicantId ?? '',
  };
});
afterAll(() => town.close());

const problemOf = (answer: Response): Problem => answer.body as Problem;
const actions = (id: string): string => `applications/${id}/actions`;

it.each(BAD_REQUESTS)('%s: %i %s, and nothing changed', async (_what, status, code, request) => {
  const { as, method = 'post', path, body, headers = {}, shows = {} } = request(world);
  const caller = await town.as(as);
  const before = await fingerprint(town.office);
  const answer = await caller.send(method, path, body, headers);
  expect(answer.body).toMatchObject({ status, code, ...shows });
  expect(answer.status).toBe(status);
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(problemOf(answer).detail).not.toMatch(/SELECT|INSERT|violates|stack|\bat .*\.ts/);
  expect(await fingerprint(town.office)).toEqual(before);
});

describe('the same Idempotency-Key', () => {
  it('with the same body gives the same answer again, says so, and does nothing', async () => {
    const maker = await town.as('yexian-maker');
    const before = await fingerprint(town.office);
    const body = { regionCode: yexian.regionCode };
    const again = await maker.send('post', 'batches', body, { 'idempotency-key': USED_KEY });
    expect([again.status, again.headers['idempotency-replayed']]).toEqual([201, 'true']);
    expect(again.body).toEqual(batch);
    expect(again.headers['location']).toBe(`/api/v1/batches/${batch.id}`);
    expect(await fingerprint(town.office)).toEqual(before);
  });

  it('of somebody else is another key', async () => {
    const maker = await town.as('xinhua-maker');
    const body = { regionCode: xinhua.regionCode };
    const answer = await maker.send('post', 'batches', body, { 'idempotency-key': USED_KEY });
    expect(problemOf(answer).code).toBe('batch-empty');
  });

  it('ten times at once: done once, answered ten times', async () => {
    const id = await cases.draft();
    const clerk = await town.as(xinhua.clerk);
    const body = { action: 'submit', version: 1 };
    const headers = { 'idempotency-key': newId() };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => clerk.send('post', actions(id), body, headers)),
    );
    const { body: first } = answers[0] as Response;
    expect(first).toMatchObject({ id, state: 'submitted', version: 2 });
    for (const { status, body: given } of answers) expect([status, given]).toEqual([200, first]);
    expect(answers.map(({ headers: given }) => given['idempotency-replayed'] ?? 'done').sort()).toEqual([
      'done',
      ...Array<string>(9).fill('true'),
    ]);
    const { timeline } = await look(town.office, id);
    expect(timeline.map(({ type }) => type)).toEqual(['application.created', 'application.submitted']);
  });

  it('two of it in one request are refused', async () => {
    const answer = await fetch(`${town.url}/api/v1/${actions(world.reviewed)}`, {
      method: 'POST',
      headers: [
        ['authorization', `Bearer ${await town.office.token(xinhua.reviewer)}`],
        ['content-type', 'application/json'],
        ['idempotency-key', 'one'],
        ['idempotency-key', 'two'],
      ],
      body: JSON.stringify({ action: 'approve', version: 3 }),
    });
    expect([answer.status, ((await answer.json()) as Problem).code]).toEqual([
      400,
      'idempotency-key-invalid',
    ]);
  });
});

describe('what lies in another county cannot be told from what does not exist', () => {
  type Ask = (id: string) => { path: string; body?: object | string };
  const act =
    (body: object): Ask =>
    (id) => ({ path: actions(id), body });
  const theCase = (): string => world.reviewed;
  const theBatch = (): string => world.batchId;
  const thePayment = (): string => world.paymentId;
  const readCase: Ask = (id) => ({ path: `applications/${id}` });
  const readBatch: Ask = (id) => ({ path: `batches/${id}` });
  const readFile: Ask = (id) => ({ path: `batches/${id}/file` });
  const release: Ask = (id) => ({ path: `batches/${id}/release`, body: { version: 1 } });
  const requeue: Ask = (id) => ({ path: `payments/${id}/requeue`, body: { version: 1 } });
  const fileFor: Ask = (id) => ({ path: 'applications', body: { callId: world.callId, partyId: id } });
  const readStatement: Ask = (id) => ({ path: 'statements', body: statementOf(id) });

  // Who asks for whose thing; what is asked is asked once about that thing and once about nobody's.
  // prettier-ignore
  it.each<[what: string, username: string, thing: () => string, ask: Ask, nobodys?: string]>([
    ['a reviewer, a case',                        yexian.reviewer,  theCase,             readCase],
    ['a clerk, a case',                           yexian.clerk,     theCase,             readCase],
    ['a maker, a case',                           'yexian-maker',   theCase,             readCase],
    ['the administrator, a case',                 'admin',          theCase,             readCase],
    ['a reviewer, a decision',                    yexian.reviewer,  theCase,             act({ action: 'approve', version: 3 })],
    ['a reviewer, a decision on another version', yexian.reviewer,  theCase,             act({ action: 'approve', version: 1 })],
    ['a clerk, a withdrawal',                     yexian.clerk,     theCase,             act({ action: 'withdraw', version: 3 })],
    ['a clerk, a verb of reviewers',              yexian.clerk,     theCase,             act({ action: 'approve', version: 3 })],
    ['a clerk, filing for a party',               yexian.clerk,     () => world.partyId, fileFor],
    ['a reviewer, filing for a party',            yexian.reviewer,  () => world.partyId, fileFor],
    ['a maker, a batch',                          'xinhua-maker',   theBatch,            readBatch],
    ['a reviewer, a batch',                       yexian.reviewer,  theBatch,            readBatch],
    ['a maker, the file of a batch',              'xinhua-maker',   theBatch,            readFile],
    ['a checker, a release',                      'xinhua-checker', theBatch,            release],
    ['a maker, a payment',                        'xinhua-maker',   thePayment,          requeue],
    ['a maker, a statement',                      'xinhua-maker',   () => yexian.account, readStatement, '4100000000999999'],
  ])('%s', async (_what, username, thing, ask, nobodys = NOBODYS) => {
    const caller = await town.as(username);
    const send = ({ path, body }: ReturnType<Ask>): Promise<Response> =>
      caller.send(body === undefined ? 'get' : 'post', path, body);
    const real = await send(ask(thing()));
    const nothing = await send(ask(nobodys));
    expect([403, 404]).toContain(real.status);
    expect(told(real, thing())).toEqual(told(nothing, nobodys));
  });

  /** Everything that is answered but what names the request itself. */
  function told(answer: Response, id: string): unknown {
    const { requestId: _requestId, ...rest } = answer.body as Record<string, unknown>;
    const { date: _date, 'x-request-id': _id, 'content-length': _length, ...headers } = answer.headers;
    return JSON.parse(JSON.stringify({ status: answer.status, rest, headers }).replaceAll(id, 'ID'));
  }
});

describe('nobody acts twice in one case, whatever roles they hold', () => {
  const refusedAsSame = { status: 403, code: 'separation-of-duties' };

  it('not as reviewer of the county and of the city', async () => {
    await newPerson(town.office, 'two-hats', {
      grants: [
        { role: 'reviewer', regionCode: xinhua.regionCode },
        { role: 'reviewer', regionCode: '410400' },
      ],
    });
    const id = await cases.underCountyReview();
    const person = await town.as('two-hats');
    const first = await person.make<Case>(actions(id), { action: 'approve', version: 3 });
    const before = await fingerprint(town.office);
    const { version } = first;
    const second = await person.send('post', actions(id), { action: 'approve', version });
    expect(second.body).toMatchObject({ ...refusedAsSame, actedAs: 'county_review', stage: 'city_review' });
    const inBatch = await person.send('post', 'tasks/batch', {
      action: 'approve',
      items: [{ applicationId: id, version }],
    });
    expect(inBatch.body).toMatchObject({ results: [{ ok: false, problem: refusedAsSame }] });
    expect(await fingerprint(town.office)).toEqual(before);
    expect((await person.read<Case>(`applications/${id}`)).allowedActions).toEqual(['transfer']);
    await (await town.as('city-reviewer')).make(actions(id), { action: 'approve', version });
  });

  it('not as clerk and reviewer of the own case', async () => {
    await newPerson(town.office, 'own-judge', {
      grants: [{ role: 'reviewer', regionCode: xinhua.regionCode }],
      partyIds: [await cases.partyId()],
    });
    const person = await town.as('own-judge');
    const body = { callId: await cases.call(), partyId: await cases.partyId() };
    const { id } = await person.make<Case>('applications', body);
    await person.make(actions(id), { action: 'submit', version: 1 });
    await town.office.drain();
    for (const more of [{ action: 'approve' }, { action: 'return', reason: '补充' }]) {
      const refused = await person.send('post', actions(id), { version: 3, ...more });
      expect(refused.body).toMatchObject({ status: 403, code: 'recused', ground: 'acts-for-party' });
    }
    expect((await person.read<Case>(`applications/${id}`)).allowedActions).toEqual(['withdraw']);
  });

  it('not as maker and checker of a batch', async () => {
    await newPerson(town.office, 'both-keys', {
      grants: [
        { role: 'finance_maker', regionCode: yexian.regionCode },
        { role: 'finance_checker', regionCode: yexian.regionCode },
      ],
    });
    const person = await town.as('both-keys');
    await (await town.as('yexian-maker')).make(`batches/${batch.id}/cancel`, { version: 1 });
    const refused = await person.send('post', 'batches', { regionCode: yexian.regionCode });
    // Making it is fine, and then somebody else must release it.
    expect(refused.status).toBe(201);
    const { id, version } = refused.body as Batch;
    const before = await fingerprint(town.office);
    const release = await person.send('post', `batches/${id}/release`, { version });
    expect(release.body).toMatchObject(refusedAsSame);
    expect(await fingerprint(town.office)).toEqual(before);
    // Nor release what another prepared, of a case in which they prepared a batch before.
    await person.make(`batches/${id}/cancel`, { version });
    const others = await (
      await town.as('yexian-maker')
    ).make<Batch>('batches', { regionCode: yexian.regionCode });
    const again = await person.send('post', `batches/${others.id}/release`, { version: others.version });
    expect(again.body).toMatchObject({ ...refusedAsSame, actedAs: 'batch_preparation' });
  });
});

it('two reviewers and ten clicks at once: one approval, nine who are told that it changed', async () => {
  await newPerson(town.office, 'second-reviewer', {
    grants: [{ role: 'reviewer', regionCode: xinhua.regionCode }],
  });
  const id = await cases.underCountyReview();
  const [one, other] = [await town.as(xinhua.reviewer), await town.as('second-reviewer')];
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      (index % 2 === 0 ? one : other).send('post', actions(id), { action: 'approve', version: 3 }),
    ),
  );
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, ...Array<number>(9).fill(409)]);
  const refused = answers.filter((answer) => answer.status === 409);
  for (const answer of refused) {
    expect(answer.body).toMatchObject({ code: 'stale-version', givenVersion: 3, currentVersion: 4 });
  }
  expect(await look(town.office, id)).toMatchObject({ stage: 'city_review', version: 4 });
});

describe('sessions', () => {
  it('one that was ended is nobody’s, the others of the same person live on', async () => {
    const [one, other] = [await town.signIn('auditor'), await town.signIn('auditor')];
    expect((await one.send('delete', 'sessions/current')).status).toBe(200);
    for (const [method, path] of [
      ['get', 'audit/events'],
      ['delete', 'sessions/current'],
    ] as const) {
      const answer = await one.send(method, path);
      expect([answer.status, problemOf(answer).code]).toEqual([401, 'unauthenticated']);
      expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
    }
    expect((await other.send('get', 'audit/events')).status).toBe(200);
  });

  it('wrong name and wrong password are answered alike, and ten in a row lock the account', async () => {
    await newPerson(town.office, 'forgetful', {});
    const attempt = (username: string, password: string): Promise<Response> =>
      town.anybody.send('post', 'sessions', { username, password });
    const unknown = problemOf(await attempt('nobody-of-that-name', 'x'));
    for (let tries = 0; tries < 10; tries += 1) {
      const { status, code, detail } = problemOf(await attempt('forgetful', `wrong-${tries}`));
      expect([status, code, detail]).toEqual([401, unknown.code, unknown.detail]);
    }
    const locked = await attempt('forgetful', 'duixian-demo');
    expect([locked.status, problemOf(locked).code]).toEqual([403, 'account-locked']);
  });

  it('locks nobody out of a browser in which they signed in before, which has a cookie of its own for that', async () => {
    await newPerson(town.office, 'besieged', {});
    const attempt = (password: string, cookie?: string): Promise<Response> =>
      town.anybody.send(
        'post',
        'sessions',
        { username: 'besieged', password },
        cookie === undefined ? {} : { cookie },
      );
    const first = await attempt('duixian-demo');
    const set = [first.headers['set-cookie'] ?? []].flat();
    const kept = set.find((each) => each.startsWith('duixian_browser=')) ?? '';
    expect(kept).toMatch(/; Max-Age=7776000; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(first.body).not.toHaveProperty('browser');
    for (let tries = 0; tries < 10; tries += 1) await attempt(`wrong-${tries}`);
    expect((await attempt('duixian-demo')).status).toBe(403);
    expect((await attempt('duixian-demo', kept.split(';')[0])).status).toBe(201);
  });

  it.each(['', 'x', 'null', `' OR '1'='1`, 'A'.repeat(5000), 'é'])(
    'a made-up token %# is nobody’s',
    async (token) => {
      const headers = { authorization: `Bearer ${token}` };
      const answer = await town.anybody.send('get', 'audit/events', undefined, headers);
      expect([answer.status, problemOf(answer).code]).toEqual([401, 'unauthenticated']);
    },
  );
});

it('the demo clock is no address at all in production mode', async () => {
  const production = await Town.open({ mode: 'production' });
  try {
    const body = { now: '2026-03-02T09:00:00+08:00' };
    for (const caller of [production.anybody, await production.as('admin')]) {
      const answer = await caller.send('put', 'demo/clock', body);
      expect([answer.status, problemOf(answer).code]).toEqual([404, 'route-not-found']);
    }
    const document = await production.anybody.read<{ paths: object }>('/api/openapi.json');
    expect(Object.keys(document.paths).filter((path) => path.includes('demo'))).toEqual([]);
  } finally {
    await production.close();
  }
});

describe('a statement', () => {
  it('is read once, also under another key and by somebody else', async () => {
    const content = statementOf(zhanhe.account);
    const maker = await town.as('zhanhe-maker');
    expect(await maker.make('statements', content)).toMatchObject({
      lines: 1,
      classified: { 'unknown-reference': 1 },
    });
    const checker = await town.as('zhanhe-checker');
    const before = await fingerprint(town.office);
    for (const caller of [maker, checker]) {
      const answer = await caller.send('post', 'statements', content);
      expect([answer.status, problemOf(answer).code]).toEqual([409, 'statement-already-read']);
    }
    expect(await fingerprint(town.office)).toEqual(before);
  });
});

it('and after all that the trail is whole', async () => {
  const auditor = await town.as('auditor');
  expect(await auditor.read('audit/verification')).toMatchObject({ intact: true });
});
