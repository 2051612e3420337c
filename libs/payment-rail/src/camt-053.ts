import { parseYuan } from '@duixian/money';
import { isDay } from './field-rules';
import {
  parseStatement,
  StatementCheck,
  type CheckedStatement,
  type ParsedStatement,
  type StatementLine,
} from './statement';
import { MessageSchema } from './message-schema';
import { RETURN_REASONS } from './return-reasons.table';
import { XmlReader, type XmlElement } from './xml-tree';

/** The version that is read (BankToCustomerStatement). */
export const CAMT_053 = 'urn:iso:std:iso:20022:tech:xsd:camt.053.001.08';

const MOST_PROBLEMS = 100;
const ENTRIES = ['Document', 'BkToCstmrStmt', 'Stmt', 'Ntry'];
/** A statement in the bank's JSON is read whole; camt.053 is read as it comes. */
const MOST_JSON_CHARACTERS = 20 * 1024 * 1024;

/** Reads an account statement in whichever of the two forms it comes: the bank's JSON, or camt.053. */
export const readStatement = (content: string): ParsedStatement =>
  isXml(content) ? parseCamt053(content) : parseStatement(content);

const isXml = (beginning: string): boolean => withoutMark(beginning).trimStart().startsWith('<');
const withoutMark = (text: string): string => text.replace(/^\uFEFF/, '');

/**
 * As `readStatement`, out of a file of any length as far as it is camt.053. Well-formed lines are handed on in order, some
 * at a time, before it is known whether the whole can be believed: whoever takes them must not act on them before that.
 */
export async function readStatementPieces(
  pieces: AsyncIterable<Uint8Array>,
  take: (lines: StatementLine[]) => Promise<void>,
): Promise<CheckedStatement> {
  let beginning = '';
  let message: Camt053 | null = null;
  let taken: StatementLine[] = [];
  for await (const text of textIn(pieces)) {
    if (text === null) return { ok: false, problems: ['内容不是 UTF-8 文本'] };
    if (!message) beginning += text;
    if (message && !message.write(text)) break;
    if (!message && isXml(beginning)) {
      message = new Camt053((line) => taken.push(line));
      if (!message.write(withoutMark(beginning).trimStart())) break;
    }
    if (!message && beginning.length > MOST_JSON_CHARACTERS)
      return { ok: false, problems: ['JSON 对账单超过 20 MB,请改用 camt.053'] };
    if (taken.length > 0) await take(taken);
    taken = [];
  }
  if (message) return message.end();
  const parsed = parseStatement(beginning);
  if (!parsed.ok) return parsed;
  const { lines, ...head } = parsed.statement;
  await take([...lines]);
  return { ok: true, head };
}

/** The text of the pieces; null, and nothing after it, where it is none. */
async function* textIn(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string | null> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const decoded = (piece?: Uint8Array): string | null => {
    try {
      return piece ? decoder.decode(piece, { stream: true }) : decoder.decode();
    } catch {
      return null;
    }
  };
  for await (const piece of pieces) {
    const text = decoded(piece);
    yield text;
    if (text === null) return;
  }
  yield decoded();
}

/**
 * Reads camt.053.001.08 of one account and one day, and believes it as `parseStatement` does: whole or not at all. It is held to
 * the definition of the message, element by element. Needed besides are the account as `Othr/Id`, the day (`FrToDt`), the totals (`TxsSummry`), and of each booked entry its amount in CNY, direction, day,
 * the bank's own reference and at most one transaction; whatever else the message may carry is left alone. Never throws.
 */
export function parseCamt053(content: string): ParsedStatement {
  const lines: StatementLine[] = [];
  const message = new Camt053((line) => lines.push(line));
  message.write(withoutMark(content).trimStart());
  const checked = message.end();
  return checked.ok ? { ok: true, statement: { ...checked.head, lines } } : checked;
}

/** One message as it comes; no entry is held any longer than it takes to read it. */
class Camt053 {
  private readonly reader = new Reader();
  private readonly check = new StatementCheck();
  private readonly schema = new MessageSchema('BkToCstmrStmt', MOST_PROBLEMS);
  private entries = 0;
  private readonly xml: XmlReader;

