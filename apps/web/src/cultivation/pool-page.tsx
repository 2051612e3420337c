import { type Shape } from '@duixian/api-client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
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
import { POOL_STATES, poolColumns, type PoolMember } from './pool-columns';

type County = Shape<'PoolCountyShape'>;
type Names = (code: string) => string;

const SHARES = [50, 45, 40, 35, 30].map((pct) => ({ value: String(pct), label: `标准的 ${pct}% 以上` }));

const queryOf = ({ countyCode, state, sharePct }: FilterValues) => ({
  ...(countyCode ? { countyCode } : {}),
  ...(state ? { state: state as PoolMember['state'] } : {}),
  ...(sharePct ? { sharePct: Number(sharePct) } : {}),
});

/** 小升规培育库: who may grow above scale, and each county's pool against 1.2 times of its target. */
export default function PoolPage() {
  const regionName = useRegionNames();
  const fields: readonly FilterField[] = [
    { kind: 'choice', name: 'countyCode', label: '县区', options: useRegionChoices('county') },
    {
      kind: 'choice',
      name: 'state',
      label: '状态',
      options: Object.entries(POOL_STATES).map(([value, label]) => ({ value, label })),
    },
    { kind: 'choice', name: 'sharePct', label: '收入线', options: SHARES },
  ];
  return (
    <PageFrame title="小升规培育库">
      <ListPage<PoolMember>
        caption="小升规培育库"
        queryKey={['pool']}
        read={(page, filters, signal) =>
          valueOf(
            api.GET('/api/v1/cultivation-pool', {
              params: { query: { ...page, ...queryOf(filters) } },
              signal,
            }),
          )
        }
        filters={fields}
        columns={poolColumns(regionName)}
        exportPath="/api/v1/exports/pool"
        keyOf={({ partyId }) => partyId}
        empty="没有达到收入线、尚未入统的工业企业。"
      />
      <Counties fields={fields} regionName={regionName} />
    </PageFrame>
  );
}

function Counties({ fields, regionName }: { fields: readonly FilterField[]; regionName: Names }) {
  const { values } = useFiltersInUrl(fields.map(({ name }) => name));
  const { sharePct } = queryOf(values);
  const query = useQuery({
    queryKey: ['pool', 'report', sharePct],
    queryFn: ({ signal }) =>
      valueOf(
        api.GET('/api/v1/cultivation-pool/report', {
          params: { query: sharePct === undefined ? {} : { sharePct } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
  return (
    <Panel title="各县区培育库与目标">
      <Read query={query} rows={8}>
        {({
          asOf,
          sharePct: share,
          standardFen,
          standardSource,
          number,
          article,
          year,
          targetSource,
          counties,
        }) => (
          <>
            <p className="muted">
              截至 {asOf}。按规上营业收入标准(
              <Amount fen={standardFen} />
              )的 {share}% 和发展预期数的 1.2 倍建立({number}
              {article}),数量不足的可适当下调收入线。
              {year !== null && `目标为 ${year} 年:${targetSource ?? ''}。`}
              <span className="small">标准来源:{standardSource}。</span>
            </p>
            <DataTable<County>
              caption="各县区培育库与目标"
              rows={counties}
              keyOf={({ countyCode }) => countyCode}
              columns={countyColumns(regionName)}
              empty="管辖范围内没有县区。"
            />
          </>
        )}
      </Read>
    </Panel>
  );
}

const orNone = (count: number | null): string => (count === null ? '未设' : String(count));

const countyColumns = (regionName: Names): readonly Column<County>[] => [
  { key: 'county', title: '县区', heading: true, render: ({ countyCode }) => regionName(countyCode) },
  { key: 'target', title: '新增目标', align: 'right', render: ({ target }) => orNone(target) },
  { key: 'goal', title: '应入库(1.2 倍)', align: 'right', render: ({ goal }) => orNone(goal) },
  { key: 'pool', title: '培育库', align: 'right', render: ({ pool }) => pool },
  {
    key: 'gap',
    title: '缺口',
    align: 'right',
    render: ({ gap }) => (gap !== null && gap > 0 ? <strong className="overdue">{gap}</strong> : orNone(gap)),
  },
  { key: 'reached', title: '已达标准未入统', align: 'right', render: ({ reached }) => reached },
  { key: 'listed', title: '县区已列入', align: 'right', render: ({ listed }) => listed },
  { key: 'entered', title: '当年已入统', align: 'right', render: ({ entered }) => entered },
  { key: 'silent', title: '收入不详', align: 'right', render: ({ withoutRevenue }) => withoutRevenue },
];
