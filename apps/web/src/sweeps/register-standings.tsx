import { useQuery } from '@tanstack/react-query';
import { DataTable } from '../pieces/data-table';
import { Panel } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { ToneTag } from '../pieces/state-tag';
import { api, valueOf } from '../shell/api';
import { type SweepDetail } from './sweep-words';

type Standing = SweepDetail['registers'][number];

const STATES = {
  fresh: { tone: 'good', words: '有效' },
  stale: { tone: 'bad', words: '已过时' },
  unmarked: { tone: 'waiting', words: '未标记' },
} as const;

const clausesInWords = (ids: readonly string[]): string =>
  ids.length === 0
    ? '—'
    : ids.length > 6
      ? `${ids.slice(0, 6).join('、')} 等 ${ids.length} 条`
      : ids.join('、');

/** How complete the registers are that a run rests on, the doubtful ones first. */
export function RegisterStandings({ registers }: { registers: readonly Standing[] }) {
  if (registers.length === 0) return null;
  const order = ['stale', 'unmarked', 'fresh'];
  const rows = [...registers].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  return (
    <Panel title="所依据登记数据的时效">
      <p className="muted">
        已过时:注明完整的日期加上允许天数早于比对日期。对“看企业有没有其他认定”的条款,过时名单的结果列为缺少数据,不推送。
      </p>
      <DataTable<Standing>
        caption="所依据登记数据的时效"
        rows={rows}
        keyOf={({ register }) => register}
        columns={[
          { key: 'name', title: '登记数据', heading: true, render: ({ name }) => name },
          {
            key: 'state',
            title: '状态',
            render: ({ state }) => <ToneTag tone={STATES[state].tone} words={STATES[state].words} />,
          },
          { key: 'completeTo', title: '完整至', render: ({ completeTo }) => completeTo ?? '从未注明' },
          { key: 'tolerance', title: '允许天数', render: ({ toleranceDays }) => `${toleranceDays} 天` },
          { key: 'clauses', title: '用到的条款', render: ({ clauseIds }) => clausesInWords(clauseIds) },
          {
            key: 'decisive',
            title: '以“没有”为条件的条款',
            render: ({ decisiveFor }) => clausesInWords(decisiveFor),
          },
        ]}
      />
    </Panel>
  );
}

/** The same before a run is ordered: only what is doubtful, for the clauses that were chosen. */
export function DoubtfulRegisters({
  cityCode,
  asOf,
  clauses,
}: {
  cityCode: string | undefined;
  asOf: string | undefined;
  clauses: readonly string[] | undefined;
}) {
  const query = useQuery({
    queryKey: ['sweeps', 'registers', cityCode, asOf],
    enabled: cityCode !== undefined && asOf !== undefined && asOf !== '',
    queryFn: ({ signal }) =>
      valueOf(
        api.GET('/api/v1/sweeps/registers', {
          params: { query: { city: cityCode ?? '', asOf: asOf ?? '' } },
          signal,
        }),
      ),
  });
  if (query.error) return <ProblemNote error={query.error} retry={() => void query.refetch()} />;
  const doubtful = (query.data?.items ?? []).filter(
    ({ state, clauseIds }) =>
      state !== 'fresh' && (!clauses || clauses.length === 0 || clauseIds.some((id) => clauses.includes(id))),
  );
  const stale = doubtful.filter(({ state }) => state === 'stale').length;
  return (
    <>
      {stale > 0 && query.data?.stale === 'refuse' && (
        <p className="muted">本系统设置为:登记数据过时的,不能发起正式比对,只能试比对。</p>
      )}
      <RegisterStandings registers={doubtful} />
    </>
  );
}
