import { addWorkingDays, type LocalDate } from '@duixian/calendar';
import { fen, sumFen } from '@duixian/money';
import { describeTrace, type Result } from '@duixian/policy';
import {
  countChunks,
  insertOffers,
  insertSweepFailures,
  lockChunk,
  lockSweep,
  moveChunk,
  readCasesUnderWay,
  readChunkIds,
  readLinesToOffer,
  readStandingOfferLines,
  runCommand,
  saveSweep,
  type CommandOutcome,
  type Database,
  type OfferEntity,
  type OfferLineEntity,
  type SweepEntity,
  type SweepFailureEntity,
  type SweepLineEntity,
  type Tx,
} from '@duixian/persistence';
import { moveSweep, OFFER_CREATED_EVENT } from '@duixian/workflow';
import { readHolidays } from '../calendar/read-holidays';
import { done, type Refusal } from '../ground/refusal';
import { findOvertaken } from './find-overtaken';
import { resultsOfLines } from './replay-lines';

const OFFERER = { kind: 'system', name: 'make-offers' } as const;
/** Working days in which an offer can be confirmed, counted from the day after it was made. */
export const OFFER_WORKING_DAYS = 20;

/** After the approval: one message per chunk, so that offers go out in small transactions. */
export async function sendOutOffers(
  db: Database,
  job: { outboxId: string; sweepId: string },
): Promise<CommandOutcome<{ chunks: number }, Refusal>> {
  const idempotencyKey = `outbox:${job.outboxId}/send-out-offers`;
  const request = { name: 'sendOutOffers', actor: OFFERER, idempotencyKey, input: { sweepId: job.sweepId } };
  return runCommand<{ chunks: number }, Refusal>(db, request, async (tx) => {
    const sweep = await lockSweep(tx, job.sweepId);
    if (!sweep) throw new Error(`sweep ${job.sweepId} is gone`);
    const chunkIds = sweep.state === 'approved' ? await readChunkIds(tx, sweep.id) : [];
    for (const chunkId of chunkIds) await tx.enqueue('sweep.offers', { chunkId });
    const data = { chunks: chunkIds.length };
    await tx.record({ caseId: sweep.id, regionCode: sweep.cityCode, type: 'sweep.offers_sent_out', data });
    return done(data);
  });
}

/**
 * Makes the offers of one chunk of an approved list: one per applicant and call. What was offered otherwise meanwhile,
 * or has a case under way by now, is left out and counted; an applicant with a finding that does not come out again as it was
 * approved, on the facts of then or on those of now, is listed with the reason, and the others get their offers. The last chunk completes the sweep.
 */
export async function makeOffers(
  db: Database,
  job: { outboxId: string; chunkId: string },
): Promise<CommandOutcome<{ offers: number }, Refusal>> {
  const idempotencyKey = `outbox:${job.outboxId}/make-offers`;
  const request = { name: 'makeOffers', actor: OFFERER, idempotencyKey, input: { chunkId: job.chunkId } };
  return runCommand<{ offers: number }, Refusal>(db, request, async (tx) => {
    const chunk = await lockChunk(tx, job.chunkId);
    // Whoever ends a chunk holds the sweep: the last one then sees all others.
    const sweep = chunk && (await lockSweep(tx, chunk.sweepId));
    if (!chunk || !sweep) throw new Error(`chunk ${job.chunkId} is gone`);
    const record = (type: string, data: Record<string, unknown>): Promise<void> =>
      tx.record({ caseId: sweep.id, regionCode: sweep.cityCode, type, data });
    if (sweep.state !== 'approved' || chunk.state !== 'evaluated') {
      await record('sweep.offers_skipped', { position: chunk.position, state: sweep.state });
      return done({ offers: 0 });
    }
    const lines = await readLinesToOffer(tx, chunk);
    const standing = await stillToOffer(tx, lines);
    const results = await resultsOfLines(tx, standing);
    const changed = standing.filter((line) => !results.get(line.id)?.trace);
    const failed = new Set(changed.map(({ partyId }) => partyId));
    const replayed = standing.filter(({ partyId }) => !failed.has(partyId));
    const overtaken = await findOvertaken(tx, sweep, replayed);
    const late = new Set(overtaken.map(({ partyId }) => partyId));
    await insertSweepFailures(tx, [
      ...[...failed].map(failureOf(sweep, changed, '按比对时留存的数据重新核定,结果与审定的清单不符')),
      ...[...late].map(failureOf(sweep, overtaken, '比对之后数据有变,按现有数据不再应享或金额不同')),
    ]);
    const sound = replayed.filter(({ partyId }) => !late.has(partyId));
    const offers = await offersOf(tx, sweep, sound, results);
    await moveChunk(tx, chunk.id, 'offered');
    const leftOut = lines.length - standing.length;
    await record('sweep.offers_made', {
      ...{ position: chunk.position, offers: offers.length, leftOut, failures: failed.size + late.size },
    });
    if ((await countChunks(tx, sweep.id, 'evaluated')) === 0) await complete(tx, sweep);
    return done({ offers: offers.length });
  });
}

