import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { GUIDE, guides, picturesOf } from './guide';
import { STOPS } from './stops.table';

const MOST_BYTES = 100_000;
const shown = [...guides().values()].flatMap(picturesOf);

it('every picture of a guide is a stop of the tour, is there, and is small', () => {
  const stops = STOPS.map(({ name }) => name);
  expect(shown.filter((name) => !stops.includes(name))).toEqual([]);
  expect(shown.filter((name) => !existsSync(join(GUIDE, `${name}.webp`)))).toEqual([]);
  expect(shown.filter((name) => statSync(join(GUIDE, `${name}.webp`)).size > MOST_BYTES)).toEqual([]);
});

it('no picture is there that no guide shows, and the console’s README leads to every guide', () => {
  const stored = readdirSync(GUIDE).filter((name) => !name.endsWith('.md'));
  expect(stored.filter((name) => !shown.includes(name.replace(/\.webp$/, '')))).toEqual([]);
  const readme = readFileSync(join(GUIDE, '../README.md'), 'utf8');
  expect([...guides().keys()].filter((name) => !readme.includes(`(guide/${name})`))).toEqual([]);
});
