import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TITLE_CODES, WHITE_LIST_RULES } from '../index';

const DOCUMENTS = join(__dirname, '../../documents');

test('every rule names a clause of a document of its city, and titles that there are', () => {
  const texts = readdirSync(DOCUMENTS)
    .filter((name) => name.endsWith('.yaml') && !name.endsWith('.cases.yaml'))
    .map((name) => readFileSync(join(DOCUMENTS, name), 'utf8'));
  for (const { clause, number, city, article, basis } of WHITE_LIST_RULES) {
    const text = texts.find((each) => each.includes(number) && each.includes(`- id: ${clause}\n`)) ?? '';
    expect(text).toContain(city);
    expect(text.slice(text.indexOf(`- id: ${clause}\n`)).slice(0, 120)).toContain(`article: ${article}`);
    for (const code of basis.kind === 'titles' ? basis.titles : [])
      expect(Object.keys(TITLE_CODES)).toContain(code);
  }
  expect(new Set(WHITE_LIST_RULES.map(({ key }) => key)).size).toBe(WHITE_LIST_RULES.length);
});
