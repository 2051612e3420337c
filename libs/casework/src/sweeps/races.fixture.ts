import { allot } from '@duixian/ledger';
import { fen } from '@duixian/money';
import {
  findApplication,
  findApplications,
  findParty,
  insertApplication,
  insertBudgetLine,
  insertCall,
  insertCaseDecision,
  insertEarlierPaymentCoverage,
  insertParties,
  insertRegisterExtract,
  newId,
  pageOffers,
  postJournal,
  readCalls,
  runCommand,
  runQuery,
  type CallEntity,
  type FundingShares,
  type PartyEntity,
  type StoredFactValue,
  type Tx,
} from '@duixian/persistence';
import { valueOf, type Office } from '@duixian/testing';
import type { PersonActor } from '@duixian/workflow';
import { assembleFacts } from '../facts/assemble-facts';
import { awardApplication } from '../funds/award-application';
import { completeCreditCode } from '../parties/credit-code';
import { determineCase } from '../policies/determine-case';
import { policiesOfCity } from '../policies/policies-of-city';
import { documentOf } from '../policies/policy-in-force';
import { approveSweep } from './change-sweep';
import { confirmOffer } from './confirm-offer';
import { orderSweep } from './order-sweep';
import { readSweep } from './read-sweeps';

export const SYSTEM = { kind: 'system', name: 'test' } as const;

/** A fact that a register states for every runner, and the days on which it holds. */
interface StatedFact {
  name: string;
  value: StoredFactValue;
  from?: string;
  to?: string;
}

/** Where a race is run: enterprises of one county, and calls of its city that pay one clause each. */
export interface Track {
  county: string;
  city: string;
  /** First twelve symbols of the runners' credit codes. */
  stem: string;
  /** One call each. */
  clauses: readonly string[];
  /** Clauses whose earlier payments have to be known, besides those of the calls. */
  ledgers: readonly string[];
  facts: readonly StatedFact[];
  titles: readonly { code: string; level: 'national' | 'provincial'; grantedOn: string }[];
  /** Who bears what the law leaves open, and the places with a budget line. */
  shares?: FundingShares;
  treasuries: readonly (readonly [region: string, level: 'county' | 'city' | 'province'])[];
  runners: number;
}

export interface Runner {
  partyId: string;
  accountId: string;
}

/** What becomes of a starter, e.g. `application awarded`. */
export type Start = () => Promise<string>;

export async function change<T>(office: Office, work: (tx: Tx) => Promise<T>): Promise<T> {
  const request = { name: 'test', actor: SYSTEM, idempotencyKey: newId(), input: {} };
  const outcome = await runCommand<{ made: T }, never>(office.db, request, async (tx) => {
    const made = await work(tx);
    await tx.record({ caseId: tx.newId(), regionCode: '410000', type: 'test', data: {} });
    return { ok: true as const, value: { made } };
  });
  if (!outcome.ok) throw new Error('refused');
  return outcome.value.made;
}

/** Enterprises that are owed once each, and money enough to pay everybody under every call. */
export async function enter(
  office: Office,
  track: Track,
): Promise<{ runners: Runner[]; calls: CallEntity[] }> {
  return change(office, async (tx) => {
    const runners = Array.from({ length: track.runners }, () => ({
      partyId: tx.newId(),
      accountId: tx.newId(),
    }));
    await insertParties(
      tx,
      runners.map(({ partyId }, index) => partyOf(tx, track, partyId, index)),
      runners.map(({ partyId, accountId }, index) => accountOf(tx, partyId, accountId, index)),
    );
    await insertRegisterExtract(tx, extractOf(tx, track, runners));
    const calls = await callsOf(tx, track);
    for (const [regionCode, level] of track.treasuries) {
      const id = tx.newId();
      const { year, budgetSubject: subject } = calls[0] ?? { year: 0, budgetSubject: '' };
      await insertBudgetLine(tx, {
        ...{ id, regionCode, level, year, subject },
        ...{ documentNumber: `RACE-${track.stem}`, createdAt: tx.now },
      });
      await postJournal(tx, allot(id, fen(track.runners * 3 * 200_000_000)), `budget-line:${id}/allot`);
    }
    await insertEarlierPaymentCoverage(tx, [coverageOf(tx, track)]);
    return { runners, calls };
  });
}

function extractOf(tx: Tx, { facts, titles }: Track, runners: readonly Runner[]) {
  const common = { learnedAt: tx.now, learnedBy: 'system:test' };
  return {
    partyIds: runners.map(({ partyId }) => partyId),
    titles: runners.flatMap(({ partyId }) =>
      titles.map((title) => ({
        ...{ id: tx.newId(), partyId, ...title, ...common, subjectId: null, acquisition: 'new' as const },
        ...{ firstEver: true, grantedCity: '郑州', validFrom: title.grantedOn, validTo: null },
        ...{ documentNumber: '1号', status: 'authoritative' as const },
      })),
    ),
    facts: runners.flatMap(({ partyId }) =>
      facts.map(({ name, value, from = null, to = null }) => ({
        ...{ id: tx.newId(), partyId, applicationId: null, name, value, ...common },
        ...{ status: 'authoritative' as const, source: '统计联网直报', documentNumber: '1号' },
        ...{ validFrom: from, validTo: to },
      })),
    ),
  };
}

