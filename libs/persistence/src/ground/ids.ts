import { createHash, randomBytes } from 'node:crypto';
import { v7 } from 'uuid';

/** UUIDv7 (RFC 9562): sortable by the time of creation. */
export const newId = (): string => v7();

/** SHA-256 in lower-case hex. */
export const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** 256 random bits, for session tokens. */
export const newToken = (): string => randomBytes(32).toString('base64url');
