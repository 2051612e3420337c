import { evaluate, type Result } from '@duixian/policy';
import { findSweep, readChunkFacts, type SweepLineEntity, type Tx } from '@duixian/persistence';
import { byParty } from '../facts/assemble-facts';
import type { KeptFacts } from '../facts/facts-of-many';
import { factsFor, partsOf, type SweepPart } from './sweep-parts';

/**
 * The contract's result of findings, with trace, by line id: determined again on the facts that the sweep kept, by its law
 * version, readings and call. A line that does not come out as it was found has no trace, only what was found; sweeps from
 * before this kept their results themselves.
 */
export async function resultsOfLines(
  tx: Tx,
  lines: readonly SweepLineEntity[],
): Promise<Map<string, Result>> {
  const results = new Map<string, Result>();
  for (const line of lines) results.set(line.id, (line.result as Result | null) ?? asFound(line));
  const bare = lines.filter((line) => line.result === null);
  for (const [sweepId, ofSweep] of groups(bare, (line) => line.sweepId)) {
    const sweep = await findSweep(tx, sweepId);
    if (!sweep) continue;
    const parts = await partsOf(tx, sweep);
    for (const [chunkId, ofChunk] of groups(ofSweep, (line) => line.chunkId)) {
      const byApplicant = byParty(ofChunk);
      const facts = await readChunkFacts(tx, chunkId, [...byApplicant.keys()]);
      for (const [partyId, ofParty] of byApplicant) {
        const text = facts.get(partyId);
        if (text === undefined) continue;
        for (const [id, result] of replayed(parts, JSON.parse(text) as KeptFacts, ofParty))
          results.set(id, result);
      }
    }
  }
  return results;
}

function* replayed(
  parts: readonly SweepPart[],
  kept: KeptFacts,
  lines: readonly SweepLineEntity[],
): Generator<[id: string, Result]> {
  for (const part of parts) {
    const { document, policyVersionId, call, clauseIds, readings } = part;
    const ofPart = lines.filter(
      (line) => line.policyVersionId === policyVersionId && line.callId === (call?.id ?? null),
    );
    if (ofPart.length === 0) continue;
    const again = evaluate([document], factsFor(part, kept), { clauses: clauseIds, readings, trace: true });
    for (const line of ofPart) {
      const same = again.find(
        ({ clause, subject, status, amountFen }) =>
          clause === line.clauseId &&
          (subject ?? '') === line.subject &&
          status === line.status &&
          (amountFen ?? null) === line.amountFen,
      );
      if (same) yield [line.id, same];
    }
  }
}

const asFound = (line: SweepLineEntity): Result => ({
  clause: line.clauseId,
  ...(line.subject === '' ? {} : { subject: line.subject }),
  status: line.status as Result['status'],
  ...(line.amountFen === null ? {} : { amountFen: line.amountFen }),
  factsUsed: [],
});

function groups<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const item of items) found.set(keyOf(item), [...(found.get(keyOf(item)) ?? []), item]);
  return found;
}
