import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import * as casework from '@duixian/casework';
import { Office, refusalOf, valueOf } from '@duixian/testing';

jest.setTimeout(120_000);

const ANYBODY = { kind: 'anonymous' } as const;
const PDF = '%PDF-1.7\n%\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n';
const folder = join(tmpdir(), `duixian-originals-${process.pid}`);
const files = new casework.FileStore(folder);

let office: Office;
let policyId: string;
beforeAll(async () => {
  office = await Office.open();
  const versions = await casework.listPolicies(office.db, ANYBODY);
  const one = versions.find(({ documentId, inForce }) => documentId === 'pingdingshan-2022-15' && inForce);
  policyId = one?.id ?? '';
});
afterAll(async () => {
  await office.close();
  rmSync(folder, { recursive: true, force: true });
});

const attach = async (text: string, username = 'policy-officer') =>
  casework.attachOriginal(office.db, files, {
    actor: await office.as(username),
    idempotencyKey: office.key(),
    policyId,
    fileName: `${text.length}.pdf`,
    content: Readable.from([Buffer.from(text)]),
  });

const shown = async () => valueOf(await casework.readPolicy(office.db, ANYBODY, policyId)).original;

it('the issued text of a document is read by anybody, byte for byte; the latest one is shown with its sum', async () => {
  expect(await shown()).toBeNull();
  expect(refusalOf(await casework.openOriginal(office.db, files, ANYBODY, policyId))).toBe('not-found');
  valueOf(await attach(PDF));
  const second = `${PDF}% second\n`;
  const later = valueOf(await attach(second));
  expect(later.contentHash).toBe(createHash('sha256').update(second).digest('hex'));
  const { content } = valueOf(await casework.openOriginal(office.db, files, ANYBODY, policyId));
  expect(Buffer.concat((await content.toArray()) as Buffer[]).toString()).toBe(second);
  expect(await shown()).toEqual(later);
  const clause = valueOf(await casework.readClause(office.db, ANYBODY, 'PDS-A2-4-3-1'));
  expect(clause.original).toEqual(later);
});

it.each([
  ['something that has only the name of a PDF', 'hello', 'policy-officer', 'material-unusable'],
  ['an empty file', '', 'policy-officer', 'material-unusable'],
  ['a file from a reviewer', PDF, 'city-reviewer', 'forbidden'],
])('%s is refused, and what is shown stays', async (_, text, username, code) => {
  const before = await shown();
  expect(refusalOf(await attach(text, username))).toBe(code);
  expect(await shown()).toEqual(before);
});
