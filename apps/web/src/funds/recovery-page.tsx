import { type Shape } from '@duixian/api-client';
import { RECOVERY_ENTRY_KIND_LABELS, RECOVERY_ENTRY_STATE_LABELS } from '@duixian/workflow';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { Amount } from '../pieces/amount';
import { DataTable } from '../pieces/data-table';
import { Figures } from '../pieces/figures';
import { momentInWords } from '../pieces/moments';
import { PageFrame, Panel } from '../pieces/page-frame';
import { Read } from '../pieces/read';
import { useRegionNames } from '../pieces/regions';
import { audiencesOf } from '../shell/audiences';
import { api, valueOf } from '../shell/api';
import { useSignedIn } from '../shell/session';
import { RecoveryStateTag } from './recovery-columns';
import { EntryActions, RecoveryActions } from './recovery-actions';
import { RecordEntry } from './record-recovery-entry';
import { ReversalOf, ReverseRepayment } from './reverse-repayment';

export type RecoveryDetail = Shape<'RecoveryDetailShape'>;

/** One demand: why, how much, until when, what became of it, and what this person may do about it. */
export default function RecoveryPage() {
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['recoveries', id],
    queryFn: ({ signal }) =>
      valueOf(api.GET('/api/v1/recoveries/{id}', { params: { path: { id } }, signal })),
  });
  return (
    <PageFrame title="追回" actions={<Link to="/recoveries">返回追回列表</Link>}>
      <Read query={query} rows={10}>
        {(recovery) => (
          <>
            <Head recovery={recovery} />
            <RecoveryActions recovery={recovery} />
            <Entries recovery={recovery} />
            {recovery.mayRecord.length > 0 && <RecordEntry recovery={recovery} />}
          </>
        )}
      </Read>
    </PageFrame>
  );
}

/** From then on there is a notice to hand out. */
const isServed = (state: RecoveryDetail['state']): boolean => state === 'demanded' || state === 'closed';

function Head({ recovery }: { recovery: RecoveryDetail }) {
  const regionName = useRegionNames();
  const isClerk = audiencesOf(useSignedIn()).includes('enterprise');
  const { number, applicantName, applicationId, caseNumber, clause, clauseTitle, regionCode, decisionNote } =
    recovery;
  const { amountFen, repaidFen, offsetFen, writtenOffFen, openFen, dueOn, reason, documentNumber } = recovery;
  return (
    <Panel title={`${applicantName} ${number}`}>
      <p>
        <RecoveryStateTag recovery={recovery} /> {regionName(regionCode)}财政,{clauseTitle}(条款 {clause}
        ),申报 <Link to={`${isClerk ? '/applications' : '/cases'}/${applicationId}`}>{caseNumber}</Link>
      </p>
      <p>原因:{reason}</p>
      {isServed(recovery.state) && (
        <p>
          追缴通知书:
          <a href={`/api/v1/recoveries/${recovery.id}/paper`} download>
            PDF
          </a>{' '}
          <a href={`/api/v1/recoveries/${recovery.id}/paper?format=xlsx`} download>
            XLSX
          </a>
        </p>
      )}
      <p>
        依据:{documentNumber};期限:
        {dueOn ?? `同意追回后 ${recovery.workingDays} 个工作日`}
      </p>
      {decisionNote !== null && <p className="muted">复核意见:{decisionNote}</p>}
      <Figures
        caption="追回金额"
        figures={[
          { label: '追回金额', value: <Amount fen={amountFen} /> },
          { label: '已退缴', value: <Amount fen={repaidFen} /> },
          { label: '已抵扣', value: <Amount fen={offsetFen} /> },
          { label: '已核销', value: <Amount fen={writtenOffFen} /> },
          { label: '尚欠', value: <Amount fen={openFen} /> },
        ]}
      />
    </Panel>
  );
}

const Entries = ({ recovery }: { recovery: RecoveryDetail }) => (
  <Panel title="退缴、抵扣与核销">
    <DataTable
      caption="退缴、抵扣与核销"
      rows={recovery.entries}
      keyOf={({ id }) => id}
      empty="还没有登记。"
      columns={[
        {
          key: 'kind',
          title: '事项',
          heading: true,
          render: ({ kind, note }) => (
            <>
              {RECOVERY_ENTRY_KIND_LABELS[kind]}
              <div className="muted small">{note}</div>
            </>
          ),
        },
        {
          key: 'amount',
          title: '金额',
          align: 'right',
          render: ({ amountFen }) => <Amount fen={amountFen} />,
        },
        {
          key: 'proof',
          title: '来款',
          render: ({ bankReference, paidOn }) =>
            bankReference === null ? (
              '—'
            ) : (
              <>
                {bankReference}
                <div className="muted small">{paidOn}</div>
              </>
            ),
        },
        { key: 'when', title: '提出时间', render: ({ proposedAt }) => momentInWords(proposedAt) },
        {
          key: 'state',
          title: '状态',
          render: ({ state, decisionNote }) => (
            <>
              {RECOVERY_ENTRY_STATE_LABELS[state]}
              {decisionNote !== null && <div className="muted small">{decisionNote}</div>}
            </>
          ),
        },
        {
          key: 'act',
          title: '操作',
          render: (entry) => (
            <>
              <EntryActions recoveryId={recovery.id} entry={entry} />
              {entry.reversal && <ReversalOf recoveryId={recovery.id} reversal={entry.reversal} />}
              {entry.mayReverse && <ReverseRepayment recovery={recovery} entry={entry} />}
            </>
          ),
        },
      ]}
    />
  </Panel>
);
