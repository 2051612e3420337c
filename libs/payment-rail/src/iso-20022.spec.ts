import { Readable } from 'node:stream';
import fc from 'fast-check';
import { CAMT_053, parseCamt053, readStatement, readStatementPieces } from './camt-053';
import { type PaymentInstruction } from './instruction';
import { PAIN_001, PAIN_001_CLOSING, pain001Opening, pain001Transfer } from './pain-001';
import { XmlReader, type XmlElement } from './xml-tree';

const INSTRUCTION: PaymentInstruction = {
  reference: 'DX1',
  payerAccount: '41042201000000000001',
  payeeName: '平顶山示例<机械>&制造有限公司',
  payeeAccount: '6222000000001',
  payeeBankCode: '102495000012',
  amountFen: 4_000_050,
  currency: 'CNY',
  purpose: '奖补资金 PDS-2026-0001',
  requestedOn: '2026-03-02',
};
const HEAD = {
  messageId: 'B-2026-1',
  createdAt: '2026-03-02T01:02:03.000Z',
  count: 1,
  totalFen: 4_000_050,
  payerName: '叶县财政局国库集中支付专户',
  payerAccount: INSTRUCTION.payerAccount,
  requestedOn: '2026-03-02',
};

const message = (instruction = INSTRUCTION, bank = '示例银行叶县支行'): XmlElement => {
  const content = pain001Opening(HEAD) + pain001Transfer(instruction, bank) + PAIN_001_CLOSING;
  const reader = new XmlReader(PAIN_001);
  reader.write(content);
  const read = reader.close();
  if (!read.ok) throw new Error(read.problem);
  return read.root;
};
const at = (element: XmlElement, path: string): XmlElement | undefined =>
  path
    .split('/')
    .reduce<XmlElement | undefined>(
      (each, name) => each?.children.find((child) => child.name === name),
      element,
    );
const names = (element: XmlElement | undefined): string[] => element?.children.map(({ name }) => name) ?? [];

describe('pain.001.001.09', () => {
  it('holds the elements that the schema requires, in its order', () => {
    const root = at(message(), 'CstmrCdtTrfInitn') as XmlElement;
    expect(names(root)).toEqual(['GrpHdr', 'PmtInf']);
    expect(names(at(root, 'GrpHdr'))).toEqual(['MsgId', 'CreDtTm', 'NbOfTxs', 'CtrlSum', 'InitgPty']);
    // prettier-ignore
    expect(names(at(root, 'PmtInf'))).toEqual(['PmtInfId', 'PmtMtd', 'BtchBookg', 'NbOfTxs', 'CtrlSum', 'ReqdExctnDt', 'Dbtr', 'DbtrAcct', 'DbtrAgt', 'ChrgBr', 'CdtTrfTxInf']);
    const transfer = at(root, 'PmtInf/CdtTrfTxInf') as XmlElement;
    expect(names(transfer)).toEqual(['PmtId', 'Amt', 'CdtrAgt', 'Cdtr', 'CdtrAcct', 'RmtInf']);
    expect(at(transfer, 'Amt/InstdAmt')).toMatchObject({ text: '40000.50', attributes: { Ccy: 'CNY' } });
    expect(at(transfer, 'PmtId/EndToEndId')?.text).toBe('DX1');
    expect(at(transfer, 'CdtrAgt/FinInstnId/ClrSysMmbId/MmbId')?.text).toBe('102495000012');
    expect(at(root, 'GrpHdr/CtrlSum')?.text).toBe('40000.50');
  });

  it('carries every name as it is, whatever signs it has, up to 140 characters', () => {
    const sign = fc.constantFrom('平', '顶', '𠮷', '<', '>', '&', '"', "'", ']', ' a', '(', '·');
    fc.assert(
      fc.property(fc.array(sign, { minLength: 1, maxLength: 70 }), (signs) => {
        const payeeName = `甲${signs.join('')}乙`;
        fc.pre([...payeeName].length <= 140);
        const found = at(
          message({ ...INSTRUCTION, payeeName }),
          'CstmrCdtTrfInitn/PmtInf/CdtTrfTxInf/Cdtr/Nm',
        );
        expect(found?.text).toBe(payeeName);
      }),
      { numRuns: 100 },
    );
  });

  it('never shortens what does not fit', () => {
    expect(() => message(INSTRUCTION, '长'.repeat(141))).toThrow(/140/);
    expect(() => pain001Opening({ ...HEAD, messageId: 'B'.repeat(36) })).toThrow(/35/);
  });
});

