import { stateReasonLabel, SWEEP_DISPOSITION_LABELS } from '@duixian/workflow';
import { Link } from 'react-router';
import { Amount } from '../pieces/amount';
import { DataTable } from '../pieces/data-table';
import { ExportButton } from '../pieces/export-button';
import { countInWords } from '../pieces/figures';
import { Panel } from '../pieces/page-frame';
import { ToneTag } from '../pieces/state-tag';
import { reasonOf, type SweepDetail } from './sweep-words';

type Difference = NonNullable<SweepDetail['difference']>['first'][number];
type Found = NonNullable<Difference['now']>;

const CHANGE: Readonly<Record<Difference['change'], readonly [words: string, tone: string]>> = {
  new: ['新增', 'in_review'],
  gone: ['消失', 'returned'],
  changed: ['变化', 'neutral'],
};

const CAUSES: Readonly<Record<Difference['causes'][number], string>> = {
  paid: '上次比对之后已兑付',
  facts: '企业数据变化,核定结果不同',
  law: '政策版本变化',
  call: '所依据的申报通知变化',
};

/** Why a line is new, gone, or says something else. */
function whyOf({ change, causes, before, now }: Difference): string {
  if (change === 'new') return '上次没有这一条:企业数据、称号或范围有变化';
  if (change === 'gone') return '这次没有这一条:企业不再涉及该条款,或数据已撤销';
  if (causes.length > 0) return causes.map((cause) => CAUSES[cause]).join(';');
  if (now?.reason) return reasonOf(now.reason);
  return before?.reason ? `上次没有推送的原因已消除:${stateReasonLabel(before.reason.code)}` : '办理情况变化';
}

/** What this run says differently from the last one over the same counties and clauses. */
export function SweepDifference({ sweep: { id, difference } }: { sweep: SweepDetail }) {
  if (difference === null) {
    return (
      <Panel title="与上次比对相比">
        <p className="muted">相同范围和条款还没有做过比对,没有可比的结果。</p>
      </Panel>
    );
  }
  const { previousId, counts, first } = difference;
  const all = counts.new + counts.gone + counts.changed;
  return (
    <Panel
      title="与上次比对相比"
      extra={
        <div className="page-actions">
          <Link to={`/sweeps/${previousId}`}>查看上次</Link>
          <ExportButton
            caption="与上次比对的差异"
            path="/api/v1/exports/sweepDifferences"
            values={{ sweepId: id }}
          />
        </div>
      }
    >
      <p role="status">
        新增 {countInWords(counts.new)} 条,消失 {countInWords(counts.gone)} 条,变化{' '}
        {countInWords(counts.changed)} 条{all > first.length && `;以下列出前 ${first.length} 条`}。
      </p>
      {all > 0 && (
        <div className="rows-in-view" role="region" aria-label="与上次比对的差异" tabIndex={0}>
          <DataTable<Difference>
            withoutExport
            caption="与上次比对的差异"
            rows={first}
            keyOf={({ partyId, clauseId, subject }) => `${partyId}/${clauseId}/${subject}`}
            columns={[
              {
                key: 'name',
                title: '企业名称',
                heading: true,
                render: ({ registeredName }) => registeredName,
              },
              {
                key: 'change',
                title: '差异',
                render: ({ change }) => <ToneTag tone={CHANGE[change][1]} words={CHANGE[change][0]} />,
              },
              {
                key: 'clause',
                title: '条款',
                render: ({ clauseId, subject }) => [clauseId, subject].filter(Boolean).join(' · '),
              },
              {
                key: 'before',
                title: '上次',
                align: 'right',
                render: ({ before }) => <Said found={before} />,
              },
              { key: 'now', title: '这次', align: 'right', render: ({ now }) => <Said found={now} /> },
              { key: 'why', title: '为什么', width: 260, render: whyOf },
            ]}
          />
        </div>
      )}
    </Panel>
  );
}

function Said({ found }: { found: Found | null }) {
  if (found === null) return '—';
  return (
    <>
      {SWEEP_DISPOSITION_LABELS[found.disposition]}
      {found.amountFen !== null && (
        <>
          {' '}
          <Amount fen={found.amountFen} />
        </>
      )}
    </>
  );
}
