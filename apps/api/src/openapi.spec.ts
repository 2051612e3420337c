import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type OpenAPIObject } from '@nestjs/swagger';
import request from 'supertest';
import { CALL_EXAMPLE, Office, passDays } from '@duixian/testing';
import { closeEndedNotices } from '@duixian/casework';
import { createApi } from './create-api';
import { operationAt } from './edge/openapi';
import { PROBLEMS } from './edge/problem.table';
import { RouteTable } from './edge/route-table';

jest.setTimeout(120_000);

let office: Office;
let app: NestFastifyApplication;
let document: OpenAPIObject;

beforeAll(async () => {
  office = await Office.open();
  app = await createApi({ db: office.db, configuration: { mode: 'demo' }, signInsPerMinute: null });
  document = (await request(app.getHttpServer()).get('/api/openapi.json')).body as OpenAPIObject;
});
afterAll(async () => {
  await app.close();
  await office.close();
});

interface Schema {
  $ref?: string;
  type?: string;
  nullable?: boolean;
  enum?: unknown[];
  format?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  allOf?: Schema[];
  oneOf?: Schema[];
  additionalProperties?: boolean;
}

const resolve = (schema: Schema): Schema =>
  schema.$ref === undefined
    ? schema
    : (document.components?.schemas?.[schema.$ref.split('/').at(-1) ?? ''] as Schema);

/** Where a value is not what the document says; fields that the document does not know count as well. */
function misfits(value: unknown, given: Schema, at: string): string[] {
  const schema = resolve(given);
  if (value === null) return given.nullable || schema.nullable ? [] : [`${at} is null`];
  const parts = schema.allOf ?? [];
  if (parts.length > 0) return parts.flatMap((part) => misfits(value, part, at));
  if (schema.enum && !schema.enum.includes(value))
    return [`${at} is ${JSON.stringify(value)}, none of the enum`];
  if (schema.format === 'date-time' && Number.isNaN(Date.parse(String(value))))
    return [`${at} is no date-time`];
  switch (schema.type) {
    case 'array':
      return Array.isArray(value)
        ? value.flatMap((item, index) => misfits(item, schema.items ?? {}, `${at}[${index}]`))
        : [`${at} is no array`];
    case 'integer':
      return Number.isSafeInteger(value) ? [] : [`${at} is no integer`];
    case 'object':
      return typeof value === 'object'
        ? objectMisfits(value as Record<string, unknown>, schema, at)
        : [`${at} is no object`];
    default:
      return typeof value === schema.type ? [] : [`${at} is no ${schema.type}`];
  }
}

function objectMisfits(value: Record<string, unknown>, schema: Schema, at: string): string[] {
  const known = schema.properties ?? {};
  const missing = (schema.required ?? [])
    .filter((name) => !(name in value))
    .map((name) => `${at}.${name} is missing`);
  const unknown = schema.additionalProperties
    ? []
    : Object.keys(value)
        .filter((name) => !(name in known))
        .map((name) => `${at}.${name} is not described`);
  const inside = Object.entries(known).flatMap(([name, inner]) =>
    name in value ? misfits(value[name], inner, `${at}.${name}`) : [],
  );
  return [...missing, ...unknown, ...inside];
}

