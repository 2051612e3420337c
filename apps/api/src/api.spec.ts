import { Controller, Get } from '@nestjs/common';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import request from 'supertest';
import { Office } from '@duixian/testing';
import { createApi } from './create-api';

jest.setTimeout(120_000);

let office: Office;
let app: NestFastifyApplication;
let clerk: string;
let reviewer: string;
let ids: { callId: string; partyId: string };

type Agent = ReturnType<typeof request>;
const http = (over: NestFastifyApplication = app): Agent => request(over.getHttpServer());
const get = (path: string, token?: string): request.Test =>
  token === undefined ? http().get(path) : http().get(path).auth(token, { type: 'bearer' });
const post = (path: string, token: string, body: object, key = office.key()): request.Test =>
  http().post(path).auth(token, { type: 'bearer' }).set('Idempotency-Key', key).send(body);

beforeAll(async () => {
  office = await Office.open();
  app = await createApi({ db: office.db, configuration: { mode: 'demo' }, signInsPerMinute: null });
  clerk = await office.token('yexian-clerk');
  reviewer = await office.token('yexian-reviewer');
  const [calls, parties] = [await get('/api/v1/calls', clerk), await get('/api/v1/parties', clerk)];
  ids = { callId: calls.body.items[0].id as string, partyId: parties.body.items[0].id as string };
});
afterAll(async () => {
  await app.close();
  await office.close();
});

function expectProblem(response: request.Response, status: number, code: string): void {
  expect([response.status, response.body.code]).toEqual([status, code]);
  expect(response.type).toBe('application/problem+json');
  expect(response.body).toMatchObject({ type: `urn:duixian:problem:${code}`, status });
  for (const member of ['title', 'titleZh', 'detail', 'instance', 'requestId']) {
    expect(response.body[member]).toEqual(expect.stringMatching(/./));
  }
  expect(JSON.stringify(response.body)).not.toMatch(/node_modules|\.ts:|\.js:|SELECT|stack/);
}

describe('sessions', () => {
  const signIn = (password = 'duixian-demo'): request.Test =>
    http().post('/api/v1/sessions').send({ username: 'yexian-clerk', password });

  it('opens one for scripts and browsers, and ends it at once', async () => {
    const opened = await signIn();
    expect([opened.status, opened.headers['location']]).toEqual([201, '/api/v1/sessions/current']);
    const [cookie = ''] = opened.headers['set-cookie'] as unknown as string[];
    expect(cookie).toMatch(/^duixian_session=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/);
    const token = opened.body.token as string;
    const byBearer = await get('/api/v1/sessions/current', token);
    expect(byBearer.body).toMatchObject({
      user: { username: 'yexian-clerk' },
      grants: [],
      partyIds: [ids.partyId],
      mode: 'demo',
    });
    const byCookie = await get('/api/v1/sessions/current').set('Cookie', cookie);
    expect(byCookie.body).toEqual(byBearer.body);
    const closed = await http()
      .delete('/api/v1/sessions/current')
      .set('Cookie', cookie)
      .set('X-Requested-With', 'console');
    expect([closed.status, closed.body]).toEqual([200, { closed: true }]);
    expect((closed.headers['set-cookie'] as unknown as string[])[0]).toMatch(/^duixian_session=;/);
    expectProblem(await get('/api/v1/sessions/current', token), 401, 'unauthenticated');
  });

  it('marks the cookie Secure where a trusted proxy says https, and only there', async () => {
    const behindProxy = await createApi({
      db: office.db,
      configuration: { mode: 'demo' },
      signInsPerMinute: null,
      trustProxy: true,
    });
    const open = (over: NestFastifyApplication): request.Test =>
      http(over)
        .post('/api/v1/sessions')
        .set('X-Forwarded-Proto', 'https')
        .send({ username: 'admin', password: 'duixian-demo' });
    expect(String((await open(behindProxy)).headers['set-cookie'])).toMatch(/; Secure/);
    expect(String((await open(app)).headers['set-cookie'])).not.toMatch(/; Secure/);
    await behindProxy.close();
  });

  it('says no to wrong passwords and dead tokens', async () => {
    const refused = await signIn('wrong');
    expectProblem(refused, 401, 'wrong-credentials');
    expect(refused.headers['www-authenticate']).toMatch(/^Bearer/);
    for (const token of ['x', "' OR 1=1 --", 'A'.repeat(43)]) {
      expectProblem(await get('/api/v1/regions', token), 401, 'unauthenticated');
    }
    expect((await get('/api/v1/notices', 'A'.repeat(43))).status).toBe(200);
  });

  it('limits sign-ins per address', async () => {
    const limited = await createApi({ db: office.db, configuration: { mode: 'demo' }, signInsPerMinute: 2 });
    const open = (): request.Test =>
      http(limited).post('/api/v1/sessions').send({ username: 'nobody', password: 'x' });
    await open();
    await open();
    const third = await open();
    expectProblem(third, 429, 'too-many-requests');
    expect(Number(third.headers['retry-after'])).toBeGreaterThan(0);
    expect((await http(limited).get('/api/v1/notices')).status).toBe(200);
    await limited.close();
  });
});

