import { type SweepDisposition, stateReasonInWords, stateReasonLabel } from '@duixian/workflow';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { Link } from 'react-router';
import { Amount } from '../pieces/amount';
import { type Column } from '../pieces/columns';
import { DataTable } from '../pieces/data-table';
import { countInWords } from '../pieces/figures';
import { Panel } from '../pieces/page-frame';
import { useRegionNames } from '../pieces/regions';
import { ToneTag } from '../pieces/state-tag';
import { useClauseById } from '../policies/clauses';
import { api, valueOf } from '../shell/api';
import { LEVEL_LABELS, type SweepDetail } from './sweep-words';

type Total = SweepDetail['totals'][number];
type Source = SweepDetail['sources'][number];

interface Group {
  readonly key: string;
  readonly offered: Sum;
  readonly held: Sum;
}
interface Sum {
  readonly lines: number;
  readonly amountFen: number;
}

const NONE: Sum = { lines: 0, amountFen: 0 };
const plus = (a: Sum, b: Sum): Sum => ({ lines: a.lines + b.lines, amountFen: a.amountFen + b.amountFen });
const sumOf = (totals: readonly Total[]): Sum => totals.reduce<Sum>(plus, NONE);
const of = (totals: readonly Total[], disposition: SweepDisposition): Total[] =>
  totals.filter((total) => total.disposition === disposition);

/** Totals with one key, what would go out and what is held. */
function grouped(totals: readonly Total[], keyOf: (total: Total) => string): Group[] {
  const keys = [...new Set([...of(totals, 'offer'), ...of(totals, 'held')].map(keyOf))].sort();
  return keys.map((key) => {
    const own = totals.filter((total) => keyOf(total) === key);
    return { key, offered: sumOf(of(own, 'offer')), held: sumOf(of(own, 'held')) };
  });
}

/** What would go out and what is held, by clause, by county, by reason; and who bears it against what is free. */
export function SweepTotals({ sweep }: { sweep: SweepDetail }) {
  const regionName = useRegionNames();
  const clauseOf = useClauseById();
  const { totals, id } = sweep;
  return (
    <>
      <Sources sweep={sweep} />
      <div className="columns columns-even">
        <Panel title="按县区">
          <Groups
            caption="按县区合计"
            groups={grouped(totals, ({ countyCode }) => countyCode)}
            title="县区"
            nameOf={(key) => <Link to={`/sweeps/${id}?county=${key}`}>{regionName(key)}</Link>}
          />
        </Panel>
        <Panel title="按条款">
          <Groups
            caption="按条款合计"
            groups={grouped(totals, ({ clauseId }) => clauseId)}
            title="条款"
            nameOf={(key) => (
              <Link to={`/sweeps/${id}?clause=${key}`}>
                {key} {clauseOf(key)?.title}
              </Link>
            )}
          />
        </Panel>
      </div>
      <Reasons totals={totals} sweepId={id} />
    </>
  );
}

function Groups({
  caption,
  groups,
  title,
  nameOf,
}: {
  caption: string;
  groups: readonly Group[];
  title: string;
  nameOf: (key: string) => ReactNode;
}) {
  const all: Group = {
    key: '',
    offered: groups.map(({ offered }) => offered).reduce(plus, NONE),
    held: groups.map(({ held }) => held).reduce(plus, NONE),
  };
  const columns: readonly Column<Group>[] = [
    {
      key: 'name',
      title,
      heading: true,
      render: ({ key }) => (key === '' ? <strong>合计</strong> : nameOf(key)),
    },
    {
      key: 'lines',
      title: '拟推送',
      align: 'right',
      render: ({ offered }) => `${countInWords(offered.lines)} 条`,
    },
    {
      key: 'amount',
      title: '金额',
      align: 'right',
      render: ({ offered }) => <Amount fen={offered.amountFen} />,
    },
    { key: 'held', title: '暂缓', align: 'right', render: ({ held }) => `${countInWords(held.lines)} 条` },
    {
      key: 'heldAmount',
      title: '暂缓金额',
      align: 'right',
      render: ({ held }) => <Amount fen={held.amountFen} />,
    },
  ];
  return (
    <DataTable<Group>
      caption={caption}
      rows={groups.length === 0 ? [] : [...groups, all]}
      columns={columns}
      keyOf={({ key }) => key || '合计'}
      empty="没有拟推送或暂缓的条款。"
    />
  );
}

interface Reason extends Sum {
  readonly code: string;
  readonly disposition: string;
}