/** One call per clause, like the seeded one. */
async function callsOf(tx: Tx, { city, clauses, shares, stem }: Track): Promise<CallEntity[]> {
  const [seeded] = await readCalls(tx);
  const law = (await policiesOfCity(tx, city)).find((version) =>
    documentOf(version).clauses.some(({ id }) => id === clauses[0]),
  );
  if (!seeded || !law) throw new Error('no call, no law');
  const calls = clauses.map((clause, index) => ({
    ...seeded,
    ...{ id: tx.newId(), number: `RACE-${stem}-${index}`, cityCode: city, clauseIds: [clause] },
    ...{ policyVersionId: law.id, noticeWorkingDays: 0, materials: [], parameters: {} },
    fundingShares: shares ?? null,
  }));
  for (const call of calls) await insertCall(tx, call);
  return calls;
}

/** Nothing was paid before: the ledgers of earlier years are known completely. */
const coverageOf = (tx: Tx, { city, clauses, ledgers }: Track) => ({
  ...{ id: tx.newId(), cityCode: city, clauseIds: [...new Set([...clauses, ...ledgers])] },
  ...{ completeTo: '2025-12-31', paidHereFrom: '2026-01-01', documentNumber: 'RACE' },
  ...{ state: 'confirmed' as const, version: 2 },
  ...{ recordedAt: tx.now, recordedBy: 'system:test', confirmedAt: tx.now, confirmedBy: 'system:other' },
  ...{ withdrawnAt: null, withdrawnBy: null, withdrawalReason: null },
});

const partyOf = (tx: Tx, { county, stem }: Track, id: string, index: number): PartyEntity => ({
  ...{ id, kind: 'enterprise', countyCode: county, registeredOn: null, createdAt: tx.now },
  creditCode: completeCreditCode(`${stem}${String(index).padStart(4, '0')}`),
  registeredName: `竞赛${index}号有限公司`,
});

const accountOf = (tx: Tx, partyId: string, id: string, index: number) => ({
  ...{ id, partyId, version: 1, accountName: `竞赛${index}号有限公司` },
  ...{ accountNumber: `62${String(index).padStart(12, '0')}` },
  ...{ bankName: '演示银行', bankCode: '313495000001' },
  ...{ bankCodeListedOn: null, state: 'confirmed' as const, createdAt: tx.now, proposedBy: null },
  ...{ verifiedAt: tx.now, confirmedBy: null, confirmedAs: null, effectiveOn: tx.today },
  ...{ endedAt: null, endedBy: null, endReason: null },
});

/** How the cases of a call were decided: on which day's facts, and at which ratio where the law leaves it open. */
export interface Reviewed {
  on: string;
  ratio?: { of: string; subject: string; decidedBy: string };
}

/** For every runner a case under a call that was reviewed and has its notice behind it. Answers their awarding. */
export async function reviewedCases(
  office: Office,
  { county, city }: Track,
  runners: readonly Runner[],
  call: CallEntity,
  { on, ratio }: Reviewed,
): Promise<Start[]> {
  const ids = await change(office, async (tx) => {
    const version = (await policiesOfCity(tx, city)).find((each) => each.id === call.policyVersionId);
    if (!version) throw new Error('no law');
    const made: string[] = [];
    for (const [index, { partyId, accountId }] of runners.entries()) {
      const party = await findParty(tx, partyId);
      if (!party) throw new Error('no party');
      const id = tx.newId();
      await insertApplication(tx, {
        ...{ id, caseNumber: `${call.number}-${index}`, callId: call.id, partyId, countyCode: county },
        ...{ cityCode: city, origin: 'application', offerId: null, state: 'noticed', stageIndex: null },
        ...{
          waitingStageIndex: null,
          version: 1,
          route: call.route,
          noticeWorkingDays: 0,
          policyVersionId: version.id,
        },
        ...{ evaluationDate: on, claims: {}, payeeAccountId: accountId, stateReason: null },
        ...{ createdAt: tx.now, submittedAt: tx.now },
      });
      const determine = async (purpose: 'assessment' | 'decision', decisionsOf: string | null) =>
        determineCase(tx, {
          ...{ applicationId: id, partyId, cityCode: city, purpose, call, version, evaluationDate: on },
          assembled: await assembleFacts(tx, party, on, null, decisionsOf),
        });
      await determine('assessment', null);
      if (ratio) {
        await insertCaseDecision(tx, {
          ...{ id: tx.newId(), applicationId: id, assessment: 1, clauseId: call.clauseIds[0] ?? '' },
          ...{
            subject: ratio.subject,
            amountFen: null,
            ratio: ratio.of,
            optionKey: null,
            readingIds: null,
            paperId: null,
          },
          ...{ documentNumber: '1号', reason: '竞赛', stage: 'county_review' as const },
          ...{ decidedBy: ratio.decidedBy, inNameOf: null, decidedAt: tx.now },
        });
        await determine('decision', id);
      }
      made.push(id);
    }
    return made;
  });
  return ids.map((applicationId) => async () => `application ${await awarded(office, applicationId)}`);
}