it('limits how often one person has a text checked, and nobody else for it', async () => {
  const limited = await createApi({ db: office.db, configuration: { mode: 'demo' }, signInsPerMinute: 2 });
  const [one, other] = [await office.token('policy-officer'), await office.token('policy-officer-2')];
  const check = (token: string): request.Test =>
    http(limited)
      .post('/api/v1/policies/check')
      .auth(token, { type: 'bearer' })
      .send({ text: 'a', cases: 'b', run: false });
  const found = await check(one);
  expect([found.status, found.body.outcomes]).toEqual([200, []]);
  for (let sent = 1; sent < 120; sent += 1) await check(one);
  expectProblem(await check(one), 429, 'too-many-requests');
  expect((await check(other)).status).toBe(200);
  await limited.close();
});

describe('who may', () => {
  it('is asked before anything is loaded', async () => {
    const foreign = '01a2034d-669c-7359-a839-000000000000';
    expectProblem(await get(`/api/v1/applications/${foreign}`), 401, 'unauthenticated');
    expectProblem(await post('/api/v1/applications', reviewer, {}), 403, 'forbidden');
    expectProblem(await post(`/api/v1/batches/${foreign}/release`, clerk, { version: 1 }), 403, 'forbidden');
    expectProblem(
      await post(`/api/v1/applications/${foreign}/actions`, clerk, { action: 'approve', version: 1 }),
      403,
      'forbidden',
    );
    expectProblem(await get(`/api/v1/applications/${foreign}`, clerk), 404, 'not-found');
    expect((await get('/api/v1/applications', clerk)).body).toEqual({
      items: [],
      nextCursor: null,
      totals: { count: 0, amountFen: 0 },
    });
  });

  it('needs a header of ours from a browser', async () => {
    const cookie = `duixian_session=${await office.token('admin')}`;
    const move = (): request.Test =>
      http().put('/api/v1/demo/clock').set('Cookie', cookie).send({ now: new Date().toISOString() });
    expectProblem(await move(), 403, 'csrf-header-required');
    expect((await move().set('X-Requested-With', 'console')).status).toBe(200);
    expect((await move().set('Idempotency-Key', 'k')).status).toBe(200);
  });
});

describe('the demo clock', () => {
  it('exists in demo mode only', async () => {
    const production = await createApi({ db: office.db, configuration: { mode: 'production' } });
    const move = http(production)
      .put('/api/v1/demo/clock')
      .auth(await office.token('admin'), { type: 'bearer' });
    expectProblem(await move.send({ now: new Date().toISOString() }), 404, 'route-not-found');
    await production.close();
  });

  it('is the administrator’s', async () => {
    const move = http().put('/api/v1/demo/clock').auth(clerk, { type: 'bearer' });
    expectProblem(await move.send({ now: new Date().toISOString() }), 403, 'forbidden');
  });
});

