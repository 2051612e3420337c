import { isDeepStrictEqual } from 'node:util';
import { orderSweep, sweepForCause } from '@duixian/casework';
import { newId } from '@duixian/persistence';
import { Office, valueOf } from '@duixian/testing';
import { Client } from 'pg';
import type { BenchOptions, BenchReport } from '../report';
import { changeFacts, enterEnterprises, makePlainTables } from './ground';
import { PLAIN_SWEEP, PLAIN_SWEEP_CLAUSES } from './plain-sweep';
import { timeStatements } from './statement-times';
import { millisByWorkers } from './worker-times';

const ENTERPRISES = 200_000;
/** Two in a hundred of 200,000; the same ones among however many others. */
const CANDIDATES = 4_000;
/** How many times as many enterprises follow at first; with more than 200,000, these come between. */
const GROWTH = 10;
const ROUNDS = 3;
const CHANGED_SHARE = 0.01;
const MOST_RATIO = 1.5;
const MOST_GROWTH_RATIO = 1.5;
const MOST_RESTING_SHARE = 0.05;
const MOST_GROWTH_MB = 100;
/** Kinds of statements of which the table says how long one sweep waited for them. */
const SHOWN_PARTS = 10;
const CITY = '410400';

/** Per clause: how many are owed, and how much in all. */
type Totals = Record<string, readonly [awards: number, fen: string]>;
interface Measured {
  millis: number;
  totals: Totals;
}
/** What was measured among so many enterprises. */
interface Stage {
  enterprises: number;
  hand: Measured;
  sweep: Measured;
  peakMb: number;
}

const peakMb = (): number => process.resourceUsage().maxRSS / 1024;

/** What somebody did, and how to read what came of it: looking it up belongs to neither way and is not timed. */
type Round = () => Promise<() => Promise<Totals>>;

