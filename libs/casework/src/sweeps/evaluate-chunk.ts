import { localDate } from '@duixian/calendar';
import { dayDependence, evaluate, nextChangesAfter, runningTotals } from '@duixian/policy';
import { fen } from '@duixian/money';
import {
  countChunks,
  findCall,
  findSweep,
  insertSweepFailures,
  keepFindings,
  lockChunk,
  lockSweep,
  moveChunk,
  readCasesUnderWay,
  readRegistrationStatuses,
  readStandingOfferLines,
  runCommand,
  saveSweep,
  type CommandOutcome,
  type Database,
  type NewSweepLine,
  type SweepChunkEntity,
  type SweepEntity,
  type Tx,
} from '@duixian/persistence';
import { byParty } from '../facts/assemble-facts';
import { readCoveredLedgers } from '../facts/earlier-ledgers';
import { factsOfMany, type ApplicantFacts } from '../facts/facts-of-many';
import { splitByCall } from '../funds/plan-funding';
import { done, type Refusal } from '../ground/refusal';
import { finishSweep } from './finish-sweep';
import { clauseOutlooks, judgeFinding, type Surroundings } from './judge-finding';
import { factsFor, partsOf, type SweepPart } from './sweep-parts';

/** Due whatever the day is. */
const NEVER_LOOKED_AT = '2000-01-01';
const SWEEPER = { kind: 'system', name: 'run-sweep' } as const;

/**
 * Second step of a sweep, once per chunk: applies the clauses to each candidate, keeps what was found and with which facts. An
 * applicant whose facts do not fit is listed with the reason; the others go on. The last chunk finishes the sweep.
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
    if (!stands) await moveChunk(tx, chunk.id, 'skipped');
    await noteProgress(tx, chunk, stands, found);
    return done({ lines: found.lines });
  });
}

async function lookAt(
  tx: Tx,
  sweep: SweepEntity,
  chunk: SweepChunkEntity,
): Promise<{ lines: number; failures: number }> {
  const [county = ''] = sweep.regionCodes;
  const ledgers = await readCoveredLedgers(tx, county);
  const parts = (await partsOf(tx, sweep)).map((part) => ({
    ...part,
    outlookOf: clauseOutlooks(part.document, part.call, ledgers, sweep.registers),
  }));
  const goingOn = await goingOnOf(tx, chunk.partyIds);
  const totals = new Set(parts.flatMap(({ document }) => runningTotals(document).map(({ fact }) => fact)));
  const { found, misfits } = await factsOfMany(tx, chunk.partyIds, sweep.asOf, totals);
  const lines = found.flatMap((applicant) =>
    parts.flatMap((part) => findingsOf(part, applicant, goingOn(applicant.partyId))),
  );
  const looked = new Map(found.map((applicant) => [applicant.partyId, applicant]));
  const day = localDate(sweep.asOf);
  const nextChange = nextChangesAfter(
    parts.map(({ document }) => dayDependence(document)),
    day,
  );
  // What calls say is the same for everybody.
  const ofCalls = earliest(parts.map(({ call }) => nextChange(call?.parameters ?? {})));
  const changesOn = (applicant: ApplicantFacts | undefined): string | null =>
    applicant === undefined ? NEVER_LOOKED_AT : earliest([ofCalls, nextChange(applicant.facts)]);
  await insertSweepFailures(
    tx,
    misfits.map((misfit) => ({ sweepId: sweep.id, ...misfit })),
  );
  await keepFindings(tx, chunk, {
    facts: chunk.partyIds.map((id) => looked.get(id)?.text ?? null),
    nextChangeOn: chunk.partyIds.map((id) => changesOn(looked.get(id))),
    lines,
  });
  return { lines: lines.length, failures: misfits.length };
}

const earliest = (days: readonly (string | null)[]): string | null =>
  days.reduce((first, day) => (day !== null && (first === null || day < first) ? day : first), null);

type GoingOn = Pick<Surroundings, 'offered' | 'underWay' | 'ended'>;

/** What each applicant of a chunk was offered and has under way, and whether it still exists, read at once. */
async function goingOnOf(tx: Tx, partyIds: readonly string[]): Promise<(partyId: string) => GoingOn> {
  const cases = await readCasesUnderWay(tx, partyIds);
  const statuses = await readRegistrationStatuses(tx, partyIds);
  const clauses = new Map<string, readonly string[]>();
  for (const callId of new Set(cases.map((each) => each.callId)))
    clauses.set(callId, (await findCall(tx, callId))?.clauseIds ?? []);
  const underWay = cases.map((each) => ({ ...each, clauseIds: clauses.get(each.callId) ?? [] }));
  const offeredTo = byParty(await readStandingOfferLines(tx, partyIds));
  const underWayOf = byParty(underWay);
  const endedOf = (partyId: string): GoingOn['ended'] => {
    const said = statuses.get(partyId);
    return said && said.status !== 'registered' ? said : null;
  };
  return (partyId) => ({
    ended: endedOf(partyId),
    offered: offeredTo.get(partyId) ?? [],
    underWay: underWayOf.get(partyId) ?? [],
  });
}

/** The findings of one applicant under one part of the plan. */
function findingsOf(
  part: SweepPart & Pick<Surroundings, 'outlookOf'>,
  applicant: ApplicantFacts,
  goingOn: GoingOn,
): NewSweepLine[] {
  const { partyId, countyCode } = applicant;
  const { document, call, policyVersionId, clauseIds, readings, outlookOf } = part;
  const callId = call?.id ?? null;
  const results = evaluate([document], factsFor(part, applicant), {
    clauses: clauseIds,
    readings,
    verdicts: true,
  });
  const surroundings = { outlookOf, callId, ...goingOn };
  const lines: NewSweepLine[] = [];
  for (const result of results) {
    const judged = judgeFinding(result, surroundings);
    if (!judged) continue;
    const amountFen = result.amountFen === undefined ? null : fen(result.amountFen);
    // Field by field: there are thousands of them, and objects put together of others take most of the time of a chunk.
    lines.push({
      partyId,
      countyCode,
      clauseId: result.clause,
      subject: result.subject ?? '',
      callId,
      policyVersionId,
      status: result.status,
      disposition: judged.disposition,
      reason: judged.reason,
      amountFen,
      splitFen: result.splitFen ?? (call && amountFen !== null ? splitByCall({ amountFen }, call) : null),
    });
  }
  return lines;
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
