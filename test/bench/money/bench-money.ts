import { loadavg } from 'node:os';
import type { BenchOptions, BenchReport } from '../report';
import { timeStatements } from '../sweep/statement-times';
import { copyBare, type BareCopy } from './plain-copy';
import { Till } from './till';

const PAYMENTS = 100_000;
const SHARE_OF_FEW = 5;
const MOST_RATIO = 4;
const MOST_GROWTH_MB = 100;
/** Kinds of statements of which the table says how long each step waited for them. */
const SHOWN_PARTS = 5;

type Parts = Awaited<ReturnType<typeof timeStatements>>;
interface Step {
  name: string;
  millis: number;
  parts: Parts;
}
/** What was measured with so many payments. */
interface Stage {
  payments: number;
  steps: Step[];
  millis: number;
  fileBytes: number;
  statementBytes: number;
  heap: BareCopy;
  copy: BareCopy;
  peakMb: number;
}

const mb = (bytes: number): string => (bytes / 1024 / 1024).toFixed(0);
const peakMb = (): number => process.resourceUsage().maxRSS / 1024;

async function stageOf(till: Till, payments: number): Promise<Stage> {
  await till.enter(payments);
  const steps: Step[] = [];
  const step = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    let value: T | undefined;
    const from = performance.now();
    const parts = await timeStatements(async () => {
      value = await work();
    });
    steps.push({ name, millis: performance.now() - from, parts });
    return value as T;
  };
  const prepared = await step('prepare the batch', till.prepare);
  const batch = await step('release it', () => till.release(prepared));
  const fileBytes = await step('write its file', () => till.writeFile(batch));
  await till.settle();
  const statement = await till.statementOf(batch);
  await step('match the statement', () => till.readStatement(statement));
  const peak = peakMb();
  await till.prove(batch);
  const { heap, keyed: copy } = await copyBare(till.owner, batch.id);
  const millis = steps.reduce((sum, each) => sum + each.millis, 0);
  const bytes = { fileBytes, statementBytes: statement.bytes };
  return { payments: batch.paymentCount, steps, millis, ...bytes, heap, copy, peakMb: peak };
}

/**
 * Payments of one treasury from planned to settled: a batch prepared and released, its file written, the statement of as
 * many lines matched, against a bare COPY of the rows that this leaves, into tables with the same keys and indexes and nothing
 * else, and into heaps; with a fifth of the payments first, so that the growth of memory shows.
 * @throws when a payment is not settled in the end: then the times say nothing
 */
export async function benchMoney({ payments = PAYMENTS }: BenchOptions): Promise<BenchReport> {
  const till = await Till.open();
  try {
    const few = await stageOf(till, Math.ceil(payments / SHARE_OF_FEW));
    const many = await stageOf(till, payments);
    return report(few, many);
  } finally {
    await till.close();
  }
}

function report(few: Stage, many: Stage): BenchReport {
  const ratioOf = ({ millis, copy }: Stage): number => millis / copy.millis;
  const ratio = ratioOf(many);
  const growthMb = many.peakMb - few.peakMb;
  const [load = 0] = loadavg();
  const rowsOf = (stage: Stage): string[][] => {
    const row = (name: string, millis: number): string[] => [
      ...[name, String(stage.payments), millis.toFixed(0), (millis / stage.copy.millis).toFixed(2)],
    ];
    return [
      row(`bare COPY of ${stage.copy.rows} rows, with keys and indexes`, stage.copy.millis),
      row('the same COPY into heaps without any', stage.heap.millis),
      row('from planned to settled', stage.millis),
      ...stage.steps.flatMap(({ name, millis, parts }) => [
        row(`  ${name}`, millis),
        ...(stage === many
          ? parts.slice(0, SHOWN_PARTS).map(([part, times]) => row(`    ${part}`, times.millis))
          : []),
      ]),
    ];
  };
  return {
    bench: 'money',
    about: `payments of one treasury by file: ${mb(many.fileBytes)} MB of pain.001, as many entries in ${mb(many.statementBytes)} MB of camt.053;
held against a COPY of the same rows into tables with the keys and indexes of ours (up to 29 November 2026: into heaps, which have none; both ratios are given); load of the machine ${load.toFixed(1)}`,
    columns: ['way', 'payments', 'ms', 'against COPY'],
    rows: [...rowsOf(few), ...rowsOf(many)],
    ratios: {
      settledByCopy: ratio,
      settledByHeapCopy: many.millis / many.heap.millis,
      settledByCopyOfFew: ratioOf(few),
      grown: many.millis / few.millis,
    },
    figures: {
      ...{
        payments: many.payments,
        rows: many.copy.rows,
        copyMs: many.copy.millis,
        heapCopyMs: many.heap.millis,
        settledMs: many.millis,
      },
      ...Object.fromEntries(many.steps.map(({ name, millis }) => [`${name.split(' ')[0]}Ms`, millis])),
      ...{ fewMs: few.millis, peakMb: many.peakMb, growthMb, load },
    },
    broken: [
      ...(ratio > MOST_RATIO ? [`it takes ${ratio.toFixed(1)} × a bare COPY, at most ${MOST_RATIO}`] : []),
      ...(growthMb >= MOST_GROWTH_MB
        ? [`memory grew by ${growthMb.toFixed(0)} MB, less than ${MOST_GROWTH_MB}`]
        : []),
    ],
  };
}
