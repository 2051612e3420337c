import fc from 'fast-check';
import { readQueryAnswer, readSendAnswer } from './bank-answer';

const REFERENCE = 'DX1';
const ACCEPTED = { status: 'accepted', bankSerial: 'BK1', reference: REFERENCE };
const REJECTED = { status: 'rejected', code: 'AC04', reason: '收款账户已销户', reference: REFERENCE };

describe('good answers', () => {
  it('are believed', () => {
    const raw = JSON.stringify(ACCEPTED);
    expect(readSendAnswer({ status: 200, text: raw }, REFERENCE)).toEqual({
      outcome: 'accepted',
      bankSerial: 'BK1',
      raw,
    });
    const rejection = JSON.stringify(REJECTED);
    const rejected = { outcome: 'rejected', code: 'AC04', reason: '收款账户已销户', raw: rejection };
    expect(readSendAnswer({ status: 200, text: rejection }, REFERENCE)).toEqual(rejected);
    expect(readQueryAnswer({ status: 200, text: rejection }, REFERENCE)).toEqual(rejected);
  });

  it.each(['accepted', 'settled', 'returned'])('to a query may say %s', (status) => {
    const text = JSON.stringify({ ...ACCEPTED, status });
    expect(readQueryAnswer({ status: 200, text }, REFERENCE)).toEqual({
      outcome: status,
      bankSerial: 'BK1',
      raw: text,
    });
  });

  it('to a query may be the bank’s own not-found', () => {
    const text = '{"status":"not-found"}';
    expect(readQueryAnswer({ status: 404, text }, REFERENCE)).toEqual({ outcome: 'not-found', raw: text });
  });
});

const BAD_ANSWERS: [string, number, string][] = [
  ['an empty body', 200, ''],
  ['HTML', 200, '<html>Bad gateway</html>'],
  ['cut JSON', 200, '{"status":"accepted","bankSer'],
  ['two answers in one body', 200, JSON.stringify(ACCEPTED).repeat(2)],
  ['null', 200, 'null'],
  ['a list', 200, JSON.stringify([ACCEPTED])],
  ['a string', 200, '"accepted"'],
  ['an empty object', 200, '{}'],
  ['another status word', 200, JSON.stringify({ ...ACCEPTED, status: 'ACCEPTED' })],
  ['a status of Object.prototype', 200, JSON.stringify({ ...ACCEPTED, status: 'constructor' })],
  ['not-found under 200', 200, '{"status":"not-found"}'],
  ['no serial', 200, JSON.stringify({ status: 'accepted', reference: REFERENCE })],
  ['an empty serial', 200, JSON.stringify({ ...ACCEPTED, bankSerial: '' })],
  ['a serial that is a number', 200, JSON.stringify({ ...ACCEPTED, bankSerial: 7 })],
  ['a serial with NUL', 200, JSON.stringify({ ...ACCEPTED, bankSerial: 'B\0' })],
  ['no reference', 200, JSON.stringify({ status: 'accepted', bankSerial: 'BK1' })],
  ['another reference', 200, JSON.stringify({ ...ACCEPTED, reference: 'DX2' })],
  ['a reference in other case', 200, JSON.stringify({ ...ACCEPTED, reference: 'dx1' })],
  ['a rejection of another reference', 200, JSON.stringify({ ...REJECTED, reference: 'DX2' })],
  ['a rejection without code', 200, JSON.stringify({ ...REJECTED, code: undefined })],
  ['a rejection with an empty reason', 200, JSON.stringify({ ...REJECTED, reason: '' })],
  ['a rejection with a serial', 200, JSON.stringify({ ...REJECTED, bankSerial: 'BK1' })],
  ['an acceptance with a reason', 200, JSON.stringify({ ...ACCEPTED, reason: '余额不足' })],
  [
    'a field written twice',
    200,
    '{"status":"rejected","status":"accepted","bankSerial":"BK1","reference":"DX1"}',
  ],
  ['an inherited field', 200, '{"__proto__":{"status":"accepted"},"bankSerial":"BK1","reference":"DX1"}'],
  ...[201, 202, 204, 301, 307, 400, 404, 408, 409, 429, 500, 502, 503, 504].map(
    (status): [string, number, string] => [`HTTP ${status}`, status, JSON.stringify(ACCEPTED)],
  ),
  ['a rejection under 500', 500, JSON.stringify(REJECTED)],
  ['a proxy’s 404', 404, '<html>not found</html>'],
  ['a framework’s 404', 404, '{"statusCode":404,"message":"Cannot GET","error":"Not Found"}'],
  ['a 404 with more than the word', 404, '{"status":"not-found","reference":"DX2"}'],
];

describe('bad answers', () => {
  it.each(BAD_ANSWERS)('%s is unknown to send and to query, and kept', (_what, status, text) => {
    const unknown = { outcome: 'unknown', cause: expect.stringMatching(/[一-鿿]/) as string, raw: text };
    expect(readSendAnswer({ status, text }, REFERENCE)).toEqual(unknown);
    expect(readQueryAnswer({ status, text }, REFERENCE)).toEqual(unknown);
  });

  it.each(['settled', 'returned'])('a new payment cannot be %s', (status) => {
    const text = JSON.stringify({ ...ACCEPTED, status });
    expect(readSendAnswer({ status: 200, text }, REFERENCE).outcome).toBe('unknown');
  });

  it('a missing answer to send is never not-found', () => {
    expect(readSendAnswer({ status: 404, text: '{"status":"not-found"}' }, REFERENCE).outcome).toBe(
      'unknown',
    );
  });

  it('whatever text comes, reading never throws and believes only the exact answer', () => {
    const pieces = fc.oneof(fc.json(), fc.string({ unit: 'binary' }), fc.constant(JSON.stringify(ACCEPTED)));
    fc.assert(
      fc.property(
        fc.constantFrom(200, 404, 500),
        fc.tuple(pieces, fc.constantFrom('', ' ', 'x', '}')),
        (status, [text, tail]) => {
          const body = text + tail;
          for (const answer of [
            readSendAnswer({ status, text: body }, REFERENCE),
            readQueryAnswer({ status, text: body }, REFERENCE),
          ]) {
            if (answer.outcome === 'unknown') continue;
            expect(status).toBe(200);
            expect(JSON.parse(body)).toEqual(ACCEPTED);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
