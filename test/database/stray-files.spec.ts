import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import * as casework from '@duixian/casework';
import { FileStore, ForeignFileStore, removeStrayFiles, TABLES_OF_FILES } from '@duixian/persistence';
import { Office, refusalOf, valueOf } from '@duixian/testing';
import { Client } from 'pg';

jest.setTimeout(120_000);

let office: Office;
let owner: Client;
let folder: string;
let files: FileStore;
beforeAll(async () => {
  office = await Office.open();
  owner = new Client(office.database.ownerUrl);
  await owner.connect();
  folder = await mkdtemp(join(tmpdir(), 'duixian-stray-'));
  files = new FileStore(folder);
});
afterAll(async () => {
  await owner.end();
  await rm(folder, { recursive: true, force: true });
  await office.close();
});

const pdf = (text: string): Buffer => Buffer.from(`%PDF-1.7\n${text}\n%%EOF\n`);
const hashOf = (content: Buffer): string => createHash('sha256').update(content).digest('hex');
const pathOf = (hash: string): string => join(folder, hash.slice(0, 2), hash);
const keep = async (text: string, days: number): Promise<string> => {
  const { contentHash } = await files.receive(Readable.from([pdf(text)]), 1_000);
  await aged(pathOf(contentHash), days);
  return contentHash;
};
const aged = (path: string, days: number) => {
  const then = new Date(Date.now() - days * 86_400_000);
  return utimes(path, then, then);
};
async function clean(store = files): Promise<number> {
  let gone = 0;
  for (let one = 0; one < 256; one += 1) gone += await removeStrayFiles(office.db, store, one);
  return gone;
}
const myPolicy = async (actor: casework.PersonActor) =>
  (await casework.listPolicies(office.db, actor)).find(({ regionCode }) => regionCode === '410400');
/** A paper of the policy officer's document, named by a row. */
async function original(text: string): Promise<string> {
  const actor = await office.as('policy-officer');
  const policy = await myPolicy(actor);
  valueOf(
    await casework.attachOriginal(office.db, files, {
      ...{ actor, idempotencyKey: office.key(), policyId: policy?.id ?? '', fileName: 'a.pdf' },
      content: Readable.from([pdf(text)]),
    }),
  );
  return hashOf(pdf(text));
}

it('a file goes when no row names it and it came long ago, and no other', async () => {
  const named = await original('named');
  await aged(pathOf(named), 400);
  const fresh = await keep('refused just now', 6);
  const stray = await keep('refused long ago', 8);
  expect(await clean()).toBe(1);
  expect([await files.has(named), await files.has(fresh), await files.has(stray)]).toEqual([
    true,
    true,
    false,
  ]);
  expect(await clean()).toBe(0);
});

it('what was handed in again is new, and what was set aside when a worker died comes back', async () => {
  await original('needed');
  const again = await keep('twice', 30);
  const before = new Date(Date.now() - 86_400_000);
  await files.receive(Readable.from([pdf('twice')]), 1_000);
  expect(await clean()).toBe(0);
  expect(await files.removeOlder(again, before)).toBe(false);
  expect((await files.readWhole(again)).equals(pdf('twice'))).toBe(true);

  await mkdir(join(folder, 'leaving'), { recursive: true });
  await rename(pathOf(again), join(folder, 'leaving', again));
  expect(await clean()).toBe(0);
  expect(await files.has(again)).toBe(true);
  expect(await readdir(join(folder, 'leaving'))).toEqual([]);
});

it('nothing goes of the store of another system', async () => {
  await original('of this system');
  const other = await mkdtemp(join(tmpdir(), 'duixian-stray-'));
  const store = new FileStore(other);
  const { contentHash } = await store.receive(Readable.from([pdf('of another one')]), 1_000);
  await aged(join(other, contentHash.slice(0, 2), contentHash), 30);
  await expect(clean(store)).rejects.toThrow(ForeignFileStore);
  expect(await store.has(contentHash)).toBe(true);
  await rm(other, { recursive: true });
});

it('an upload that broke off leaves nothing for ever', async () => {
  await original('needed as well');
  const path = join(folder, 'arriving', 'half');
  await writeFile(path, 'half');
  await clean();
  expect(await readdir(join(folder, 'arriving'))).toEqual(['half']);
  await aged(path, 8);
  await clean();
  expect(await readdir(join(folder, 'arriving'))).toEqual([]);
});

/** There it is the hash of something that the database holds, or that nobody keeps. */
const OTHER_HASHES = [
  ...['bank_code_table', 'data_import', 'disbursement_batch', 'facts_snapshot', 'issued_document'],
  ...['policy_trial', 'policy_trial_run', 'policy_version', 'result_file'],
];

it('no table that names files is forgotten', async () => {
  const { rows } = await owner.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND column_name = 'content_hash'`,
  );
  expect(rows.map(({ name }) => name).sort()).toEqual([...TABLES_OF_FILES, ...OTHER_HASHES].sort());
});

it('a refused upload is such a file', async () => {
  await original('needed, too');
  const actor = await office.as('policy-officer');
  const policy = await myPolicy(actor);
  const outcome = await casework.attachOriginal(office.db, files, {
    ...{ actor, idempotencyKey: office.key(), policyId: policy?.id ?? '', fileName: 'a.pdf' },
    content: Readable.from([Buffer.from('no paper at all')]),
  });
  expect(refusalOf(outcome)).toBe('material-unusable');
  const hash = hashOf(Buffer.from('no paper at all'));
  expect(await files.has(hash)).toBe(true);
  await aged(pathOf(hash), 8);
  expect(await clean()).toBe(1);
});