  constructor(take: (line: StatementLine) => void) {
    const whenWhole = (entry: XmlElement): void => {
      this.entries += 1;
      const line = this.check.line(this.reader.line(entry, `Ntry[${this.entries}]`));
      if (line && this.isSound()) take(line);
    };
    this.xml = new XmlReader(CAMT_053, ENTRIES, whenWhole, this.schema);
  }

  private isSound(): boolean {
    return this.schema.problems.length === 0 && this.reader.problems.length === 0;
  }

  write(piece: string): boolean {
    const found = Math.max(this.schema.problems.length, this.reader.problems.length);
    return this.xml.write(piece) && found < MOST_PROBLEMS;
  }

  end(): CheckedStatement {
    const xml = this.xml.close();
    const head = xml.ok ? this.reader.head(xml.root) : {};
    // What the standard forbids first; what only we need is told where the message itself is sound.
    const found = this.schema.problems.length > 0 ? this.schema.problems : this.reader.problems;
    const problems = xml.ok ? found : [xml.problem, ...found];
    if (problems.length > 0) return { ok: false, problems: problems.slice(0, MOST_PROBLEMS) };
    return this.check.end({ ...head, lines: [] });
  }
}

/** A part of a text keeps the whole text in memory: what is held until the end of a long statement has to be a text of its own. */
const ofItsOwn = (part: string): string => Buffer.from(part).toString();

/** Walks the message and gathers what is wrong with it. */
class Reader {
  readonly problems: string[] = [];

  head(root: XmlElement): object {
    if (root.name !== 'Document') this.problems.push('最外层不是 Document');
    const message = this.one(root, 'BkToCstmrStmt');
    const statement = this.one(message, 'Stmt');
    this.onePage(message && this.child(message, 'GrpHdr'), 'MsgPgntn');
    this.onePage(statement, 'StmtPgntn');
    return {
      statementId: this.text(statement, 'Id'),
      account: this.text(statement, 'Acct', 'Id', 'Othr', 'Id'),
      date: this.day(statement),
      totals: this.totals(statement),
    };
  }

  /** A page says nothing about the lines of the others, and a day is closed on all of them. */
  private onePage(parent: XmlElement | null, name: string): void {
    const page = parent && this.child(parent, name);
    if (page && (this.text(page, 'PgNb') !== '1' || !/^(true|1)$/.test(this.text(page, 'LastPgInd'))))
      this.problems.push(`${name}:这是分页对账单中的一页,请让银行出具不分页的整份对账单`);
  }

