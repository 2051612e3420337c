import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LedgerContents } from './book';
import { type RunningBank, startBank } from './start-bank';

const INSTRUCTION = {
  reference: 'DX2026A1',
  payerAccount: '41040001',
  payeeName: '平顶山某某机械有限公司',
  payeeAccount: '6222000000001',
  payeeBankCode: '102495000012',
  amountFen: 4_000_000,
  currency: 'CNY',
  purpose: '专精特新奖励',
  requestedOn: '2026-03-02',
};

jest.setTimeout(60_000);

describe('the simulated bank over HTTP', () => {
  let dataDir: string;
  let bank: RunningBank;

  const call = async (
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: unknown }> => {
    const response = await fetch(`${bank.url}${path}`, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    return { status: response.status, body: await response.json() };
  };
  const ledger = async (): Promise<LedgerContents> =>
    (await call('GET', '/simulation/ledger')).body as LedgerContents;

  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'bank-'));
    bank = await startBank({ port: 0, dataDir });
  });
  afterEach(async () => {
    await bank.stop();
    rmSync(dataDir, { recursive: true });
  });

  it('listens on the loopback interface only and reports its health', async () => {
    expect(bank.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await call('GET', '/health')).toEqual({ status: 200, body: { status: 'ok', entryCount: 0 } });
  });

  it('pays the same reference as often as it is sent, and says so', async () => {
    await call('POST', '/payments', INSTRUCTION);
    await call('POST', '/payments', INSTRUCTION);
    const contents = await ledger();
    expect(contents.paidMoreThanOnce).toEqual([{ reference: 'DX2026A1', times: 2 }]);
    expect(contents.totals).toMatchObject({ receivedCount: 2, paidCount: 2, paidFen: 8_000_000 });
  });

  it.each<[string, object]>([
    ['a fraction of a fen', { amountFen: 0.5 }],
    ['no money', { amountFen: 0 }],
    ['money as text', { amountFen: '100' }],
    ['a short bank code', { payeeBankCode: '1024' }],
    ['a day that does not exist', { requestedOn: '2026-02-30' }],
    ['another currency', { currency: 'USD' }],
    ['a long reference', { reference: 'A'.repeat(31) }],
    ['a field nobody knows', { urgent: true }],
  ])('refuses an instruction with %s and books nothing', async (_what, change) => {
    expect((await call('POST', '/payments', { ...INSTRUCTION, ...change })).status).toBe(400);
    expect((await ledger()).received).toEqual([]);
  });

  it.each<[string, object]>([
    ['nothing', {}],
    ['an unknown mode', { mode: 'explode' }],
    ['no sends', { mode: 'reject', count: 0 }],
    ['a delay without its mode', { mode: 'reject', delayMs: 5 }],
    ['a mode and a return', { mode: 'reject', returnReference: 'A', onDate: '2026-03-02' }],
    ['a return without a day', { returnReference: 'A' }],
    ['a day without a return', { mode: 'reject', onDate: '2026-03-02' }],
    ['a count for a return', { returnReference: 'A', onDate: '2026-03-02', count: 2 }],
  ])('refuses a simulation of %s', async (_what, body) => {
    expect((await call('PUT', '/simulation', body)).status).toBe(400);
  });

  it('arms a mode for the next sends and no longer', async () => {
    await call('PUT', '/simulation', { mode: 'reject', count: 2 });
    const statuses: unknown[] = [];
    for (const reference of ['R1', 'R2', 'R3']) {
      const { body } = await call('POST', '/payments', { ...INSTRUCTION, reference });
      statuses.push((body as { status: string }).status);
    }
    expect(statuses).toEqual(['rejected', 'rejected', 'accepted']);
    expect((await ledger()).totals).toMatchObject({ receivedCount: 3, paidCount: 1, rejectedCount: 2 });
  });

  it('keeps the id of a statement until the day gets another line', async () => {
    const path = '/statements?account=41040001&date=2026-03-02';
    await call('POST', '/payments', INSTRUCTION);
    const first = (await call('GET', path)).body as { statementId: string };
    expect((await call('GET', path)).body).toEqual(first);
    await call('POST', '/payments', { ...INSTRUCTION, reference: 'DX2026A2' });
    const second = (await call('GET', path)).body as { statementId: string };
    expect(second.statementId).not.toBe(first.statementId);
    expect((await ledger()).statements).toHaveLength(2);
  });

  it('refuses a statement query that is not one account and one day', async () => {
    expect((await call('GET', '/statements?account=41040001')).status).toBe(400);
    expect((await call('GET', '/statements?account=1&account=2&date=2026-03-02')).status).toBe(400);
    expect((await call('GET', '/statements?account=1&date=2026-02-30')).status).toBe(400);
  });

  it('returns a payment once, not before it was booked, and none it never made', async () => {
    const giveBack = async (returnReference: string, onDate: string): Promise<number> =>
      (await call('PUT', '/simulation', { returnReference, onDate })).status;
    await call('POST', '/payments', INSTRUCTION);
    expect(await giveBack('NOSUCH', '2026-03-05')).toBe(404);
    expect(await giveBack('DX2026A1', '2026-03-01')).toBe(409);
    expect(await giveBack('DX2026A1', '2026-03-05')).toBe(200);
    expect(await giveBack('DX2026A1', '2026-03-06')).toBe(409);
    expect((await ledger()).totals).toMatchObject({ returnedCount: 1, returnedFen: 4_000_000 });
  });

  it('says in one sentence that its port is taken', async () => {
    const port = Number(new URL(bank.url).port);
    const second = startBank({ port, dataDir });
    await expect(second).rejects.toThrow(
      `Port ${port} is taken by another program: set BANK_PORT to a free one.`,
    );
  });

  it('does not open over a folder it cannot use', async () => {
    const file = join(dataDir, 'a-file');
    writeFileSync(file, '');
    await expect(startBank({ port: 0, dataDir: file })).rejects.toThrow('cannot be opened');
  });
});
