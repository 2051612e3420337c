import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { httpBankRail } from './http-bank-rail';
import { canonicalInstruction } from './instruction';
import { type PaymentRail } from './rail';

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
/** Long enough that a stalled test machine is never mistaken for a silent bank. */
const PATIENT_MS = 20_000;
/** For the cases in which the bank stays silent and the limit must be reached. */
const IMPATIENT_MS = 1_000;
const SILENT = '银行在 1000 毫秒内没有答复';

type Behaviour = (response: ServerResponse, request: IncomingMessage) => void;

jest.setTimeout(60_000);

describe('the rail over a badly behaved connection', () => {
  let server: Server;
  let rail: PaymentRail;
  let impatientRail: PaymentRail;
  let behave: Behaviour;
  let requests: string[];
  let bodies: string[];
  let baseUrl: string;

  beforeEach(async () => {
    requests = [];
    bodies = [];
    server = createServer((request, response) => {
      requests.push(`${request.method} ${request.url}`);
      let body = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        bodies.push(body);
        behave(response, request);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    rail = httpBankRail({ baseUrl: `${baseUrl}/bank`, timeoutMs: PATIENT_MS });
    impatientRail = httpBankRail({ baseUrl: `${baseUrl}/bank`, timeoutMs: IMPATIENT_MS });
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('sends exactly the stored bytes, below the path of its address', async () => {
    behave = (response) => response.end(ACCEPTED);
    expect(await rail.send(PAYLOAD)).toEqual({ outcome: 'accepted', bankSerial: 'BK1', raw: ACCEPTED });
    expect(await rail.query('DX1')).toEqual({ outcome: 'accepted', bankSerial: 'BK1', raw: ACCEPTED });
    expect(requests).toEqual(['POST /bank/payments', 'GET /bank/payments/DX1']);
    expect(bodies).toEqual([PAYLOAD, '']);
  });

  it.each<[string, Behaviour, string, string]>([
    ['silence', () => undefined, SILENT, ''],
    ['headers and then silence', (response) => response.flushHeaders(), SILENT, ''],
    ['half an answer and then silence', (response) => response.write('{"status":'), SILENT, '{"status":'],
    ['a dead connection', (response) => response.destroy(), '与银行的连接失败（UND_ERR_SOCKET）', ''],
    [
      'what is not HTTP',
      (response) => response.socket?.end('hello\r\n\r\n'),
      '与银行的连接失败（HPE_INVALID_CONSTANT）',
      '',
    ],
    [
      'an error of the bank',
      (response) => response.writeHead(503).end(ACCEPTED),
      '银行答复 HTTP 503',
      ACCEPTED,
    ],
    [
      'a redirect',
      (response) => response.writeHead(307, { location: `${baseUrl}/elsewhere` }).end(),
      '银行答复 HTTP 307',
      '',
    ],
    [
      'bytes that are not UTF-8',
      (response) => response.end(Buffer.from([0x22, 0xd6, 0xd0, 0x22])),
      '银行答复不是 UTF-8 文本',
      '"\uFFFD\uFFFD"',
    ],
    ['NUL', (response) => response.end('\0{}'), '银行答复无法解读：内容不是合法的 JSON', '\uFFFD{}'],
    [
      'a false gzip',
      (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(ACCEPTED),
      '与银行的连接失败（Z_DATA_ERROR）',
      '',
    ],
  ])('%s is unknown, sent once, and the cause says what was seen', async (_what, behaviour, cause, raw) => {
    behave = behaviour;
    const used = cause === SILENT ? impatientRail : rail;
    const answers = await Promise.all([used.send(PAYLOAD), used.query('DX1')]);
    const unknown = { outcome: 'unknown', cause, raw };
    expect(answers).toEqual([unknown, unknown]);
    expect(requests.sort()).toEqual(['GET /bank/payments/DX1', 'POST /bank/payments']);
  });

  it('an answer shorter than announced is unknown even where it looks complete', async () => {
    behave = (response) => {
      response.writeHead(200, { 'content-length': 500 }).write(ACCEPTED, () => response.destroy());
    };
    expect(await rail.send(PAYLOAD)).toMatchObject({ outcome: 'unknown' });
    expect(requests).toHaveLength(1);
  });

  it('stops reading an endless answer, a compressed one too', async () => {
    const endless = ACCEPTED.padEnd(5_000_000, ' ');
    behave = (response) => response.end(endless);
    expect(await rail.send(PAYLOAD)).toMatchObject({ outcome: 'unknown', cause: '银行答复超过 64 KiB' });
    behave = (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(endless));
    const answer = await rail.send(PAYLOAD);
    expect(answer).toMatchObject({ outcome: 'unknown', cause: '银行答复超过 64 KiB' });
    expect(answer.raw.length).toBeLessThanOrEqual(64 * 1024);
  });

  it('nobody listening is unknown', async () => {
    const nobody = httpBankRail({ baseUrl: 'http://127.0.0.1:1', timeoutMs: PATIENT_MS });
    expect((await nobody.send(PAYLOAD)).outcome).toBe('unknown');
    expect((await nobody.query('DX1')).outcome).toBe('unknown');
  });

  it.each([
    '',
    '{}',
    'null',
    ` ${PAYLOAD}`,
    PAYLOAD.replace('DX1', 'dx1'),
    PAYLOAD.replace('4000000', '4000000.0'),
    JSON.stringify({ reference: 'DX1', ...(JSON.parse(PAYLOAD) as object) }),
  ])('does not send what is not canonical: %s', async (payload) => {
    expect(await rail.send(payload)).toEqual({
      outcome: 'unknown',
      cause: expect.stringContaining('没有发送') as string,
      raw: '',
    });
    expect(requests).toEqual([]);
  });

  it.each(['', '../simulation', 'dx1', 'A'.repeat(31), 'A?b'])('does not ask for %j', async (reference) => {
    expect(await rail.query(reference)).toEqual({
      outcome: 'unknown',
      cause: expect.stringContaining('没有查询') as string,
      raw: '',
    });
    expect(requests).toEqual([]);
  });

  it.each([
    { baseUrl: 'not a url', timeoutMs: 1 },
    { baseUrl: 'ftp://bank', timeoutMs: 1 },
    { baseUrl: 'http://user:secret@bank', timeoutMs: 1 },
    { baseUrl: 'http://bank/?a=1', timeoutMs: 1 },
    { baseUrl: 'http://bank', timeoutMs: 0 },
    { baseUrl: 'http://bank', timeoutMs: 1.5 },
    { baseUrl: 'http://bank', timeoutMs: 2 ** 31 },
  ])('refuses the options %p at construction', (options) => {
    expect(() => httpBankRail(options)).toThrow(RangeError);
  });
});
