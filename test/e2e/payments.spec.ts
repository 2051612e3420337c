import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  importStatement,
  listBudgets,
  listPayments,
  requeuePayment,
  sendPayment,
  type PaymentView,
} from '@duixian/casework';
import { httpBankRail, type PaymentRail } from '@duixian/payment-rail';
import { claimOutbox } from '@duixian/persistence';
import {
  CITY,
  Office,
  PLACES,
  look,
  prepare,
  refusalOf,
  release,
  valueOf,
  walkToAward,
  type Place,
} from '@duixian/testing';
import { startBank, type RunningBank } from '../../apps/bank-simulator/src/start-bank';

jest.setTimeout(120_000);

let office: Office;
let bank: RunningBank;
let rail: PaymentRail;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'duixian-bank-'));
  [office, bank] = await Promise.all([Office.open(), startBank({ port: 0, dataDir: folder })]);
  rail = httpBankRail({ baseUrl: bank.url, timeoutMs: 5000 });
});
afterEach(async () => {
  await Promise.all([office.close(), bank.stop()]);
  rmSync(folder, { recursive: true });
});

interface BankLedger {
  received: { kind: string; reference: string }[];
  paidMoreThanOnce: unknown[];
}
const ask = async <T>(path: string, init?: RequestInit): Promise<T> =>
  (await fetch(`${bank.url}${path}`, init)).json() as Promise<T>;
const simulate = (body: object): Promise<unknown> =>
  ask('/simulation', {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

async function payments(applicationId: string): Promise<PaymentView[]> {
  const auditor = await office.as('auditor');
  return valueOf(await listPayments(office.db, auditor, { applicationId }, { limit: 50 })).items;
}

/** The bank's statement for the day the payments were booked on, fetched as a clerk would. */
async function statement(account: string): Promise<string> {
  const ledger = await ask<{
    received: { payerAccount?: string; bookedOn?: string; requestedOn?: string }[];
  }>('/simulation/ledger');
  const day = ledger.received.map((entry) => entry.bookedOn ?? entry.requestedOn).at(-1);
  return (await fetch(`${bank.url}/statements?account=${account}&date=${day}`)).text();
}

async function read(username: string, content: string) {
  return importStatement(office.db, {
    actor: await office.as(username),
    idempotencyKey: office.key(),
    content,
  });
}

/** An awarded case of a place, its county's batch released and waiting to be sent. */
async function released(place: Place): Promise<string> {
  const id = await walkToAward(office, place);
  await release(office, place, await prepare(office, place, PLACES[place].regionCode));
  return id;
}

/** Waits out the pause before a query (database time), then does what the worker would. */
async function later(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 2200));
  await office.drain(rail);
}

async function balances(regionCode: string): Promise<Record<string, number>> {
  const lines = valueOf(await listBudgets(office.db, await office.as('auditor'))).items;
  const line = lines.find((each) => each.regionCode === regionCode);
  if (!line) throw new Error(`no budget line of ${regionCode}`);
  const { allottedFen, availableFen, reservedFen, inFlightFen, spentFen } = line;
  return { allottedFen, availableFen, reservedFen, inFlightFen, spentFen };
}

it('新华区: two payments of 40,000 yuan, city and district, each from its own treasury; paid after both statements', async () => {
  const id = await released('xinhua');
  await release(office, 'city', await prepare(office, 'city', CITY.regionCode));
  await office.drain(rail);
  expect(
    (await payments(id)).map(({ regionCode, amountFen, state }) => [regionCode, amountFen, state]).sort(),
  ).toEqual([
    ['410400', 4_000_000, 'accepted'],
    ['410402', 4_000_000, 'accepted'],
  ]);
  expect(valueOf(await read('city-maker', await statement(CITY.account)))).toMatchObject({
    classified: { matched: 1 },
    exceptions: [],
  });
  await office.drain(rail);
  expect((await look(office, id)).state).toBe('awarded');
  valueOf(await read('xinhua-checker', await statement(PLACES.xinhua.account)));
  await office.drain(rail);
  expect((await look(office, id)).state).toBe('paid');
  expect(await balances('410402')).toEqual({
    allottedFen: 50_000_000,
    availableFen: 46_000_000,
    reservedFen: 0,
    inFlightFen: 0,
    spentFen: 4_000_000,
  });
});

