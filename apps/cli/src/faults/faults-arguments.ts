import { parseArgs } from 'node:util';

/** One run of `npm run faults`. */
export interface FaultsRun {
  readonly suite: string;
  /** How many points are struck; of a sweep a point is a whole run with several strikes. */
  readonly points: number;
  readonly seed: number;
  /** Index of the first story. */
  readonly from: number;
}

/** The suites, and how many points each strikes by itself. */
const SUITES: Readonly<Record<string, number>> = { payments: 100, sweep: 20 };
const USAGE = `Use: npm run faults -- [${Object.keys(SUITES).join('|')}] [--points N] [--seed S] [--from INDEX]`;
const OPTIONS = { points: { type: 'string' }, seed: { type: 'string' }, from: { type: 'string' } } as const;

/** What the words after `npm run faults --` ask for, in any order; without a suite it is payments. A text: why they are refused. */
export function readFaultsArguments(words: readonly string[]): FaultsRun | string {
  let parsed;
  try {
    parsed = parseArgs({ args: [...words], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    return `Not understood: ${String((error as Error).message)} ${USAGE}`;
  }
  const { values, positionals } = parsed;
  const [suite = 'payments', more] = positionals;
  const preset = Object.hasOwn(SUITES, suite) ? SUITES[suite] : undefined;
  if (preset === undefined || more !== undefined) return `Not understood: "${more ?? suite}". ${USAGE}`;
  const { points = String(preset), seed = '20260301', from = '0' } = values;
  const wrong = Object.entries({ points, seed, from }).find(([, text]) => !/^\d{1,9}$/.test(text));
  if (wrong) return `Not understood: --${wrong[0]} "${wrong[1]}": a whole number. ${USAGE}`;
  // A run that strikes nothing would prove nothing, and say that every promise was kept.
  if (Number(points) === 0) return `Not understood: --points "${points}": 1 or more. ${USAGE}`;
  return { suite, points: Number(points), seed: Number(seed), from: Number(from) };
}
