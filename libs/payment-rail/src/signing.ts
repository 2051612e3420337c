import {
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto';

/** Signs what we say and checks what the bank says, by keys that were exchanged beforehand. */
export interface Signing {
  sign(text: string): string;
  /** False for anything but the bank's own signature of exactly this text; never throws. */
  isFromBank(text: string, signature: string): boolean;
}

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const SHORTEST_SECRET_BYTES = 32;

/**
 * Reads how the bank wants it: `hmac-sha256:<secret>` with one secret for both, or
 * `ed25519:<our private key, PKCS #8>:<the bank's public key, SPKI>`; all in base64.
 * @throws RangeError for anything else; the message says what, and never repeats a key
 */
export function signingOf(setting: string): Signing {
  const [algorithm, first = '', second, ...more] = setting.split(':');
  if (more.length > 0 || ![first, second ?? 'AA=='].every((part) => BASE64.test(part)))
    throw new RangeError('the keys must be in base64, apart by a colon');
  if (algorithm === 'hmac-sha256' && second === undefined) return hmac(Buffer.from(first, 'base64'));
  if (algorithm === 'ed25519' && second !== undefined) return ed25519(first, second);
  throw new RangeError('it must begin with hmac-sha256: or ed25519: and hold the keys of that kind');
}

function hmac(secret: Buffer): Signing {
  if (secret.length < SHORTEST_SECRET_BYTES)
    throw new RangeError(`the secret must have at least ${SHORTEST_SECRET_BYTES} bytes`);
  const of = (text: string): Buffer => createHmac('sha256', secret).update(text).digest();
  return {
    sign: (text) => of(text).toString('base64'),
    isFromBank: (text, signature) => {
      const [given, expected] = [Buffer.from(signature, 'base64'), of(text)];
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
}

function ed25519(ours: string, theirs: string): Signing {
  const der = (text: string): Buffer => Buffer.from(text, 'base64');
  try {
    const privateKey = createPrivateKey({ key: der(ours), format: 'der', type: 'pkcs8' });
    const publicKey = createPublicKey({ key: der(theirs), format: 'der', type: 'spki' });
    if ([privateKey, publicKey].some((key) => key.asymmetricKeyType !== 'ed25519')) throw new Error('kind');
    return {
      sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64'),
      isFromBank: (text, signature) => verify(null, Buffer.from(text), publicKey, der(signature)),
    };
  } catch {
    throw new RangeError('the keys must be Ed25519: ours as PKCS #8, the bank’s as SPKI');
  }
}

const hashOf = (body: string): string => createHash('sha256').update(body).digest('hex');

/** What a request signs: when and as which it was said, to where, and every byte of it. */
export const requestText = (said: {
  method: string;
  path: string;
  time: string;
  nonce: string;
  body: string;
}): string => ['request', said.method, said.path, said.time, said.nonce, hashOf(said.body)].join('\n');

/** What an answer signs: the request it answers, so that none can be played again, its status and every byte. */
export const answerText = (said: { nonce: string; status: number; body: string }): string =>
  ['answer', said.nonce, String(said.status), hashOf(said.body)].join('\n');