it('叶县: one payment of 50,000 yuan, all from the county', async () => {
  const id = await released('yexian');
  await office.drain(rail);
  expect((await payments(id)).map(({ regionCode, amountFen }) => [regionCode, amountFen])).toEqual([
    ['410422', 5_000_000],
  ]);
  valueOf(await read('yexian-maker', await statement(PLACES.yexian.account)));
  await office.drain(rail);
  expect((await look(office, id)).state).toBe('paid');
});

it('a bank that drops its answer: unknown, resolved by a query, sent once', async () => {
  const id = await released('yexian');
  await simulate({ mode: 'drop-answer' });
  await office.drain(rail);
  expect((await payments(id)).map((payment) => payment.state)).toEqual(['unknown']);
  await later();
  const [payment] = await payments(id);
  expect([payment?.state, payment?.attempts.length]).toEqual(['accepted', 1]);
  expect((await ask<BankLedger>('/simulation/ledger')).received).toHaveLength(1);
});

it('a worker that dies between sending and storing: the redelivery never sends, it asks', async () => {
  const id = await released('yexian');
  const row = (await claimOutbox(office.db, 10, 30)).find(({ topic }) => topic === 'payment.released');
  const job = { outboxId: row?.id ?? '', paymentId: row?.payload['paymentId'] ?? '' };
  const dying: PaymentRail = {
    ...rail,
    send: async (payload) => (await rail.send(payload), Promise.reject(new Error('killed'))),
  };
  await expect(sendPayment(office.db, dying, job)).rejects.toThrow('killed');
  expect((await payments(id)).map((payment) => payment.state)).toEqual(['sending']);
  for (let redelivery = 0; redelivery < 3; redelivery += 1) await sendPayment(office.db, rail, job);
  expect((await payments(id)).map((payment) => payment.state)).toEqual(['unknown']);
  await later();
  const ledger = await ask<BankLedger>('/simulation/ledger');
  expect((await payments(id)).map((payment) => payment.state)).toEqual(['accepted']);
  expect([ledger.received.length, ledger.paidMoreThanOnce.length]).toEqual([1, 0]);
});

it('"not found" proves nothing: still unknown, still one attempt, asked again later', async () => {
  const id = await released('yexian');
  await simulate({ mode: 'not-found-then-show' });
  await office.drain(rail);
  await later();
  const [payment] = await payments(id);
  expect([payment?.state, payment?.attempts.length]).toEqual(['unknown', 1]);
  valueOf(await read('yexian-maker', await statement(PLACES.yexian.account)));
  expect((await payments(id)).map((each) => each.state)).toEqual(['settled']);
});

it('a rejected payment gives its money back to the reserve, is queued again by the maker, and sent as a second attempt', async () => {
  const id = await released('yexian');
  await simulate({ mode: 'reject' });
  await office.drain(rail);
  const [rejected] = await payments(id);
  expect(rejected?.state).toBe('rejected');
  expect(await balances('410422')).toMatchObject({ reservedFen: 5_000_000, inFlightFen: 0 });
  const actor = await office.as('yexian-maker');
  const command = {
    actor,
    idempotencyKey: office.key(),
    paymentId: rejected?.id ?? '',
    version: rejected?.version ?? 0,
  };
  valueOf(await requeuePayment(office.db, command));
  await release(office, 'yexian', await prepare(office, 'yexian', '410422'));
  await office.drain(rail);
  const [payment] = await payments(id);
  expect([payment?.state, payment?.attempts.map((attempt) => attempt.state)]).toEqual([
    'accepted',
    ['rejected', 'accepted'],
  ]);
});

