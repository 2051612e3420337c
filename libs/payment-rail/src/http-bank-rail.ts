import { exchangeWithBank } from './bank-exchange';
import { readQueryAnswer, readSendAnswer } from './bank-answer';
import { REFERENCE } from './field-rules';
import { canonicalInstruction, validateInstruction } from './instruction';
import { type PaymentRail } from './rail';
import { signingOf } from './signing';
import { parseStrictJson } from './strict-json';

/**
 * `baseUrl`: http(s), may carry a path, no user or password. `timeoutMs`: for each whole exchange. `signature`: how both sides sign,
 * as `signingOf` reads it; absent: neither does.
 */
export interface HttpBankRailOptions {
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly signature?: string;
}

/**
 * A bank over JSON and HTTP: POST /payments and GET /payments/:reference below `baseUrl`. Nothing is retried here, and
 * anything but a well-formed answer to this very reference is `unknown`: time-out, socket error, any status but 200 (and
 * the bank's own 404), redirects, unreadable, oversized, incomplete, contradictory or mismatching bodies, and where both sides
 * sign, an answer that is not signed for this very request.
 *
 * @throws RangeError only here, at construction, for options that cannot work: a deployment error, not an answer.
 */
export function httpBankRail(options: HttpBankRailOptions): PaymentRail {
  const base = bankAddress(options.baseUrl);
  const { timeoutMs } = options;
  const signing = options.signature === undefined ? null : signingOf(options.signature);
  if (!Number.isSafeInteger(timeoutMs) || timeoutMs < 1 || timeoutMs > 2 ** 31 - 1) {
    throw new RangeError(`timeoutMs must be a whole number of milliseconds above zero, not ${timeoutMs}`);
  }
  return {
    async send(payload) {
      const reference = referenceOf(payload);
      // Nothing went out, yet `unknown` is the answer that stops: only a person may decide about a payload we cannot read.
      if (reference === null) return { outcome: 'unknown', cause: '没有发送：不是规范的付款指令', raw: '' };
      const exchange = await exchangeWithBank(
        new URL('payments', base),
        { method: 'POST', body: payload },
        timeoutMs,
        signing,
      );
      if (!exchange.answered) return { outcome: 'unknown', cause: exchange.cause, raw: exchange.raw };
      return readSendAnswer(exchange.reply, reference);
    },
    async query(reference) {
      if (!REFERENCE.test(reference))
        return { outcome: 'unknown', cause: '没有查询：付款编号不合规', raw: '' };
      const exchange = await exchangeWithBank(
        new URL(`payments/${reference}`, base),
        { method: 'GET' },
        timeoutMs,
        signing,
      );
      if (!exchange.answered) return { outcome: 'unknown', cause: exchange.cause, raw: exchange.raw };
      return readQueryAnswer(exchange.reply, reference);
    },
  };
}

function bankAddress(baseUrl: string): URL {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username || url.password) {
    throw new RangeError('The bank address must be an http(s) URL without user or password');
  }
  if (url.search || url.hash) throw new RangeError('The bank address must have no query and no fragment');
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

/** The reference inside canonical bytes; null when the payload is anything else. */
function referenceOf(payload: string): string | null {
  const json = parseStrictJson(payload);
  const check = json.ok ? validateInstruction(json.value) : null;
  if (!check?.ok || canonicalInstruction(check.instruction) !== payload) return null;
  return check.instruction.reference;
}
