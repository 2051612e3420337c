import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const GUIDE = join(__dirname, '../../apps/web/guide');

/** The guides, one for each role, by file name. */
export const guides = (): Map<string, string> =>
  new Map(
    readdirSync(GUIDE)
      .filter((name) => name.endsWith('.md'))
      .map((name) => [name, readFileSync(join(GUIDE, name), 'utf8')]),
  );

/** The pictures that a guide shows; each is a stop of the tour, photographed as its person sees it. */
export const picturesOf = (guide: string): string[] =>
  [...guide.matchAll(/!\[[^\]]+\]\(([\w-]+)\.webp\)/g)].map(([, name = '']) => name);
