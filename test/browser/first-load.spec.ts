import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const DIST = join(__dirname, '../../apps/web/dist');
const MOST_KB = 350;

interface Chunk {
  file: string;
  src?: string;
  isEntry?: boolean;
  isDynamicEntry?: boolean;
  imports?: string[];
  dynamicImports?: string[];
}

const manifest = JSON.parse(readFileSync(join(DIST, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>;

/** Everything that must have come before a chunk can run. */
function closure(name: string, into = new Set<string>()): Set<string> {
  if (into.has(name)) return into;
  into.add(name);
  for (const each of manifest[name]?.imports ?? []) closure(each, into);
  return into;
}

const sizes = new Map<string, number>();
function gzipped(name: string): number {
  const file = manifest[name]?.file ?? '';
  const size = sizes.get(file) ?? gzipSync(readFileSync(join(DIST, file))).length;
  sizes.set(file, size);
  return size;
}

const entry = Object.keys(manifest).find((name) => manifest[name]?.isEntry) ?? '';
const chunks = Object.keys(manifest).filter((name) => manifest[name]?.isDynamicEntry);
/** What the entry loads by address; a page may load more when it is used: an editor, a computation made again. */
const pages = [...closure(entry)].flatMap((name) => manifest[name]?.dynamicImports ?? []);
const MOST_LATER_KB = 150;

it('has one entry and a chunk for every page', () => {
  expect(entry).toBe('index.html');
  expect(pages.length).toBeGreaterThan(5);
});

it.each(chunks.filter((name) => !pages.includes(name)))(
  `%s: what comes later is at most ${MOST_LATER_KB} kB`,
  (later) => {
    const known = closure(entry);
    const more = [...closure(later)].filter((name) => !known.has(name));
    expect(more.reduce((sum, name) => sum + gzipped(name), 0) / 1000).toBeLessThanOrEqual(MOST_LATER_KB);
  },
);

it.each(pages)(`%s: a first visit loads at most ${MOST_KB} kB of gzipped script`, (page) => {
  const all = closure(page, closure(entry));
  const kB = [...all].reduce((sum, name) => sum + gzipped(name), 0) / 1000;
  expect(kB).toBeLessThanOrEqual(MOST_KB);
});
