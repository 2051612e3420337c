import { randomBytes } from 'node:crypto';
import { httpBankRail } from '@duixian/payment-rail';
import { Treasury } from './treasury';

jest.setTimeout(120_000);

let treasury: Treasury;
beforeAll(async () => {
  treasury = await Treasury.open();
});
afterAll(() => treasury.close());

it('a signature that is not the bank’s leaves payments unknown, and says so to whoever has to see to it', async () => {
  const signature = `hmac-sha256:${randomBytes(32).toString('base64')}`;
  const wrong = httpBankRail({ baseUrl: treasury.bank.url, timeoutMs: 5000, signature });
  await treasury.send(wrong);
  expect(await treasury.payment()).toMatchObject({
    state: 'unknown',
    attempts: [{ failure: expect.stringMatching(/HTTP 200.*签名.*BANK_SIGNATURE/) as string }],
  });
  await treasury.ask(3, wrong);
  expect((await treasury.task('payment_unknown')).payment?.failure).toMatch('BANK_SIGNATURE');
  await treasury.ask(1);
  expect(await treasury.payment()).toMatchObject({ state: 'accepted', attempts: [{ failure: null }] });
  expect(await treasury.tasks()).toEqual([]);
});
