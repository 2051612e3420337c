import { permitSomewhere, SWEEP_STATE_LABELS, type SweepState } from '@duixian/workflow';
import { Button } from 'antd';
import { Link } from 'react-router';
import { Amount } from '../pieces/amount';
import { type Column } from '../pieces/columns';
import { countInWords, percentOf } from '../pieces/figures';
import { choicesOf } from '../pieces/filter-bar';
import { ListPage } from '../pieces/list-page';
import { momentInWords } from '../pieces/moments';
import { PageFrame } from '../pieces/page-frame';
import { useRegionNames } from '../pieces/regions';
import { ToneTag } from '../pieces/state-tag';
import { api, valueOf } from '../shell/api';
import { actorOf, useSignedIn } from '../shell/session';
import { modeInWords, starterInWords, type Sweep, SWEEP_TONES } from './sweep-words';

/** Runs that look for who is owed without applying. */
export default function SweepsPage() {
  const regionName = useRegionNames();
  const mayOrder = permitSomewhere(actorOf(useSignedIn()), 'sweep.order');
  return (
    <PageFrame
      title="批量比对"
      actions={
        mayOrder && (
          <Link to="/sweeps/new">
            <Button type="primary">发起比对</Button>
          </Link>
        )
      }
    >
      <ListPage<Sweep>
        caption="批量比对"
        queryKey={['sweeps']}
        read={(page, { state, dryRun }, signal) => {
          const query = {
            ...page,
            ...(state ? { state: state as SweepState } : {}),
            ...(dryRun ? { dryRun: dryRun === 'true' } : {}),
          };
          return valueOf(api.GET('/api/v1/sweeps', { params: { query }, signal }));
        }}
        filters={[
          { kind: 'choice', name: 'state', label: '状态', options: choicesOf(SWEEP_STATE_LABELS) },
          {
            kind: 'choice',
            name: 'dryRun',
            label: '方式',
            options: [
              { value: 'true', label: modeInWords(true) },
              { value: 'false', label: modeInWords(false) },
            ],
          },
        ]}
        columns={columnsOf(regionName)}
        exportPath="/api/v1/exports/sweeps"
        keyOf={({ id }) => id}
        empty="还没有做过批量比对。先做一次试比对,看看会推送什么。"
      />
    </PageFrame>
  );
}

const columnsOf = (regionName: (code: string) => string): readonly Column<Sweep>[] => [
  {
    key: 'orderedAt',
    title: '发起时间',
    heading: true,
    render: ({ id, orderedAt }) => <Link to={`/sweeps/${id}`}>{momentInWords(orderedAt)}</Link>,
  },
  { key: 'begun', title: '发起', render: (sweep) => starterInWords(sweep) },
  { key: 'mode', title: '方式', render: ({ dryRun }) => modeInWords(dryRun) },
  { key: 'city', title: '城市', render: ({ cityCode }) => regionName(cityCode) },
  {
    key: 'counties',
    title: '县区',
    align: 'right',
    render: ({ regionCodes }) => `${regionCodes.length} 个`,
  },
  {
    key: 'clauses',
    title: '条款',
    align: 'right',
    render: ({ clauseIds }) => `${clauseIds.length} 个`,
  },
  { key: 'asOf', title: '比对日期', render: ({ asOf }) => asOf },
  {
    key: 'looked',
    title: '已比对企业',
    align: 'right',
    render: ({ progress: { evaluated, candidates }, state }) =>
      state === 'running' && candidates !== null
        ? `${percentOf(evaluated, candidates)}%`
        : countInWords(evaluated),
  },
  {
    key: 'lines',
    title: '拟推送',
    align: 'right',
    render: ({ offers }) => (offers === null ? '—' : `${countInWords(offers.count)} 条`),
  },
  {
    key: 'amount',
    title: '金额',
    align: 'right',
    width: 150,
    render: ({ offers }) => (offers === null ? '—' : <Amount fen={offers.amountFen} />),
  },
  {
    key: 'state',
    title: '状态',
    render: ({ state }) => <ToneTag tone={SWEEP_TONES[state]} words={SWEEP_STATE_LABELS[state]} />,
  },
];
