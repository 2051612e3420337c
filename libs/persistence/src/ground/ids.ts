import { createHash, randomBytes } from 'node:crypto';
import { v7 } from 'uuid';

/** UUIDv7 (RFC 9562): sortable by the time of creation. */
export const newId = (): string => v7();

/** SHA-256 in lower-case hex. */
export const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** The key of one step of a request, out of the request's own: the same again when the request is, and never longer than a key may be. */
export const stepKey = (idempotencyKey: string, ...step: readonly string[]): string =>
  sha256(JSON.stringify([idempotencyKey, ...step]));

/** 256 random bits, for session tokens. */
export const newToken = (): string => randomBytes(32).toString('base64url');
