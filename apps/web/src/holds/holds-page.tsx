import { type Shape } from '@duixian/api-client';
import { HOLD_KIND_LABELS, HOLD_STATE_LABELS, type HoldState } from '@duixian/workflow';
import { Link } from 'react-router';
import { Amount } from '../pieces/amount';
import { type Column } from '../pieces/columns';
import { choicesOf } from '../pieces/filter-bar';
import { ListPage } from '../pieces/list-page';
import { momentInWords } from '../pieces/moments';
import { PageFrame } from '../pieces/page-frame';
import { useRegionNames } from '../pieces/regions';
import { ToneTag } from '../pieces/state-tag';
import { api, valueOf } from '../shell/api';
import { HoldActions } from './hold-actions';

type Listed = Shape<'ListedHoldShape'>;

const TONES: Readonly<Record<HoldState, string>> = {
  open: 'returned',
  proposed: 'in_review',
  lifted: 'neutral',
};

/** Cases and payments that wait until somebody has looked: why, since when, and who lets them go on. */
export default function HoldsPage() {
  const regionName = useRegionNames();
  return (
    <PageFrame title="暂停事项">
      <p className="muted">
        提交、核定和付款前核查信用记录与登记变化,有问题的先暂停。申报由市级审核人员核实后解除;付款由财政经办人提出、复核人同意,两人办理。不应支持的,在申报页面办理不予支持。
      </p>
      <ListPage<Listed>
        caption="暂停事项"
        queryKey={['holds']}
        read={(page, { state }, signal) =>
          valueOf(
            api.GET('/api/v1/holds', {
              params: { query: { ...page, ...(state ? { state: state as HoldState } : {}) } },
              signal,
            }),
          )
        }
        filters={[{ kind: 'choice', name: 'state', label: '状态', options: choicesOf(HOLD_STATE_LABELS) }]}
        columns={columnsOf(regionName)}
        exportPath="/api/v1/exports/holds"
        keyOf={({ id }) => id}
        empty="没有暂停的申报或付款。"
      />
    </PageFrame>
  );
}

const columnsOf = (regionName: (code: string) => string): readonly Column<Listed>[] => [
  {
    key: 'case',
    title: '申报',
    heading: true,
    render: ({ applicationId, caseNumber, applicantName }) => (
      <>
        <Link to={`/cases/${applicationId}`}>{applicantName || caseNumber}</Link>
        <div className="muted small">{caseNumber}</div>
      </>
    ),
  },
  {
    key: 'what',
    title: '暂停',
    render: ({ amountFen }) =>
      amountFen === null ? (
        '申报'
      ) : (
        <>
          付款 <Amount fen={amountFen} />
        </>
      ),
  },
  {
    key: 'why',
    title: '原因',
    render: ({ kind, words, proposalReason, liftReason }) => (
      <>
        <strong>{HOLD_KIND_LABELS[kind]}</strong>
        <div className="cell-words">{words}</div>
        {proposalReason !== null && <div className="muted small">提出解除:{proposalReason}</div>}
        {liftReason !== null && <div className="muted small">解除理由:{liftReason}</div>}
      </>
    ),
  },
  { key: 'since', title: '暂停时间', render: ({ raisedAt }) => momentInWords(raisedAt) },
  { key: 'region', title: '由谁处理', render: ({ regionCode }) => regionName(regionCode) },
  {
    key: 'state',
    title: '状态',
    render: ({ state }) => <ToneTag tone={TONES[state]} words={HOLD_STATE_LABELS[state]} />,
  },
  {
    key: 'act',
    title: '操作',
    render: (hold) => (hold.state === 'lifted' ? '—' : <HoldActions hold={hold} />),
  },
];
