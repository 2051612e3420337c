import {
  describeTrace,
  evaluate,
  nextOnLadder,
  parseFacts,
  type Facts,
  type Ladder,
  type PolicyDocument,
  type Result,
} from '@duixian/policy';
import { readPoliciesInForce, runQuery, type Database, type Tx } from '@duixian/persistence';
import type { Actor } from '@duixian/workflow';
import { refuse, type Refused } from '../ground/refusal';
import { documentOf } from './policy-in-force';
import { readingsInForce } from './readings-in-force';

/** A result with its trace in words. */
export type ExplainedResult = Result & { explanation: string };

export interface Calculation {
  results: ExplainedResult[];
  /** What the next title of 创新型 → 专精特新 → 小巨人 → 单项冠军 would bring. */
  ladder: Ladder;
}

/**
 * As `policy evaluate`, with traces and the clauses that do not apply, as the place that the facts name reads the law; and
 * what lies above on the ladder of titles. Nothing is stored.
 */
export async function calculate(
  db: Database,
  actor: Actor,
  given: unknown,
): Promise<{ ok: true; value: Calculation } | Refused> {
  const parsed = parseFacts(given);
  if (!parsed.ok) {
    const { problems } = parsed;
    const names = problems.map(({ fact }) => fact).join(', ');
    return refuse('facts-invalid', `这些数据无法识别:${names}。`, { problems });
  }
  const { facts } = parsed;
  const law = await runQuery(db, actor, async (tx) => {
    const read: { document: PolicyDocument; readings: Record<string, string> }[] = [];
    for (const document of (await readPoliciesInForce(tx)).map(documentOf))
      read.push({ document, readings: await readingsAsked(tx, document, facts) });
    return read;
  });
  const results = law.flatMap(({ document, readings }) =>
    evaluate([document], facts, { explain: true, readings }),
  );
  return { ok: true, value: { results: results.map(explained), ladder: nextOnLadder(law, facts) } };
}

const explained = (result: Result): ExplainedResult => ({
  ...result,
  explanation: result.trace ? describeTrace(result.trace) : '',
});

/**
 * The readings of the place that the facts name, on the day they name; today where they name none. A city that the system does
 * not keep chose nothing, so that its province is followed.
 */
async function readingsAsked(
  tx: Tx,
  document: PolicyDocument,
  facts: Facts,
): Promise<Record<string, string>> {
  const placed = (of: 'city' | 'province') =>
    tx.regions.regions.find(({ level, factName }) => level === of && factName === facts[`applicant.${of}`]);
  const region = placed('city') ?? placed('province');
  const on = facts['evaluation_date'];
  return region ? readingsInForce(tx, document, region.code, typeof on === 'string' ? on : tx.today) : {};
}
