import { evaluate, type Facts, type PolicyDocument, type Result } from '@duixian/policy';
import { fen } from '@duixian/money';
import {
  countChunks,
  findCall,
  findParties,
  findPolicyVersion,
  findSweep,
  insertSweepFailures,
  insertSweepLines,
  lockChunk,
  lockSweep,
  moveChunk,
  readCasesUnderWay,
  readStandingOfferLines,
  runCommand,
  saveSweep,
  type CallEntity,
  type CommandOutcome,
  type Database,
  type PartyEntity,
  type PolicyVersionEntity,
  type SweepChunkEntity,
  type SweepEntity,
  type SweepLineEntity,
  type Tx,
} from '@duixian/persistence';
import { totalsToDate } from '../facts/totals-to-date';
import { assembleFactsOfMany, type AssembledFacts } from '../facts/assemble-facts';
import { withParameters } from '../facts/call-parameters';
import { readCoveredLedgers } from '../facts/earlier-ledgers';
import { splitByCall } from '../funds/plan-funding';
import { done, type Refusal } from '../ground/refusal';
import { documentOf } from '../policies/policy-in-force';
import { readingsInForce } from '../policies/readings-in-force';
import { finishSweep } from './finish-sweep';
import { judgeFinding, type Surroundings } from './judge-finding';

const SWEEPER = { kind: 'system', name: 'run-sweep' } as const;

/** Clauses of one document under one call, ready to be applied to anybody. */
interface Part {
  document: PolicyDocument;
  version: PolicyVersionEntity;
  call: CallEntity | null;
  clauseIds: readonly string[];
  readings: Record<string, string>;
}

/**
 * Second step of a sweep, once per chunk: applies the clauses to each candidate and keeps what was found. An applicant
 * whose facts do not fit is listed with the reason; the others go on. The last chunk finishes the sweep.
 */
export async function evaluateChunk(
  db: Database,
  job: { outboxId: string; chunkId: string },
): Promise<CommandOutcome<{ lines: number }, Refusal>> {
  const idempotencyKey = `outbox:${job.outboxId}/evaluate-chunk`;
  const request = { name: 'evaluateChunk', actor: SWEEPER, idempotencyKey, input: { chunkId: job.chunkId } };
  return runCommand<{ lines: number }, Refusal>(db, request, async (tx) => {
    const chunk = await lockChunk(tx, job.chunkId);
    const sweep = chunk && (await findSweep(tx, chunk.sweepId));
    if (!chunk || !sweep) throw new Error(`chunk ${job.chunkId} is gone`);
    const stands = chunk.state === 'waiting' && sweep.state === 'running';
    const found = stands ? await lookAt(tx, sweep, chunk) : { lines: 0, failures: 0 };
    await moveChunk(tx, chunk.id, stands ? 'evaluated' : 'skipped');
    await noteProgress(tx, chunk, stands, found);
    return done({ lines: found.lines });
  });
}

async function lookAt(
  tx: Tx,
  sweep: SweepEntity,
  chunk: SweepChunkEntity,
): Promise<{ lines: number; failures: number }> {
  const parts = await partsOf(tx, sweep);
  const parties = await findParties(tx, chunk.partyIds);
  const around = await surroundingsOf(tx, sweep, chunk.partyIds);
  const lines: SweepLineEntity[] = [];
  const failures: { sweepId: string; partyId: string; problem: string }[] = [];
  for (const { party, assembled, problem } of await assembleFactsOfMany(tx, parties, sweep.asOf)) {
    if (!assembled) failures.push({ sweepId: sweep.id, partyId: party.id, problem: problem ?? 'unknown' });
    else
      for (const part of parts)
        lines.push(...findingsOf(tx, { sweep, chunk, party, part, assembled, around: around(party.id) }));
  }
  await insertSweepLines(tx, lines);
  await insertSweepFailures(tx, failures);
  return { lines: lines.length, failures: failures.length };
}

async function partsOf(tx: Tx, sweep: SweepEntity): Promise<Part[]> {
  const parts: Part[] = [];
  for (const { policyVersionId, callId, clauseIds } of sweep.plan) {
    const version = await findPolicyVersion(tx, policyVersionId);
    if (!version) throw new Error(`policy version ${policyVersionId} is gone`);
    const document = documentOf(version);
    const call = callId === null ? null : await findCall(tx, callId);
    const readings = await readingsInForce(tx, document, sweep.cityCode, sweep.asOf);
    parts.push({ document, version, call, clauseIds, readings });
  }
  return parts;
}

