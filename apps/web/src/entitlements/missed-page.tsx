import { type Shape } from '@duixian/api-client';
import { MISSED_REASON_WORDS, type MissedReason } from '@duixian/workflow';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { Amount } from '../pieces/amount';
import { type Column } from '../pieces/columns';
import { DataTable } from '../pieces/data-table';
import { type FilterField } from '../pieces/filter-bar';
import { type FilterValues, useFiltersInUrl } from '../pieces/filters-in-url';
import { ListPage } from '../pieces/list-page';
import { PageFrame, Panel } from '../pieces/page-frame';
import { Read } from '../pieces/read';
import { useRegionChoices, useRegionNames } from '../pieces/regions';
import { api, valueOf } from '../shell/api';
import { useSignedIn } from '../shell/session';
import { type Missed, missedColumns } from './missed-columns';

type Total = Shape<'MissedTotalShape'>;
type Names = (code: string) => string;

const REASONS = Object.entries(MISSED_REASON_WORDS).map(([value, { short }]) => ({ value, label: short }));
const OPEN = [
  { value: 'true', label: '仍在办理,可以兑付' },
  { value: 'false', label: '已经错过' },
];

const queryOf = ({ from, to, countyCode, clause, reason, open }: FilterValues) => ({
  ...(from ? { from } : {}),
  ...(to ? { to } : {}),
  ...(countyCode ? { countyCode } : {}),
  ...(clause ? { clause } : {}),
  ...(reason ? { reason: reason as MissedReason } : {}),
  ...(open ? { open: open === 'true' } : {}),
});

/** 应享未享: who was owed and did not get it, and why: totals, then one by one. The enterprise sees its own. */
export default function MissedPage() {
  const regionName = useRegionNames();
  const counties = useRegionChoices('county');
  const official = useSignedIn().grants.length > 0;
  const fields: readonly FilterField[] = [
    { kind: 'day', name: 'from', label: '应享起始日' },
    { kind: 'day', name: 'to', label: '应享截止日' },
    ...(official
      ? ([{ kind: 'choice', name: 'countyCode', label: '县区', options: counties }] as const)
      : []),
    { kind: 'text', name: 'clause', label: '条款编号', hint: '如 PDS-A2-4-3-1' },
    { kind: 'choice', name: 'reason', label: '原因', options: REASONS },
    { kind: 'choice', name: 'open', label: '现状', options: OPEN },
  ];
  return (
    <PageFrame title="应享未享">
      <p className="muted">
        按当时有效的政策,批量比对或申报核定认为应当兑付、但到今天还没有核定奖补的事项。不选日期时,列出近一年的。
      </p>
      <ListPage<Missed>
        caption="应享未享"
        queryKey={['missed']}
        read={(page, filters, signal) =>
          valueOf(
            api.GET('/api/v1/missed-entitlements', {
              params: { query: { ...page, ...queryOf(filters) } },
              signal,
            }),
          )
        }
        filters={fields}
        columns={missedColumns(regionName, official)}
        exportPath="/api/v1/exports/missed"
        keyOf={({ id }) => id}
        empty="没有应享未享的事项。"
      />
      {official && <Totals fields={fields} regionName={regionName} />}
    </PageFrame>
  );
}

function Totals({ fields, regionName }: { fields: readonly FilterField[]; regionName: Names }) {
  const { values } = useFiltersInUrl(fields.map(({ name }) => name));
  const query = useQuery({
    queryKey: ['missed', 'report', values],
    queryFn: ({ signal }) =>
      valueOf(api.GET('/api/v1/missed-entitlements/report', { params: { query: queryOf(values) }, signal })),
    placeholderData: keepPreviousData,
  });
  return (
    <Panel title="按县区、条款和原因汇总">
      <Read query={query} rows={6}>
        {({ from, to, totals }) => (
          <>
            <p className="muted">
              {from} 至 {to}
            </p>
            <DataTable<Total>
              caption="汇总"
              rows={totals}
              keyOf={({ countyCode, clauseId, reason }) => `${countyCode} ${clauseId} ${reason}`}
              columns={totalColumns(regionName)}
              empty="所选范围内没有应享未享的事项。"
            />
          </>
        )}
      </Read>
    </Panel>
  );
}

const totalColumns = (regionName: Names): readonly Column<Total>[] => [
  { key: 'county', title: '县区', heading: true, render: ({ countyCode }) => regionName(countyCode) },
  {
    key: 'clause',
    title: '条款',
    render: ({ clauseId, clauseTitle }) => <Link to={`/clauses/${clauseId}`}>{clauseTitle}</Link>,
  },
  { key: 'reason', title: '原因', render: ({ reason }) => MISSED_REASON_WORDS[reason].short },
  { key: 'count', title: '笔数', align: 'right', render: ({ count }) => count },
  { key: 'parties', title: '企业数', align: 'right', render: ({ parties }) => parties },
  { key: 'amount', title: '金额', align: 'right', render: ({ amountFen }) => <Amount fen={amountFen} /> },
];
