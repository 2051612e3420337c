import * as casework from '@duixian/casework';
import { refusalOf, valueOf } from '@duixian/testing';
import { tmpdir } from 'node:os';
import { text } from 'node:stream/consumers';
import { inflateSync } from 'node:zlib';
import { Client } from 'pg';
import { until } from '../http/until';
import { saidIn } from './paper-said';
import { Treasury } from './treasury';

jest.setTimeout(240_000);

let treasury: Treasury;
beforeAll(async () => {
  treasury = await Treasury.open();
});
afterAll(() => treasury.close());

const ADDRESS = 'https://duixian.example/verify/';

async function issue(
  username: string,
  kind: casework.DocumentKind,
  id: string,
  format: casework.PaperFormat = 'xlsx',
) {
  const { office } = treasury;
  return casework.issueDocument(office.db, {
    ...{ actor: await office.as(username), kind, id, format, address: ADDRESS },
  });
}

const verify = async (code: string) => casework.verifyDocument(treasury.office.db, code);

it('the list of a batch says what maker and checker sign, holds while that is so, and no longer after the release', async () => {
  const { office } = treasury;
  const actor = await office.as('yexian-maker');
  const batch = valueOf(
    await casework.prepareBatch(office.db, { actor, idempotencyKey: office.key(), regionCode: '410422' }),
  );
  const first = await saidIn(valueOf(await issue('yexian-maker', 'batch-list', batch.id)));
  expect(first).toMatchObject({
    批次号: batch.number,
    '合计金额(小写)': '¥50000.00',
    '合计金额(大写)': '伍万元整',
    状态: '待复核',
  });
  // Only the treasury's own two people hand it to their bank, and need whole numbers.
  const numbers = async (username: string): Promise<(string | undefined)[]> => {
    const store = new casework.FileStore(tmpdir());
    const file = await casework.writeBatchFile(office.db, store, await office.as(username), batch.id);
    return (await text(valueOf(file).content))
      .trim()
      .split('\r\n')
      .slice(1, -1)
      .map((line) => line.split(',')[3]);
  };
  for (const username of ['yexian-maker', 'yexian-checker'])
    expect(await numbers(username)).toEqual([expect.stringMatching(/^"\t\d{12,}"$/)]);
  for (const username of ['auditor', 'city-maker', 'city-checker'])
    expect(await numbers(username)).toEqual([expect.stringMatching(/^"\t\*{4} \*{4} \d{4}"$/)]);
  expect(JSON.stringify(first)).not.toMatch(/\d{12,}(?=")/);
  expect(first['核验地址']).toBe(`${ADDRESS}${first['验证码']}`);
  const again = await saidIn(valueOf(await issue('yexian-checker', 'batch-list', batch.id)));
  expect(again['验证码']).toBe(first['验证码']);
  expect(refusalOf(await issue('xinhua-maker', 'batch-list', batch.id))).toBe('not-found');
  expect(refusalOf(await issue('yexian-clerk', 'batch-list', batch.id))).toBe('not-found');
  const code = first['验证码'] ?? '';
  expect(valueOf(await verify(code))).toMatchObject({
    valid: true,
    amountFen: 5_000_000,
    kind: 'batch-list',
  });
  expect(refusalOf(await verify('A'.repeat(26)))).toBe('not-found');

  const { id: batchId, version } = batch;
  const command = {
    actor: await office.as('yexian-checker'),
    idempotencyKey: office.key(),
    batchId,
    version,
  };
  valueOf(await casework.releaseBatch(office.db, command));
  expect(valueOf(await verify(code)).valid).toBe(false);
  const newer = await saidIn(valueOf(await issue('yexian-maker', 'batch-list', batch.id)));
  expect(newer['验证码']).not.toBe(code);
  expect(valueOf(await verify(newer['验证码'] ?? '')).valid).toBe(true);
});

it('there is a receipt once the statement shows the payment: for who was paid, as PDF with Chinese glyphs', async () => {
  const { office } = treasury;
  const { id } = await treasury.payment();
  expect(refusalOf(await issue('yexian-clerk', 'receipt', id))).toBe('not-settled');
  await office.drain(treasury.rail);
  valueOf(await treasury.read(await treasury.statement(await treasury.day())));
  expect((await treasury.payment()).state).toBe('settled');
  const said = await saidIn(valueOf(await issue('yexian-clerk', 'receipt', id)));
  expect(said).toMatchObject({ 状态: '已到账', '金额(大写)': '伍万元整' });
  expect(said['收款账号']).toMatch(/^\*{4} \*{4} \d{4}$/);
  expect(refusalOf(await issue('xinhua-clerk', 'receipt', id))).toBe('not-found');
  expect(refusalOf(await issue('yexian-clerk', 'voucher', id))).toBe('forbidden');
  const found = valueOf(await verify(said['验证码'] ?? ''));
  expect(found).toMatchObject({ valid: true, kind: 'receipt' });
  expect(found.maskedName).toMatch(/\*{3,}/);

  const { content } = valueOf(await issue('yexian-maker', 'voucher', id, 'pdf'));
  expect(content.subarray(0, 5).toString('latin1')).toBe('%PDF-');
  expect(content.length).toBeLessThan(200_000);
  expect(unpacked(content)).toContain('NotoSansSC');
});

it('the list of a batch names what was in it, also after a payment came back and went into another one', async () => {
  const { office } = treasury;
  const maker = await office.as('yexian-maker');
  const [batch] = valueOf(await casework.listBatches(office.db, maker, { limit: 1 })).items;
  const batchId = batch?.id ?? '';
  const list = async () => saidIn(valueOf(await issue('yexian-maker', 'batch-list', batchId)));
  const signed = await list();
  const receipt = await saidIn(
    valueOf(await issue('yexian-clerk', 'receipt', (await treasury.payment()).id)),
  );
  const [attempt] = (await treasury.payment()).attempts;
  const day = await treasury.day();
  await treasury.simulate({ returnReference: attempt?.bankReference, onDate: day });
  valueOf(await treasury.read(await treasury.statement(day)));
  expect(valueOf(await verify(receipt['验证码'] ?? ''))).toMatchObject({ valid: false, amountFen: null });
  valueOf(await treasury.requeue());
  expect(await list()).toEqual(signed);
  expect(valueOf(await verify(signed['验证码'] ?? '')).valid).toBe(true);
  // Header, what was in it, and the control line.
  const store = new casework.FileStore(tmpdir());
  const lines = async (id: string): Promise<string[]> =>
    (await text(valueOf(await casework.writeBatchFile(office.db, store, maker, id)).content))
      .trim()
      .split('\r\n');
  expect(await lines(batchId)).toHaveLength(3);

  // And of a batch that was dissolved, whose payments wait again.
  const by = { actor: maker, idempotencyKey: office.key() };
  const next = valueOf(await casework.prepareBatch(office.db, { ...by, regionCode: '410422' }));
  const { id, version } = next;
  const command = { actor: maker, idempotencyKey: office.key(), batchId: id, version };
  valueOf(await casework.cancelBatch(office.db, command));
  expect(await lines(id)).toHaveLength(3);
  expect(await saidIn(valueOf(await issue('yexian-maker', 'batch-list', id)))).toMatchObject({
    笔数: '1 笔',
  });
});

it('people who ask for the same paper at the same time are given the same code', async () => {
  const { id } = await treasury.payment();
  const owner = new Client(treasury.office.database.ownerUrl);
  await owner.connect();
  // Whoever comes second has looked already, and finds the first one's paper when storing theirs.
  await owner.query('BEGIN');
  await owner.query('LOCK TABLE issued_document IN SHARE ROW EXCLUSIVE MODE');
  const asked = ['yexian-maker', 'yexian-checker'].map((username) =>
    issue(username, 'voucher', id, 'pdf').catch((error: Error) => error.message),
  );
  await until('two people store the paper', async () => {
    const { rows } = await owner.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM pg_locks WHERE relation = 'issued_document'::regclass AND NOT granted`,
    );
    return (rows[0]?.n ?? 0) > 1 ? true : null;
  });
  await owner.query('ROLLBACK');
  await owner.end();
  const codes = (await Promise.all(asked)).map((paper) =>
    typeof paper === 'string' ? paper : valueOf(paper).code,
  );
  expect(new Set(codes).size).toBe(1);
  expect(codes[0]).toMatch(/^[A-Z2-7]{26}$/);
});

/** The text of a PDF with its streams unpacked, as far as they are. */
function unpacked(pdf: Buffer): string {
  const text = pdf.toString('latin1');
  const streams = [...text.matchAll(/stream\r?\n/g)].map(({ index, 0: mark }) => {
    const from = index + mark.length;
    try {
      return inflateSync(pdf.subarray(from, text.indexOf('endstream', from))).toString('latin1');
    } catch {
      return '';
    }
  });
  return text + streams.join('');
}
