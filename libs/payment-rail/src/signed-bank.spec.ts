import { createHmac, generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { httpBankRail } from './http-bank-rail';
import { canonicalInstruction } from './instruction';
import { type PaymentRail } from './rail';
import { answerText, requestText, signingOf } from './signing';

const PAYLOAD = canonicalInstruction({
  reference: 'DX1',
  payerAccount: '41040001',
  payeeName: '平顶山某某机械有限公司',
  payeeAccount: '6222000000001',
  payeeBankCode: '102495000012',
  amountFen: 4_000_000,
  currency: 'CNY',
  purpose: '专精特新奖励',
  requestedOn: '2026-03-02',
});
const ACCEPTED = '{"status":"accepted","bankSerial":"BK1","reference":"DX1"}';
const REJECTED = '{"status":"rejected","code":"AC04","reason":"收款账户已销户","reference":"DX1"}';
const NOT_FOUND = '{"status":"not-found"}';

/** Both sides of one kind of signature, the bank's by Node alone. */
interface Keys {
  setting: string;
  bankSigns: (text: string) => string;
  bankBelieves: (text: string, signature: string) => boolean;
}

function hmacKeys(): Keys {
  const secret = randomBytes(32);
  const of = (text: string): string => createHmac('sha256', secret).update(text).digest('base64');
  return {
    setting: `hmac-sha256:${secret.toString('base64')}`,
    bankSigns: of,
    bankBelieves: (text, signature) => of(text) === signature,
  };
}

function ed25519Keys(): Keys {
  const [ours, theirs] = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')];
  const privateKey = ours.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
  const publicKey = theirs.publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  return {
    setting: `ed25519:${privateKey}:${publicKey}`,
    bankSigns: (text) => sign(null, Buffer.from(text), theirs.privateKey).toString('base64'),
    bankBelieves: (text, signature) =>
      verify(null, Buffer.from(text), ours.publicKey, Buffer.from(signature, 'base64')),
  };
}

interface Answer {
  status: number;
  body: string;
  signature?: string;
}

describe.each([
  ['HMAC-SHA256', hmacKeys],
  ['Ed25519', ed25519Keys],
])('a bank that signs with %s', (_, makeKeys) => {
  let keys: Keys;
  let server: Server;
  let rail: PaymentRail;
  let believed: boolean[];
  let nonces: string[];
  let answer: (nonce: string) => Answer;

  beforeEach(async () => {
    keys = makeKeys();
    [believed, nonces] = [[], []];
    server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        const header = (name: string): string => String(request.headers[name] ?? '');
        const [time, nonce] = [header('x-signature-time'), header('x-signature-nonce')];
        const { method = '', url: path = '' } = request;
        believed.push(
          keys.bankBelieves(requestText({ method, path, time, nonce, body }), header('x-signature')),
        );
        nonces.push(nonce);
        const { status, body: said, signature } = answer(nonce);
        response.writeHead(status, signature === undefined ? {} : { 'x-signature': signature }).end(said);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/bank`;
    rail = httpBankRail({ baseUrl, timeoutMs: 20_000, signature: keys.setting });
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const signed = (status: number, body: string, nonce: string): Answer => ({
    status,
    body,
    signature: keys.bankSigns(answerText({ nonce, status, body })),
  });

  it('believes what the bank signed for this request, and is believed', async () => {
    answer = (nonce) => signed(200, ACCEPTED, nonce);
    expect(await rail.send(PAYLOAD)).toMatchObject({ outcome: 'accepted', bankSerial: 'BK1' });
    answer = (nonce) => signed(404, NOT_FOUND, nonce);
    expect(await rail.query('DX1')).toMatchObject({ outcome: 'not-found' });
    expect([believed, new Set(nonces).size]).toEqual([[true, true], 2]);
  });

  const BAD: readonly [string, (nonce: string) => Answer][] = [
    ['not signed', () => ({ status: 200, body: ACCEPTED })],
    ['garbage for a signature', () => ({ status: 200, body: ACCEPTED, signature: '%%%' })],
    [
      'another serial than was signed',
      (nonce) => ({ ...signed(200, ACCEPTED, nonce), body: ACCEPTED.replace('BK1', 'BK2') }),
    ],
    ['a refusal made of an acceptance', (nonce) => ({ ...signed(200, ACCEPTED, nonce), body: REJECTED })],
    ['another status than was signed', (nonce) => ({ ...signed(404, ACCEPTED, nonce), status: 200 })],
    ['signed for an earlier request', () => signed(200, ACCEPTED, 'another-nonce')],
    [
      'signed with another key',
      (nonce) => ({
        status: 200,
        body: ACCEPTED,
        signature: makeKeys().bankSigns(answerText({ nonce, status: 200, body: ACCEPTED })),
      }),
    ],
    ['nonsense, properly signed', (nonce) => signed(200, '<html>502</html>', nonce)],
  ];
  it.each(BAD)('an answer that is %s is unknown', async (_what, bad) => {
    answer = bad;
    expect((await rail.send(PAYLOAD)).outcome).toBe('unknown');
    expect((await rail.query('DX1')).outcome).toBe('unknown');
  });

  it('"not found" without a signature proves nothing', async () => {
    answer = () => ({ status: 404, body: NOT_FOUND });
    expect(await rail.query('DX1')).toMatchObject({
      outcome: 'unknown',
      cause: expect.stringContaining('签名') as string,
    });
  });

  it('an answer that was true once is not true again', async () => {
    let first: Answer | undefined;
    answer = (nonce) => (first ??= signed(200, ACCEPTED, nonce));
    expect((await rail.send(PAYLOAD)).outcome).toBe('accepted');
    expect((await rail.query('DX1')).outcome).toBe('unknown');
  });
});

it.each([
  '',
  'none',
  'hmac-sha256:',
  'hmac-sha256:c2hvcnQ=',
  'hmac-sha256:%%%',
  'ed25519:AAAA',
  'ed25519:AAAA:AAAA',
  'md5:AAAA',
  `hmac-sha256:${'A'.repeat(44)}:AAAA`,
])('does not start with the keys %j', (setting) => {
  expect(() => signingOf(setting)).toThrow(RangeError);
});
