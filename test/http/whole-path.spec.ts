import { createHash } from 'node:crypto';
import { outboxBacklog } from '@duixian/persistence';
import { CITY, PLACES, type Place } from '@duixian/testing';
import {
  act,
  disburse,
  draft,
  handInStatement,
  look,
  paymentsAre,
  reaches,
  setDay,
  type Case,
} from './errands';
import { type Caller } from './caller';
import { Town } from './town';
import { until } from './until';

jest.setTimeout(120_000);

/** One town for the whole story: API, worker and bank, as they run together. */
let town: Town;
beforeAll(async () => {
  town = await Town.open({ worker: true });
});
afterAll(() => town.close());

const CLAIMS = { 'scale.first_entry': true, 'revenue.main_business_yuan': '50000000' };
const payable = ({ determinations }: Case): [string, string, number | undefined][] =>
  determinations.map(({ clause, status, amountFen }) => [clause, status, amountFen]);

/** Filed by the clerk, assessed by the worker, approved by county and city. */
async function fileAndApprove(place: Place): Promise<string> {
  const { id } = await draft(town, place);
  await act(town, PLACES[place].clerk, id, 'submit');
  await reaches(town, id, 'in_review/county_review');
  await act(town, PLACES[place].reviewer, id, 'approve', { comment: '材料齐全' });
  await act(town, 'city-reviewer', id, 'approve');
  return id;
}

/** The business clock is moved to the day after the notice; the worker closes it and awards. */
async function waitOutNotice(id: string): Promise<Case> {
  const { notice } = await reaches(town, id, 'on_notice');
  await setDay(town, dayAfter(notice?.endsOn ?? ''));
  return reaches(town, id, 'awarded');
}

const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

it('新华区: from a draft to two payments of 40,000 yuan, city and district, each settled by its own statement', async () => {
  const id = await fileAndApprove('xinhua');
  const onNotice = await reaches(town, id, 'on_notice');
  expect(payable(onNotice)).toEqual([
    ['PDS-A2-4-3-1', 'determined', 5_000_000],
    ['PDS-A2-4-3-2', 'determined', 3_000_000],
  ]);
  expect(onNotice.determinations.every(({ explanation }) => /[一-鿿]{5}/.test(explanation))).toBe(true);

  const notice = await town.anybody.read<object>(`notices/${onNotice.notice?.id}`);
  expect(notice).toMatchObject({ workingDays: 5, totalFen: 8_000_000, lines: [{ county: '新华区' }] });
  expect(await town.anybody.list('notices')).toHaveLength(1);

  expect(await waitOutNotice(id)).toMatchObject({ award: { amountFen: 8_000_000 } });
  const batches = [
    await disburse(town, 'city', CITY.regionCode),
    await disburse(town, 'xinhua', PLACES.xinhua.regionCode),
  ];
  expect(batches).toMatchObject([
    { state: 'released', paymentCount: 1, totalFen: 4_000_000 },
    { state: 'released', paymentCount: 1, totalFen: 4_000_000 },
  ]);
  const payments = await paymentsAre(town, id, 'accepted');
  expect(payments.map(({ regionCode, amountFen }) => [regionCode, amountFen]).sort()).toEqual([
    [CITY.regionCode, 4_000_000],
    [PLACES.xinhua.regionCode, 4_000_000],
  ]);

  const matched = { classified: { matched: 1 }, exceptions: [] };
  expect(await handInStatement(town, 'city', CITY.account)).toMatchObject(matched);
  expect((await look(town, id)).payments.map(({ state }) => state).sort()).toEqual(['accepted', 'settled']);
  expect(await handInStatement(town, 'xinhua', PLACES.xinhua.account)).toMatchObject(matched);
  const paid = await reaches(town, id, 'paid');
  expect(paid).toMatchObject({ allowedActions: [], payments: [{ state: 'settled' }, { state: 'settled' }] });
});

it('叶县: one payment of 50,000 yuan; the bank drops its answer, a query finds it, nothing is sent twice', async () => {
  const id = await fileAndApprove('yexian');
  await waitOutNotice(id);
  await town.bank.simulate({ mode: 'drop-answer' });
  await disburse(town, 'yexian', PLACES.yexian.regionCode);
  await paymentsAre(town, id, 'unknown');
  await paymentsAre(town, id, 'accepted');

  const checker = await town.as('yexian-checker');
  const [payment] = await checker.list<Payment>(`payments?applicationId=${id}`);
  expect(payment).toMatchObject({ amountFen: 5_000_000, attempts: [{ state: 'accepted' }] });
  const sent = (await town.bank.ledger()).received.filter(
    ({ reference }) => reference === payment?.attempts[0]?.bankReference,
  );
  expect(sent).toMatchObject([
    { kind: 'payment', amountFen: 5_000_000, payerAccount: PLACES.yexian.account },
  ]);

  await handInStatement(town, 'yexian', PLACES.yexian.account);
  await reaches(town, id, 'paid');
});

interface Payment {
  amountFen: number;
  attempts: { bankReference: string; state: string }[];
}

