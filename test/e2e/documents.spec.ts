import * as casework from '@duixian/casework';
import { refusalOf, valueOf } from '@duixian/testing';
import { tmpdir } from 'node:os';
import { text } from 'node:stream/consumers';
import { inflateSync } from 'node:zlib';
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
