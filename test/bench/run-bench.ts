import type { Writable } from 'node:stream';
import { benchPolicy } from './policy/bench-policy';
import type { BenchOptions, BenchReport } from './report';
import { benchSweep } from './sweep/bench-sweep';

/** Every suite by its name; a further one is one more row. */
const SUITES: Readonly<Record<string, (options: BenchOptions) => Promise<BenchReport> | BenchReport>> = {
  policy: benchPolicy,
  sweep: benchSweep,
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

/**
 * Runs the suites that are named, or all, with `--enterprises <number>` of another size. Each prints a table and, as its last line, one JSON object.
 *
 * @returns exit code: 0, 1 when a promise was not kept, 2 for a name that is no suite or a number that is none
 */
export async function runBench(words: readonly string[], output: Writable): Promise<number> {
  const at = words.indexOf('--enterprises');
  const names = at < 0 ? words : words.filter((_, place) => place !== at && place !== at + 1);
  const enterprises = Number(words[at + 1]);
  if (at >= 0 && !(Number.isSafeInteger(enterprises) && enterprises >= 1_000)) {
    output.write('--enterprises takes a whole number, 1000 at least.\n');
    return 2;
  }
  const unknown = names.find((name) => !Object.hasOwn(SUITES, name));
  if (unknown !== undefined) {
    output.write(`There is no suite ${unknown}. One of: ${Object.keys(SUITES).join(', ')}.\n`);
    return 2;
  }
  let code = 0;
  for (const name of names.length > 0 ? names : Object.keys(SUITES)) {
    const report = await SUITES[name]?.(at < 0 ? {} : { enterprises });
    if (!report) continue;
    const { bench, about, ratios, figures, broken } = report;
    output.write(`${about}\n\n${tableOf(report)}\n\n`);
    for (const promise of broken) output.write(`NOT KEPT: ${promise}\n`);
    output.write(`${JSON.stringify({ bench, ratios, figures })}\n`);
    if (broken.length > 0) code = 1;
  }
  return code;
}
