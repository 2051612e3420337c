import { isDeepStrictEqual } from 'node:util';
import { orderSweep } from '@duixian/casework';
import { Office, valueOf } from '@duixian/testing';
import { Client } from 'pg';
import type { BenchOptions, BenchReport } from '../report';
import { enterEnterprises, makePlainTables } from './ground';
import { PLAIN_SWEEP, PLAIN_SWEEP_CLAUSES } from './plain-sweep';
import { timeStatements } from './statement-times';

const ENTERPRISES = 20_000;
const CANDIDATE_SHARE = 0.02;
const GROWTH = 5;
const ROUNDS = 3;
const MOST_RATIO = 1.5;
const MOST_GROWTH_RATIO = 1.5;
const MOST_GROWTH_MB = 100;
/** Kinds of statements of which the table says how long one sweep waited for them. */
const SHOWN_PARTS = 8;

/** Per clause: how many are owed, and how much in all. */
type Totals = Record<string, readonly [awards: number, fen: string]>;
interface Measured {
  millis: number;
  totals: Totals;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const peakMb = (): number => process.resourceUsage().maxRSS / 1024;

async function measure(round: () => Promise<Totals>): Promise<Measured> {
  const times: number[] = [];
  let totals: Totals = {};
  for (let done = 0; done < ROUNDS; done += 1) {
    const from = performance.now();
    totals = await round();
    times.push(performance.now() - from);
  }
  return { millis: median(times), totals };
}

const totalsOf = (rows: readonly { clause: string; n: number; fen: string }[]): Totals =>
  Object.fromEntries(rows.map(({ clause, n, fen }) => [clause, [n, fen]]));

class Contest {
  private constructor(
    private readonly office: Office,
    private readonly owner: Client,
    private readonly day: string,
  ) {}

  static async open(): Promise<Contest> {
    const office = await Office.open();
    const owner = new Client(office.database.ownerUrl);
    await owner.connect();
    await makePlainTables(owner);
    await owner.query(`SELECT set_config('duixian.scope', 'system', false)`);
    const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date());
    return new Contest(office, owner, day);
  }

  async close(): Promise<void> {
    await this.owner.end();
    await this.office.close();
  }

  /** Enters enterprises; a first sweep writes the profiles of everybody who is new, as an import does in the office. */
  async enter(from: number, to: number, candidates: number): Promise<void> {
    await enterEnterprises(this.owner, from, to, candidates);
    await this.bySweep(PLAIN_SWEEP_CLAUSES);
    await this.owner.query('ANALYZE');
  }

  /** By hand: one statement, and its totals. */
  async byHand(): Promise<Totals> {
    await this.owner.query('TRUNCATE plain.owed');
    await this.owner.query(PLAIN_SWEEP, [this.day]);
    const { rows } = await this.owner.query<{ clause: string; n: number; fen: string }>(
      `SELECT clause, count(*)::int AS n, sum(amount_fen)::text AS fen FROM plain.owed GROUP BY clause ORDER BY clause COLLATE "C"`,
    );
    return totalsOf(rows);
  }

  /** A dry run as an officer orders it, worked off in this process; totals of those whom the bench entered. */
  async bySweep(clauses?: readonly string[]): Promise<Totals> {
    const actor = await this.office.as('policy-officer');
    const { id } = valueOf(
      await orderSweep(this.office.db, {
        ...{ actor, idempotencyKey: this.office.key(), asOf: this.day, dryRun: true },
        ...(clauses ? { clauses: [...clauses] } : {}),
      }),
    );
    await this.office.drain();
    const { rows } = await this.owner.query<{ clause: string; n: number; fen: string }>(
      `SELECT clause_id AS clause, count(*)::int AS n, sum(amount_fen)::text AS fen FROM sweep_line
       WHERE sweep_id = $1 AND status = 'determined' AND party_id IN (SELECT id FROM plain.enterprise)
       GROUP BY clause_id ORDER BY clause_id COLLATE "C"`,
      [id],
    );
    const { rows: left } = await this.owner.query(
      `SELECT FROM sweep WHERE id = $1 AND (state <> 'completed' OR id IN (SELECT sweep_id FROM sweep_failure))`,
      [id],
    );
    if (left.length > 0) throw new Error('the sweep did not complete for everybody');
    return totalsOf(rows);
  }
}

