import { playDemo } from '../../apps/cli/src/demo/play-demo';
import { createApi } from '../../apps/api/src';
import { Caller } from './caller';
import { Town } from './town';

jest.setTimeout(240_000);

/** The system as a start makes it: three cities, 500 enterprises, API, worker and bank. */
let town: Town;
/** What the last run printed. */
let lines: string[];

beforeAll(async () => {
  town = await Town.open({ worker: true, demo: 'cities' });
  await playBrokenOff();
});
afterAll(() => town.close());

const play = (heard: (line: string) => void = () => undefined): Promise<{ done: number; found: number }> => {
  lines = [];
  return playDemo({ apiUrl: town.url, bankUrl: null }, (line) => {
    lines.push(line);
    heard(line);
  });
};

class BrokenOff extends Error {}
const THINGS_PER_RUN = 13;

/** Runs it again and again, each run breaking off right after its thirteenth new thing, until one comes to its end. */
async function playBrokenOff(): Promise<void> {
  for (let runs = 1; ; runs += 1) {
    let things = 0;
    const breakOff = (line: string): void => {
      things += line.startsWith('  ✓') ? 1 : 0;
      if (things === THINGS_PER_RUN) throw new BrokenOff();
    };
    try {
      await play(breakOff);
      expect(runs).toBeGreaterThan(2);
      return;
    } catch (error) {
      if (!(error instanceof BrokenOff) || runs > 30) throw error;
    }
  }
}

interface Award {
  id: string;
  applicationId: string;
  amountFen: number;
}
interface Payment {
  applicationId: string;
  state: string;
  amountFen: number;
  /** Of a refund between treasuries: the one that advanced. */
  refundTo: string | null;
  attempts: { bankReference: string }[];
}
interface Budget {
  regionCode: string;
  allottedFen: number;
  availableFen: number;
  reservedFen: number;
  inFlightFen: number;
  spentFen: number;
}

/** What the auditors of the province of Henan and of Jiaxing see together: everything. */
async function everything<T>(list: string): Promise<T[]> {
  const found: T[] = [];
  for (const auditor of ['hn-auditor', 'jx-auditor'])
    found.push(...(await (await town.as(auditor)).list<T>(`${list}?limit=200`)));
  return found;
}

it('however often it was broken off, every award was paid exactly once by the bank’s own ledger', async () => {
  const { received, paidMoreThanOnce } = await town.bank.ledger();
  expect(paidMoreThanOnce).toEqual([]);
  const awards = await everything<Award>('awards');
  const payments = await everything<Payment>('payments');
  expect(payments.every(({ state }) => state === 'settled')).toBe(true);
  const paidFor = ({ applicationId }: Award): number => {
    const references = payments
      .filter((payment) => payment.applicationId === applicationId && payment.refundTo === null)
      .flatMap(({ attempts }) => attempts.map(({ bankReference }) => bankReference));
    const entries = received.filter(
      ({ kind, reference }) => kind === 'payment' && references.includes(reference),
    );
    return entries.reduce((sum, { amountFen }) => sum + amountFen, 0);
  };
  expect(awards.map(paidFor)).toEqual(awards.map(({ amountFen }) => amountFen));
  expect(received).toHaveLength(payments.length);
});

it('pool, early warning, white lists and what was missed have something to show', async () => {
  const auditor = await town.as('hn-auditor');
  const officer = await town.as('policy-officer');
  const states = (await officer.list<{ state: string }>('scale-warnings?limit=200')).map(
    ({ state }) => state,
  );
  expect(states.filter((state) => state === 'below')).toHaveLength(2);
  expect(states.filter((state) => state === 'near')).toHaveLength(1);
  const pool = await officer.list<{ listed: boolean; state: string }>('cultivation-pool?limit=200');
  expect(pool.filter(({ listed }) => listed)).toHaveLength(6);
  expect(pool.length).toBeGreaterThan(10);
  const lists = await auditor.list<{ ruleKey: string; state: string; memberCount: number }>('white-lists');
  expect(lists.map(({ ruleKey, state }) => [ruleKey, state]).sort()).toEqual([
    ['pingdingshan-pool', 'approved'],
    ['zhengzhou-zjtx', 'approved'],
  ]);
  expect(lists.every(({ memberCount }) => memberCount > 4)).toBe(true);
  const missed = await auditor.list<{ reason: string }>('missed-entitlements?limit=200');
  expect(new Set(missed.map(({ reason }) => reason)).size).toBeGreaterThan(1);
  const county = await town.as('xinhua-reviewer');
  const own = await county.list<{ countyCode: string }>('white-lists/enterprises?limit=200');
  expect(own.every(({ countyCode }) => countyCode === '410402')).toBe(true);
});

it('the books balance', async () => {
  const budgets = await everything<Budget>('budgets');
  for (const { allottedFen, availableFen, reservedFen, inFlightFen, spentFen } of budgets)
    expect([availableFen + spentFen, reservedFen, inFlightFen]).toEqual([allottedFen, 0, 0]);
  const { received } = await town.bank.ledger();
  const refunds = (await everything<Payment>('payments')).filter(({ refundTo }) => refundTo !== null);
  expect(refunds.map(({ amountFen }) => amountFen).sort()).toEqual([30_000_000, 45_000_000]);
  const sumOf = (amounts: number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);
  expect(sumOf(budgets.map(({ spentFen }) => spentFen))).toBe(
    sumOf(received.map(({ amountFen }) => amountFen)) - sumOf(refunds.map(({ amountFen }) => amountFen)),
  );
});