async function complete(tx: Tx, sweep: SweepEntity): Promise<void> {
  const move = moveSweep(sweep.state, 'complete');
  if (!move.ok) throw new Error(`sweep ${sweep.id} cannot complete from ${sweep.state}`);
  sweep.state = move.to;
  sweep.endedAt = tx.now;
  await saveSweep(tx, sweep);
  const data = { to: { state: sweep.state }, version: sweep.version };
  await tx.record({ caseId: sweep.id, regionCode: sweep.cityCode, type: move.event, data });
}

const failureOf =
  (sweep: SweepEntity, changed: readonly SweepLineEntity[], why: string) =>
  (partyId: string): SweepFailureEntity => {
    const clauses = changed.filter((line) => line.partyId === partyId).map(({ clauseId }) => clauseId);
    const problem = `${why}(${[...new Set(clauses)].join('、')}),未推送。请重新比对。`;
    return { sweepId: sweep.id, partyId, problem };
  };

async function stillToOffer(tx: Tx, lines: readonly SweepLineEntity[]): Promise<SweepLineEntity[]> {
  const partyIds = [...new Set(lines.map((line) => line.partyId))];
  const keyOf = (line: { partyId: string; clauseId: string; subject: string }): string =>
    `${line.partyId} ${line.clauseId} ${line.subject}`;
  const offered = new Set((await readStandingOfferLines(tx, partyIds)).map(keyOf));
  const cases = new Set((await readCasesUnderWay(tx, partyIds)).map((c) => `${c.partyId} ${c.callId}`));
  return lines.filter(
    (line) => !offered.has(keyOf(line)) && !cases.has(`${line.partyId} ${line.callId ?? ''}`),
  );
}

async function offersOf(
  tx: Tx,
  sweep: SweepEntity,
  lines: readonly SweepLineEntity[],
  results: ReadonlyMap<string, Result>,
): Promise<OfferEntity[]> {
  const expiresOn = addWorkingDays(tx.today, OFFER_WORKING_DAYS, await readHolidays(tx)).date;
  const groups = new Map<string, SweepLineEntity[]>();
  for (const line of lines) {
    const key = `${line.partyId} ${line.callId ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  const offers: OfferEntity[] = [];
  const offerLines: OfferLineEntity[] = [];
  for (const group of groups.values()) {
    const offer = offerOf(tx, sweep, group, expiresOn);
    offers.push(offer);
    offerLines.push(...group.map((line) => lineOf(offer, line, results.get(line.id))));
  }
  await insertOffers(tx, offers, offerLines);
  for (const offer of offers) {
    await tx.record({
      caseId: offer.id,
      regionCode: offer.countyCode,
      partyId: offer.partyId,
      type: OFFER_CREATED_EVENT,
      data: {
        sweepId: sweep.id,
        callId: offer.callId,
        amountFen: offer.amountFen,
        expiresOn,
        to: { state: 'open' },
        version: 1,
      },
    });
  }
  return offers;
}

function offerOf(
  tx: Tx,
  sweep: SweepEntity,
  lines: readonly SweepLineEntity[],
  expiresOn: LocalDate,
): OfferEntity {
  const [first] = lines;
  if (!first?.callId || !sweep.orderedBy || !sweep.approvedBy)
    throw new Error(`sweep ${sweep.id} has no two officers, or a line without a call`);
  return {
    id: tx.newId(),
    sweepId: sweep.id,
    partyId: first.partyId,
    countyCode: first.countyCode,
    cityCode: sweep.cityCode,
    callId: first.callId,
    policyVersionId: first.policyVersionId,
    evaluationDate: sweep.asOf,
    amountFen: sumFen(lines.map((line) => line.amountFen ?? fen(0))),
    state: 'open',
    version: 1,
    madeAt: tx.now,
    expiresOn,
    pausedOn: null,
    preparedBy: sweep.orderedBy,
    approvedBy: sweep.approvedBy,
    decidedAt: null,
    decidedBy: null,
    stateReason: null,
  };
}

function lineOf(offer: OfferEntity, line: SweepLineEntity, result: Result | undefined): OfferLineEntity {
  if (!result?.trace) throw new Error(`finding ${line.id} does not come out again as it was approved`);
  return {
    offerId: offer.id,
    sweepLineId: line.id,
    partyId: line.partyId,
    clauseId: line.clauseId,
    subject: line.subject,
    amountFen: line.amountFen ?? fen(0),
    explanation: describeTrace(result.trace),
    live: true,
  };
}
