import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import request from 'supertest';
import { Office } from '@duixian/testing';
import { createApi } from './create-api';

jest.setTimeout(120_000);

let folder: string;
let office: Office;
let app: NestFastifyApplication;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'duixian-console-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>console</title>');
  writeFileSync(join(folder, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(folder, 'assets/index-a1b2c3.js'), 'void 0;');
  office = await Office.open();
  const configuration = { mode: 'demo' } as const;
  app = await createApi({ db: office.db, configuration, signInsPerMinute: null, consoleFolder: folder });
});
afterAll(async () => {
  await app.close();
  await office.close();
  rmSync(folder, { recursive: true });
});

const browse = (path: string): request.Test =>
  request(app.getHttpServer()).get(path).set('Accept', 'text/html,application/xhtml+xml');

it.each(['/', '/tasks', '/cases/0198-some-id?tab=trace'])('%s is a page of the console', async (path) => {
  const { status, headers, text } = await browse(path);
  expect([status, text]).toEqual([200, '<!doctype html><title>console</title>']);
  expect(headers['cache-control']).toBe('no-cache');
  expect(headers['content-security-policy']).toMatch(/default-src 'self'.*frame-ancestors 'none'/);
  expect(headers['content-security-policy']).not.toMatch(/https:|unsafe-eval|script-src[^;]*unsafe-inline/);
});

it('a console that is built anew under a running server is served with its new files', async () => {
  const path = join(folder, 'index.html');
  rmSync(path);
  expect((await browse('/tasks')).text).toBe('<!doctype html><title>console</title>');
  writeFileSync(path, '<!doctype html><title>console, built anew</title>');
  writeFileSync(join(folder, 'assets/index-g7h8i9.js'), 'void 1;');
  expect((await browse('/tasks')).text).toBe('<!doctype html><title>console, built anew</title>');
  expect((await browse('/assets/index-g7h8i9.js')).status).toBe(200);
  writeFileSync(path, '<!doctype html><title>console</title>');
});

it('files with a hash in their name are kept for a year', async () => {
  const { status, headers } = await browse('/assets/index-a1b2c3.js');
  expect([status, headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable']);
});

it.each(['/api/v1/no-such-thing', '/api/nothing', '/health/unknown', '/assets/old-d4e5f6.js'])(
  '%s is not a page: whoever asks for it learns that it is not there',
  async (path) => {
    const { status, type } = await browse(path);
    expect([status, type]).toEqual([404, 'application/problem+json']);
  },
);

it('a script that asks for an unknown address gets a problem, not a page', async () => {
  const { status, type } = await request(app.getHttpServer()).get('/tasks');
  expect([status, type]).toEqual([404, 'application/problem+json']);
});

it('files beside the console are out of reach', async () => {
  for (const path of ['/assets/../index.html', '/assets/..%2findex.html', '/assets/%2e%2e/index.html']) {
    expect((await request(app.getHttpServer()).get(path)).status).not.toBe(200);
  }
});
