import { type Shape } from '@duixian/api-client';
import { RECOVERY_STATE_LABELS, type RecoveryState } from '@duixian/workflow';
import { Link } from 'react-router';
import { Amount } from '../pieces/amount';
import { type Column } from '../pieces/columns';
import { ToneTag } from '../pieces/state-tag';

export type Recovery = Shape<'RecoveryShape'>;

const TONES: Readonly<Record<RecoveryState, string>> = {
  proposed: 'in_review',
  demanded: 'returned',
  closed: 'settled',
  refused: 'neutral',
  withdrawn: 'neutral',
};

/** Where a demand stands; one whose last day is over says so. */
export const RecoveryStateTag = ({ recovery: { state, overdue } }: { recovery: Recovery }) => (
  <ToneTag
    tone={overdue ? 'rejected' : TONES[state]}
    words={overdue ? '已逾期' : RECOVERY_STATE_LABELS[state]}
  />
);

/** Columns of a list of demands to pay back. */
export const recoveryColumns = (regionName: (code: string) => string): readonly Column<Recovery>[] => [
  {
    key: 'what',
    title: '追回',
    heading: true,
    render: ({ id, number, applicantName, clause, clauseTitle }) => (
      <>
        <Link to={`/recoveries/${id}`}>{applicantName || number}</Link>
        <div className="muted small">
          {number} · {clauseTitle}(条款 {clause})
        </div>
      </>
    ),
  },
  { key: 'region', title: '付款财政', render: ({ regionCode }) => regionName(regionCode) },
  { key: 'amount', title: '追回金额', align: 'right', render: ({ amountFen }) => <Amount fen={amountFen} /> },
  {
    key: 'met',
    title: '已退缴、抵扣',
    align: 'right',
    render: ({ repaidFen, offsetFen }) => <Amount fen={repaidFen + offsetFen} />,
  },
  { key: 'open', title: '尚欠', align: 'right', render: ({ openFen }) => <Amount fen={openFen} strong /> },
  { key: 'due', title: '期限', render: ({ dueOn }) => dueOn ?? '—' },
  { key: 'state', title: '状态', render: (recovery) => <RecoveryStateTag recovery={recovery} /> },
];
