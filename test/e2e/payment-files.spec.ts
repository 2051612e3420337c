import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as casework from '@duixian/casework';
import { resultControlRow, RESULT_COLUMNS } from '@duixian/payment-rail';
import { sha256 } from '@duixian/persistence';
import { CSV_MARK, csvLine, openSpreadsheet, textOf } from '@duixian/spreadsheet';
import { channelByTwo, PLACES, prepare, refusalOf, release, valueOf } from '@duixian/testing';
import { Treasury } from './treasury';

jest.setTimeout(120_000);

const { regionCode } = PLACES.yexian;

let treasury: Treasury;
let folder: string;
let files: casework.FileStore;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'duixian-files-'));
  files = new casework.FileStore(join(folder, 'store'));
  treasury = await Treasury.open();
});
afterEach(async () => {
  await treasury.close();
  rmSync(folder, { recursive: true });
});

const office = () => treasury.office;

const payBy = (channel: casework.PaymentChannel): Promise<void> =>
  channelByTwo(office(), regionCode, channel);

const batch = async (): Promise<casework.BatchWithPayments> => {
  const { batchId } = await treasury.payment();
  return valueOf(await casework.readBatch(office().db, await office().as('auditor'), batchId ?? ''));
};

async function write(as = 'yexian-maker') {
  const { id: batchId, version } = await batch();
  const command = { actor: await office().as(as), idempotencyKey: office().key(), batchId, version };
  return casework.writeInstructionFile(office().db, files, command);
}

