import { type Shape } from '@duixian/api-client';
import { HOLD_KIND_LABELS, HOLD_STATE_LABELS, type HoldState } from '@duixian/workflow';
import { Link } from 'react-router';
import { PartyFileLink } from '../parties/party-name';
import { Amount } from '../pieces/amount';
import { type Column } from '../pieces/columns';
import { momentInWords } from '../pieces/moments';
import { ToneTag } from '../pieces/state-tag';
import { HoldActions } from './hold-actions';

export type ListedHold = Shape<'ListedHoldShape'>;

const TONES: Readonly<Record<HoldState, string>> = {
  open: 'returned',
  proposed: 'in_review',
  lifted: 'neutral',
};

/** Columns of a list of what waits for people. */
export const holdColumns = (regionName: (code: string) => string): readonly Column<ListedHold>[] => [
  {
    key: 'case',
    title: '申报',
    heading: true,
    render: ({ applicationId, partyId, caseNumber, applicantName }) => (
      <>
        <Link to={`/cases/${applicationId}`}>{applicantName || caseNumber}</Link>
        <div className="muted small">{caseNumber}</div>
        <PartyFileLink partyId={partyId} />
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