/** `awarded`, or `parked` with the code of its reason and, where it names the case that was awarded, `by another`. */
async function awarded(office: Office, applicationId: string): Promise<string> {
  const { outcome } = valueOf(await awardApplication(office.db, { outboxId: newId(), applicationId }));
  if (outcome !== 'parked') return outcome;
  return runQuery(office.db, SYSTEM, async (tx) => {
    const parked = await findApplication(tx, applicationId);
    const others = parked?.stateReason?.details?.['cases'];
    const [other] = Array.isArray(others) ? await findApplications(tx, others as string[]) : [];
    const named = other?.state === 'awarded' && parked?.stateReason?.text.includes(other.caseNumber);
    return `parked ${parked?.stateReason?.code}${named ? ' by another' : ''}`;
  });
}

/**
 * An offer of a call for every runner, out of a sweep that a second officer approved. Every second one is confirmed before anything
 * else is claimed, and races to its award; the others are confirmed in the race, where a case for the same may stand in the way.
 */
export async function offers(
  office: Office,
  { county, city }: Track,
  runners: readonly Runner[],
  call: CallEntity,
  asOf: string,
): Promise<Start[]> {
  const [orderer, approver] = [
    await officer(office, 'policy-officer', city),
    await officer(office, 'policy-officer-2', city),
  ];
  const clerk = await office.as('xinhua-clerk');
  const key = () => ({ idempotencyKey: newId() });
  const order = { asOf, dryRun: false, callIds: [call.id], scope: [county] };
  const { id } = valueOf(await orderSweep(office.db, { actor: orderer, ...key(), ...order }));
  await office.drain();
  const { version, failures } = valueOf(await readSweep(office.db, orderer, id));
  if (failures.count > 0) throw new Error('somebody could not be determined');
  valueOf(await approveSweep(office.db, { actor: approver, ...key(), sweepId: id, version }));
  await office.drain();
  const rows = await runQuery(office.db, SYSTEM, (tx) => readOpenOffers(tx, id));
  const byParty = new Map(rows.map((offer) => [offer.partyId, offer.id]));
  const confirm = async ({ partyId }: Runner): Promise<Start> => {
    const offerId = byParty.get(partyId);
    if (offerId === undefined) throw new Error('a runner has no offer');
    const actor = { ...clerk, partyIds: [partyId] };
    const answer = await confirmOffer(office.db, { actor, ...key(), offerId, version: 1 });
    if (!answer.ok) return async () => `offer stands ${answer.refusal.code}`;
    const { applicationId, state, reason } = answer.value;
    if (applicationId === null) return async () => `offer ${state} ${reason?.code}`;
    return async () => `offer ${await awarded(office, applicationId)}`;
  };
  return Promise.all(
    runners.map(async (runner, at) =>
      at % 2 === 0 ? confirm(runner) : async () => (await confirm(runner))(),
    ),
  );
}

/** A policy officer of the seeded city, as if of another one. */
async function officer(office: Office, username: string, city: string): Promise<PersonActor> {
  const actor = await office.as(username);
  return { ...actor, grants: actor.grants.map((grant) => ({ ...grant, regionCode: city })) };
}

async function readOpenOffers(tx: Tx, sweepId: string): Promise<{ id: string; partyId: string }[]> {
  const everything = { everything: true, regionCodes: [], partyIds: [] };
  const found: { id: string; partyId: string }[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await pageOffers(tx, everything, { sweepId }, { limit: 200, ...(cursor ? { cursor } : {}) });
    found.push(...page.items);
    if (page.nextCursor === null) return found;
    cursor = page.nextCursor;
  }
}

/**
 * Runs every race, a few at a time: all starters of a runner at once, each of them first as often as the others.
 * @returns how often each outcome was seen
 */
export async function race(fields: readonly (readonly Start[])[]): Promise<Record<string, number>> {
  const AT_ONCE = 4;
  const seen: Record<string, number> = {};
  const run = async (index: number): Promise<void> => {
    const turn = index % fields.length;
    const starters = [...fields.slice(turn), ...fields.slice(0, turn)].map((field) => field[index]);
    for (const outcome of await Promise.all(starters.map(async (start) => (start ? start() : 'nobody'))))
      seen[outcome] = (seen[outcome] ?? 0) + 1;
  };
  const races = Math.max(...fields.map((field) => field.length));
  for (let from = 0; from < races; from += AT_ONCE)
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, races - from) }, (_, at) => run(from + at)));
  return seen;
}
