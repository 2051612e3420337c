import { readFaultsArguments } from './faults-arguments';

const PAYMENTS = { suite: 'payments', points: 100, seed: 20260301, from: 0 };

it.each([
  ['', PAYMENTS],
  ['payments', PAYMENTS],
  ['sweep', { ...PAYMENTS, suite: 'sweep', points: 20 }],
  ['--points 8 --seed 3', { ...PAYMENTS, points: 8, seed: 3 }],
  ['payments --points=8 --seed=3 --from=2', { ...PAYMENTS, points: 8, seed: 3, from: 2 }],
  ['--seed 7 sweep', { ...PAYMENTS, suite: 'sweep', points: 20, seed: 7 }],
])('"%s" is understood', (line, run) => {
  expect(readFaultsArguments(line.split(' ').filter(Boolean))).toEqual(run);
});

it.each([
  'imports',
  'toString',
  'payments sweep',
  '--points',
  '--points x',
  '--points -3',
  '--points 1.5',
  '--points 0',
  '--points 00',
  '--seed 1e3',
  '--seed ３',
  '--seeds 3',
])('"%s" is refused with what can be said', (line) => {
  expect(readFaultsArguments(line.split(' '))).toMatch(
    /^Not understood: [^]*Use: npm run faults -- \[payments\|sweep\]/,
  );
});
