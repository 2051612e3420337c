import { fen, formatYuan, toChineseUppercase } from '@duixian/money';
import type { PartyEntity, Tx } from '@duixian/persistence';
import { MISSED_REASON_WORDS } from '@duixian/workflow';
import { statementOf } from '../entitlements/read-statement';
import { PAPER_TITLES, type Paper } from './paper';

const yuan = (amountFen: number | null): string =>
  amountFen === null ? '待决定' : formatYuan(fen(amountFen));

/** The year of an enterprise on paper. It says no day of today: it holds as long as what it says is so. */
export async function statementPaper(tx: Tx, party: PartyEntity, year: number): Promise<Paper> {
  const said = await statementOf(tx, party, year);
  const { got, owed, missed, next } = said;
  const rows = [
    ...got.map((row) => [
      row.paid ? '已兑付' : row.paidInPart ? '部分兑付' : '已核定',
      row.clauseTitle,
      row.caseNumber ?? row.documentNumber ?? '',
      row.on,
      yuan(row.amountFen),
    ]),
    ...owed.map((row) => [
      '办理中',
      row.clauseTitle,
      MISSED_REASON_WORDS[row.reason].short,
      row.owedOn,
      yuan(row.amountFen),
    ]),
    ...missed.map((row) => [
      '未享受',
      row.clauseTitle,
      MISSED_REASON_WORDS[row.reason].short,
      row.owedOn,
      yuan(row.amountFen),
    ]),
    ...next.map((row) => ['下一步', row.clauseTitle, `取得“${row.title}”`, '', yuan(row.amountFen)]),
  ];
  return {
    kind: 'statement',
    title: PAPER_TITLES.statement,
    fields: [
      ['企业名称', said.registeredName],
      ['统一社会信用代码', said.creditCode ?? '—'],
      ['年度', `${year} 年`],
      ['已核定金额', `¥${yuan(said.gotFen)}`],
      ['其中已到账(小写)', `¥${yuan(said.paidFen)}`],
      ['其中已到账(大写)', toChineseUppercase(fen(said.paidFen))],
      ...(said.setOffFen > 0 ? [['其中已抵扣应退款', `¥${yuan(said.setOffFen)}`] as const] : []),
      ...(said.paidBackFen > 0 ? [['已退缴或抵扣归还', `¥${yuan(said.paidBackFen)}`] as const] : []),
      ['办理中', `¥${yuan(said.owedFen)}(${owed.length} 项)`],
      ['应享未享', `¥${yuan(said.missedFen)}(${missed.length} 项)`],
    ],
    table: {
      columns: [
        { name: '类别', width: 10 },
        { name: '事项', width: 40 },
        { name: '编号或原因', width: 26 },
        { name: '日期', width: 14 },
        { name: '金额(元)', width: 16 },
      ],
      rows,
    },
    amountFen: fen(said.paidFen),
    holder: said.registeredName,
    signatures: [],
  };
}
