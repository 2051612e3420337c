import { BANK_SERIAL, isCleanLine } from './field-rules';
import { type QueryAnswer, type SendAnswer } from './rail';
import { asRecord, hasExactly, parseStrictJson } from './strict-json';

/** What came back over HTTP, before anyone believes it. */
export interface BankReply {
  readonly status: number;
  readonly text: string;
}

type Reading = Exclude<QueryAnswer, { outcome: 'not-found' }>;

const ACCEPTED_FIELDS = ['status', 'bankSerial', 'reference'];
const REJECTED_FIELDS = ['status', 'code', 'reason', 'reference'];

/** Reads the answer to POST /payments. Only an exact, matching answer is believed; all else is `unknown`. */
export function readSendAnswer(reply: BankReply, reference: string): SendAnswer {
  const reading = readBody(reply, reference);
  if (reading.outcome === 'rejected' || reading.outcome === 'unknown') return reading;
  return reading.outcome === 'accepted'
    ? { outcome: 'accepted', bankSerial: reading.bankSerial, raw: reading.raw }
    : { outcome: 'unknown', cause: `银行对新付款答复了状态 ${reading.outcome}`, raw: reading.raw };
}

/**
 * Reads the answer to GET /payments/:reference. `not-found` needs the bank's own words with the 404: a 404 of some proxy
 * says nothing about a payment.
 */
export function readQueryAnswer(reply: BankReply, reference: string): QueryAnswer {
  if (reply.status === 404) {
    const json = parseStrictJson(reply.text);
    const record = json.ok ? asRecord(json.value) : null;
    if (record && hasExactly(record, ['status']) && record['status'] === 'not-found') {
      return { outcome: 'not-found', raw: reply.text };
    }
  }
  return readBody(reply, reference);
}

/** Why the bank refused a payment, out of its stored answer; null where the answer is no refusal of this reference. */
export function readRejection(raw: string, reference: string): { code: string; reason: string } | null {
  const reading = readBody({ status: 200, text: raw }, reference);
  return reading.outcome === 'rejected' ? { code: reading.code, reason: reading.reason } : null;
}

function readBody({ status, text }: BankReply, reference: string): Reading {
  const unknown = (cause: string): Reading => ({ outcome: 'unknown', cause, raw: text });
  if (status !== 200) return unknown(`银行答复 HTTP ${status}`);
  const json = parseStrictJson(text);
  if (!json.ok) return unknown(`银行答复无法解读：${json.problem}`);
  const record = asRecord(json.value);
  if (!record) return unknown('银行答复不是一个对象');
  const answered = record['status'];
  switch (answered) {
    case 'accepted':
    case 'settled':
    case 'returned': {
      if (!hasExactly(record, ACCEPTED_FIELDS)) return unknown('银行答复缺少字段或有多余字段');
      if (record['reference'] !== reference) return unknown('银行答复的是另一笔付款');
      const bankSerial = record['bankSerial'];
      if (typeof bankSerial !== 'string' || !BANK_SERIAL.test(bankSerial))
        return unknown('银行答复没有可用的流水号');
      return { outcome: answered, bankSerial, raw: text };
    }
    case 'rejected': {
      if (!hasExactly(record, REJECTED_FIELDS)) return unknown('银行答复缺少字段或有多余字段');
      if (record['reference'] !== reference) return unknown('银行答复的是另一笔付款');
      const { code, reason } = record;
      if (!isCleanLine(code, 1, 35) || !isCleanLine(reason, 1, 500))
        return unknown('银行拒付但没有写明代码或原因');
      return { outcome: 'rejected', code, reason, raw: text };
    }
    default:
      return unknown('银行答复的状态不认识');
  }
}
