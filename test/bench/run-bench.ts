import type { Writable } from 'node:stream';
import { benchPolicy } from './policy/bench-policy';
import type { BenchReport } from './report';

/** Every suite by its name; a further one is one more row. */
const SUITES: Readonly<Record<string, () => Promise<BenchReport> | BenchReport>> = {
  policy: benchPolicy,
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
 * Runs the suites that are named, or all. Each prints a table and, as its last line, one JSON object.
 *
 * @returns exit code: 0, 1 when a promise was not kept, 2 for a name that is no suite
 */
export async function runBench(names: readonly string[], output: Writable): Promise<number> {
  const unknown = names.find((name) => !Object.hasOwn(SUITES, name));
  if (unknown !== undefined) {
    output.write(`There is no suite ${unknown}. One of: ${Object.keys(SUITES).join(', ')}.\n`);
    return 2;
  }
  let code = 0;
  for (const name of names.length > 0 ? names : Object.keys(SUITES)) {
    const report = await SUITES[name]?.();
    if (!report) continue;
    const { bench, about, ratios, figures, broken } = report;
    output.write(`${about}\n\n${tableOf(report)}\n\n`);
    for (const promise of broken) output.write(`NOT KEPT: ${promise}\n`);
    output.write(`${JSON.stringify({ bench, ratios, figures })}\n`);
    if (broken.length > 0) code = 1;
  }
  return code;
}