it('tells who was paid what, from which sources, under which clause, and one award in words', () => {
  const text = lines.join('\n');
  for (const expected of EXPECTED) expect(text).toMatch(expected);
});

const EXPECTED = [
  /平顶山市小升规培育库 \d{2,} 户;退规预警:低于时序标准 2 户,接近 1 户/,
  /郑州市应享未享 [1-9]\d* 项/,
  /嘉兴市应享未享 [1-9]\d* 项/,

  /示例新星传感器有限公司 +郑州高新技术产业开发区 +免申即享,一键确认 +ZZ-2-1 .* 2,000,000\.00 +郑州市 1,000,000\.00 \+ 郑州高新技术产业开发区 1,000,000\.00 +已兑付/,
  /示例望港光电有限公司 +南湖区 +免申即享,一键确认 +JX-3-4 .* 1,500,000\.00 +嘉兴市 450,000\.00 \+ 南湖区 1,050,000\.00 +已兑付/,
  /示例白盐新材料有限公司 +叶县 +免申即享,一键确认 +PDS-A3-2-2-3 .* 200,000\.00 +叶县 200,000\.00 +已兑付/,
  /合计 9 户 +9,650,000\.00/,
  /未兑付:金水区示例磐石密封件有限公司 500,000\.00 元:企业放弃/,
  /未兑付:南湖区示例芦苇包装有限公司 100,000\.00 元:已推送,待企业确认/,
  /示例远行电机有限公司 +郑州高新技术产业开发区 +自行申报,补正一次 .*ZZ-3-1.* 2,000,000\.00 +郑州市 1,000,000\.00 \+ 郑州高新技术产业开发区 1,000,000\.00 +已兑付/,
  /示例云梯机器人有限公司 .*自行申报,金额由人决定 +ZZ-2-1 .* 1,500,000\.00 +郑州市 750,000\.00 \+ 郑州高新技术产业开发区 750,000\.00 +已兑付/,
  /示例晨钟软控有限公司 .*金额由人决定 +HN-3-3-1.* 450,000\.00 +河南省 450,000\.00 +已兑付/,
  /未兑付:湛河区示例早春食品有限公司 不予支持:统计联网直报中没有该企业的入库记录/,
  /核定合计 (\S+) 元 = 到账合计 \1 元 = 银行账上付出 \1 元/,
  /付款 14 笔 = 银行入账 14 笔;重复付款 0 笔/,
  /先行拨付 2 笔,其他财政已归还 750,000\.00 元/,
  /郑州市再比对一次:新发现可推送 0 项/,
  /贵公司获得奖补.*依据.*结论:符合条件.*办理经过:.*公示GS-.*到账日期\d{4}-\d\d-\d\d/,
];

it('run again, does nothing, says what was there already, and tells the same', async () => {
  const before = { ledger: await town.bank.ledger(), told: told() };
  const { done, found } = await play();
  expect({ done, anythingFound: found > 5 }).toEqual({ done: 0, anythingFound: true });
  expect(lines.filter((line) => line.startsWith('  · 已在:')).length).toBe(found);
  expect({ ledger: await town.bank.ledger(), told: told() }).toEqual(before);
});

const told = (): string[] => lines.slice(lines.findIndex((line) => line.includes('兑付结果')));

it('the system says where its bank is, without what nobody else may know', async () => {
  expect(await town.anybody.read('demo/bank')).toEqual({ url: town.bank.url });
  const withPassword = 'https://duixian:hunter2@bank.test:8/instructions';
  const { db } = town.office;
  const api = await createApi({ db, configuration: { mode: 'demo', bankUrl: withPassword } });
  try {
    await api.listen(0, '127.0.0.1');
    const anybody = new Caller(await api.getUrl(), null);
    expect(await anybody.read('demo/bank')).toEqual({ url: 'https://bank.test:8/instructions' });
  } finally {
    await api.close();
  }
});

describe('does not start', () => {
  const refusalOf = (settings: Parameters<typeof playDemo>[0]): Promise<string> =>
    playDemo(settings, () => undefined).then(
      () => 'it started',
      (error: unknown) => (error as Error).message,
    );

  it('where nothing runs, or something else does', async () => {
    const nothing = { apiUrl: 'http://127.0.0.1:9', bankUrl: town.bank.url };
    expect(await refusalOf(nothing)).toMatch(/does not run at http:\/\/127.0.0.1:9: run npm start/);
    const bank = { apiUrl: town.bank.url, bankUrl: town.bank.url };
    expect(await refusalOf(bank)).toMatch(/is not Duixian: set PORT/);
  });

  it('on real data', async () => {
    const production = await Town.open({ mode: 'production' });
    try {
      const message = await refusalOf({ apiUrl: production.url, bankUrl: production.bank.url });
      expect(message).toMatch(/does not run in demo mode/);
    } finally {
      await production.close();
    }
  });
});
