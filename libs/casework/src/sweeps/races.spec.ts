import { allot } from '@duixian/ledger';
import { fen } from '@duixian/money';
import {
  findParty,
  insertApplication,
  insertBudgetLine,
  insertCall,
  insertEarlierPaymentCoverage,
  insertParties,
  insertRegisterExtract,
  newId,
  postJournal,
  readAwardedClauses,
  readCalls,
  runCommand,
  runQuery,
  type CallEntity,
  type PartyEntity,
  type StoredFactValue,
  type Tx,
} from '@duixian/persistence';
import { Office, valueOf } from '@duixian/testing';
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

jest.setTimeout(600_000);

/** RACES=1000 for a long evening. */
const RACES = Number(process.env['RACES'] ?? 200);
const AT_ONCE = 4;

/** Where a race is run: enterprises of one county, and calls of its city that pay one clause each. */
interface Track {
  county: string;
  city: string;
  /** First twelve symbols of the runners' credit codes. */
  stem: string;
  clauses: readonly string[];
  facts: Readonly<Record<string, StoredFactValue>>;
  titles: readonly { code: string; level: 'national' | 'provincial' }[];
  runners: number;
}

/** One clause under three calls. */
const ENTRY: Track = {
  county: '410422',
  city: '410400',
  stem: '91410422MA0R',
  clauses: ['PDS-A2-4-3-1', 'PDS-A2-4-3-1', 'PDS-A2-4-3-1'],
  facts: { 'scale.first_entry': true, 'applicant.sectors': ['industrial'] },
  titles: [],
  runners: RACES,
};
/** Two clauses of one stacking group (从高不重复), of different amounts. */
const LADDER: Track = {
  county: '410105',
  city: '410100',
  stem: '91410105MA0R',
  clauses: ['ZZ-2-2', 'ZZ-2-1'],
  facts: {},
  titles: [{ code: 'PROV_ZJTX', level: 'provincial' }],
  runners: Math.ceil(RACES / 2),
};
const SYSTEM = { kind: 'system', name: 'test' } as const;

let office: Office;
const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date());

beforeAll(async () => {
  office = await Office.open({ poolSize: 20 });
});
afterAll(() => office.close());

async function change<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const request = { name: 'test', actor: SYSTEM, idempotencyKey: newId(), input: {} };
  const outcome = await runCommand<{ made: T }, never>(office.db, request, async (tx) => {
    const made = await work(tx);
    await tx.record({ caseId: tx.newId(), regionCode: '410000', type: 'test', data: {} });
    return { ok: true as const, value: { made } };
  });
  if (!outcome.ok) throw new Error('refused');
  return outcome.value.made;
}

interface Runner {
  partyId: string;
  accountId: string;
}

/** Enterprises that are owed once each, and money enough to pay everybody under every call. */
async function enter(track: Track): Promise<{ runners: Runner[]; calls: CallEntity[] }> {
  return change(async (tx) => {
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
    for (const [regionCode, level] of [
      [track.county, 'county'],
      [track.city, 'city'],
    ] as const) {
      const id = tx.newId();
      const { year, budgetSubject: subject } = calls[0] ?? { year: 0, budgetSubject: '' };
      await insertBudgetLine(tx, {
        ...{ id, regionCode, level, year, subject },
        ...{ documentNumber: 'RACE', createdAt: tx.now },
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
        ...{ firstEver: true, grantedCity: '郑州', grantedOn: today, validFrom: today, validTo: null },
        ...{ documentNumber: '1号', status: 'authoritative' as const },
      })),
    ),
    facts: runners.flatMap(({ partyId }) =>
      Object.entries(facts).map(([name, value]) => ({
        ...{ id: tx.newId(), partyId, applicationId: null, name, value, ...common },
        ...{ status: 'authoritative' as const, source: '统计联网直报', documentNumber: '1号' },
        ...{ validFrom: null, validTo: null },
      })),
    ),
  };
}

/** One call per clause, like the seeded one; half and half where the law names nobody to bear it. */
async function callsOf(tx: Tx, { city, clauses }: Track): Promise<CallEntity[]> {
  const [seeded] = await readCalls(tx);
  const law = (await policiesOfCity(tx, city)).find((version) =>
    documentOf(version).clauses.some(({ id }) => id === clauses[0]),
  );
  if (!seeded || !law) throw new Error('no call, no law');
  const calls = clauses.map((clause, index) => ({
    ...seeded,
    ...{ id: tx.newId(), number: `RACE-${city}-${index}`, cityCode: city, clauseIds: [clause] },
    ...{ policyVersionId: law.id, noticeWorkingDays: 0, materials: [] },
    fundingShares: city === '410100' ? { city: '1/2', county: '1/2' } : seeded.fundingShares,
  }));
  for (const call of calls) await insertCall(tx, call);
  return calls;
}