const entry = ({
  amount = '50000.00',
  side = 'DBIT',
  reference = 'DX1',
  serial = 'SN1',
  more = '',
  currency = 'CNY',
  status = 'BOOK',
} = {}): string =>
  `<Ntry><Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>${side}</CdtDbtInd><Sts><Cd>${status}</Cd></Sts>
   <BookgDt><Dt>2026-03-02</Dt></BookgDt><AcctSvcrRef>${serial}</AcctSvcrRef><BkTxCd><Prtry><Cd>X</Cd></Prtry></BkTxCd>
   <NtryDtls><TxDtls><Refs><EndToEndId>${reference}</EndToEndId></Refs><RltdPties><Cdtr><Pty><Nm>示例公司</Nm></Pty></Cdtr>
   <CdtrAcct><Id><Othr><Id>6222</Id></Othr></Id></CdtrAcct></RltdPties>${more}</TxDtls></NtryDtls></Ntry>`;

const statement = (
  entries = entry(),
  { debit = ['1', '50000.00'], credit = ['0', '0.00'], bend = (text: string) => text } = {},
): string =>
  bend(`<?xml version="1.0" encoding="UTF-8"?><Document xmlns="${CAMT_053}"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId>
   <CreDtTm>2026-03-02T20:00:00</CreDtTm></GrpHdr><Stmt><Id>S1</Id><FrToDt><FrDtTm>2026-03-02T00:00:00</FrDtTm>
   <ToDtTm>2026-03-02T23:59:59</ToDtTm></FrToDt><Acct><Id><Othr><Id>41042201</Id></Othr></Id></Acct>
   <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">1</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-02</Dt></Dt></Bal>
   <TxsSummry><TtlCdtNtries><NbOfNtries>${credit[0]}</NbOfNtries><Sum>${credit[1]}</Sum></TtlCdtNtries>
   <TtlDbtNtries><NbOfNtries>${debit[0]}</NbOfNtries><Sum>${debit[1]}</Sum></TtlDbtNtries></TxsSummry>${entries}</Stmt></BkToCstmrStmt></Document>`);