describe('changes', () => {
  it('need a key, say so, and are done once per key', async () => {
    const create = (): request.Test =>
      http().post('/api/v1/applications').auth(clerk, { type: 'bearer' }).send(ids);
    expectProblem(await create(), 400, 'idempotency-key-required');
    for (const unusable of ['a b', 'k'.repeat(201), 'ключ']) {
      const header = Buffer.from(unusable).toString('latin1');
      expectProblem(await create().set('Idempotency-Key', header), 400, 'idempotency-key-invalid');
    }
    const key = office.key();
    const first = await create().set('Idempotency-Key', key);
    expect([first.status, first.headers['location'], first.headers['idempotency-replayed']]).toEqual([
      201,
      `/api/v1/applications/${first.body.id}`,
      undefined,
    ]);
    const again = await create().set('Idempotency-Key', key);
    expect([again.status, again.body, again.headers['location']]).toEqual([
      201,
      first.body,
      first.headers['location'],
    ]);
    expect(again.headers['idempotency-replayed']).toBe('true');
    const other = await post(
      '/api/v1/applications',
      clerk,
      { ...ids, claims: { 'scale.first_entry': true } },
      key,
    );
    expectProblem(other, 422, 'idempotency-key-reused');
    expectProblem(await post('/api/v1/applications', clerk, ids), 409, 'duplicate-application');

    const actions = `/api/v1/applications/${first.body.id}/actions`;
    const edit = { action: 'edit', version: 1, claims: { valueOf: 'x' } };
    expectProblem(await post(actions, clerk, edit), 422, 'facts-invalid');
    expectProblem(await post(actions, clerk, { action: 'submit', version: 9 }), 409, 'stale-version');
    // A draft is its applicant's own: to an official it does not exist.
    expectProblem(await post(actions, reviewer, { action: 'approve', version: 1 }), 404, 'not-found');
    for (const [body, field] of [
      [{ version: 1 }, 'action'],
      [{ action: 'toString', version: 1 }, 'action'],
      [{ action: 'submit', version: '1' }, 'version'],
      [{ action: 'submit', version: 1, claims: {} }, 'claims'],
    ] as const) {
      const refused = await post(actions, clerk, body);
      expectProblem(refused, 400, 'validation-failed');
      expect(refused.body.errors).toEqual([expect.objectContaining({ field })]);
    }
    const submitted = await post(actions, clerk, { action: 'submit', version: 1 });
    expect([submitted.status, submitted.body.state]).toEqual([200, 'submitted']);
    const illegal = await post(actions, clerk, { action: 'submit', version: 2 });
    expectProblem(illegal, 409, 'action-not-allowed');
    expect(illegal.body).toMatchObject({ state: 'submitted', allowedActions: ['withdraw'] });
  });
});

