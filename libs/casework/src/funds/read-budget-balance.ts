import { fen, sumFen } from '@duixian/money';
import {
  readBudgetStandings,
  runQuery,
  STANDING_AMOUNTS,
  type BudgetStanding,
  type Database,
} from '@duixian/persistence';
import type { PersonActor } from '@duixian/workflow';
import { refuseAsUnknown, refuseUnlessPermitted, regionResource } from '../ground/authorise';
import type { Refused } from '../ground/refusal';

type Amounts = Record<(typeof STANDING_AMOUNTS)[number], number>;

/** Balance sheet of a treasury and a year at the end of a day; amounts in fen. */
export interface BudgetBalanceSheet {
  regionCode: string;
  year: number;
  asOf: string;
  lines: BudgetStanding[];
  /** The sums of the lines: allotted + adjusted + carried = free + reserved + released + spent. */
  total: Amounts;
}

/** The balance sheet of a treasury and a year at the end of any day, out of the journals alone. */
export async function readBudgetBalance(
  db: Database,
  actor: PersonActor,
  { region: regionCode, year, asOf }: { region: string; year: number; asOf?: string },
): Promise<{ ok: true; value: BudgetBalanceSheet } | Refused> {
  return runQuery(db, actor, async (tx) => {
    if (!tx.regions.find(regionCode)) return refuseAsUnknown();
    const forbidden = refuseUnlessPermitted(actor, 'budget.balance', regionResource(tx, regionCode));
    if (forbidden) return forbidden;
    const day = asOf ?? tx.today;
    const lines = await readBudgetStandings(tx, { regionCode, year, asOf: day });
    const sumOf = (key: keyof Amounts): number => sumFen(lines.map((line) => fen(line[key])));
    const total = Object.fromEntries(STANDING_AMOUNTS.map((key) => [key, sumOf(key)])) as Amounts;
    return { ok: true as const, value: { regionCode, year, asOf: day, lines, total } };
  });
}
