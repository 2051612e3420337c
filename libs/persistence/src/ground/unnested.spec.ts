import { types } from 'pg';
import { unnested } from './unnested';

const TEXT_ARRAY = 1009;
/** As the server takes the text of an array apart, by the reader that the driver has for its answers. */
const elementsOf = (text: string | undefined): (string | null)[] =>
  (types.getTypeParser as (oid: number) => (text: string) => (string | null)[])(TEXT_ARRAY)(text ?? '');

it('hands the named columns over, each as an array in the order of the rows', () => {
  const rows = [
    { id: 'a', amount: 1, left: null, unused: true },
    { id: 'b', amount: -2, left: undefined, unused: true },
  ];
  const handed = unnested(rows, { id: 'uuid', amount: 'bigint', left: 'text' }, 3);
  expect(handed.rows).toBe('unnest($3::uuid[], $4::bigint[], $5::text[]) AS r("id", "amount", "left")');
  expect(handed.values.map(elementsOf)).toEqual([
    ['a', 'b'],
    ['1', '-2'],
    [null, null],
  ]);
});

it.each([
  '',
  'NULL',
  'null',
  '{',
  '}',
  ',',
  ' a ',
  '"',
  '\\',
  '\\"',
  'a","b',
  '}\\',
  "'; --",
  '一\n二\t三',
  '😀',
])('an element %j stays what it is, between others', (text) => {
  const { values } = unnested([{ text: 'first' }, { text }, { text }, { text: 'last' }], { text: 'text' });
  expect(elementsOf(values[0])).toEqual(['first', text, text, 'last']);
});

it('a value of jsonb goes as it is written, null of it included', () => {
  const rows = [{ data: { a: '"\\' } }, { data: [] }, { data: null }];
  const texts = elementsOf(unnested(rows, { data: 'jsonb' }).values[0]);
  expect(texts.map((text) => JSON.parse(text ?? '') as unknown)).toEqual([{ a: '"\\' }, [], null]);
});

it('refuses what it cannot write as text', () => {
  expect(() => unnested([{ on: true }], { on: 'boolean' })).toThrow('boolean');
});
