import { createHash } from 'node:crypto';

/** What is stored of a session token: SHA-256, enough for 256 random bits. */
export const tokenHashOf = (token: string): Buffer => createHash('sha256').update(token).digest();