  /** From the first moment of a day to its last, or to the first of the next. */
  private day(statement: XmlElement | null): string {
    const from = this.text(statement, 'FrToDt', 'FrDtTm');
    const to = this.text(statement, 'FrToDt', 'ToDtTm');
    const day = from.slice(0, 10);
    const next = isDay(day) ? new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10) : '';
    if (to.slice(0, 10) !== day && !(to.startsWith(next) && /T00:00:00/.test(to)))
      this.problems.push('FrToDt:应为同一天的起止时间,一份对账单只含一天');
    return day;
  }

  private totals(statement: XmlElement | null): object {
    const summary = this.one(statement, 'TxsSummry');
    const [credit, debit] = [this.one(summary, 'TtlCdtNtries'), this.one(summary, 'TtlDbtNtries')];
    const count = (side: XmlElement | null): number => {
      const given = this.text(side, 'NbOfNtries');
      if (!/^\d{1,15}$/.test(given)) this.problems.push('NbOfNtries:应为笔数');
      return Number(given);
    };
    return {
      count: count(credit) + count(debit),
      debitFen: this.fenOf(this.text(debit, 'Sum'), 'TtlDbtNtries/Sum'),
      creditFen: this.fenOf(this.text(credit, 'Sum'), 'TtlCdtNtries/Sum'),
    };
  }

  line(entry: XmlElement, place: string): StatementLine {
    const amount = this.one(entry, 'Amt', place);
    const currency = amount?.attributes['Ccy'];
    if (currency !== 'CNY') this.problems.push(`${place}/Amt:币种 ${currency ?? '缺少'},只接受 CNY`);
    const side = this.text(entry, 'CdtDbtInd');
    if (side !== 'DBIT' && side !== 'CRDT') this.problems.push(`${place}/CdtDbtInd:只能是 DBIT 或 CRDT`);
    if (this.text(entry, 'Sts', 'Cd') !== 'BOOK') this.problems.push(`${place}/Sts:只接受已记账(BOOK)的明细`);
    const details = this.transaction(entry, place);
    const reference = details ? this.maybe(details, 'Refs', 'EndToEndId') : '';
    const returned = details ? this.child(details, 'RtrInf') !== null : false;
    const reversed = /^(true|1)$/.test(this.maybe(entry, 'RvslInd'));
    // What came back, or was taken back (冲正), still names its creditor: whose account the money could not reach.
    const party = (side === 'DBIT') !== reversed || returned ? 'Cdtr' : 'Dbtr';
    const related = details && this.child(details, 'RltdPties');
    const said = this.maybe(entry, 'AddtlNtryInf');
    const remark = (details && this.returnReason(details)) || said;
    return {
      bankSerial: ofItsOwn(this.text(entry, 'AcctSvcrRef')),
      reference: reference === 'NOTPROVIDED' ? '' : ofItsOwn(reference),
      direction: side === 'DBIT' ? 'debit' : 'credit',
      amountFen: this.fenOf(amount?.text ?? '', `${place}/Amt`),
      // The bank's own charges name nobody; what they are is said beside them.
      counterpartyName: (related && this.maybe(related, party, 'Pty', 'Nm')) || (related ? '' : said),
      counterpartyAccount: related ? this.maybe(related, `${party}Acct`, 'Id', 'Othr', 'Id') : '',
      bookedOn: this.text(entry, 'BookgDt', 'Dt'),
      ...(remark ? { remark: [...remark].slice(0, 200).join('').trim() } : {}),
    };
  }

  /** Why a payment came back, in words, with the bank's code and whatever it says besides; '' where it says nothing. */
  private returnReason(details: XmlElement): string {
    const returned = this.child(details, 'RtrInf');
    if (!returned) return '';
    const code = this.maybe(returned, 'Rsn', 'Cd');
    const words = RETURN_REASONS[code] ?? (code ? '银行退汇' : this.maybe(returned, 'Rsn', 'Prtry'));
    const said = returned.children.filter(({ name }) => name === 'AddtlInf').map(({ text }) => text.trim());
    const reason = code ? `${words}(${code})` : words;
    return [reason, said.filter((each) => each !== '').join(';')].filter((each) => each !== '').join(':');
  }

  private transaction(entry: XmlElement, place: string): XmlElement | null {
    const all = entry.children
      .filter(({ name }) => name === 'NtryDtls')
      .flatMap(({ children }) => children.filter(({ name }) => name === 'TxDtls'));
    if (all.length > 1)
      this.problems.push(`${place}:一笔记账含 ${all.length} 笔交易,请让银行逐笔记账(BtchBookg=false)`);
    return all[0] ?? null;
  }

  private fenOf(value: string, place: string): number {
    const amount = parseYuan(value);
    if (amount === null) this.problems.push(`${place}:应为最多两位小数的金额,实为 ${value.slice(0, 40)}`);
    return amount ?? 0;
  }

  /** The one child of that name; more than one is a problem, none is one as well. */
  private one(parent: XmlElement | null, name: string, place = parent?.name ?? ''): XmlElement | null {
    if (!parent) return null;
    const found = this.child(parent, name);
    if (!found) this.problems.push(`${place}/${name}:缺少`);
    return found;
  }

  private child(parent: XmlElement, name: string): XmlElement | null {
    const found = parent.children.filter((each) => each.name === name);
    if (found.length > 1) this.problems.push(`${parent.name}/${name}:只能有一个`);
    return found[0] ?? null;
  }

  private text(parent: XmlElement | null, ...path: string[]): string {
    let at = parent;
    for (const name of path) at = this.one(at, name);
    return at?.text.trim() ?? '';
  }

  private maybe(parent: XmlElement, ...path: string[]): string {
    let at: XmlElement | null = parent;
    for (const name of path) at = at && this.child(at, name);
    return at?.text.trim() ?? '';
  }
}
