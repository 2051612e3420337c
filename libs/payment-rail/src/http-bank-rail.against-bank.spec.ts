import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// The bank knows nothing of this library; only this test lets the two meet.
import { type RunningBank, startBank } from '../../../apps/bank-simulator/src/start-bank';
import { httpBankRail } from './http-bank-rail';
import { canonicalInstruction } from './instruction';
import { type PaymentRail } from './rail';
import { parseStatement, type ParsedStatement } from './statement';

const ACCOUNT = '41040001';
const payload = (reference: string, amountFen = 4_000_000): string =>
  canonicalInstruction({
    reference,
    payerAccount: ACCOUNT,
    payeeName: '平顶山某某机械有限公司',
    payeeAccount: '6222000000001',
    payeeBankCode: '102495000012',
    amountFen,
    currency: 'CNY',
    purpose: '专精特新奖励',
    requestedOn: '2026-03-02',
  });

jest.setTimeout(60_000);

describe('the rail against the simulated bank', () => {
  let dataDir: string;
  let bank: RunningBank;
  let rail: PaymentRail;

  const open = async (): Promise<void> => {
    bank = await startBank({ port: 0, dataDir });
    // Patient, so that a stalled test machine is never mistaken for a silent bank.
    rail = httpBankRail({ baseUrl: bank.url, timeoutMs: 20_000 });
  };
  const simulate = async (body: object): Promise<void> => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${bank.url}/simulation`, {
      method: 'PUT',
      headers,
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(200);
  };
  const timesPaid = async (reference: string): Promise<number> => {
    const response = await fetch(`${bank.url}/simulation/ledger`);
    const { received } = (await response.json()) as { received: { kind: string; reference: string }[] };
    return received.filter((entry) => entry.kind === 'payment' && entry.reference === reference).length;
  };
  const statement = async (date: string): Promise<ParsedStatement> =>
    parseStatement(await (await fetch(`${bank.url}/statements?account=${ACCOUNT}&date=${date}`)).text());

  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'rail-bank-'));
    await open();
  });
  afterEach(async () => {
    await bank.stop();
    rmSync(dataDir, { recursive: true });
  });

  it('normal: accepted, then settled once a statement shows it', async () => {
    expect(await rail.query('DX1')).toMatchObject({ outcome: 'not-found' });
    expect(await rail.send(payload('DX1'))).toMatchObject({
      outcome: 'accepted',
      bankSerial: 'BK0000000001',
    });
    expect(await rail.query('DX1')).toMatchObject({ outcome: 'accepted', bankSerial: 'BK0000000001' });
    await statement('2026-03-02');
    expect(await rail.query('DX1')).toMatchObject({ outcome: 'settled', bankSerial: 'BK0000000001' });
  });

  it('reject: says why, moves nothing, and a query says the same', async () => {
    await simulate({ mode: 'reject' });
    const rejected = { outcome: 'rejected', code: 'AC04', reason: '收款账户已销户' };
    expect(await rail.send(payload('DX1'))).toMatchObject(rejected);
    expect(await rail.query('DX1')).toMatchObject(rejected);
    expect(await timesPaid('DX1')).toBe(0);
  });

  it.each(['drop-answer', 'garbage', 'delay'])(
    '%s: unknown, yet paid once, and a query finds it',
    async (mode) => {
      await simulate({ mode, ...(mode === 'delay' && { delayMs: 60_000 }) });
      const sender = mode === 'delay' ? httpBankRail({ baseUrl: bank.url, timeoutMs: 1_000 }) : rail;
      expect(await sender.send(payload('DX1'))).toMatchObject({ outcome: 'unknown' });
      expect(await rail.query('DX1')).toMatchObject({ outcome: 'accepted', bankSerial: 'BK0000000001' });
      expect(await timesPaid('DX1')).toBe(1);
    },
  );

  it('delay within the time-out: accepted', async () => {
    await simulate({ mode: 'delay', delayMs: 20 });
    expect(await rail.send(payload('DX1'))).toMatchObject({ outcome: 'accepted' });
  });

  it('not-found-then-show: the answer is lost and the first query is told a lie', async () => {
    await simulate({ mode: 'not-found-then-show' });
    expect(await rail.send(payload('DX1'))).toMatchObject({ outcome: 'unknown' });
    expect(await rail.query('DX1')).toMatchObject({ outcome: 'not-found' });
    expect(await rail.query('DX1')).toMatchObject({ outcome: 'accepted' });
    expect(await timesPaid('DX1')).toBe(1);
  });

  it('duplicate-answer: harmless, also to the sends that follow', async () => {
    await simulate({ mode: 'duplicate-answer', count: 20 });
    for (let n = 1; n <= 25; n++) {
      expect(await rail.send(payload(`DX${n}`))).toMatchObject({ outcome: 'accepted' });
      expect(await timesPaid(`DX${n}`)).toBe(1);
    }
  });

  it('a statement is read back, with a returned payment as a credit on its own day', async () => {
    await rail.send(payload('DX1'));
    await rail.send(payload('DX2', 99));
    await simulate({ returnReference: 'DX1', onDate: '2026-03-05' });
    const day = await statement('2026-03-02');
    expect(day).toMatchObject({
      ok: true,
      statement: { totals: { count: 2, debitFen: 4_000_099, creditFen: 0 } },
    });
    expect(await statement('2026-03-05')).toMatchObject({
      ok: true,
      statement: {
        lines: [{ reference: 'DX1', direction: 'credit', amountFen: 4_000_000, bookedOn: '2026-03-05' }],
        totals: { count: 1, debitFen: 0, creditFen: 4_000_000 },
      },
    });
    expect(await statement('2026-03-06')).toMatchObject({ ok: true, statement: { lines: [] } });
    expect(await rail.query('DX1')).toMatchObject({ outcome: 'returned', bankSerial: 'BK0000000001' });
    expect(await rail.query('DX2')).toMatchObject({ outcome: 'settled' });
  });

  it('keeps its ledger over a restart, behind a torn last line too', async () => {
    await rail.send(payload('DX1'));
    const before = await statement('2026-03-02');
    await bank.stop();
    appendFileSync(bank.ledgerPath, '{"kind":"payment","reference":"DX');
    await open();
    expect(bank.entryCountAtStart).toBe(2);
    expect(await statement('2026-03-02')).toEqual(before);
    expect(await rail.query('DX1')).toMatchObject({ outcome: 'settled', bankSerial: 'BK0000000001' });
    expect(await rail.send(payload('DX2'))).toMatchObject({
      outcome: 'accepted',
      bankSerial: 'BK0000000003',
    });
    await bank.stop();
    await open();
    expect(await rail.query('DX2')).toMatchObject({ outcome: 'accepted' });
  });
});
