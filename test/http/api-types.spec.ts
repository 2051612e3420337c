import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Caller } from './caller';
import { Town } from './town';

jest.setTimeout(300_000);

const ROOT = join(__dirname, '../..');
const TYPES = join(ROOT, 'libs/api-client/src/generated/api.ts');
const GENERATOR = join(ROOT, 'node_modules/openapi-typescript/bin/cli.js');

/** The types that the running API's own document leads to. */
async function generate(): Promise<string> {
  const town = await Town.open();
  const folder = mkdtempSync(join(tmpdir(), 'duixian-types-'));
  try {
    const [document, types] = [join(folder, 'openapi.json'), join(folder, 'api.ts')];
    writeFileSync(document, JSON.stringify(await new Caller(town.url, null).read('/api/openapi.json')));
    execFileSync(process.execPath, [GENERATOR, document, '--output', types], { stdio: 'pipe' });
    return readFileSync(types, 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
    await town.close();
  }
}

it('the types of api-client are those of the OpenAPI document: `npm run api-types` writes them anew', async () => {
  const types = await generate();
  if (process.env.WRITE_API_TYPES === '1') writeFileSync(TYPES, types);
  // A plain comparison: the difference of two files of thousands of lines would take minutes to print.
  expect(types === readFileSync(TYPES, 'utf8')).toBe(true);
});
