import fc from 'fast-check';
import { canonicalText, differencesOf, sameJson, type Result } from '../index';

/** The same value with the members of every object in another order. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, turned(member)]),
  );
}

const json = fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.parse(JSON.stringify(value)) as unknown);

test('a value is the same whatever the order of its members, and has one text', () => {
  fc.assert(
    fc.property(json, (value) => {
      expect(sameJson(value, turned(value))).toBe(true);
      expect(canonicalText(turned(value))).toBe(canonicalText(value));
      expect(JSON.parse(canonicalText(value))).toEqual(value);
    }),
  );
});

test('two values are the same exactly when their texts are', () => {
  fc.assert(
    fc.property(json, json, (one, other) => {
      expect(sameJson(one, other)).toBe(canonicalText(one) === canonicalText(other));
    }),
  );
});

// prettier-ignore
test.each([
  [[1, 2], [2, 1], false],
  [[1], [1, 1], false],
  [[], {}, false],
  [{}, [], false],
  [null, {}, false],
  [{}, null, false],
  [null, null, true],
  ['1', 1, false],
  [{ a: 1 }, { a: 1, b: 2 }, false],
  [{ a: 1, b: 2 }, { a: 1 }, false],
  [{ a: 1 }, { a: 1, b: undefined }, true],
  [{ a: { b: [1, { c: 2 }] } }, { a: { b: [1, { c: 2 }] } }, true],
  [{ a: { b: [1, { c: 2 }] } }, { a: { b: [1, { c: 3 }] } }, false],
] as const)('%j and %j: %s', (one, other, same) => {
  expect(sameJson(one, other)).toBe(same);
});

test('a text leaves out what is not there and says what is nothing', () => {
  expect(canonicalText({ b: [undefined, null], a: undefined, c: 'x' })).toBe('{"b":[null,null],"c":"x"}');
  expect(canonicalText(undefined)).toBe('null');
  expect(canonicalText({ b: 1, a: { d: 1, c: 2 } })).toBe('{"a":{"c":2,"d":1},"b":1}');
});

test('each field that differs is named, with what there was and what there is', () => {
  const before: Result = { clause: 'A', status: 'determined', amountFen: 1, factsUsed: ['a'] };
  const after: Result = { clause: 'A', status: 'needs-evidence', missing: ['b'], factsUsed: ['a'] };
  expect(differencesOf(before, before)).toEqual([]);
  expect(differencesOf(before, after)).toStrictEqual([
    { field: 'status', before: 'determined', after: 'needs-evidence' },
    { field: 'amountFen', before: 1 },
    { field: 'missing', after: ['b'] },
  ]);
  expect(differencesOf(before, null)).toStrictEqual([
    { field: 'clause', before: 'A' },
    { field: 'status', before: 'determined' },
    { field: 'amountFen', before: 1 },
    { field: 'factsUsed', before: ['a'] },
  ]);
});
