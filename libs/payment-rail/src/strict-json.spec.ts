import fc from 'fast-check';
import { parseStrictJson } from './strict-json';

describe('parseStrictJson', () => {
  it('reads what JSON.parse reads when every number is a plain integer', () => {
    const plain = fc
      .jsonValue()
      .map((value) =>
        JSON.stringify(value, (_key, item: unknown) =>
          typeof item === 'number' ? Math.trunc(item % 1e9) || 0 : item,
        ),
      );
    fc.assert(
      fc.property(plain, (text) => {
        expect(parseStrictJson(text)).toEqual({ ok: true, value: JSON.parse(text) as unknown });
      }),
      { numRuns: 500 },
    );
  });

  it.each(['12.5', '12.0', '1e3', '-0', '9007199254740993', '5.00000000000000000001', '-1.5e-3'])(
    'refuses the number %s wherever it stands',
    (number) => {
      for (const text of [number, ` ${number}\n`, `[1,${number}]`, `{"a":{"b":${number}}}`]) {
        expect(parseStrictJson(text)).toEqual({
          ok: false,
          problem: expect.stringContaining(number) as string,
        });
      }
    },
  );

  it('does not mistake text for numbers or fields', () => {
    const value = { 'a:"1.5': 'x": 2.5, "y', '\\': '1e9' };
    expect(parseStrictJson(JSON.stringify(value, null, 2))).toEqual({ ok: true, value });
  });

  it.each(['{"a":1,"a":2}', '{"a":1,"\\u0061":1}', '[{"b":{"c":1,"d":2,"c":3}}]'])(
    'refuses a field written twice: %s',
    (text) => {
      expect(parseStrictJson(text)).toEqual({ ok: false, problem: '同一对象里有字段重复出现' });
    },
  );

  it('survives deep nesting and long strings', () => {
    const depth = 200_000;
    expect(() => parseStrictJson('['.repeat(depth) + ']'.repeat(depth))).not.toThrow();
    expect(parseStrictJson(`"${'\\\\'.repeat(1_000_000)}"`).ok).toBe(true);
  });

  it.each(['', '{', 'NaN', "{'a':1}", '[1,]', '﻿{}'])('refuses %j, which is not JSON', (text) => {
    expect(parseStrictJson(text)).toEqual({ ok: false, problem: '内容不是合法的 JSON' });
  });
});