/** Nothing was paid before: the ledgers of earlier years are known completely. */
const coverageOf = (tx: Tx, { city, clauses }: Track) => ({
  ...{ id: tx.newId(), cityCode: city, clauseIds: [...new Set([...clauses, ...GROUP])] },
  ...{
    completeTo: '2025-12-31',
    paidHereFrom: '2026-01-01',
    documentNumber: 'RACE',
    state: 'confirmed' as const,
  },
  ...{
    version: 2,
    recordedAt: tx.now,
    recordedBy: 'system:test',
    confirmedAt: tx.now,
    confirmedBy: 'system:other',
  },
  ...{ withdrawnAt: null, withdrawnBy: null, withdrawalReason: null },
});

/** Whoever shares a stacking group with the clauses of the ladder, and who says the same elsewhere. */
const GROUP = ['ZZ-2-1', 'ZZ-2-2', 'ZZ-2-3', 'ZZ-2-4', 'ZZ-3-1', 'ZZ-3-2', 'ZZ-3-3', 'ZZ-3-4'].concat([
  'ZR-1-3',
  'ZR-1-4',
  'ZR-1-5',
  'ZR-1-6',
]);

const partyOf = (tx: Tx, { county, stem }: Track, id: string, index: number): PartyEntity => ({
  ...{ id, kind: 'enterprise', countyCode: county, registeredOn: null, createdAt: tx.now },
  creditCode: completeCreditCode(`${stem}${String(index).padStart(4, '0')}`),
  registeredName: `竞赛${index}号有限公司`,
});

const accountOf = (tx: Tx, partyId: string, id: string, index: number) => ({
  ...{ id, partyId, version: 1, accountName: `竞赛${index}号有限公司` },
  ...{
    accountNumber: `62${String(index).padStart(12, '0')}`,
    bankName: '演示银行',
    bankCode: '313495000001',
  },
  ...{ verifiedAt: tx.now, replacedAt: null, createdAt: tx.now },
});

/** A case under a call that was reviewed and has its notice behind it, for every runner. */
async function reviewedCases(
  { county, city }: Track,
  runners: readonly Runner[],
  call: CallEntity,
): Promise<string[]> {
  return change(async (tx) => {
    const version = (await policiesOfCity(tx, city)).find((each) => each.id === call.policyVersionId);
    if (!version) throw new Error('no law');
    const ids: string[] = [];
    for (const [index, { partyId, accountId }] of runners.entries()) {
      const party = await findParty(tx, partyId);
      if (!party) throw new Error('no party');
      const id = tx.newId();
      await insertApplication(tx, {
        ...{ id, caseNumber: `${call.number}-${index}`, callId: call.id, partyId, countyCode: county },
        ...{ cityCode: city, origin: 'application', offerId: null, state: 'noticed', stageIndex: null },
        ...{ version: 1, route: call.route, noticeWorkingDays: 0, policyVersionId: version.id },
        ...{ evaluationDate: today, claims: {}, payeeAccountId: accountId, stateReason: null },
        ...{ createdAt: tx.now, submittedAt: tx.now },
      });
      await determineCase(tx, {
        ...{ applicationId: id, partyId, cityCode: city, purpose: 'assessment', call, version },
        evaluationDate: today,
        assembled: await assembleFacts(tx, party, today, null),
      });
      ids.push(id);
    }
    return ids;
  });
}

async function offersOf(call: CallEntity): Promise<Map<string, string>> {
  const [orderer, approver] = [await office.as('policy-officer'), await office.as('policy-officer-2')];
  const key = () => ({ idempotencyKey: newId() });
  const order = { asOf: today, dryRun: false, callIds: [call.id], scope: [ENTRY.county] };
  const { id } = valueOf(await orderSweep(office.db, { actor: orderer, ...key(), ...order }));
  await office.drain();
  const { version, failures } = valueOf(await readSweep(office.db, orderer, id));
  expect(failures.count).toBe(0);
  valueOf(await approveSweep(office.db, { actor: approver, ...key(), sweepId: id, version }));
  await office.drain();
  const rows = await runQuery(office.db, SYSTEM, (tx) => readOpenOffers(tx, id));
  return new Map(rows.map((offer) => [offer.partyId, offer.id]));
}

async function readOpenOffers(tx: Tx, sweepId: string) {
  const { pageOffers } = await import('@duixian/persistence');
  const everything = { everything: true, regionCodes: [], partyIds: [] };
  const offers: { id: string; partyId: string }[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await pageOffers(tx, everything, { sweepId }, { limit: 200, ...(cursor ? { cursor } : {}) });
    offers.push(...page.items);
    if (page.nextCursor === null) return offers;
    cursor = page.nextCursor;
  }
}