/** Why what pays does not go out, in words. */
function Reasons({ totals, sweepId }: { totals: readonly Total[]; sweepId: string }) {
  const codes = [...new Set(totals.flatMap(({ reason }) => (reason === null ? [] : [reason])))].sort();
  if (codes.length === 0) return null;
  const rows = codes.map((code): Reason => {
    const own = totals.filter(({ reason }) => reason === code);
    return { code, disposition: own[0]?.disposition ?? 'held', ...sumOf(own) };
  });
  return (
    <Panel title="没有推送的原因">
      <DataTable<Reason>
        caption="没有推送的原因"
        rows={rows}
        keyOf={({ code }) => code}
        columns={[
          {
            key: 'reason',
            title: '原因',
            heading: true,
            width: 150,
            render: ({ code, disposition }) => (
              <Link to={`/sweeps/${sweepId}?disposition=${disposition}&reason=${code}`}>
                {stateReasonLabel(code)}
              </Link>
            ),
          },
          {
            key: 'words',
            title: '说明与办法',
            render: ({ code }) => stateReasonInWords({ code, text: '' }),
          },
          {
            key: 'lines',
            title: '条数',
            align: 'right',
            width: 80,
            render: ({ lines }) => countInWords(lines),
          },
          {
            key: 'amount',
            title: '金额',
            align: 'right',
            width: 140,
            render: ({ amountFen }) => <Amount fen={amountFen} />,
          },
        ]}
      />
    </Panel>
  );
}

/** What is needed of one budget: one treasury, one subject, one year, whatever calls draw on it. */
interface Need {
  readonly key: string;
  readonly level: Source['level'];
  readonly regionCode: string | null;
  readonly budget: string;
  readonly callIds: readonly string[];
  readonly neededFen: number;
  readonly freeFen: number | null;
}

function needsOf(sources: readonly Source[]): Need[] {
  const needs = new Map<string, Need>();
  for (const { level, regionCode, subject, year, callId, neededFen, freeFen } of sources) {
    const key = `${level}/${regionCode}/${year}/${subject}`;
    const known = needs.get(key);
    needs.set(key, {
      ...{ key, level, regionCode, freeFen },
      budget: `${year} 年 ${subject}`,
      callIds: [...(known?.callIds ?? []), callId],
      neededFen: (known?.neededFen ?? 0) + neededFen,
    });
  }
  return [...needs.values()];
}

const isShort = ({ freeFen, neededFen }: Need): boolean => freeFen !== null && freeFen < neededFen;

/** What the list needs of each treasury against its free budget. */
function Sources({ sweep: { sources, state } }: { sweep: SweepDetail }) {
  const regionName = useRegionNames();
  const calls = useQuery({
    queryKey: ['calls'],
    queryFn: ({ signal }) => valueOf(api.GET('/api/v1/calls', { signal })),
  });
  const callTitle = (id: string): string => calls.data?.items.find((call) => call.id === id)?.title ?? '—';
  const needs = needsOf(sources);
  const short = needs.filter(isShort);
  return (
    <Panel title="资金来源与可用预算">
      {short.length > 0 && state === 'prepared' && (
        <p className="material-missing">
          有 {short.length} 项资金不足。推送后确认的申报会因预算不足停在“核定待处理”,请先追加或调剂指标。
        </p>
      )}
      <DataTable<Need>
        caption="资金来源与可用预算"
        rows={needs}
        keyOf={({ key }) => key}
        empty="没有拟推送的金额,不需要资金。"
        columns={needColumns(regionName, callTitle)}
      />
    </Panel>
  );
}

const needColumns = (
  regionName: (code: string) => string,
  callTitle: (id: string) => string,
): readonly Column<Need>[] => [
  {
    key: 'treasury',
    title: '承担财政',
    heading: true,
    render: ({ level, regionCode }) =>
      level === null || regionCode === null
        ? '未明确由哪级承担'
        : `${regionName(regionCode)}(${LEVEL_LABELS[level]})`,
  },
  { key: 'subject', title: '预算科目', render: ({ budget }) => budget },
  {
    key: 'call',
    title: '申报通知',
    width: 200,
    render: ({ callIds }) => callIds.map(callTitle).join('、'),
  },
  { key: 'needed', title: '需要', align: 'right', render: ({ neededFen }) => <Amount fen={neededFen} /> },
  {
    key: 'free',
    title: '可用预算',
    align: 'right',
    render: ({ freeFen }) => (freeFen === null ? '无可查指标' : <Amount fen={freeFen} />),
  },
  {
    key: 'left',
    title: '推送后结余',
    align: 'right',
    render: ({ freeFen, neededFen }) => (freeFen === null ? '—' : <Amount fen={freeFen - neededFen} />),
  },
  {
    key: 'enough',
    title: '是否足够',
    render: (need) =>
      need.freeFen === null ? (
        <ToneTag tone="neutral" words="不在查看范围" />
      ) : isShort(need) ? (
        <ToneTag tone="rejected" words="不足" />
      ) : (
        <ToneTag tone="paid" words="足够" />
      ),
  },
];
