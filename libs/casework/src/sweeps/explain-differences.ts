import { isDeepStrictEqual } from 'node:util';
import { findSweepLines, type SweepDifference, type SweepLineEntity, type Tx } from '@duixian/persistence';
import { resultsOfLines } from './replay-lines';

/** Why two runs say something else: it was paid meanwhile, by the facts the result is another one, or law or call are others. */
export type DifferenceCause = 'paid' | 'facts' | 'law' | 'call';

export interface ExplainedDifference extends SweepDifference {
  registeredName: string;
  /** Of a changed line; empty where only what stands around it changed: offers, cases, marks. */
  causes: DifferenceCause[];
}

/** The same differences, each with its causes: both runs' results are made again and compared. */
export async function explainDifferences<T extends SweepDifference>(
  tx: Tx,
  [earlierId, laterId]: readonly [earlier: string, later: string],
  differences: readonly T[],
): Promise<(T & { causes: DifferenceCause[] })[]> {
  const changed = differences.filter(({ before, now }) => before && now);
  const idsOf = (run: 'before' | 'now'): string[] => changed.flatMap((each) => each[run]?.id ?? []);
  const lines = [
    ...(await findSweepLines(tx, earlierId, idsOf('before'))),
    ...(await findSweepLines(tx, laterId, idsOf('now'))),
  ];
  const results = await resultsOfLines(tx, lines);
  const byId = new Map(lines.map((line) => [line.id, line]));
  const causesOf = (before: SweepLineEntity, now: SweepLineEntity): DifferenceCause[] => {
    const paid = now.disposition === 'already-paid' && before.disposition !== 'already-paid';
    const differs: [boolean, DifferenceCause][] = [
      [paid, 'paid'],
      [!paid && !isDeepStrictEqual(results.get(before.id), results.get(now.id)), 'facts'],
      [before.policyVersionId !== now.policyVersionId, 'law'],
      [before.callId !== now.callId, 'call'],
    ];
    return differs.filter(([holds]) => holds).map(([, cause]) => cause);
  };
  return differences.map((difference) => {
    const [before, now] = [byId.get(difference.before?.id ?? ''), byId.get(difference.now?.id ?? '')];
    return { ...difference, causes: before && now ? causesOf(before, now) : [] };
  });
}