it('a returned payment (退票) reverses by a new journal and waits for the maker', async () => {
  const id = await released('yexian');
  await office.drain(rail);
  const [sent] = await payments(id);
  valueOf(await read('yexian-maker', await statement(PLACES.yexian.account)));
  const day = (await payments(id))[0]?.settledOn;
  await simulate({ returnReference: sent?.attempts[0]?.bankReference, onDate: day });
  expect(valueOf(await read('yexian-maker', await statement(PLACES.yexian.account)))).toMatchObject({
    classified: { 'already-read': 1, returned: 1 },
  });
  expect((await payments(id)).map((payment) => payment.state)).toEqual(['returned']);
  expect(await balances('410422')).toMatchObject({ reservedFen: 5_000_000, inFlightFen: 0, spentFen: 0 });
});

describe('statements', () => {
  it('are read once; another treasury’s are out of reach; a broken one posts nothing', async () => {
    await released('yexian');
    await office.drain(rail);
    const content = await statement(PLACES.yexian.account);
    expect(refusalOf(await read('xinhua-maker', content))).toBe('not-found');
    expect(refusalOf(await read('city-maker', content))).toBe('forbidden');
    expect(refusalOf(await read('yexian-maker', content.replace('5000000', '5000001')))).toBe(
      'statement-invalid',
    );
    valueOf(await read('yexian-maker', content));
    expect(refusalOf(await read('yexian-maker', content))).toBe('statement-already-read');
  });

  // What the line says instead of the truth → how it is classified. None of them settles anything.
  it.each<[string, (line: Record<string, unknown>) => void, string]>([
    ['an unknown reference', (line) => (line['reference'] = 'DXNOBODY'), 'unknown-reference'],
    ['another amount', (line) => (line['amountFen'] = 4_999_999), 'wrong-amount'],
    ['another account', (line) => (line['counterpartyAccount'] = '6200000000009999'), 'wrong-payee'],
    ['a credit that is no return of ours', (line) => (line['reference'] = ''), 'unknown-reference'],
  ])('%s is an exception', async (_what, change, classification) => {
    const id = await released('yexian');
    await office.drain(rail);
    const content = JSON.parse(await statement(PLACES.yexian.account)) as {
      lines: Record<string, unknown>[];
      totals: Record<string, number>;
    };
    content.lines.forEach(change);
    content.totals['debitFen'] = Number(content.lines[0]?.['amountFen']);
    const answer = valueOf(await read('yexian-maker', JSON.stringify(content)));
    expect(answer.exceptions).toMatchObject([{ classification }]);
    expect((await payments(id)).map((payment) => payment.state)).toEqual(['accepted']);
  });

  it('one treasury’s account never settles another treasury’s payment', async () => {
    const id = await released('xinhua');
    await office.drain(rail);
    const [sent] = (await payments(id)).filter((payment) => payment.regionCode === '410402');
    const content = JSON.parse(await statement(PLACES.xinhua.account)) as Record<string, unknown>;
    const answer = valueOf(await read('city-maker', JSON.stringify({ ...content, account: CITY.account })));
    expect(answer.exceptions).toMatchObject([{ classification: 'unknown-reference' }]);
    expect((await payments(id)).find((payment) => payment.id === sent?.id)?.state).toBe('accepted');
  });

  it('a debit for a payment believed rejected posts nothing and blocks sending it again', async () => {
    const id = await released('yexian');
    const lying: PaymentRail = {
      ...rail,
      send: async (payload) => {
        await rail.send(payload);
        return { outcome: 'rejected', code: 'AM04', reason: 'the bank said no, and paid', raw: '{}' };
      },
    };
    await office.drain(lying);
    const answer = valueOf(await read('yexian-maker', await statement(PLACES.yexian.account)));
    expect(answer.exceptions).toMatchObject([{ classification: 'unexpected-debit' }]);
    const [payment] = await payments(id);
    const command = {
      actor: await office.as('yexian-maker'),
      idempotencyKey: office.key(),
      paymentId: payment?.id ?? '',
      version: payment?.version ?? 0,
    };
    expect([payment?.state, refusalOf(await requeuePayment(office.db, command))]).toEqual([
      'rejected',
      'payment-contested',
    ]);
  });
});
