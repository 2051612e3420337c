import { type Shape } from '@duixian/api-client';
import { MISSED_REASON_WORDS } from '@duixian/workflow';
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { Amount } from '../pieces/amount';
import { type Column } from '../pieces/columns';
import { DataTable } from '../pieces/data-table';
import { Panel } from '../pieces/page-frame';
import { Read } from '../pieces/read';
import { api, valueOf } from '../shell/api';
import { useSignedIn } from '../shell/session';

type Statement = Shape<'YearlyStatementShape'>;
interface Row {
  key: string;
  kind: string;
  title: string;
  clauseId: string;
  note: string;
  on: string;
  amountFen: number | null;
}

/** 年度兑现清单: what the enterprise got, what still comes, what it missed and what is next, also on paper. */
export function YearlyStatementPanel({ partyId }: { partyId: string }) {
  const last = Number(useSignedIn().today.slice(0, 4));
  const [year, setYear] = useState(last);
  const query = useQuery({
    queryKey: ['parties', partyId, 'statement', year],
    queryFn: ({ signal }) =>
      valueOf(
        api.GET('/api/v1/parties/{id}/statement', {
          params: { path: { id: partyId }, query: { year } },
          signal,
        }),
      ),
  });
  const paper = (format: string): string =>
    `/api/v1/parties/${partyId}/statement/paper?year=${year}&format=${format}`;
  return (
    <Panel
      title="年度兑现清单"
      extra={
        <>
          <Select
            aria-label="年度"
            value={year}
            onChange={setYear}
            options={[0, 1, 2, 3].map((back) => ({ value: last - back, label: `${last - back} 年` }))}
          />{' '}
          <a href={paper('pdf')} download>
            PDF
          </a>{' '}
          <a href={paper('xlsx')} download>
            XLSX
          </a>
        </>
      }
    >
      <Read query={query} rows={5}>
        {(said) => (
          <>
            <p>
              已核定 <Amount fen={said.gotFen} strong />
              (其中到账 <Amount fen={said.paidFen} />
              {said.setOffFen > 0 && (
                <>
                  、抵扣应退款 <Amount fen={said.setOffFen} />
                </>
              )}
              )
              {said.paidBackFen > 0 && (
                <>
                  ,已退缴或抵扣归还 <Amount fen={said.paidBackFen} />
                </>
              )}
              ,办理中 <Amount fen={said.owedFen} />
              ,应享未享 <Amount fen={said.missedFen} />
            </p>
            <DataTable<Row>
              caption="年度兑现清单"
              rows={rowsOf(said)}
              keyOf={({ key }) => key}
              columns={COLUMNS}
              empty="这一年没有奖补事项。"
            />
          </>
        )}
      </Read>
    </Panel>
  );
}

const kindOf = ({ paid, paidInPart }: Statement['got'][number]): string =>
  paid ? '已兑付' : paidInPart ? '部分兑付' : '已核定';

const rowsOf = ({ got, owed, missed, next }: Statement): Row[] => [
  ...got.map((row) => ({
    ...row,
    ...{ key: `got ${row.clauseId} ${row.subject} ${row.on}`, kind: kindOf(row) },
    ...{ title: row.clauseTitle, note: row.caseNumber ?? row.documentNumber ?? '' },
  })),
  ...[...owed, ...missed].map((row) => ({
    ...row,
    ...{ key: row.id, kind: row.open ? '办理中' : '未享受', title: row.clauseTitle, on: row.owedOn },
    note: MISSED_REASON_WORDS[row.reason].short,
  })),
  ...next.map((row) => ({
    ...row,
    ...{ key: `next ${row.clauseId}`, kind: '下一步', on: '—' },
    ...{ title: row.clauseTitle, note: `取得“${row.title}”` },
  })),
];

const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'title',
    title: '事项',
    heading: true,
    render: ({ title, clauseId }) => <Link to={`/clauses/${clauseId}`}>{title}</Link>,
  },
  { key: 'kind', title: '类别', render: ({ kind }) => kind },
  {
    key: 'amount',
    title: '金额',
    align: 'right',
    render: ({ amountFen }) => (amountFen === null ? '待决定' : <Amount fen={amountFen} />),
  },
  { key: 'on', title: '日期', render: ({ on }) => on },
  { key: 'note', title: '编号或原因', render: ({ note }) => note },
];