async function download(): Promise<Buffer> {
  const { id } = await batch();
  const actor = await office().as('yexian-checker');
  const { content } = valueOf(await casework.writeBatchFile(office().db, files, actor, id));
  const parts: Buffer[] = [];
  for await (const part of content) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** Released under a channel, and its file written. */
async function written(channel: casework.PaymentChannel = 'list-csv'): Promise<void> {
  await payBy(channel);
  await release(office(), 'yexian', await prepare(office(), 'yexian', regionCode));
  valueOf(await write());
}

/** What stands in the file, read as a treasury would. */
async function told(): Promise<{ line: string[]; control: string[] }> {
  const path = join(folder, 'downloaded');
  writeFileSync(path, await download());
  const sheet = await openSpreadsheet(path, { isHeader: (names) => names.includes('付款编号') });
  const rows: string[][] = [];
  for await (const some of sheet.rows()) rows.push(...some.map(({ cells }) => cells.map(textOf)));
  await sheet.close();
  const [line = [], control = []] = rows;
  return { line, control };
}

let results = 0;

/** A result about the one line, bent before or after its control row is written. */
async function result(
  outcome: string,
  { reason = '', before = (rows: string[][]) => rows, after = (rows: string[][]) => rows } = {},
): Promise<string> {
  const { line } = await told();
  const [, reference = '', name = '', account = '', , , amount = ''] = line;
  const { number, contentHash } = await batch();
  const rows = before([[reference, name, account, amount, outcome, reason, 'SN001']]);
  const data = rows.map((cells, index) => ({ line: index + 2, cells }));
  const control = resultControlRow(
    { batchNumber: number, contentHash },
    `R${(results += 1)}`,
    data,
    5_000_000 * rows.length,
  );
  return (
    CSV_MARK +
    after([[...RESULT_COLUMNS], ...rows, control])
      .map(csvLine)
      .join('')
  );
}

async function upload(text: string, as = 'yexian-maker') {
  const path = join(folder, 'result');
  writeFileSync(path, text);
  const { id: batchId } = await batch();
  return casework.readResultFile(office().db, {
    actor: await office().as(as),
    idempotencyKey: office().key(),
    batchId,
    upload: { path, fileName: '结果.csv', byteSize: text.length, contentHash: sha256(text) },
  });
}

it.each(['list-csv', 'list-xlsx'] as const)(
  'a batch of a treasury that pays by %s leaves as one file with its controls; the bank hears nothing',
  async (channel) => {
    await payBy(channel);
    await release(office(), 'yexian', await prepare(office(), 'yexian', regionCode));
    await office().drain(treasury.rail);
    expect([(await treasury.payment()).state, refusalOf(await write('yexian-checker'))]).toEqual([
      'released',
      'forbidden',
    ]);
    valueOf(await write());
    const { line, control } = await told();
    const { number, contentHash, file } = await batch();
    const payment = await treasury.payment();
    const reference = payment.attempts[0]?.bankReference ?? '';
    expect([line[1], line[2], line[6], line[8]]).toEqual([
      reference,
      payment.payee.accountName,
      '50000.00',
      PLACES.yexian.account,
    ]);
    expect(control).toEqual(['合计', number, '1 笔', '', contentHash, '', '50000.00', '', '']);
    expect(payment).toMatchObject({ state: 'sending', attempts: [{ state: 'sending' }] });
    // Handed out again it is the same file; written again it is not.
    const [first, second] = [await download(), await download()];
    expect(first.equals(second)).toBe(true);
    expect([file?.contentHash, file?.sizeBytes]).toEqual([sha256(first), first.length]);
    expect(refusalOf(await write())).toBe('file-already-written');
    expect((await treasury.payment()).attempts).toHaveLength(1);
    expect((await treasury.ledger()).received).toEqual([]);
  },
);

it('the file waits for the release; a batch that was prepared before the treasury changed over keeps its way', async () => {
  const before = await prepare(office(), 'yexian', regionCode);
  await payBy('list-csv');
  await release(office(), 'yexian', before);
  expect(refusalOf(await write())).toBe('action-not-allowed');
  await office().drain(treasury.rail);
  expect([(await treasury.payment()).state, (await treasury.ledger()).received.length]).toEqual([
    'accepted',
    1,
  ]);
});

it('two makers at once write one file', async () => {
  await payBy('list-csv');
  await release(office(), 'yexian', await prepare(office(), 'yexian', regionCode));
  const outcomes = await Promise.all([write(), write()]);
  expect(outcomes.map((each) => each.ok).sort()).toEqual([false, true]);
  expect((await treasury.payment()).attempts).toHaveLength(1);
});

it('accepted, then settled by the statement alone; the same result is read once', async () => {
  await written();
  const text = await result('已支付');
  expect(valueOf(await upload(text))).toMatchObject({ lines: 1, accepted: 1, rejected: 0, noted: 0 });
  expect((await treasury.payment()).state).toBe('accepted');
  expect(refusalOf(await upload(text))).toBe('result-already-read');
  // Another result that says so again moves nothing, and says that.
  expect(valueOf(await upload(await result('已受理')))).toMatchObject({ accepted: 1, noted: 1 });
  expect((await batch()).results.map(({ acceptedCount }) => acceptedCount)).toEqual([1, 1]);
  expect(await treasury.budget()).toMatchObject({ inFlightFen: 5_000_000, spentFen: 0 });
});

it('refused with its reason: the money is free, a person sees to it, and another batch tries again', async () => {
  await written();
  valueOf(await upload(await result('已拒绝', { reason: '收款账户已销户' })));
  expect(await treasury.payment()).toMatchObject({
    state: 'rejected',
    attempts: [{ state: 'rejected', failure: '收款账户已销户' }],
  });
  expect((await treasury.tasks()).map(({ kind }) => kind)).toEqual(['payment_failed']);
  expect(await treasury.budget()).toMatchObject({ reservedFen: 5_000_000, inFlightFen: 0 });
  valueOf(await treasury.requeue());
  await release(office(), 'yexian', await prepare(office(), 'yexian', regionCode));
  valueOf(await write());
  expect((await treasury.payment()).attempts.map(({ state }) => state)).toEqual(['rejected', 'sending']);
});

it('two people explain a late debit of what was refused: the file goes on, and the bank is sent nothing', async () => {
  await written();
  valueOf(await upload(await result('已拒绝', { reason: '收款账户已销户' })));
  const day = await treasury.day();
  const [attempt] = (await treasury.payment()).attempts;
  valueOf(await treasury.requeue());
  await release(office(), 'yexian', await prepare(office(), 'yexian', regionCode));
  const late = await treasury.statement(day, ({ lines }) =>
    lines.push({
      ...{ bankSerial: 'LATE', reference: attempt?.bankReference, direction: 'debit', amountFen: 5_000_000 },
      ...{ counterpartyName: '叶县示例企业', counterpartyAccount: '0', bookedOn: day },
    }),
  );
  expect(valueOf(await treasury.read(late)).classified).toEqual({ 'wrong-payee': 1 });
  expect(refusalOf(await write())).toBe('payment-contested');
  valueOf(await treasury.propose('statement_exception', 'explained'));
  valueOf(await treasury.decide('statement_exception'));
  await office().drain(treasury.rail);
  valueOf(await write());
  expect((await treasury.payment()).attempts.map(({ state }) => state)).toEqual(['rejected', 'sending']);
  expect((await treasury.ledger()).received).toEqual([]);
});

it('never received: unknown until a closed day, a later result and two people say so', async () => {
  await written();
  valueOf(await upload(await result('未收到')));
  expect((await treasury.payment()).state).toBe('unknown');
  const day = await treasury.day();
  await treasury.sleep();
  const { id: statementId } = valueOf(await treasury.read(await treasury.statement(day)));
  valueOf(await treasury.closeDay(day, statementId));
  expect(refusalOf(await treasury.propose('payment_unknown', 'not-sent', { statementId }))).toBe(
    'not-proven',
  );
  // The bank on the wire is never asked about what left in a file.
  expect(await office().drain(treasury.rail)).toBe(0);
  valueOf(await upload(await result('未收到')));
  valueOf(await treasury.propose('payment_unknown', 'not-sent', { statementId }));
  valueOf(await treasury.decide('payment_unknown'));
  expect((await treasury.payment()).state).toBe('not_sent');
});

it('a file that nobody answered is in doubt once its day is closed', async () => {
  await written();
  const day = await treasury.day();
  await treasury.sleep();
  const { id: statementId } = valueOf(await treasury.read(await treasury.statement(day)));
  valueOf(await treasury.closeDay(day, statementId));
  expect([(await treasury.payment()).state, (await treasury.tasks()).map(({ kind }) => kind)]).toEqual([
    'unknown',
    ['payment_unknown'],
  ]);
});

const change =
  (row: number, column: number, text: string) =>
  (rows: string[][]): string[][] =>
    rows.map((cells, index) =>
      index === row ? cells.map((cell, place) => (place === column ? text : cell)) : cells,
    );

// Columns: 0 number, 1 payee, 2 account, 3 amount, 4 outcome, 5 reason, 6 serial.
const BENT: readonly [string, string, Parameters<typeof result>[1], string][] = [
  ['a tampered outcome', '已拒绝', { reason: '有误', after: change(1, 4, '已受理') }, '银行流水号'],
  ['a wrong sum', '已受理', { after: change(2, 3, '50000.01') }, '金额(元)'],
  ['a wrong count', '已受理', { after: change(2, 1, '2 笔') }, '收款人'],
  ['another batch', '已受理', { after: change(2, 2, 'B-9') }, '收款账号'],
  ['the hash of another list', '已受理', { after: change(2, 5, '0'.repeat(64)) }, '原因'],
  ['no control row', '已受理', { after: (rows) => rows.slice(0, 2) }, '付款编号'],
  ['no number of the result', '已受理', { after: change(2, 4, '') }, '处理结果'],
  ['an unknown reference', '已受理', { before: change(0, 0, 'DX1') }, '付款编号'],
  ['a line twice', '已受理', { before: (rows) => [...rows, ...rows] }, '付款编号'],
  ['another payee', '已受理', { before: change(0, 1, '另一家公司') }, '收款人'],
  ['another account', '已受理', { before: change(0, 2, '6222000000000000000') }, '收款账号'],
  ['another amount', '已受理', { before: change(0, 3, '40000.00') }, '金额(元)'],
  ['an amount of three decimals', '已受理', { before: change(0, 3, '50000.000') }, '金额(元)'],
  ['an outcome nobody knows', '好像成功', {}, '处理结果'],
  ['a refusal without a reason', '已拒绝', {}, '原因'],
  ['a serial that is none', '已受理', { before: change(0, 6, '第 1 号') }, '银行流水号'],
];

it('what does not fit is refused as a whole, by line and column, and nothing moves', async () => {
  await written();
  for (const [what, outcome, bend, column] of BENT) {
    const answer = await upload(await result(outcome, bend));
    const { details } = (answer.ok ? {} : answer.refusal) as casework.Refusal;
    const problems = (details?.['problems'] ?? []) as { column: string }[];
    expect([what, refusalOf(answer), problems[0]?.column]).toEqual([what, 'result-invalid', column]);
  }
  expect(refusalOf(await upload('不是表格'))).toBe('result-invalid');
  const fitting = await result('已受理');
  expect(refusalOf(await upload(fitting, 'yexian-checker'))).toBe('forbidden');
  expect(refusalOf(await upload(fitting, 'xinhua-maker'))).toBe('not-found');
  expect(await treasury.payment()).toMatchObject({ state: 'sending', attempts: [{ state: 'sending' }] });
  expect((await batch()).results).toEqual([]);
  valueOf(await upload(fitting));
});

it('the database keeps each payment to its channel, and the file to what was told', async () => {
  await written();
  const [attempt] = (await treasury.payment()).attempts;
  const client = await treasury.connect();
  const outcome = async (sql: string): Promise<string> => {
    await client.query('BEGIN');
    await client.query(`SELECT set_config('duixian.scope', 'system', true)`);
    try {
      await client.query(sql, [attempt?.bankReference]);
      return 'taken';
    } catch (error) {
      return (error as Error).message;
    } finally {
      await client.query('ROLLBACK');
    }
  };
  try {
    expect(
      await outcome(`INSERT INTO payment_attempt (id, payment_id, attempt_number, bank_reference, payload, payload_hash, state, started_at)
        SELECT gen_random_uuid(), payment_id, 2, 'DXTWICE', payload, payload_hash, 'rejected', now() FROM payment_attempt WHERE bank_reference = $1`),
    ).toMatch(/leaves by another channel/);
    expect(await outcome('UPDATE payment_attempt SET file_line = 2 WHERE bank_reference = $1')).toMatch(
      /never changed/,
    );
  } finally {
    await client.end();
  }
});

it('as ISO 20022: pain.001 leaves, camt.053 comes back and settles, once', async () => {
  await written('pain.001');
  const xml = (await download()).toString('utf8');
  const payment = await treasury.payment();
  const reference = payment.attempts[0]?.bankReference ?? '';
  expect(xml).toContain(`<EndToEndId>${reference}</EndToEndId>`);
  expect(xml).toContain(`<CtrlSum>50000.00</CtrlSum>`);
  expect((await batch()).file?.fileName).toMatch(/\.xml$/);
  const creditor = /<CdtrAcct><Id><Othr><Id>(\d+)</.exec(xml)?.[1] ?? '';
  const day = (await download()).toString('utf8').match(/<Dt>([\d-]{10})<\/Dt>/)?.[1] ?? '';
  const camt = (amount: string): string =>
    `<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId><CreDtTm>${day}T20:00:00</CreDtTm></GrpHdr><Stmt><Id>S1</Id><FrToDt><FrDtTm>${day}T00:00:00</FrDtTm><ToDtTm>${day}T23:59:59</ToDtTm></FrToDt><Acct><Id><Othr><Id>${PLACES.yexian.account}</Id></Othr></Id></Acct><Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">0</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>${day}</Dt></Dt></Bal><TxsSummry><TtlCdtNtries><NbOfNtries>0</NbOfNtries><Sum>0</Sum></TtlCdtNtries><TtlDbtNtries><NbOfNtries>1</NbOfNtries><Sum>50000.00</Sum></TtlDbtNtries></TxsSummry><Ntry><Amt Ccy="CNY">${amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${day}</Dt></BookgDt><AcctSvcrRef>SN9</AcctSvcrRef><BkTxCd><Prtry><Cd>X</Cd></Prtry></BkTxCd><NtryDtls><TxDtls><Refs><EndToEndId>${reference}</EndToEndId></Refs><RltdPties><Cdtr><Pty><Nm>${payment.payee.accountName}</Nm></Pty></Cdtr><CdtrAcct><Id><Othr><Id>${creditor}</Id></Othr></Id></CdtrAcct></RltdPties></TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>`;
  expect(refusalOf(await treasury.read(camt('50000.01')))).toBe('statement-invalid');
  // Well-formed, and everything we need is there; the message definition asks for the kind of transaction as well.
  const incomplete = camt('50000.00').replace(/<BkTxCd>.*<\/BkTxCd>/, '');
  expect(refusalOf(await treasury.read(incomplete))).toBe('statement-invalid');
  expect((await treasury.payment()).state).toBe('sending');
  expect(valueOf(await treasury.read(camt('50000.00')))).toMatchObject({ classified: { matched: 1 } });
  expect(refusalOf(await treasury.read(camt('50000.00')))).toBe('statement-already-read');
  expect([(await treasury.payment()).state, await treasury.caseState()]).toEqual(['settled', 'paid']);
});