/** What a judgement needs to know about each applicant of a chunk, read at once. */
async function surroundingsOf(
  tx: Tx,
  sweep: SweepEntity,
  partyIds: readonly string[],
): Promise<(partyId: string) => Pick<Surroundings, 'ledgers' | 'offered' | 'underWay'>> {
  const [county = ''] = sweep.regionCodes;
  const ledgers = await readCoveredLedgers(tx, county);
  const offered = await readStandingOfferLines(tx, partyIds);
  const cases = await readCasesUnderWay(tx, partyIds);
  const clauses = new Map<string, readonly string[]>();
  for (const callId of new Set(cases.map((each) => each.callId)))
    clauses.set(callId, (await findCall(tx, callId))?.clauseIds ?? []);
  const underWay = cases.map((each) => ({ ...each, clauseIds: clauses.get(each.callId) ?? [] }));
  return (partyId) => ({
    ledgers,
    offered: offered.filter((line) => line.partyId === partyId),
    underWay: underWay.filter((each) => each.partyId === partyId),
  });
}

interface Applied {
  sweep: SweepEntity;
  chunk: SweepChunkEntity;
  party: PartyEntity;
  part: Part;
  assembled: AssembledFacts;
  around: Pick<Surroundings, 'ledgers' | 'offered' | 'underWay'>;
}

/** The findings of one applicant under one part of the plan. */
function findingsOf(tx: Tx, applied: Applied): SweepLineEntity[] {
  const { sweep, chunk, party, part, assembled, around } = applied;
  const { document, call, version } = part;
  const known = totalsToDate(assembled, document);
  const { facts, contentHash } = call ? withParameters(known, call) : known;
  const results = evaluate([document], facts, { clauses: part.clauseIds, readings: part.readings });
  if (results.length === 0) return [];
  const explained = explainedResults(part, facts, results);
  return results.flatMap((result): SweepLineEntity[] => {
    const judged = judgeFinding(result, { document, call, ...around });
    if (!judged) return [];
    const amountFen = result.amountFen === undefined ? null : fen(result.amountFen);
    const split = result.splitFen ?? (call && amountFen !== null ? splitByCall({ amountFen }, call) : null);
    return [
      {
        id: tx.newId(),
        ...{ sweepId: sweep.id, chunkId: chunk.id, partyId: party.id, countyCode: party.countyCode },
        ...{ clauseId: result.clause, subject: result.subject ?? '' },
        ...{ callId: call?.id ?? null, policyVersionId: version.id, status: result.status },
        ...judged,
        amountFen,
        splitFen: split && { ...split },
        result: (explained.get(identityOf(result)) ?? result) as unknown as Record<string, unknown>,
        factsHash: contentHash,
      },
    ];
  });
}

const identityOf = ({ clause, subject }: Result): string => `${clause} ${subject ?? ''}`;
const WORTH_A_TRACE: ReadonlySet<Result['status']> = new Set([
  'determined',
  'needs-evidence',
  'needs-decision',
  'refused',
]);

/** The same results with their traces, for what pays or needs something. */
function explainedResults(part: Part, facts: Facts, results: readonly Result[]): Map<string, Result> {
  const clauses = results.filter(({ status }) => WORTH_A_TRACE.has(status)).map(({ clause }) => clause);
  if (clauses.length === 0) return new Map();
  const explained = evaluate([part.document], facts, { explain: true, clauses, readings: part.readings });
  return new Map(
    explained.filter(({ status }) => WORTH_A_TRACE.has(status)).map((result) => [identityOf(result), result]),
  );
}

/** Counts the chunk on the sweep's row, whose lock puts the ends of chunks in order; the last one finishes. */
async function noteProgress(
  tx: Tx,
  chunk: SweepChunkEntity,
  stands: boolean,
  found: { lines: number; failures: number },
): Promise<void> {
  const sweep = await lockSweep(tx, chunk.sweepId);
  if (!sweep) throw new Error(`sweep ${chunk.sweepId} is gone`);
  await tx.record({
    caseId: sweep.id,
    regionCode: sweep.cityCode,
    type: stands ? 'sweep.chunk_evaluated' : 'sweep.chunk_skipped',
    data: { position: chunk.position, applicants: chunk.partyIds.length, ...found },
  });
  if (!stands || sweep.state !== 'running') return;
  sweep.evaluatedCount += chunk.partyIds.length;
  if ((await countChunks(tx, sweep.id, 'waiting')) === 0) await finishSweep(tx, sweep);
  else await saveSweep(tx, sweep);
}
