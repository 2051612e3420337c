import { HttpException } from '@nestjs/common';
import { RequestRefused } from './problem';
import { type ProblemCode } from './problem.table';

const asRecord = (error: unknown): Record<string, unknown> =>
  typeof error === 'object' && error !== null ? (error as Record<string, unknown>) : {};

/** The server, or the connection to it, is away: nothing is wrong with the request. Codes of libuv and of PostgreSQL. */
const OUTAGES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '40001',
  '40P01',
]);

/**
 * What the framework or the database threw, as our own problem. Null: a bug of ours, which tells the caller nothing.
 */
export function frameworkProblem(error: unknown): RequestRefused | null {
  const { code, statusCode } = asRecord(error);
  const cause = asRecord(asRecord(error)['driverError'])['code'] ?? code;
  if (typeof cause === 'string' && OUTAGES.has(cause)) {
    return new RequestRefused(
      'temporarily-unavailable',
      'The database does not answer or is too busy. Repeat the request, with the same Idempotency-Key, in a few seconds.',
      {},
      { 'Retry-After': '5' },
    );
  }
  const status = error instanceof HttpException ? error.getStatus() : statusCode;
  return typeof status === 'number' && status < 500 ? byStatus(status) : null;
}

/** What Fastify and Nest refuse by themselves, by the status they give it. */
const BY_STATUS: Readonly<Record<number, readonly [ProblemCode, string]>> = {
  413: [
    'payload-too-large',
    'The body is larger than this address takes: 1 MB, 20 MB for a statement as JSON (500 MB as camt.053 in application/xml), 50 MB for a file to import.',
  ],
  415: ['unsupported-media-type', 'Send the body with Content-Type: application/json.'],
  429: ['too-many-requests', 'Wait as many seconds as Retry-After says before trying again.'],
};

function byStatus(status: number): RequestRefused {
  const [code, detail] = BY_STATUS[status] ?? ['bad-request', 'The request cannot be understood.'];
  return new RequestRefused(code, detail);
}
