import { allot } from '@duixian/ledger';
import { fen } from '@duixian/money';
import {
  findParty,
  insertApplication,
  insertBudgetLine,
  insertCall,
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
  type Tx,
} from '@duixian/persistence';
import { Office, valueOf } from '@duixian/testing';
import { assembleFacts } from '../facts/assemble-facts';
import { awardApplication } from '../funds/award-application';
import { completeCreditCode } from '../parties/credit-code';
import { determineCase } from '../policies/determine-case';
import { policiesOfCity } from '../policies/policies-of-city';
import { approveSweep } from './change-sweep';
import { confirmOffer } from './confirm-offer';
import { orderSweep } from './order-sweep';
import { readSweep } from './read-sweeps';

jest.setTimeout(600_000);

/** RACES=1000 for a long evening. */
const RACES = Number(process.env['RACES'] ?? 200);
const AT_ONCE = 4;
const COUNTY = '410422';
const CLAUSE = 'PDS-A2-4-3-1';
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
    await tx.record({ caseId: tx.newId(), regionCode: COUNTY, type: 'test', data: {} });
    return { ok: true as const, value: { made } };
  });
  if (!outcome.ok) throw new Error('refused');
  return outcome.value.made;
}

interface Runner {
  partyId: string;
  accountId: string;
}

/** Enterprises that are owed the clause once each, and money enough to pay everybody three times. */
async function enter(): Promise<{ runners: Runner[]; calls: CallEntity[] }> {
  return change(async (tx) => {
    const runners = Array.from({ length: RACES }, () => ({ partyId: tx.newId(), accountId: tx.newId() }));
    const common = { learnedAt: tx.now, learnedBy: 'system:test' };
    await insertParties(
      tx,
      runners.map(({ partyId }, index) => partyOf(tx, partyId, index)),
      runners.map(({ partyId, accountId }, index) => accountOf(tx, partyId, accountId, index)),
    );
    const facts = { 'scale.first_entry': true, 'applicant.sectors': ['industrial'] };
    await insertRegisterExtract(tx, {
      partyIds: runners.map(({ partyId }) => partyId),
      titles: [],
      facts: runners.flatMap(({ partyId }) =>
        Object.entries(facts).map(([name, value]) => ({
          ...{ id: tx.newId(), partyId, applicationId: null, name, value, ...common },
          ...{ status: 'authoritative' as const, source: '统计联网直报', documentNumber: '1号' },
          ...{ validFrom: null, validTo: null },
        })),
      ),
    });
    const seeded = (await readCalls(tx)).find((call) => call.clauseIds.includes(CLAUSE));
    if (!seeded) throw new Error('no call');
    const calls = ['RACE-A', 'RACE-B', 'RACE-C'].map((number) => ({
      ...seeded,
      ...{ id: tx.newId(), number, clauseIds: [CLAUSE], noticeWorkingDays: 0, materials: [] },
    }));
    for (const call of calls) await insertCall(tx, call);
    const id = tx.newId();
    const { year, budgetSubject: subject } = seeded;
    await insertBudgetLine(tx, {
      ...{ id, regionCode: COUNTY, level: 'county', year, subject },
      ...{ documentNumber: 'RACE', createdAt: tx.now },
    });
    await postJournal(tx, allot(id, fen(RACES * 3 * 5_000_000)), `budget-line:${id}/allot`);
    return { runners, calls };
  });
}

const partyOf = (tx: Tx, id: string, index: number): PartyEntity => ({
  ...{ id, kind: 'enterprise', countyCode: COUNTY, registeredOn: null, createdAt: tx.now },
  creditCode: completeCreditCode(`91410422MA0R${String(index).padStart(4, '0')}`),
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
async function reviewedCases(runners: readonly Runner[], call: CallEntity): Promise<string[]> {
  return change(async (tx) => {
    const version = (await policiesOfCity(tx, '410400')).find((each) => each.id === call.policyVersionId);
    if (!version) throw new Error('no law');
    const ids: string[] = [];
    for (const [index, { partyId, accountId }] of runners.entries()) {
      const party = await findParty(tx, partyId);
      if (!party) throw new Error('no party');
      const id = tx.newId();
      await insertApplication(tx, {
        ...{ id, caseNumber: `${call.number}-${index}`, callId: call.id, partyId, countyCode: COUNTY },
        ...{ cityCode: '410400', origin: 'application', offerId: null, state: 'noticed', stageIndex: null },
        ...{ version: 1, route: call.route, noticeWorkingDays: 0, policyVersionId: version.id },
        ...{ evaluationDate: today, claims: {}, payeeAccountId: accountId, stateReason: null },
        ...{ createdAt: tx.now, submittedAt: tx.now },
      });
      await determineCase(tx, {
        ...{ applicationId: id, partyId, cityCode: '410400', purpose: 'assessment', call, version },
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
  const order = { asOf: today, dryRun: false, callIds: [call.id], scope: [COUNTY] };
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
  const { runners, calls } = await enter();
  const [a, b, c] = calls;
  if (!a || !b || !c) throw new Error('no calls');
  const offers = await offersOf(a);
  expect(offers.size).toBeGreaterThanOrEqual(RACES);
  const rivals = [await reviewedCases(runners, b), await reviewedCases(runners, c)];
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
