import { aboveScaleStandardOn, CULTIVATION_RULES, poolGoal } from '../index';

test('a pool wants 1.2 times the target, a part of an enterprise counted as one', () => {
  const [rule] = CULTIVATION_RULES;
  expect([19, 10, 17, 24, 22, 18, 5, 4, 1, 9, 0].map((target) => poolGoal(rule!, target))).toEqual([
    23, 12, 21, 29, 27, 22, 6, 5, 2, 11, 0,
  ]);
});

test('the standard of a day is the last one that began by then', () => {
  expect(aboveScaleStandardOn('2022-06-01')?.yuan).toBe('20000000');
  expect(aboveScaleStandardOn('2010-12-31')).toBeNull();
});
