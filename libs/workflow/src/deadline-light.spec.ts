import { deadlineLightOf } from './deadline-light';

it.each([
  [-1, 'red'],
  [0, 'red'],
  [1, 'yellow'],
  [2, 'yellow'],
  [3, 'green'],
] as const)('%d working days left: %s', (remaining, light) => {
  expect(deadlineLightOf(remaining)).toBe(light);
});