describe('what cannot be read', () => {
  const raw = (body: string | Buffer, type = 'application/json'): request.Test =>
    http().post('/api/v1/calculator').set('Content-Type', type).send(body);

  it.each([
    ['{bad', 400, 'malformed-json'],
    ['{"facts":{"__proto__":{}}}', 400, 'malformed-json'],
    ['{"facts":{"a":"\\u0000"}}', 400, 'unusable-text'],
    ['[]', 400, 'validation-failed'],
    ['{"facts":{"nonsense":1}}', 422, 'facts-invalid'],
    [`{"facts":{"a":"${'x'.repeat(1024 * 1024)}"}}`, 413, 'payload-too-large'],
  ])('%.40s', async (body, status, code) => {
    expectProblem(await raw(body), status, code);
  });

  it('takes JSON only', async () => {
    expectProblem(await raw('facts=1', 'application/x-www-form-urlencoded'), 415, 'unsupported-media-type');
    expectProblem(await raw('{}', 'text/plain'), 415, 'unsupported-media-type');
  });

  it('takes a statement of more than 1 MB as it came, and no more than 20 MB', async () => {
    const maker = await office.token('city-maker');
    const send = (body: string): request.Test =>
      http()
        .post('/api/v1/statements')
        .auth(maker, { type: 'bearer' })
        .set('Idempotency-Key', office.key())
        .type('json')
        .send(body);
    expectProblem(await send(`{"__proto__":1,${' '.repeat(2 * 1024 * 1024)}`), 422, 'statement-invalid');
    expectProblem(await send(' '.repeat(20 * 1024 * 1024 + 1)), 413, 'payload-too-large');
  });

  it('knows addresses and methods', async () => {
    expectProblem(await get('/api/v1/nothing?token=secret'), 404, 'route-not-found');
    const wrong = await http().delete('/api/v1/calls');
    expectProblem(wrong, 405, 'method-not-allowed');
    expect(wrong.headers['allow']).toBe('GET, HEAD, POST');
    expectProblem(await get('/api/v1/calls/%zz'), 400, 'malformed-address');
    expectProblem(await get('/api/v1/calls/1', clerk), 400, 'validation-failed');
    expectProblem(await get('/api/v1/applications?limit=0&colour=red', clerk), 400, 'validation-failed');
  });
});

describe('failures', () => {
  it('tell the caller a correlation id and nothing else', async () => {
    const failing = jest
      .spyOn(office.db, 'regions')
      .mockRejectedValueOnce(new Error('SELECT secret FROM vault'));
    const response = await get('/api/v1/notices').set('X-Request-Id', 'follow-me-123');
    failing.mockRestore();
    expectProblem(response, 500, 'internal-error');
    expect(response.body.requestId).toBe('follow-me-123');
    expect(response.headers['x-request-id']).toBe('follow-me-123');
  });

  it('say when the database is away', async () => {
    const away = jest
      .spyOn(office.db, 'regions')
      .mockRejectedValueOnce(Object.assign(new Error('no'), { code: 'ECONNREFUSED' }));
    const response = await get('/api/v1/notices');
    away.mockRestore();
    expectProblem(response, 503, 'temporarily-unavailable');
    const silent = jest.spyOn(office.db, 'ping').mockResolvedValueOnce(false);
    expectProblem(await get('/health/ready'), 503, 'temporarily-unavailable');
    silent.mockRestore();
    expect((await get('/health/ready')).body).toEqual({ status: 'ok' });
    expect((await get('/health/live')).body).toEqual({ status: 'ok' });
  });

  it('make request ids of their own out of strange ones', async () => {
    const response = await get('/health/live').set('X-Request-Id', 'a b"c');
    expect(response.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('routes', () => {
  it('without a declared operation do not start', async () => {
    @Controller('api/v1/forgotten')
    class ForgottenController {
      @Get()
      read(): string {
        return '';
      }
    }
    const start = createApi({
      db: office.db,
      configuration: { mode: 'demo' },
      controllers: [ForgottenController],
    });
    await expect(start).rejects.toThrow('ForgottenController.read declares no operation');
  });

  it('are measured by template', async () => {
    await get('/api/v1/clauses/PDS-A2-4-3-1');
    const { text, type } = await get('/metrics');
    expect(type).toBe('text/plain');
    expect(text).toMatch(
      /http_request_duration_seconds_count\{method="GET",route="\/api\/v1\/clauses\/:id",status="200"\} \d/,
    );
    expect(text).toMatch(/process_cpu_seconds_total/);
    expect(text).not.toMatch(/PDS-A2|yexian/);
  });

  it('carry safe headers', async () => {
    const { headers } = await get('/api/v1/notices');
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    expect(headers['x-powered-by']).toBeUndefined();
  });
});
