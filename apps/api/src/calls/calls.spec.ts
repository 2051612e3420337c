import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import request from 'supertest';
import { CALL_EXAMPLE, Office } from '@duixian/testing';
import { createApi } from '../create-api';

jest.setTimeout(120_000);

let office: Office;
let app: NestFastifyApplication;
let clerk: string;
let reviewer: string;

beforeAll(async () => {
  office = await Office.open();
  app = await createApi({ db: office.db, configuration: { mode: 'demo' }, signInsPerMinute: null });
  clerk = await office.token('yexian-clerk');
  reviewer = await office.token('yexian-reviewer');
});
afterAll(async () => {
  await app.close();
  await office.close();
});

const get = (path: string, token: string): request.Test =>
  request(app.getHttpServer()).get(path).auth(token, { type: 'bearer' });
const post = (path: string, token: string, body: object, key = office.key()): request.Test =>
  request(app.getHttpServer())
    .post(path)
    .auth(token, { type: 'bearer' })
    .set('Idempotency-Key', key)
    .send(body);

function expectProblem({ status, body }: request.Response, expected: number, code: string): void {
  expect([status, (body as { code: string }).code]).toEqual([expected, code]);
}

const draft = async (changes: object, key = office.key()): Promise<request.Response> =>
  post('/api/v1/calls', await office.token('policy-officer'), { ...CALL_EXAMPLE, ...changes }, key);

it('calls are made by a policy officer of the city, once per key', async () => {
  expectProblem(await post('/api/v1/calls', reviewer, CALL_EXAMPLE), 403, 'forbidden');
  const key = office.key();
  const first = await draft({}, key);
  const { id } = first.body as { id: string };
  expect([first.status, first.headers['location']]).toEqual([201, `/api/v1/calls/${id}`]);
  expect(first.body).toEqual({ id, number: CALL_EXAMPLE.number, state: 'draft', version: 1 });
  const again = await draft({}, key);
  expect([again.body, again.headers['idempotency-replayed']]).toEqual([first.body, 'true']);
  expectProblem(await draft({}), 409, 'call-number-taken');
  expectProblem(await get(`/api/v1/calls/${id}`, clerk), 404, 'not-found');

  const [own, other] = [await office.token('policy-officer'), await office.token('policy-officer-2')];
  const act = (token: string, body: object): request.Test => post(`/api/v1/calls/${id}/actions`, token, body);
  expectProblem(await act(own, { action: 'approve', version: 1 }), 403, 'separation-of-duties');
  expectProblem(await act(other, { action: 'approve', version: 2 }), 409, 'stale-version');
  const early = await act(other, { action: 'publish', version: 1 });
  expectProblem(early, 409, 'action-not-allowed');
  expect(early.body).toMatchObject({ state: 'draft', allowedActions: ['edit', 'approve'] });
  expectProblem(await act(other, { action: 'withdraw', version: 1 }), 400, 'validation-failed');
  expectProblem(await act(clerk, { action: 'approve', version: 1 }), 403, 'forbidden');
  const { body } = await act(other, { action: 'approve', version: 1 });
  expect(body).toMatchObject({ state: 'approved', version: 2 });
});

it.each<[string, object]>([
  ['number', { number: ' ' }],
  ['clauseIds', { clauseIds: [] }],
  ['clauseIds', { clauseIds: [7] }],
  ['year', { year: '2026' }],
  ['opensOn', { opensOn: '2026-02-30' }],
  ['closesOn', { closesOn: null }],
  ['parameters', { parameters: [] }],
  ['materials', { materials: [] }],
  ['materials[0].required', { materials: [{ key: 'a', title: 'A' }] }],
  ['route', { route: ['mayor'] }],
  ['noticeWorkingDays', { noticeWorkingDays: -1 }],
  ['deadlines.county_review', { deadlines: { county_review: 0 } }],
  ['fundingShares.city', { fundingShares: { city: 'half' } }],
  ['fundingShares.town', { fundingShares: { town: '1' } }],
  ['state', { state: 'published' }],
])('a call with a field %s that does not fit: %j', async (field, changes) => {
  const refused = await draft(changes);
  expectProblem(refused, 400, 'validation-failed');
  expect(refused.body.errors).toEqual([expect.objectContaining({ field })]);
});

it('calls that do not hold together say where', async () => {
  const refused = await draft({ fundingShares: { city: '1/3' }, clauseIds: ['NO-SUCH'] });
  expectProblem(refused, 422, 'call-invalid');
  expect(refused.body.problems.map((problem: { field: string }) => problem.field)).toEqual([
    'clauseIds',
    'fundingShares',
  ]);
});