it('an offer, an application and another application at once bring one award each, the others stand aside with the reason', async () => {
  const clerk = await office.as('xinhua-clerk');
  const { runners, calls } = await enter(ENTRY);
  const [a, b, c] = calls;
  if (!a || !b || !c) throw new Error('no calls');
  const offers = await offersOf(a);
  expect(offers.size).toBeGreaterThanOrEqual(RACES);
  const rivals = [await reviewedCases(ENTRY, runners, b), await reviewedCases(ENTRY, runners, c)];
  const seen: Record<string, number> = {};
  const note = (what: string): void => void (seen[what] = (seen[what] ?? 0) + 1);

  const race = async (index: number): Promise<void> => {
    const runner = runners[index];
    if (!runner) return;
    const { partyId } = runner;
    const confirm = async (): Promise<void> => {
      const actor = { ...clerk, partyIds: [partyId] };
      const command = { actor, idempotencyKey: newId(), offerId: offers.get(partyId) ?? '', version: 1 };
      const answer = valueOf(await confirmOffer(office.db, command));
      if (answer.applicationId === null) return note(`offer ${answer.state} ${answer.reason?.code}`);
      const job = { outboxId: newId(), applicationId: answer.applicationId };
      note(`offer ${valueOf(await awardApplication(office.db, job)).outcome}`);
    };
    const award = async (applicationId: string): Promise<void> =>
      note(
        `application ${valueOf(await awardApplication(office.db, { outboxId: newId(), applicationId })).outcome}`,
      );
    const starters = [confirm, ...rivals.map((ids) => () => award(ids[index] ?? ''))];
    // Everybody starts first as often as the others.
    const turn = index % starters.length;
    const order = [...starters.slice(turn), ...starters.slice(0, turn)];
    await Promise.all(order.map((start) => start()));
  };
  for (let from = 0; from < RACES; from += AT_ONCE)
    await Promise.all(Array.from({ length: AT_ONCE }, (_, at) => race(from + at)));

  const ids = runners.map(({ partyId }) => partyId);
  const awarded = await runQuery(office.db, SYSTEM, (tx) => readAwardedClauses(tx, ids));
  expect(awarded).toHaveLength(RACES);
  expect(new Set(awarded.map(({ partyId }) => partyId)).size).toBe(RACES);
  const total = Object.values(seen).reduce((sum, count) => sum + count, 0);
  expect(total).toBe(RACES * 3);
  expect((seen['offer awarded'] ?? 0) + (seen['application awarded'] ?? 0)).toBe(RACES);
  expect(
    Object.keys(seen).filter(
      (what) => !/awarded$|parked$|^offer withdrawn determination-changed$/.test(what),
    ),
  ).toEqual([]);
});

it('two clauses of one stacking group, each approved under a call of its own, never pay both', async () => {
  const { runners, calls } = await enter(LADDER);
  const [lower, higher] = calls;
  if (!lower || !higher) throw new Error('no calls');
  const cases = [await reviewedCases(LADDER, runners, lower)];
  // The higher title becomes known when the lower award is approved already: both are in flight.
  const later = { ...LADDER, titles: [{ code: 'NATIONAL_LITTLE_GIANT', level: 'national' as const }] };
  await change((tx) => insertRegisterExtract(tx, extractOf(tx, later, runners)));
  cases.push(await reviewedCases(LADDER, runners, higher));
  const seen: Record<string, number> = {};
  const race = (index: number): Promise<unknown> => {
    const starters = cases.map((ids) => ids[index] ?? '');
    const order = index % 2 === 0 ? starters : [...starters].reverse();
    return Promise.all(
      order.map(async (applicationId) => {
        const { outcome } = valueOf(await awardApplication(office.db, { outboxId: newId(), applicationId }));
        seen[outcome] = (seen[outcome] ?? 0) + 1;
      }),
    );
  };
  for (let from = 0; from < LADDER.runners; from += AT_ONCE)
    await Promise.all(
      Array.from({ length: Math.min(AT_ONCE, LADDER.runners - from) }, (_, at) => race(from + at)),
    );
  expect(seen).toEqual({ awarded: LADDER.runners, parked: LADDER.runners });
  const ids = runners.map(({ partyId }) => partyId);
  const awarded = await runQuery(office.db, SYSTEM, (tx) => readAwardedClauses(tx, ids));
  expect(new Set(awarded.map(({ partyId }) => partyId)).size).toBe(LADDER.runners);
  expect(awarded).toHaveLength(LADDER.runners);
  // 从高不重复: whoever comes first, the higher one is paid.
  expect(new Set(awarded.map(({ clauseId }) => clauseId))).toEqual(new Set(['ZZ-2-1']));
});
