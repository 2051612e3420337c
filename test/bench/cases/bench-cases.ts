import { performance } from 'node:perf_hooks';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Office } from '@duixian/testing';
import { Client } from 'pg';
import { createApi } from '../../../apps/api/src';
import type { BenchOptions, BenchReport } from '../report';
import { CONSOLE } from '../../browser/hall';
import { enterCases } from './ground';
import { type Look, lookAtCases } from './look';
import { type Question, questionsOf, type Totals } from './questions';

const CASES = 100_000;
const ROUNDS = 12;
const MOST_P95_MS = 300;
const MOST_RATIO = 5;
/** The workbook of everything, per 1,000 rows; and what it may add to the memory of this process. */
const MOST_EXPORT_MS_PER_THOUSAND = 300;
const MOST_EXPORT_MB = 150;

interface Measured {
  readonly question: Question;
  readonly median: number;
  readonly p95: number;
  readonly byHand: number;
}

const at = (times: readonly number[], share: number): number =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
const peakMb = (): number => process.resourceUsage().maxRSS / 1024;

/** The API on a port of the loopback over a database full of cases, and its owner beside it. */
class Archive {
  private readonly tokens = new Map<string, string>();

  private constructor(
    private readonly office: Office,
    readonly owner: Client,
    private readonly api: NestFastifyApplication,
    readonly url: string,
  ) {}

  static async open(cases: number): Promise<Archive> {
    const office = await Office.open({ demo: 'cities' });
    const owner = new Client(office.database.ownerUrl);
    await owner.connect();
    await enterCases(owner, cases);
    await owner.query(`SELECT set_config('duixian.scope', 'system', false)`);
    const api = await createApi({
      db: office.db,
      configuration: { mode: 'demo' },
      consoleFolder: CONSOLE,
      signInsPerMinute: null,
    });
    await api.listen(0, '127.0.0.1');
    return new Archive(office, owner, api, await api.getUrl());
  }

  async close(): Promise<void> {
    await this.owner.end();
    await this.api.close();
    await this.office.close();
  }

  async ask(username: string, path: string): Promise<Response> {
    const token = this.tokens.get(username) ?? (await this.office.token(username));
    this.tokens.set(username, token);
    const answer = await fetch(`${this.url}/api/v1/${path}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  }
}

async function timesOf(round: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let done = 0; done <= ROUNDS; done += 1) {
    const from = performance.now();
    await round();
    // The first one warms up.
    if (done > 0) times.push(performance.now() - from);
  }
  return times;
}

/** @throws when the API does not count and add up what the statement by hand does: then their times say nothing */
async function measure(archive: Archive, question: Question): Promise<Measured> {
  const { as, path, byHand } = question;
  let [told, counted]: Totals[] = [{}, {}];
  const asked = await timesOf(async () => {
    const { totals = {} } = (await (await archive.ask(as, path)).json()) as { totals?: Totals };
    told = totals;
  });
  const known = await timesOf(async () => {
    const { rows } = await archive.owner.query<{ count?: string; amount?: string }>(byHand);
    const [row = {}] = rows;
    counted = 'count' in row ? { count: Number(row.count), amountFen: Number(row.amount) } : {};
  });
  if (told?.count !== counted?.count || told?.amountFen !== counted?.amountFen)
    throw new Error(`${as} ${path}: totals differ: ${JSON.stringify([told, counted])}`);
  return { question, median: at(asked, 0.5), p95: at(asked, 0.95), byHand: at(known, 0.5) };
}

async function measureExport(archive: Archive): Promise<{ ms: number; mb: number; bytes: number }> {
  const [from, before] = [performance.now(), peakMb()];
  const answer = await archive.ask('hn-auditor', 'exports/applications');
  let bytes = 0;
  for await (const piece of answer.body ?? []) bytes += (piece as Uint8Array).length;
  return { ms: performance.now() - from, mb: peakMb() - before, bytes };
}

/**
 * The lists of officials among very many cases, over HTTP and under row-level security, each beside the one statement that
 * a database administrator would write for its page and its totals.
 */
export async function benchCases({ cases = CASES }: BenchOptions): Promise<BenchReport> {
  const archive = await Archive.open(cases);
  try {
    const measured: Measured[] = [];
    for (const question of await questionsOf(archive.owner)) measured.push(await measure(archive, question));
    const book = await measureExport(archive);
    return report(cases, measured, book, await lookAtCases(archive.url, 'city-reviewer'));
  } finally {
    await archive.close();
  }
}

function report(
  cases: number,
  measured: readonly Measured[],
  book: { ms: number; mb: number; bytes: number },
  look: Look,
): BenchReport {
  const sum = (of: (one: Measured) => number): number => measured.reduce((total, one) => total + of(one), 0);
  const ratio = sum(({ median }) => median) / sum(({ byHand }) => byHand);
  const exportMs = (book.ms * 1000) / cases;
  return {
    bench: 'cases',
    about: `${cases} cases in 18 counties; ${ROUNDS} requests each over HTTP, one after another, the same totals as the statement by hand of the database's owner`,
    columns: ['who', 'asks', 'ms', 'p95', 'by hand'],
    rows: [
      ...measured.map(({ question, median, p95, byHand }) => [
        ...[question.as, question.about, median.toFixed(0), p95.toFixed(0), byHand.toFixed(0)],
      ]),
      ['hn-auditor', 'all of it as a workbook', book.ms.toFixed(0), '', ''],
      ['city-reviewer', 'in a browser: from the address to the rows', look.opened.toFixed(0), '', ''],
      ['city-reviewer', 'in a browser: the next page, the longest', look.turned.toFixed(0), '', ''],
      ['city-reviewer', 'in a browser: the longest frame of scrolling', look.frame.toFixed(0), '', ''],
    ],
    ratios: { listsByHand: ratio },
    figures: {
      ...{ cases, worstP95Ms: Math.max(...measured.map(({ p95 }) => p95)) },
      ...{ exportMs: book.ms, exportMb: book.mb, exportBytes: book.bytes },
      ...{ openedMs: look.opened, turnedMs: look.turned, frameMs: look.frame },
    },
    broken: [
      ...measured
        .filter(({ p95 }) => p95 > MOST_P95_MS)
        .map(
          ({ question, p95 }) =>
            `${question.as}, ${question.about}: p95 ${p95.toFixed(0)} ms, at most ${MOST_P95_MS}`,
        ),
      ...(ratio > MOST_RATIO
        ? [`the lists take ${ratio.toFixed(1)} × the statements by hand, at most ${MOST_RATIO}`]
        : []),
      ...(exportMs > MOST_EXPORT_MS_PER_THOUSAND
        ? [
            `a workbook takes ${exportMs.toFixed(0)} ms per 1,000 rows, at most ${MOST_EXPORT_MS_PER_THOUSAND}`,
          ]
        : []),
      ...(book.mb > MOST_EXPORT_MB
        ? [`a workbook takes ${book.mb.toFixed(0)} MB of memory, at most ${MOST_EXPORT_MB}`]
        : []),
    ],
  };
}