/**
 * Who is owed, by one hand-written statement on plain tables and by a sweep on the fact store; then the same sweep among
 * five times as many enterprises with the same candidates.
 * @throws when both do not give the same totals: then their times say nothing
 */
export async function benchSweep({ enterprises = ENTERPRISES }: BenchOptions): Promise<BenchReport> {
  const candidates = Math.round(enterprises * CANDIDATE_SHARE);
  const contest = await Contest.open();
  try {
    await contest.enter(1, enterprises, candidates);
    const hand = await measure(() => contest.byHand());
    const sweep = await measure(() => contest.bySweep(PLAIN_SWEEP_CLAUSES));
    if (!isDeepStrictEqual(hand.totals, sweep.totals))
      throw new Error(`totals differ: ${JSON.stringify([hand.totals, sweep.totals])}`);
    const all = await measure(() => contest.bySweep());
    const parts = await timeStatements(() => contest.bySweep(PLAIN_SWEEP_CLAUSES));
    const before = peakMb();
    await contest.enter(enterprises + 1, enterprises * GROWTH, 0);
    const grown = await measure(() => contest.bySweep(PLAIN_SWEEP_CLAUSES));
    if (!isDeepStrictEqual(hand.totals, grown.totals))
      throw new Error('totals differ among more enterprises');
    return report(
      enterprises,
      candidates,
      { hand, sweep, all, grown },
      { growthMb: peakMb() - before, parts },
    );
  } finally {
    await contest.close();
  }
}

function report(
  enterprises: number,
  candidates: number,
  { hand, sweep, all, grown }: Record<'hand' | 'sweep' | 'all' | 'grown', Measured>,
  { growthMb, parts }: { growthMb: number; parts: Awaited<ReturnType<typeof timeStatements>> },
): BenchReport {
  const ratio = sweep.millis / hand.millis;
  const growth = grown.millis / sweep.millis;
  const rowOf = (name: string, many: number, { millis }: Measured): string[] => [
    ...[name, String(many), millis.toFixed(0), (millis / hand.millis).toFixed(2)],
  ];
  const count = PLAIN_SWEEP_CLAUSES.length;
  return {
    bench: 'sweep',
    about: `${count} clauses of one city, ${candidates} candidates; median of ${ROUNDS}; one process works off the sweep; traces for the hits; the same totals`,
    columns: ['way', 'enterprises', 'ms', 'against by hand'],
    rows: [
      rowOf('one statement by hand', enterprises, hand),
      rowOf('sweep, same clauses', enterprises, sweep),
      rowOf('sweep, every clause', enterprises, all),
      rowOf('sweep, same clauses', enterprises * GROWTH, grown),
      ...parts
        .slice(0, SHOWN_PARTS)
        .map(([name, { millis, count: times }]) => [
          ...[`  of one sweep: ${name}`, `${times} ×`, millis.toFixed(0), (millis / hand.millis).toFixed(2)],
        ]),
    ],
    ratios: { sweepByHand: ratio, grown: growth },
    figures: {
      ...{ enterprises, candidates, clauses: count, growthMb },
      ...{ handMs: hand.millis, sweepMs: sweep.millis, everyClauseMs: all.millis, grownMs: grown.millis },
    },
    broken: [
      ...(ratio > MOST_RATIO
        ? [`a sweep takes ${ratio.toFixed(1)} × the statement by hand, at most ${MOST_RATIO}`]
        : []),
      ...(growth > MOST_GROWTH_RATIO
        ? [`among ${GROWTH} × as many it takes ${growth.toFixed(2)} × as long, at most ${MOST_GROWTH_RATIO}`]
        : []),
      ...(growthMb >= MOST_GROWTH_MB
        ? [`memory grew by ${growthMb.toFixed(0)} MB, less than ${MOST_GROWTH_MB}`]
        : []),
    ],
  };
}
