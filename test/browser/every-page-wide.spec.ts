import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tourEveryPage } from './every-page';
import { STOPS } from './stops.table';

jest.setTimeout(180_000);

it('every page of the console is visited', () => {
  const visited = new Set(STOPS.map(({ page }) => page));
  const table = readFileSync(join(__dirname, '../../apps/web/src/shell/pages.table.ts'), 'utf8');
  const paths = [...table.matchAll(/\bpath: '([^']+)'/g)].map(([, path]) => path ?? '');
  expect(paths.length).toBeGreaterThan(5);
  expect(paths.filter((path) => !visited.has(path))).toEqual([]);
});

tourEveryPage(1440);