it('湛河区: returned, corrected and submitted again; what was claimed is attested before it pays', async () => {
  const { id } = await draft(town, 'zhanhe', { 'scale.first_entry': true });
  await act(town, 'zhanhe-clerk', id, 'submit');
  const incomplete = await reaches(town, id, 'in_review/county_review');
  expect(payable(incomplete)).toEqual([
    ['PDS-A2-4-3-1', 'determined', 5_000_000],
    ['PDS-A2-4-3-2', 'needs-evidence', undefined],
  ]);

  await act(town, 'zhanhe-reviewer', id, 'return', { reason: '请补充主营业务收入' });
  const clerk = await town.as('zhanhe-clerk');
  expect(await clerk.read(`applications/${id}`)).toMatchObject({
    state: 'returned',
    stateReason: { text: '请补充主营业务收入' },
    allowedActions: ['edit', 'submit', 'withdraw'],
  });
  await act(town, 'zhanhe-clerk', id, 'edit', { claims: CLAIMS });
  await act(town, 'zhanhe-clerk', id, 'submit');

  const again = await reaches(town, id, 'in_review/county_review');
  expect(again.factsToAttest).toEqual(['revenue.main_business_yuan', 'scale.first_entry']);
  const reviewer = await town.as('zhanhe-reviewer');
  const { version } = again;
  const refused = await reviewer.send('post', `applications/${id}/actions`, { action: 'approve', version });
  expect([refused.status, (refused.body as { code: string }).code]).toEqual([409, 'facts-not-attested']);
  await act(town, 'zhanhe-reviewer', id, 'attest', {
    attestations: again.factsToAttest.map((fact) => ({
      fact,
      source: '统计联网直报平台',
      documentNumber: '平统〔2026〕9号',
    })),
  });
  await act(town, 'zhanhe-reviewer', id, 'approve');
  await act(town, 'city-reviewer', id, 'approve');

  expect(await waitOutNotice(id)).toMatchObject({ award: { amountFen: 8_000_000 } });
  await disburse(town, 'zhanhe', PLACES.zhanhe.regionCode);
  await disburse(town, 'city', CITY.regionCode);
  await paymentsAre(town, id, 'accepted');
  await handInStatement(town, 'zhanhe', PLACES.zhanhe.account);
  await handInStatement(town, 'city', CITY.account);
  await reaches(town, id, 'paid');
});

describe('in the end', () => {
  it('every budget line balances, and what it spent is what the bank paid from its account', async () => {
    const auditor = await town.as('auditor');
    const budgets = await auditor.list<Budget>('budgets');
    const { received, paidMoreThanOnce } = await town.bank.ledger();
    expect(paidMoreThanOnce).toEqual([]);
    expect(new Set(received.map(({ reference }) => reference)).size).toBe(received.length);
    const paidFrom = (account: string): number =>
      received
        .filter((entry) => entry.kind === 'payment' && entry.payerAccount === account)
        .reduce((sum, { amountFen }) => sum + amountFen, 0);
    const accounts: Record<string, string> = Object.fromEntries(
      [CITY, ...Object.values(PLACES)].map(({ regionCode, account }) => [regionCode, account]),
    );
    expect(
      budgets.map(({ regionCode, reservedFen, inFlightFen, spentFen }) => [
        regionCode,
        reservedFen,
        inFlightFen,
        spentFen - paidFrom(accounts[regionCode] ?? ''),
      ]),
    ).toEqual(Object.keys(accounts).map((regionCode) => [regionCode, 0, 0, 0]));
    for (const { allottedFen, availableFen, spentFen } of budgets) {
      expect(availableFen + spentFen).toBe(allottedFen);
    }
    expect(budgets.reduce((sum, { spentFen }) => sum + spentFen, 0)).toBe(8_000_000 + 5_000_000 + 8_000_000);
  });

  it('the trail is whole, and every event of it hashes to what is stored', async () => {
    // The worker writes events of its own; those between the proof and the list would be in one of them only.
    await until('all work done', async () => ((await outboxIsEmpty()) ? true : null));
    const auditor = await town.as('auditor');
    const proof = await auditor.read<{ events: number }>('audit/verification');
    expect(proof).toMatchObject({ intact: true, alteredEvents: [], casesWithGaps: [] });
    const events = await allPages<{ id: string; bytes: string; hash: string }>(auditor, 'audit/events');
    expect(new Set(events.map(({ id }) => id)).size).toBe(proof.events);
    const altered = events.filter(
      ({ bytes, hash }) => createHash('sha256').update(bytes).digest('hex') !== hash,
    );
    expect(altered).toEqual([]);
  });

  it('nothing waits any more: every queue is empty', async () => {
    await until('all work done', async () => ((await outboxIsEmpty()) ? true : null));
    for (const username of ['xinhua-reviewer', 'yexian-reviewer', 'zhanhe-reviewer', 'city-reviewer']) {
      expect(await (await town.as(username)).list('tasks')).toEqual([]);
    }
  });

  it('an applicant reads the whole way and which steps people took, but no official’s name', async () => {
    const clerk = await town.as('xinhua-clerk');
    const [own] = await clerk.list<{ id: string; state: string }>('applications');
    expect(own?.state).toBe('paid');
    const { timeline } = await clerk.read<Case>(`applications/${own?.id}`);
    const { user } = await clerk.read<{ user: { id: string } }>('sessions/current');
    expect(new Set(timeline.map(({ by }) => by))).toEqual(new Set([`user:${user.id}`, 'system', 'person']));
  });
});

interface Budget {
  regionCode: string;
  allottedFen: number;
  availableFen: number;
  reservedFen: number;
  inFlightFen: number;
  spentFen: number;
}

const outboxIsEmpty = async (): Promise<boolean> => (await outboxBacklog(town.office.db)).waiting === 0;

async function allPages<T>(caller: Caller, list: string): Promise<T[]> {
  const items: T[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: { items: T[]; nextCursor: string | null } = await caller.read(
      `${list}?limit=20${cursor && `&cursor=${cursor}`}`,
    );
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return items;
}