describe('camt.053.001.08', () => {
  it('says the same as the statement of the bank over the wire', () => {
    expect(readStatement(`\uFEFF${statement()}`)).toEqual({
      ok: true,
      statement: {
        statementId: 'S1',
        account: '41042201',
        date: '2026-03-02',
        lines: [
          {
            bankSerial: 'SN1',
            reference: 'DX1',
            direction: 'debit',
            amountFen: 5_000_000,
            counterpartyName: '示例公司',
            counterpartyAccount: '6222',
            bookedOn: '2026-03-02',
          },
        ],
        totals: { count: 1, debitFen: 5_000_000, creditFen: 0 },
      },
    });
  });

  it('a returned payment keeps its payee and says why; a fee is what is said beside it', () => {
    const returned = entry({
      side: 'CRDT',
      more: '<RtrInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>账户已销户</AddtlInf></RtrInf>',
    });
    const fee = `<Ntry><Amt Ccy="CNY">5.5</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-03-02</Dt></BookgDt>
      <AcctSvcrRef>SN2</AcctSvcrRef><BkTxCd/><AddtlNtryInf>汇划手续费</AddtlNtryInf></Ntry>`;
    const read = parseCamt053(statement(returned + fee, { debit: ['1', '5.50'], credit: ['1', '50000.00'] }));
    expect(read.ok && read.statement.lines).toMatchObject([
      {
        direction: 'credit',
        counterpartyAccount: '6222',
        remark: '收款账户已销户(AC04):账户已销户',
        reference: 'DX1',
      },
      { direction: 'debit', counterpartyName: '汇划手续费', reference: '', amountFen: 550 },
    ]);
  });

  it('an entry that the bank took back (冲正) still names who was to be paid', () => {
    const reversed = entry({ side: 'CRDT' }).replace('</CdtDbtInd>', '</CdtDbtInd><RvslInd>true</RvslInd>');
    const read = parseCamt053(statement(reversed, { debit: ['0', '0.00'], credit: ['1', '50000.00'] }));
    expect(read.ok && read.statement.lines).toMatchObject([
      { direction: 'credit', counterpartyAccount: '6222', reference: 'DX1' },
    ]);
  });

  it('a statement that is its only page is whole', () => {
    const page = '<StmtPgntn><PgNb>1</PgNb><LastPgInd>true</LastPgInd></StmtPgntn>';
    const bend = (text: string): string => text.replace('<Id>S1</Id>', `<Id>S1</Id>${page}`);
    expect(readStatement(statement(entry(), { bend })).ok).toBe(true);
  });

  it.each([
    ['<RtrInf><Rsn><Cd>BE01</Cd></Rsn></RtrInf>', '户名与账号不符(BE01)'],
    ['<RtrInf><Rsn><Cd>ZZ99</Cd></Rsn></RtrInf>', '银行退汇(ZZ99)'],
    ['<RtrInf><Rsn><Prtry>户名不符</Prtry></Rsn></RtrInf>', '户名不符'],
    ['<RtrInf><AddtlInf>账号少一位</AddtlInf><AddtlInf>请核对</AddtlInf></RtrInf>', '账号少一位;请核对'],
    [
      `<RtrInf><Rsn><Cd>NARR</Cd></Rsn>${`<AddtlInf>${'长'.repeat(105)}</AddtlInf>`.repeat(3)}</RtrInf>`,
      `见银行说明(NARR):${'长'.repeat(105)};${'长'.repeat(82)}`,
    ],
    ['<RtrInf/>', undefined],
  ])('the reason of a return %s is said in words', (more, remark) => {
    const returned = entry({ side: 'CRDT', more });
    const read = parseCamt053(statement(returned, { debit: ['0', '0.00'], credit: ['1', '50000.00'] }));
    expect(read.ok ? read.statement.lines.map((line) => line.remark) : read.problems).toEqual([remark]);
  });

  it('comes in pieces of any size, cut anywhere, and says the same', async () => {
    const bytes = Buffer.from(`\uFEFF${statement()}`);
    const whole = readStatement(statement());
    for (const size of [1, 7, 4096]) {
      const lines: unknown[] = [];
      const pieces = (async function* () {
        for (let at = 0; at < bytes.length; at += size)
          yield await Promise.resolve(bytes.subarray(at, at + size));
      })();
      const read = await readStatementPieces(pieces, (some) => Promise.resolve(void lines.push(...some)));
      expect(read.ok && { ok: true, statement: { ...read.head, lines } }).toEqual(whole);
    }
  });

  it('bytes that are no text, and JSON that is too long for it, are refused', async () => {
    const read = (bytes: Buffer) =>
      readStatementPieces(Readable.from([bytes]), () => Promise.reject(new Error('nothing is to be taken')));
    expect(await read(Buffer.from([0x3c, 0xff, 0xfe]))).toMatchObject({
      ok: false,
      problems: [expect.stringMatching('UTF-8')],
    });
    expect(await read(Buffer.alloc(20 * 1024 * 1024 + 1, ' '))).toMatchObject({
      ok: false,
      problems: [expect.stringMatching('20 MB')],
    });
  });

  const entities = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`);
  const BAD: readonly [string, string, RegExp][] = [
    ['no XML', '<Document', /XML/],
    [
      'a document type',
      statement(entry(), { bend: (text) => text.replace('?>', '?><!DOCTYPE Document>') }),
      /DOCTYPE/,
    ],
    [
      'a bomb of entities',
      statement(entry({ reference: '&l9;' }), {
        bend: (text) => text.replace('?>', `?><!DOCTYPE D [<!ENTITY l0 "ha">${entities.join('')}]>`),
      }),
      /DOCTYPE/,
    ],
    [
      'a file by an entity',
      statement(entry(), {
        bend: (text) => text.replace('?>', '?><!DOCTYPE D [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
      }),
      /DOCTYPE/,
    ],
    ['an entity nobody declared', statement(entry({ reference: '&x;' })), /XML/],
    ['a text without end', statement(entry({ reference: 'x'.repeat(2_000_000) })), /1 MB/],
    ['an entry without end', statement(entry({ more: '<Refs/>'.repeat(100_000) })), /1 MB/],
    ['nested without end', statement('<a>'.repeat(40) + '</a>'.repeat(40)), /嵌套/],
    ['a processing instruction', statement('<?php x ?>'), /处理指令/],
    ['another version', statement(entry(), { bend: (text) => text.replace('001.08', '001.02') }), /不属于/],
    ['another namespace inside', statement('<Ntry xmlns="urn:x"/>'), /不属于/],
    ['another currency', statement(entry({ currency: 'USD' })), /USD/],
    ['an entry that is not booked', statement(entry({ status: 'PDNG' })), /BOOK/],
    ['three decimals', statement(entry({ amount: '50000.001' })), /两位小数/],
    ['a negative amount', statement(entry({ amount: '-50000.00' })), /不能小于 0/],
    ['no amount at all', statement(entry({ amount: '' })), /应为小数/],
    ['another sum', statement(entry(), { debit: ['1', '50000.01'] }), /debitFen/],
    ['another count', statement(entry(), { debit: ['2', '50000.00'] }), /count/],
    ['a serial twice', statement(entry() + entry(), { debit: ['2', '100000.00'] }), /流水号/],
    ['neither debit nor credit', statement(entry({ side: 'X' })), /DBIT/],
    ['several transactions in one entry', statement(entry({ more: '</TxDtls><TxDtls>' })), /逐笔记账/],
    [
      'several days',
      statement(entry(), { bend: (text) => text.replace('<ToDtTm>2026-03-02', '<ToDtTm>2026-03-04') }),
      /同一天/,
    ],
    [
      'two accounts',
      statement(entry(), { bend: (text) => text.replace(/<Stmt>.*<\/Stmt>/s, '$&$&') }),
      /只能有一个/,
    ],
    [
      'the first page of several',
      statement(entry(), {
        bend: (text) =>
          text.replace(
            '<Id>S1</Id>',
            '<Id>S1</Id><StmtPgntn><PgNb>1</PgNb><LastPgInd>false</LastPgInd></StmtPgntn>',
          ),
      }),
      /整份/,
    ],
    [
      'the last page of several',
      statement(entry(), {
        bend: (text) =>
          text.replace(
            '</CreDtTm>',
            '</CreDtTm><MsgPgntn><PgNb>2</PgNb><LastPgInd>true</LastPgInd></MsgPgntn>',
          ),
      }),
      /整份/,
    ],
    [
      'no totals',
      statement(entry(), { bend: (text) => text.replace(/<TxsSummry>.*<\/TxsSummry>/s, '') }),
      /TxsSummry/,
    ],
  ];
  it.each(BAD)('refuses %s', (_, content, why) => {
    const read = parseCamt053(content);
    expect(read.ok ? ['was read'] : read.problems).toEqual(
      expect.arrayContaining([expect.stringMatching(why)]),
    );
  });

  it('says everything that the definition of the message forbids, with its place', () => {
    const refused = parseCamt053(
      statement(
        entry({ side: 'X', currency: 'Yuan', more: '<Refs/><Purp><Cd>A</Cd><Prtry>B</Prtry></Purp>' }),
        {
          bend: (text) =>
            text
              .replace('<Id>S1</Id>', '')
              .replace(/<BookgDt>.*?<\/BookgDt>/, '<BookgDt><Dt>2026-02-30</Dt></BookgDt>'),
        },
      ),
    );
    expect(refused).toEqual({
      ok: false,
      problems: [
        'BkToCstmrStmt/Stmt:缺少 Id',
        'BkToCstmrStmt/Stmt/Ntry[1]/Amt:属性 Ccy:格式应为 [A-Z]{3},实为「Yuan」',
        'BkToCstmrStmt/Stmt/Ntry[1]/CdtDbtInd:只能是 CRDT、DBIT 之一,实为「X」',
        'BkToCstmrStmt/Stmt/Ntry[1]/BookgDt/Dt:应为日期 YYYY-MM-DD,实为「2026-02-30」',
        'BkToCstmrStmt/Stmt/Ntry[1]/NtryDtls/TxDtls:Refs:次序不对,应在 RltdPties 之前',
        'BkToCstmrStmt/Stmt/Ntry[1]/NtryDtls/TxDtls/Purp:Prtry:Cd、Prtry 只能有其中一个',
      ],
    });
  });

  it('never throws, whatever text comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat({ max: 900 }), (noise, place) => {
        const whole = statement();
        expect(typeof parseCamt053(whole.slice(0, place) + noise + whole.slice(place)).ok).toBe('boolean');
      }),
      { numRuns: 200 },
    );
  });
});
