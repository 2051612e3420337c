import { fen } from '@duixian/money';
import { putAside } from './put-aside';

it.each([
  ['nobody waits', [5, 3], [], [5, 3]],
  ['each is on the first line that holds all of it', [5, 3], [4, 2, 1], [0, 1]],
  ['a line of two halves holds no whole', [5, 5], [6], null],
  ['nobody behind one who does not fit is served', [5], [6, 1], null],
  ['there is no line', [], [1], null],
])('%s', (_name, free, needed, left) => {
  expect(putAside(free.map(fen), needed.map(fen))).toEqual(left);
});
