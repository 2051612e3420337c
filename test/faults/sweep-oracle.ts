import { proveEverything } from '@duixian/casework';
import { Client } from 'pg';
import type { SweepTown } from './sweep-town';

/** What a sweep came to, in words that are the same for every town built alike. */
export interface SweepOutcome {
  offers: string[];
  findings: string[];
  failures: string[];
  cases: string[];
}

/** Promises broken, counted; `notListed` are failures without their reason and `unproven` broken invariants. */
export interface SweepVerdict {
  offeredTwice: number;
  missing: number;
  strange: number;
  otherFindings: number;
  notListed: number;
  otherCases: number;
  unproven: number;
}

const QUESTIONS: Record<keyof SweepOutcome, string> = {
  offers: `SELECT concat_ws(' ', p.credit_code, c.number, l.clause_id, l.subject, l.amount_fen, o.amount_fen, o.state,
      o.expires_on, l.live, l.explanation) AS line
    FROM offer o JOIN offer_line l ON l.offer_id = o.id JOIN party p ON p.id = o.party_id JOIN call c ON c.id = o.call_id
    WHERE o.sweep_id = $1`,
  findings: `SELECT concat_ws(' ', p.credit_code, l.clause_id, l.subject, l.status, l.disposition, l.amount_fen) AS line
    FROM sweep_line l JOIN party p ON p.id = l.party_id WHERE l.sweep_id = $1`,
  failures: `SELECT concat_ws(' ', p.credit_code, f.problem) AS line
    FROM sweep_failure f JOIN party p ON p.id = f.party_id WHERE f.sweep_id = $1`,
  cases: `SELECT concat_ws(' ', p.credit_code, a.origin, a.state) AS line
    FROM application a JOIN offer o ON o.id = a.offer_id JOIN party p ON p.id = a.party_id WHERE o.sweep_id = $1`,
};

export async function readOutcome({ office }: SweepTown, sweepId: string): Promise<SweepOutcome> {
  const client = new Client(office.database.appUrl);
  await client.connect();
  try {
    await client.query(`SELECT set_config('duixian.scope', 'system', false)`);
    const lines = async (question: keyof SweepOutcome): Promise<string[]> => {
      const { rows } = await client.query<{ line: string }>(QUESTIONS[question], [sweepId]);
      return rows.map(({ line }) => line).sort();
    };
    return {
      offers: await lines('offers'),
      findings: await lines('findings'),
      failures: await lines('failures'),
      cases: await lines('cases'),
    };
  } finally {
    await client.end();
  }
}

/** How often a line stands on one side and not on the other, twice counted as two. */
function beyond(lines: readonly string[], others: readonly string[]): number {
  const left = new Map<string, number>();
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  }).length;
}

/** Holds a struck run to an undisturbed one. */
export async function judgeSweep(
  town: SweepTown,
  seen: SweepOutcome,
  wanted: SweepOutcome,
): Promise<SweepVerdict> {
  const differ = (of: keyof SweepOutcome): number =>
    beyond(seen[of], wanted[of]) + beyond(wanted[of], seen[of]);
  const proofs = await proveEverything(town.office.db);
  return {
    offeredTwice: seen.offers.length - new Set(seen.offers).size,
    missing: beyond(wanted.offers, seen.offers),
    strange: beyond([...new Set(seen.offers)], wanted.offers),
    otherFindings: differ('findings'),
    notListed: differ('failures'),
    otherCases: differ('cases'),
    unproven: proofs.filter(({ problems }) => problems.length > 0).length,
  };
}

export const UNBROKEN: SweepVerdict = {
  ...{ offeredTwice: 0, missing: 0, strange: 0, otherFindings: 0, notListed: 0, otherCases: 0, unproven: 0 },
};
