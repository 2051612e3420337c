import { randomUUID } from 'node:crypto';
import { type BankReply } from './bank-answer';
import { answerText, requestText, type Signing } from './signing';

export type Exchange = { answered: true; reply: BankReply } | { answered: false; cause: string; raw: string };

const LONGEST_ANSWER_BYTES = 64 * 1024;

/**
 * One HTTP exchange with the bank: at most `timeoutMs` from the first byte sent to the last byte read. No retry, no
 * redirect (a redirected POST would send the instruction a second time, to someone else), at most 64 KiB of answer.
 * Whatever goes wrong comes back as `answered: false` with a Chinese cause; never throws. With `signing`, an answer that the bank
 * did not sign for this very request is none.
 */
export async function exchangeWithBank(
  url: URL,
  request: { method: 'GET' } | { method: 'POST'; body: string },
  timeoutMs: number,
  signing: Signing | null = null,
): Promise<Exchange> {
  const received: Uint8Array[] = [];
  const nonce = randomUUID();
  try {
    const response = await fetch(url, {
      ...request,
      headers: {
        accept: 'application/json',
        'content-type': 'application/json; charset=utf-8',
        ...(signing ? signedHeaders(signing, url, request, nonce) : {}),
      },
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const complete = await readBytes(response, received);
    if (!complete) return failed('银行答复超过 64 KiB', received);
    const text = decode(received, true);
    if (text === null) return failed('银行答复不是 UTF-8 文本', received);
    if (signing && !isSigned(signing, response, nonce, received))
      return failed(
        `银行答复(HTTP ${response.status})没有签名,或签名与本次请求不符;若每笔都如此,请系统管理员与银行核对 BANK_SIGNATURE`,
        received,
      );
    return { answered: true, reply: { status: response.status, text } };
  } catch (error) {
    return failed(causeOf(error, timeoutMs), received);
  }
}

function signedHeaders(
  signing: Signing,
  { pathname: path }: URL,
  request: { method: string; body?: string },
  nonce: string,
): Record<string, string> {
  const time = new Date().toISOString();
  const body = request.body ?? '';
  const signature = signing.sign(requestText({ method: request.method, path, time, nonce, body }));
  return { 'x-signature-time': time, 'x-signature-nonce': nonce, 'x-signature': signature };
}

function isSigned(
  signing: Signing,
  { status, headers }: Response,
  nonce: string,
  received: readonly Uint8Array[],
): boolean {
  // As the bytes came: what is stored has its NUL replaced.
  const body = Buffer.concat(received).toString('utf8');
  return signing.isFromBank(answerText({ nonce, status, body }), headers.get('x-signature') ?? '');
}

/** Fills `received` as bytes arrive, so that what came before a failure can still be stored. False: too long. */
async function readBytes(response: Response, received: Uint8Array[]): Promise<boolean> {
  const reader = response.body?.getReader();
  if (!reader) return true;
  let byteCount = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return true;
    byteCount += value.byteLength;
    if (byteCount > LONGEST_ANSWER_BYTES) {
      await reader.cancel();
      return false;
    }
    received.push(value);
  }
}

function decode(parts: readonly Uint8Array[], fatal: boolean): string | null {
  try {
    // PostgreSQL's text cannot hold NUL: an answer that could not be stored would leave the attempt open forever.
    return new TextDecoder('utf-8', { fatal }).decode(Buffer.concat(parts)).replaceAll('\0', '\uFFFD');
  } catch {
    return null;
  }
}

function failed(cause: string, received: readonly Uint8Array[]): Exchange {
  return { answered: false, cause, raw: decode(received, false) ?? '' };
}

/** Looks at shapes, not classes: the errors of fetch come from inside the runtime. */
function causeOf(error: unknown, timeoutMs: number): string {
  if (textAt(error, 'name') === 'TimeoutError') return `银行在 ${timeoutMs} 毫秒内没有答复`;
  const inner = typeof error === 'object' && error !== null && 'cause' in error ? error.cause : null;
  const detail = textAt(inner, 'code') ?? textAt(inner, 'name') ?? textAt(error, 'name');
  return detail === null ? '与银行的连接失败' : `与银行的连接失败（${detail}）`;
}

function textAt(value: unknown, field: 'name' | 'code'): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const text = (value as Readonly<Record<string, unknown>>)[field];
  return typeof text === 'string' && text !== '' ? text : null;
}
