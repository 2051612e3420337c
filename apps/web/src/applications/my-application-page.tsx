import { App, Button, Input, Steps } from 'antd';
import { lazy, Suspense, useRef } from 'react';
import { useParams } from 'react-router';
import { FactsList } from '../facts/facts-list';
import { useNarrow } from '../pieces/narrow';
import { PageFrame, Panel } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { Read, Waiting } from '../pieces/read';
import { ToneTag } from '../pieces/state-tag';
import { ResultCard } from '../policies/result-card';
import { useSignedIn } from '../shell/session';
import { CaseHead } from './case-head';
import { CaseChecks } from '../holds/case-checks';
import { CaseMoney } from './case-money';
import { type Case, useCase } from './case-query';
import { DecisionsOfLine } from './decisions-of-line';
import { MaterialsPanel } from './materials-panel';
import { RemindHolder } from './remind-holder';
import { Timeline } from './timeline';
import { useCaseAction } from './use-case-action';

const Correction = lazy(async () => ({ default: (await import('./correction')).Correction }));

/** One's own case: where it stands, what is to be done, what it pays and why. */
export default function MyApplicationPage() {
  const { id = '' } = useParams();
  const query = useCase(id);
  return (
    <PageFrame
      title={query.data ? `申报 ${query.data.caseNumber}` : '申报'}
      actions={
        query.data && (
          <>
            <RemindHolder one={query.data} />
            <Withdraw one={query.data} />
          </>
        )
      }
    >
      <Read query={query} rows={18}>
        {(one) => <Content one={one} />}
      </Read>
    </PageFrame>
  );
}

const STEPS = ['填报', '审核', '公示', '核定', '到账'] as const;
const STEP_OF: Readonly<Record<string, number>> = {
  draft: 0,
  correction_needed: 0,
  under_review: 1,
  on_hold: 1,
  approved: 2,
  on_notice: 2,
  on_notice_contested: 2,
  awaiting_award: 3,
  awaiting_funding: 3,
  awaiting_payment: 4,
  payment_suspended: 4,
  paid: 5,
};

function Content({ one }: { one: Case }) {
  const { user } = useSignedIn();
  const narrow = useNarrow();
  const { status, determinations, facts, claims, provenance, allowedActions, timeline } = one;
  const step = STEP_OF[status.key];
  const mayEdit = allowedActions.includes('edit');
  return (
    <>
      {step !== undefined && (
        <section className="panel" aria-label="办理进度">
          <Steps
            size="small"
            orientation={narrow ? 'vertical' : 'horizontal'}
            current={step}
            items={STEPS.map((title) => ({ title }))}
          />
        </section>
      )}
      <CaseHead one={one} tag={<ToneTag tone={status.key} words={status.zh} />} />
      <div className="columns columns-2">
        <div>
          {mayEdit ? (
            <>
              <MaterialsPanel one={one} mayChange />
              <Suspense fallback={<Waiting rows={10} />}>
                <Correction one={one} />
              </Suspense>
            </>
          ) : (
            <Panel title="条款核定">
              {determinations.length === 0 && <p className="muted">系统正在核定,稍后自动显示。</p>}
              {determinations.map((result) => (
                <ResultCard key={`${result.clause}/${result.subject ?? ''}`} result={result}>
                  <DecisionsOfLine one={one} result={result} />
                </ResultCard>
              ))}
            </Panel>
          )}
          <CaseChecks {...one} />
          <CaseMoney {...one} />
        </div>
        <div>
          <Panel title="办理过程">
            <Timeline caseId={one.id} timeline={timeline} ownId={user.id} />
          </Panel>
          {!mayEdit && <MaterialsPanel one={one} />}
          <Panel title="申报数据">
            <FactsList facts={Object.keys(facts).length > 0 ? facts : claims} origins={provenance} />
          </Panel>
        </div>
      </div>
    </>
  );
}

function Withdraw({ one }: { one: Case }) {
  const { modal } = App.useApp();
  const { run, busy, error, again } = useCaseAction(one);
  const reason = useRef('');
  if (!one.allowedActions.includes('withdraw')) return null;
  return (
    <>
      <Button
        loading={busy}
        onClick={() =>
          void modal.confirm({
            title: '撤回这件申报?',
            content: (
              <>
                <p>撤回后不能恢复;申报期内可以重新申报。</p>
                <Input
                  aria-label="撤回原因"
                  placeholder="原因(可不填)"
                  onChange={({ target }) => {
                    reason.current = target.value;
                  }}
                />
              </>
            ),
            okText: '撤回',
            okButtonProps: { danger: true },
            onOk: () =>
              run({ action: 'withdraw', ...(reason.current === '' ? {} : { reason: reason.current }) }),
          })
        }
      >
        撤回
      </Button>
      {error !== null && <ProblemNote error={error} retry={again} />}
    </>
  );
}
