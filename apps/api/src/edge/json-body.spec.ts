import { FastifyAdapter } from '@nestjs/platform-fastify';
import { readJson, textOf } from './json-body';

type Parse = Parameters<typeof readJson>[0];
const parse = new FastifyAdapter()
  .getInstance<{ getDefaultJsonParser(...on: string[]): Parse }>()
  .getDefaultJsonParser('error', 'error');
const read = (text: string): unknown => readJson(parse, {}, Buffer.from(text));
const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return 'none';
}

it.each([
  ['{"a":[1,"二",null]}', { a: [1, '二', null] }],
  ['"😀"', '😀'],
  ['', undefined],
  [nested(32), expect.anything()],
  ['[{"a":1},{"a":"a"},{"b":{"a":"\\"a\\":"}}]', [{ a: 1 }, { a: 'a' }, { b: { a: '"a":' } }]],
])('reads %s', (text, value) => {
  expect(read(text)).toEqual(value);
});

it.each([
  ['{bad', 'malformed-json'],
  ['{"__proto__":{"admin":true}}', 'malformed-json'],
  ['{"constructor":{"prototype":{"admin":true}}}', 'malformed-json'],
  ['{"claims":{"constructor":"x"}}', 'malformed-json'],
  ['{"amountFen":1,"amountFen":2}', 'malformed-json'],
  ['{"facts":[{"x":1},{"x":1,"\\u0078":1}]}', 'malformed-json'],
  [nested(34), 'malformed-json'],
  [nested(200_000), 'malformed-json'],
  ['{"a":"x\\u0000y"}', 'unusable-text'],
  ['{"a":{"b\\u0000":1}}', 'unusable-text'],
  ['["\\ud800"]', 'unusable-text'],
])('refuses %#', (text, code) => {
  expect(codeOf(() => read(text))).toBe(code);
});

it('refuses what is not UTF-8, and keeps a byte order mark for whoever reads the text', () => {
  expect(codeOf(() => textOf(Buffer.from([0x7b, 0xd6, 0xd0, 0x7d])))).toBe('malformed-json');
  expect(textOf(Buffer.from('\uFEFF{}'))).toBe('\uFEFF{}');
});
