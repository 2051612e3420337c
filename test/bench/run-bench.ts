import type { Writable } from 'node:stream';
import { benchCases } from './cases/bench-cases';
import { benchImports } from './imports/bench-imports';
import { benchMoney } from './money/bench-money';
import { benchPolicy } from './policy/bench-policy';
import type { BenchOptions, BenchReport } from './report';
import { benchSweep } from './sweep/bench-sweep';

/** Every suite by its name; a further one is one more row. */
const SUITES: Readonly<Record<string, (options: BenchOptions) => Promise<BenchReport> | BenchReport>> = {
  policy: benchPolicy,
  sweep: benchSweep,
  cases: benchCases,
  money: benchMoney,
  imports: benchImports,
};

/** A character of Chinese takes two columns. */
const widthOf = (text: string): number => [...text].reduce((sum, each) => sum + (each > '\u2e7f' ? 2 : 1), 0);

function tableOf({ columns, rows }: BenchReport): string {
  const widths = columns.map((_, at) => Math.max(...[columns, ...rows].map((row) => widthOf(row[at] ?? ''))));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, at) => cell + ' '.repeat((widths[at] ?? 0) - widthOf(cell)))
      .join('  ')
      .trimEnd();
  return [line(columns), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

const SIZES = ['enterprises', 'cases', 'payments', 'rows'] as const;
const LEAST = 1_000;

/** The sizes among the words, and the names that are left; a text where a size is no number. */
function read(words: readonly string[]): { names: string[]; options: BenchOptions } | string {
  const names: string[] = [];
  let options: BenchOptions = {};
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const size = SIZES.find((each) => word === `--${each}`);
    if (size === undefined) names.push(word);
    else {
      const value = Number(words[(at += 1)]);
      if (!Number.isSafeInteger(value) || value < LEAST)
        return `--${size} takes a whole number, ${LEAST} at least.`;
      options = { ...options, [size]: value };
    }
  }
  return { names, options };
}

/**
 * Runs the suites that are named, or all, with `--enterprises`, `--cases` or `--payments <number>` of another size. Each prints a
 * table and, as its last line, one JSON object.
 *
 * @returns exit code: 0, 1 when a promise was not kept, 2 for a name that is no suite or a number that is none
 */
export async function runBench(words: readonly string[], output: Writable): Promise<number> {
  const asked = read(words);
  if (typeof asked === 'string') {
    output.write(`${asked}\n`);
    return 2;
  }
  const { names, options } = asked;
  const unknown = names.find((name) => !Object.hasOwn(SUITES, name));
  if (unknown !== undefined) {
    output.write(`There is no suite ${unknown}. One of: ${Object.keys(SUITES).join(', ')}.\n`);
    return 2;
  }
  let code = 0;
  for (const name of names.length > 0 ? names : Object.keys(SUITES)) {
    const report = await SUITES[name]?.(options);
    if (!report) continue;
    const { bench, about, ratios, figures, broken } = report;
    output.write(`${about}\n\n${tableOf(report)}\n\n`);
    for (const promise of broken) output.write(`NOT KEPT: ${promise}\n`);
    output.write(`${JSON.stringify({ bench, ratios, figures })}\n`);
    if (broken.length > 0) code = 1;
  }
  return code;
}
