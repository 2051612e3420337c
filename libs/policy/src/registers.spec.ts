import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePolicyDocument } from './syntax/parse-document';
import { registersOf } from './registers';

const of = (file: string, id: string) => {
  const parsed = parsePolicyDocument(readFileSync(join(__dirname, '../documents', file), 'utf8'), file);
  if (!parsed.ok) throw new Error('it does not parse');
  const { document } = parsed;
  const clause = document.clauses.find((each) => each.id === id);
  if (!clause) throw new Error(id);
  return registersOf(document, clause);
};

it('a clause by title asks the list of its title; the titles of its group decide by their absence', () => {
  const { asked, decisive } = of('zhengzhou-2022-36.yaml', 'ZZ-2-4');
  expect(asked).toContain('title/SINGLE_CHAMPION_PRODUCT');
  expect(decisive).toContain('title/NATIONAL_LITTLE_GIANT');
  expect(decisive).not.toContain('title/SINGLE_CHAMPION_PRODUCT');
});

it('a fact that is absent is unknown and pays nothing: no register decides by absence there', () => {
  const { asked, decisive } = of('pingdingshan-2022-15.yaml', 'PDS-A2-4-3-1');
  expect(asked).toContain('fact/scale.first_entry');
  expect(decisive).toEqual([]);
});

it('what is only stated asks nothing', () => {
  expect(of('pingdingshan-2022-15.yaml', 'PDS-0-R2')).toEqual({ asked: [], decisive: [] });
});