describe('the document', () => {
  it('describes every registered route under its declared operation', () => {
    const routes = app.get(RouteTable);
    expect(routes.routes.length).toBeGreaterThan(30);
    for (const route of routes.routes) {
      const operation = operationAt(document, route);
      const { declaration } = route;
      expect([route.path, operation?.summary]).toEqual([route.path, expect.stringMatching(/\.|\?/)]);
      expect(operation?.responses['default']).toBeDefined();
      if (declaration.kind === 'operations' && declaration.operations.length === 1) {
        expect(operation?.operationId).toBe(declaration.operations[0]);
      }
    }
    const ids = Object.values(document.paths).flatMap((path) =>
      Object.values(path as Record<string, { operationId: string }>).map((each) => each.operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBe(routes.routes.length);
    expect(() => routes.refuseUndeclared()).not.toThrow();
  });

  it('finds a route that came in another way', () => {
    const routes = new RouteTable(app.get(RouteTable)['modules']);
    routes.note('GET', '/debug');
    expect(() => routes.refuseUndeclared()).toThrow('GET /debug');
  });

  it('tells the verbs of a case apart by action', () => {
    const act = operationAt(document, { method: 'POST', path: '/api/v1/applications/:id/actions' });
    const body = (
      act?.requestBody as {
        content: Record<
          string,
          { schema: { oneOf: Schema[]; discriminator: { mapping: Record<string, string> } } }
        >;
      }
    ).content['application/json']?.schema;
    const verbs = [
      'edit',
      'submit',
      'withdraw',
      'attest',
      'decide',
      'audit',
      'approve',
      'remand',
      'return',
      'reject',
      'reconsider',
      'consult',
      'hold',
      'resume',
      'transfer',
      'claim',
      'unclaim',
      'terminate',
      'confirm',
      'refuse',
    ];
    expect(Object.keys(body?.discriminator.mapping ?? {})).toEqual(verbs);
    expect(body?.oneOf.map((each) => resolve(each).properties?.['action']?.enum)).toEqual(
      verbs.map((verb) => [verb]),
    );
  });

  it('tells the verbs of a call apart by action', () => {
    const act = operationAt(document, { method: 'POST', path: '/api/v1/calls/:id/actions' });
    expect(JSON.stringify(act?.requestBody)).toMatch(
      /"edit":".*EditCallBody","approve":".*ApproveCallBody","publish":".*PublishCallBody","close":".*CloseCallBody"/,
    );
  });

  it('says which requests need a key and who may ask without signing in', () => {
    const at = (method: string, path: string): { key: boolean; security: unknown } => {
      const operation = operationAt(document, { method, path: `/api/v1${path}` });
      const key = (operation?.parameters ?? []).some(
        (each) => 'name' in each && each.name === 'Idempotency-Key',
      );
      return { key, security: operation?.security };
    };
    const signedIn = [{ bearer: [] }, { cookie: [] }];
    expect(at('POST', '/applications')).toEqual({ key: true, security: signedIn });
    expect(at('PUT', '/demo/clock')).toEqual({ key: false, security: signedIn });
    expect(at('POST', '/calculator')).toEqual({ key: false, security: [] });
    expect(at('GET', '/notices')).toEqual({ key: false, security: [] });
  });

  it('refers to nothing that is not there, and lists every problem', () => {
    const text = JSON.stringify(document);
    const names = new Set([...text.matchAll(/#\/components\/schemas\/(\w*)/g)].map((match) => match[1]));
    for (const name of names) expect(document.components?.schemas).toHaveProperty(name as string);
    expect((document.components?.schemas?.['Problem'] as Schema).properties?.['code']?.enum).toEqual(
      Object.keys(PROBLEMS),
    );
  });

  it('has pages', async () => {
    const pages = await request(app.getHttpServer()).get('/api/docs');
    expect([pages.status, pages.type]).toEqual([200, 'text/html']);
    expect((await request(app.getHttpServer()).get('/api/docs/swagger-ui-bundle.js')).status).toBe(200);
  });
});

type Body = Record<string, never> & { id: string; version: number; items: { id: string; version: number }[] };

describe('one award over HTTP', () => {
  /** Sends a request as somebody, and holds the answer against the document. */
  async function ask(
    who: string | null,
    method: 'get' | 'post',
    path: string,
    template: string,
    body?: object | string,
  ): Promise<Body> {
    let test = request(app.getHttpServer())[method](`/api/v1${path}`);
    if (who !== null) test = test.auth(await office.token(who), { type: 'bearer' });
    if (body !== undefined) test = test.set('Idempotency-Key', office.key()).type('json').send(body);
    const response = await test;
    const described = operationAt(document, { method, path: `/api/v1${template}` })?.responses[
      String(response.status)
    ];
    const schema = (described as { content?: Record<string, { schema: Schema }> } | undefined)?.content?.[
      'application/json'
    ]?.schema;
    expect([
      path,
      response.status,
      schema ? misfits(response.body, schema, template) : response.body,
    ]).toEqual([path, response.status, []]);
    return response.body as Body;
  }
  const read = (who: string | null, path: string, template = path.split('?')[0] ?? path): Promise<Body> =>
    ask(who, 'get', path, template);
  const act = async (who: string, id: string, action: object): Promise<Body> => {
    const { version } = await read(who, `/applications/${id}`, '/applications/:id');
    return ask(who, 'post', `/applications/${id}/actions`, '/applications/:id/actions', {
      version,
      ...action,
    });
  };
  /** What the bank would say of the payments in a batch, out of the batch's file. */
  async function statementOf(batchId: string, account: string): Promise<string> {
    const token = await office.token('yexian-maker');
    const file = await request(app.getHttpServer())
      .get(`/api/v1/batches/${batchId}/file`)
      .auth(token, { type: 'bearer' });
    expect(file.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(file.headers['content-disposition']).toMatch(/^attachment; filename\*=UTF-8''[\w%-]+\.csv$/);
    const [, , payee = '', number = ''] = (file.text.split('\r\n')[1] ?? '').split(',');
    const { items } = (await read('yexian-maker', `/payments?batchId=${batchId}`)) as unknown as {
      items: { amountFen: number; attempts: { bankReference: string }[] }[];
    };
    const bookedOn = '2026-12-20';
    const lines = items.map(({ amountFen, attempts: [attempt] }) => ({
      bankSerial: `T${attempt?.bankReference}`,
      reference: attempt?.bankReference,
      direction: 'debit',
      amountFen,
      counterpartyName: payee,
      counterpartyAccount: number.replace(/["\t]/g, ''),
      bookedOn,
    }));
    const debitFen = lines.reduce((sum, line) => sum + line.amountFen, 0);
    return JSON.stringify({
      statementId: 'S1',
      account,
      date: bookedOn,
      lines,
      totals: { count: lines.length, debitFen, creditFen: 0 },
    });
  }

  it('goes from a draft to paid, every answer as described', async () => {
    const [call, party] = [
      (await read('yexian-clerk', '/calls')).items[0],
      (await read('yexian-clerk', '/parties')).items[0],
    ];
    await read('yexian-clerk', `/calls/${call?.id}`, '/calls/:id');
    const { id } = await ask('yexian-clerk', 'post', '/applications', '/applications', {
      callId: call?.id,
      partyId: party?.id,
    });
    await act('yexian-clerk', id, { action: 'submit' });
    await office.drain();
    await read('yexian-reviewer', '/tasks');
    const { version } = await read('yexian-reviewer', `/applications/${id}`, '/applications/:id');
    const batchDecision = { action: 'approve', items: [{ applicationId: id, version }], comment: '属实' };
    const rows = await ask('yexian-reviewer', 'post', '/tasks/batch', '/tasks/batch', batchDecision);
    expect(rows).toMatchObject({ results: [{ applicationId: id, ok: true }] });
    const stale = await ask('yexian-reviewer', 'post', '/tasks/batch', '/tasks/batch', batchDecision);
    expect(stale).toMatchObject({
      results: [{ ok: false, problem: { status: 409, code: 'stale-version' } }],
    });
    await act('city-reviewer', id, { action: 'approve' });
    await office.drain();
    const notices = await read(null, '/notices?limit=1');
    await read(null, `/notices/${notices.items[0]?.id}`, '/notices/:id');
    await passDays(office, 20);
    await closeEndedNotices(office.db);
    await office.drain();
    await read('yexian-clerk', '/awards');
    const batch = await ask('yexian-maker', 'post', '/batches', '/batches', { regionCode: '410422' });
    await ask('yexian-checker', 'post', `/batches/${batch.id}/release`, '/batches/:id/release', {
      version: batch.version,
    });
    await office.drain();
    await ask(
      'yexian-maker',
      'post',
      '/statements',
      '/statements',
      await statementOf(batch.id, '4100000000410422'),
    );
    await office.drain();
    const paid = await read('yexian-clerk', `/applications/${id}`, '/applications/:id');
    expect(paid).toMatchObject({ state: 'paid', award: { amountFen: expect.any(Number) } });
    await read('yexian-checker', '/batches');
    await read('yexian-checker', `/batches/${batch.id}`, '/batches/:id');
    await read('yexian-checker', '/budgets');
    await read('yexian-reviewer', '/applications?state=paid');
    await read('yexian-reviewer', '/tasks?done=true');
    await read('auditor', '/audit/events?limit=200');
    expect(await read('auditor', '/audit/verification')).toMatchObject({ intact: true });
    await read('admin', '/regions');
    await read('admin', '/sessions/current');
  });

  it('and a call from a draft to closed, as described', async () => {
    const { cityCode, ...content } = CALL_EXAMPLE;
    const { id } = await ask('policy-officer', 'post', '/calls', '/calls', CALL_EXAMPLE);
    const act = (who: string, version: number, action: object): Promise<Body> =>
      ask(who, 'post', `/calls/${id}/actions`, '/calls/:id/actions', { version, ...action });
    await act('policy-officer', 1, { action: 'edit', ...content, title: '另一标题' });
    await act('policy-officer-2', 2, { action: 'approve' });
    await act('policy-officer', 3, { action: 'publish' });
    await act('policy-officer', 4, { action: 'close' });
    const read = await ask('yexian-clerk', 'get', `/calls/${id}`, '/calls/:id');
    expect(read).toMatchObject({
      ...content,
      cityCode,
      title: '另一标题',
      route: content.route.map((key) => expect.objectContaining({ key })),
      fundingShares: { city: '1/2', county: '1/2' },
      state: 'closed',
      version: 5,
      allowedActions: [],
    });
  });

  it('and the law, as described', async () => {
    const { items } = await read(null, '/policies');
    await read(null, `/policies/${items[0]?.id}`, '/policies/:id');
    await read(null, '/clauses');
    await read(null, '/clauses/PDS-A2-4-3-1', '/clauses/:id');
    const facts = { 'applicant.city': '平顶山', 'scale.first_entry': true };
    await ask(null, 'post', '/calculator', '/calculator', { facts });
  });
});
