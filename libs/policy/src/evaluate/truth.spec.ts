import { allOf, anyOf, negate, truth, type Truth } from './truth';

// Kleene's strong logic: what is unknown may turn out either way, and the whole is known where it makes no difference.
test.each<[Truth, Truth, Truth, Truth]>([
  ['true', 'true', 'true', 'true'],
  ['true', 'unknown', 'unknown', 'true'],
  ['true', 'false', 'false', 'true'],
  ['unknown', 'unknown', 'unknown', 'unknown'],
  ['unknown', 'false', 'false', 'unknown'],
  ['false', 'false', 'false', 'false'],
])('%s with %s: both %s, either %s', (a, b, both, either) => {
  expect([allOf([a, b]), allOf([b, a])]).toEqual([both, both]);
  expect([anyOf([a, b]), anyOf([b, a])]).toEqual([either, either]);
  expect(negate(allOf([a, b]))).toBe(anyOf([negate(a), negate(b)]));
});

test('of nothing everything holds and nothing does; what is unknown stays so when it is denied', () => {
  expect([allOf([]), anyOf([])]).toEqual(['true', 'false']);
  expect((['true', 'unknown', 'false'] as const).map(negate)).toEqual(['false', 'unknown', 'true']);
  expect([truth(true), truth(false)]).toEqual(['true', 'false']);
});
