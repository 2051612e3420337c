import { fen, formatYuan } from '@duixian/money';
import { type PaymentInstruction } from './instruction';

/** The version that is written (CustomerCreditTransferInitiation). */
export const PAIN_001 = 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09';

export interface Pain001Head {
  /** At most 35 characters, ours; the same file has the same one. */
  messageId: string;
  /** ISO instant. */
  createdAt: string;
  count: number;
  totalFen: number;
  /** Who pays: name and number of the treasury's account. */
  payerName: string;
  payerAccount: string;
  /** The day to book on. */
  requestedOn: string;
}

/** Text of an element: XML's own signs escaped, what XML 1.0 cannot hold made visible. */
const text = (value: string): string =>
  value
    .replace(/[\uFFFE\uFFFF]/g, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');

const element = (name: string, value: string): string => `<${name}>${text(value)}</${name}>`;

/** @throws RangeError for a text that its element cannot hold: a shortened one would name somebody else */
function atMost(value: string, longest: number): string {
  if (value === '' || [...value].length > longest)
    throw new RangeError(`1 to ${longest} characters, not ${[...value].length}`);
  return value;
}

const account = (name: string, number: string, currency = ''): string =>
  `<${name}><Id><Othr>${element('Id', number)}</Othr></Id>${currency}</${name}>`;

/** Everything before the first instruction: group header and the payer's side of the one payment information. */
export function pain001Opening(head: Pain001Head): string {
  const messageId = atMost(head.messageId, 35);
  const payer = atMost(head.payerName, 140);
  const controls = `<NbOfTxs>${head.count}</NbOfTxs><CtrlSum>${formatYuan(fen(head.totalFen))}</CtrlSum>`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<Document xmlns="${PAIN_001}"><CstmrCdtTrfInitn>\n`,
    `<GrpHdr>${element('MsgId', messageId)}${element('CreDtTm', head.createdAt)}${controls}`,
    `<InitgPty>${element('Nm', payer)}</InitgPty></GrpHdr>\n`,
    `<PmtInf>${element('PmtInfId', messageId)}<PmtMtd>TRF</PmtMtd><BtchBookg>false</BtchBookg>${controls}`,
    `<ReqdExctnDt>${element('Dt', head.requestedOn)}</ReqdExctnDt><Dbtr>${element('Nm', payer)}</Dbtr>`,
    account('DbtrAcct', head.payerAccount, '<Ccy>CNY</Ccy>'),
    // Which bank keeps the account is the bank's own to know; the element has to be there.
    '<DbtrAgt><FinInstnId><Othr><Id>NOTPROVIDED</Id></Othr></FinInstnId></DbtrAgt><ChrgBr>DEBT</ChrgBr>\n',
  ].join('');
}

/** One instruction; its reference is the EndToEndId, which comes back on the statement. */
export const pain001Transfer = (instruction: PaymentInstruction, payeeBankName: string): string =>
  [
    `<CdtTrfTxInf><PmtId>${element('InstrId', instruction.reference)}${element('EndToEndId', instruction.reference)}</PmtId>`,
    `<Amt><InstdAmt Ccy="${instruction.currency}">${formatYuan(fen(instruction.amountFen))}</InstdAmt></Amt>`,
    // CNAPS: the clearing system whose member number a 12-digit 联行号 is.
    `<CdtrAgt><FinInstnId><ClrSysMmbId><ClrSysId><Cd>CNAPS</Cd></ClrSysId>${element('MmbId', instruction.payeeBankCode)}</ClrSysMmbId>`,
    `${element('Nm', atMost(payeeBankName, 140))}</FinInstnId></CdtrAgt>`,
    `<Cdtr>${element('Nm', atMost(instruction.payeeName, 140))}</Cdtr>${account('CdtrAcct', instruction.payeeAccount)}`,
    `<RmtInf>${element('Ustrd', atMost(instruction.purpose, 140))}</RmtInf></CdtTrfTxInf>\n`,
  ].join('');

export const PAIN_001_CLOSING = '</PmtInf></CstmrCdtTrfInitn></Document>\n';
