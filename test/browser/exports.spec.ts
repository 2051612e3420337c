import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = join(__dirname, '../../apps/web/src');

/** Lists that are a part of one thing, which is taken away as a whole elsewhere. */
const PARTS: readonly string[] = ['funds/budget-line-page.tsx'];

const lists = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.tsx'))
  .filter((file) => readFileSync(join(SOURCES, file), 'utf8').includes('<ListPage'));

it('there are lists', () => expect(lists.length).toBeGreaterThan(15));

it.each(lists.filter((file) => !PARTS.includes(file)))('%s comes away as XLSX', (file) => {
  expect(readFileSync(join(SOURCES, file), 'utf8')).toMatch(/exportPath[:=]/);
});
