import type { Result } from '@duixian/policy';

const LEVELS = ['province', 'city', 'county'] as const;
type Level = (typeof LEVELS)[number];

/** What one law gives to a number of applicants. `openFen` is what no level is named for. */
export interface TrialSum {
  applicants: number;
  amountFen: number;
  byLevelFen: Record<Level, number>;
  openFen: number;
  /** Lines that wait for evidence or a decision. */
  waiting: number;
}

export interface TrialComparison {
  before: TrialSum;
  after: TrialSum;
}

/** What a version would change: counts and sums, by county and by clause. Amounts are integer fen. */
export interface TrialOutcome extends TrialComparison {
  parties: number;
  /** Parties that would get more, less, or anything at all for the first time or no longer. */
  gaining: number;
  losing: number;
  counties: (TrialComparison & { countyCode: string })[];
  clauses: (TrialComparison & { clause: string })[];
}

const nothing = (): TrialSum => ({
  applicants: 0,
  amountFen: 0,
  byLevelFen: { province: 0, city: 0, county: 0 },
  openFen: 0,
  waiting: 0,
});
const isPaid = ({ status, payable }: Result): boolean => status === 'determined' && payable === true;
const isWaiting = ({ status }: Result): boolean => status === 'needs-evidence' || status === 'needs-decision';

/** Adds up trials of single parties. */
export class TrialSheet {
  private parties = 0;
  private gaining = 0;
  private losing = 0;
  private readonly total = { before: nothing(), after: nothing() };
  private readonly counties = new Map<string, TrialComparison>();
  private readonly clauses = new Map<string, TrialComparison>();

  /** What the law in force and the version on trial say of one party. */
  add(countyCode: string, results: { before: readonly Result[]; after: readonly Result[] }): void {
    this.parties += 1;
    const county = entry(this.counties, countyCode);
    const amounts = { before: 0, after: 0 };
    for (const side of ['before', 'after'] as const) {
      const paid = results[side].filter(isPaid);
      amounts[side] = paid.reduce((sum, { amountFen = 0 }) => sum + amountFen, 0);
      for (const sum of [this.total[side], county[side]]) count(sum, results[side]);
      for (const clause of new Set(results[side].map((result) => result.clause)))
        count(
          entry(this.clauses, clause)[side],
          results[side].filter((result) => result.clause === clause),
        );
    }
    if (amounts.after > amounts.before) this.gaining += 1;
    if (amounts.after < amounts.before) this.losing += 1;
  }

  outcome(): TrialOutcome {
    const { parties, gaining, losing, total } = this;
    return {
      ...{ parties, gaining, losing },
      ...total,
      counties: sorted(this.counties).map(([countyCode, sums]) => ({ countyCode, ...sums })),
      clauses: sorted(this.clauses).map(([clause, sums]) => ({ clause, ...sums })),
    };
  }
}

const sorted = <T>(entries: ReadonlyMap<string, T>): [string, T][] =>
  [...entries].sort(([a], [b]) => (a < b ? -1 : 1));

function entry(map: Map<string, TrialComparison>, key: string): TrialComparison {
  const known = map.get(key) ?? { before: nothing(), after: nothing() };
  map.set(key, known);
  return known;
}

/** One party's lines. */
function count(sum: TrialSum, results: readonly Result[]): void {
  const paid = results.filter(isPaid);
  if (paid.length > 0) sum.applicants += 1;
  sum.waiting += results.filter(isWaiting).length;
  for (const { amountFen = 0, splitFen } of paid) {
    sum.amountFen += amountFen;
    if (!splitFen) sum.openFen += amountFen;
    for (const level of LEVELS) sum.byLevelFen[level] += splitFen?.[level] ?? 0;
  }
}