/** The shortest of some rounds: whatever else the machine does only makes one longer. */
async function measure(round: Round, before?: () => Promise<void>): Promise<Measured> {
  let measured: Measured = { millis: Infinity, totals: {} };
  for (let done = 0; done < ROUNDS; done += 1) {
    await before?.();
    const from = performance.now();
    const totals = await round();
    const millis = performance.now() - from;
    measured = { millis: Math.min(measured.millis, millis), totals: await totals() };
  }
  return measured;
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
    office.sweepTriggers = new Set(['import'] as const);
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
  async enter(from: number, to: number): Promise<void> {
    await enterEnterprises(this.owner, from, to, CANDIDATES);
    await this.bySweep(PLAIN_SWEEP_CLAUSES);
    await this.settle();
  }

  /** As autovacuum leaves the tables; it is off in the server of the tests. */
  private async settle(): Promise<void> {
    await this.owner.query('VACUUM ANALYZE');
  }

  /** By hand: one statement. */
  async byHand(): Promise<() => Promise<Totals>> {
    await this.owner.query('TRUNCATE plain.owed');
    await this.owner.query(PLAIN_SWEEP, [this.day]);
    return async () => {
      const { rows } = await this.owner.query<{ clause: string; n: number; fen: string }>(
        `SELECT clause, count(*)::int AS n, sum(amount_fen)::text AS fen FROM plain.owed GROUP BY clause ORDER BY clause COLLATE "C"`,
      );
      return totalsOf(rows);
    };
  }

  /** A dry run as an officer orders it, worked off in this process; totals of those whom the bench entered. */
  async bySweep(clauses?: readonly string[]): Promise<() => Promise<Totals>> {
    const actor = await this.office.as('policy-officer');
    const { id } = valueOf(
      await orderSweep(this.office.db, {
        ...{ actor, idempotencyKey: this.office.key(), asOf: this.day, dryRun: true },
        ...(clauses ? { clauses: [...clauses] } : {}),
      }),
    );
    await this.office.drain();
    return () => this.totals(id);
  }

  /** The same worked off by so many workers, programs of their own: from the order to its end. */
  async byWorkers(workers: number): Promise<number> {
    return millisByWorkers(this.office, this.owner, workers, async () => {
      const actor = await this.office.as('policy-officer');
      const order = { actor, idempotencyKey: this.office.key(), asOf: this.day, dryRun: true };
      return valueOf(await orderSweep(this.office.db, order)).id;
    });
  }

  /** As the system looks after an import: at whoever changed since it looked last. */
  async bySystem(): Promise<() => Promise<Totals>> {
    const { rows } = await this.owner.query<{ since: string }>('SELECT business_now()::text AS since');
    const since = new Date(rows[0]?.since ?? '').toISOString();
    const wanted = { outboxId: newId(), cityCode: CITY, cause: 'import' as const, causeId: newId(), since };
    const begun = await sweepForCause(this.office.db, this.office.sweepTriggers, wanted);
    await this.office.drain();
    return () => this.totals((begun && valueOf(begun).sweepId) ?? '');
  }

  /** Another value of a fact for one enterprise in so many, with profiles, as an import leaves them. */
  async change(share: number): Promise<void> {
    await changeFacts(this.office, this.owner, share);
    await this.settle();
  }

  private async totals(id: string): Promise<Totals> {
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

function same(what: string, a: Measured, b: Measured): void {
  if (!isDeepStrictEqual(a.totals, b.totals))
    throw new Error(`totals differ ${what}: ${JSON.stringify([a.totals, b.totals])}`);
}

async function stageOf(contest: Contest, from: number, enterprises: number): Promise<Stage> {
  await contest.enter(from, enterprises);
  const hand = await measure(() => contest.byHand());
  const sweep = await measure(() => contest.bySweep(PLAIN_SWEEP_CLAUSES));
  same(`among ${enterprises}`, hand, sweep);
  return { enterprises, hand, sweep, peakMb: peakMb() };
}

/** Sizes that are measured one after the other: a tenth and all, with 200,000 between where there are more. */
function sizesOf(enterprises: number): readonly [number, ...number[]] {
  const between = enterprises > ENTERPRISES ? [ENTERPRISES] : [];
  return [Math.ceil((between[0] ?? enterprises) / GROWTH), ...between, enterprises];
}

interface More {
  all: Measured;
  resting: Measured;
  byWorkers: readonly [one: number, two: number];
  parts: Readonly<Record<string, Awaited<ReturnType<typeof timeStatements>>>>;
}

/**
 * Who is owed, by one hand-written statement on plain tables and by a sweep on the fact store, among a tenth of the
 * enterprises and among all of them with the same candidates; then every clause of the city, in full and on the sweep
 * before it, after one fact in a hundred enterprises changed, and by one worker and by two.
 * @throws when two ways do not give the same totals: then their times say nothing
 */
export async function benchSweep({ enterprises = ENTERPRISES }: BenchOptions): Promise<BenchReport> {
  const contest = await Contest.open();
  try {
    const stages: Stage[] = [];
    for (const size of sizesOf(enterprises))
      stages.push(await stageOf(contest, (stages.at(-1)?.enterprises ?? 0) + 1, size));
    const parts = await timeStatements(() => contest.bySweep(PLAIN_SWEEP_CLAUSES));
    await contest.bySystem();
    const resting = await measure(
      () => contest.bySystem(),
      () => contest.change(CHANGED_SHARE),
    );
    const all = await measure(() => contest.bySweep());
    same('on the sweep before', resting, all);
    await contest.change(CHANGED_SHARE);
    const restingParts = await timeStatements(() => contest.bySystem());
    const byWorkers = [await contest.byWorkers(1), await contest.byWorkers(2)] as const;
    return report(stages, {
      ...{ all, resting, byWorkers },
      parts: { 'one sweep': parts, 'one on the one before': restingParts },
    });
  } finally {
    await contest.close();
  }
}

function report(stages: readonly Stage[], { all, resting, byWorkers, parts }: More): BenchReport {
  const [few, last] = [stages[0], stages.at(-1)];
  const before = stages.at(-2);
  if (!few || !last || !before) throw new Error('nothing was measured');
  const ratioOf = ({ hand, sweep }: Stage): number => sweep.millis / hand.millis;
  const [ratio, growth] = [ratioOf(last), last.sweep.millis / before.sweep.millis];
  const share = resting.millis / all.millis;
  const growthMb = last.peakMb - few.peakMb;
  const rowOf = (name: string, { enterprises, hand }: Stage, millis: number): string[] => [
    ...[name, String(enterprises), millis.toFixed(0), (millis / hand.millis).toFixed(2)],
  ];
  const count = PLAIN_SWEEP_CLAUSES.length;
  const [one, two] = byWorkers;
  return {
    bench: 'sweep',
    about: `${count} clauses of one city, ${CANDIDATES} candidates; the shortest of ${ROUNDS}; one process works off the sweep; traces for the hits; the same totals`,
    columns: ['way', 'enterprises', 'ms', 'against by hand'],
    rows: [
      ...stages.flatMap((stage) => [
        rowOf('one statement by hand', stage, stage.hand.millis),
        rowOf('sweep, same clauses', stage, stage.sweep.millis),
      ]),
      rowOf('sweep, every clause', last, all.millis),
      rowOf(`  the same on the one before, ${CHANGED_SHARE * 100} % changed`, last, resting.millis),
      rowOf('  the same by one worker, from order to end', last, one),
      rowOf('  the same by two workers', last, two),
      ...Object.entries(parts).flatMap(([what, of]) =>
        of
          .slice(0, SHOWN_PARTS)
          .map(([name, { millis, count: times }]) => [
            ...[`  of ${what}: ${name}`, `${times} ×`, millis.toFixed(0)],
            (millis / last.hand.millis).toFixed(2),
          ]),
      ),
    ],
    ratios: {
      ...{ sweepByHand: ratio, sweepByHandOfFew: ratioOf(few), grown: growth, resting: share },
      twoWorkers: two / one,
    },
    figures: {
      ...{ enterprises: last.enterprises, candidates: CANDIDATES, clauses: count, growthMb },
      ...{ handMs: last.hand.millis, sweepMs: last.sweep.millis, everyClauseMs: all.millis },
      ...{ fewHandMs: few.hand.millis, fewSweepMs: few.sweep.millis, restingMs: resting.millis },
      ...{ oneWorkerMs: one, twoWorkersMs: two },
    },
    broken: notKept({ ratio, growth, share, growthMb, times: last.enterprises / before.enterprises }),
  };
}

/** What was promised and did not come out. */
function notKept(of: Record<'ratio' | 'growth' | 'share' | 'growthMb' | 'times', number>): string[] {
  const promises: readonly (readonly [kept: boolean, otherwise: string])[] = [
    [
      of.ratio <= MOST_RATIO,
      `a sweep takes ${of.ratio.toFixed(1)} × the statement by hand, at most ${MOST_RATIO}`,
    ],
    [
      of.growth <= MOST_GROWTH_RATIO,
      `among ${of.times} × as many it takes ${of.growth.toFixed(2)} × as long, at most ${MOST_GROWTH_RATIO}`,
    ],
    [
      of.share <= MOST_RESTING_SHARE,
      `on the sweep before it takes ${(of.share * 100).toFixed(0)} % of a full one, at most ${MOST_RESTING_SHARE * 100} %`,
    ],
    [
      of.growthMb < MOST_GROWTH_MB,
      `memory grew by ${of.growthMb.toFixed(0)} MB, less than ${MOST_GROWTH_MB}`,
    ],
  ];
  return promises.flatMap(([kept, otherwise]) => (kept ? [] : [otherwise]));
}
