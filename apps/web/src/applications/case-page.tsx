import { Button } from 'antd';
import { lazy, type ReactNode, Suspense } from 'react';
import { useParams } from 'react-router';
import { FactsList } from '../facts/facts-list';
import { PageFrame, Panel } from '../pieces/page-frame';
import { Read } from '../pieces/read';
import { ReplayPanel } from '../policies/replay-panel';
import { ResultCard } from '../policies/result-card';
import { audiencesOf } from '../shell/audiences';
import { useSignedIn } from '../shell/session';
import { CaseHead } from './case-head';
import { CaseChecks } from '../holds/case-checks';
import { RivalClaims } from '../holds/rival-claims';
import { CaseMoney } from './case-money';
import { type Case, useCase } from './case-query';
import { DecisionsOfLine } from './decisions-of-line';
import { MaterialsPanel } from './materials-panel';
import { NextCase } from './next-case';
import { NotesPanel } from './notes-panel';
import { DeclareRecusal, RecusalNote } from './recusal';
import { RemindHolder } from './remind-holder';
import { ReviewActions } from './review-actions';
import { Timeline } from './timeline';

/** What is needed less often than the case comes after it. */
const TransferTask = lazy(async () => ({ default: (await import('./transfer-task')).TransferTask }));
const ClaimTask = lazy(async () => ({ default: (await import('./claim-task')).ClaimTask }));
const ConsultDepartments = lazy(async () => ({
  default: (await import('./consult-departments')).ConsultDepartments,
}));
const ConsultationsPanel = lazy(async () => ({
  default: (await import('./consultations-panel')).ConsultationsPanel,
}));
const AuditPanel = lazy(async () => ({ default: (await import('./audit-panel')).AuditPanel }));
const DecideForm = lazy(async () => ({ default: (await import('./decide-form')).DecideForm }));
const AttestPanel = lazy(async () => ({ default: (await import('./attest-panel')).AttestPanel }));
const RecordRecusal = lazy(async () => ({ default: (await import('./record-recusal')).RecordRecusal }));

/** Officials who work on cases; who only looks on writes nothing. */
const CASE_WORKERS = ['reviewer', 'finance_maker', 'finance_checker'] as const;

function useWritesOnCases(): boolean {
  const audiences = audiencesOf(useSignedIn());
  return CASE_WORKERS.some((role) => audiences.includes(role));
}

/** A case as officials work on it: what was filed, what it rests on and what the law says of it, side by side. */
export default function CasePage() {
  const { id = '' } = useParams();
  const query = useCase(id);
  const mayWrite = useWritesOnCases();
  return (
    <PageFrame
      title={query.data ? `申报 ${query.data.caseNumber}` : '申报'}
      actions={
        <>
          {query.data && <ReviewActions key={id} one={query.data} />}
          {query.data && <LaterActions key={`later ${id}`} one={query.data} />}
          {query.data && <RemindHolder one={query.data} />}
          {query.data && mayWrite && <DeclareRecusal one={query.data} />}
          <NextCase currentId={id} />
        </>
      }
    >
      <Read query={query} rows={18}>
        {(one) => <Sides one={one} />}
      </Read>
    </PageFrame>
  );
}

/** Actions whose dialogs come after the page. A button stands in for each, so that nothing jumps when it is there. */
function LaterActions({ one }: { one: Case }) {
  const oversees = audiencesOf(useSignedIn()).includes('auditor');
  const { allowedActions, holder } = one;
  const later = (label: string, action: ReactNode) => (
    <Suspense fallback={<Button disabled>{label}</Button>}>{action}</Suspense>
  );
  return (
    <>
      {allowedActions.includes('claim') && later('认领', <ClaimTask one={one} />)}
      {allowedActions.includes('transfer') && holder && later('转办', <TransferTask one={one} />)}
      {allowedActions.includes('consult') && later('征求部门意见', <ConsultDepartments one={one} />)}
      {oversees && later('登记回避', <RecordRecusal one={one} />)}
    </>
  );
}

function Sides({ one }: { one: Case }) {
  const session = useSignedIn();
  const mayWrite = useWritesOnCases();
  const { claims, facts, provenance, factsToAttest, determinations, allowedActions, timeline } = one;
  const shown = Object.keys(facts).length > 0 ? facts : claims;
  return (
    <>
      <RecusalNote one={one} />
      <CaseHead one={one} />
      <div className="columns">
        <div>
          <MaterialsPanel one={one} />
          <Panel title="申报数据与依据">
            <FactsList facts={shown} origins={provenance} marked={factsToAttest} />
          </Panel>
        </div>
        <div>
          {one.consultations.length > 0 && (
            <Suspense fallback={<section className="panel attest-to-come" />}>
              <ConsultationsPanel one={one} />
            </Suspense>
          )}
          {(one.audits.length > 0 || allowedActions.includes('audit')) && (
            <Suspense fallback={<section className="panel attest-to-come" />}>
              <AuditPanel one={one} />
            </Suspense>
          )}
          {factsToAttest.length > 0 && (
            <Suspense fallback={<section className="panel attest-to-come" />}>
              <AttestPanel one={one} />
            </Suspense>
          )}
          <Panel title="条款核定">
            {determinations.length === 0 && <p className="muted">提交后由系统核定。</p>}
            {determinations.map((result) => (
              <ResultCard key={`${result.clause}/${result.subject ?? ''}`} result={result}>
                <DecisionsOfLine one={one} result={result} />
                {result.status === 'needs-decision' && allowedActions.includes('decide') && (
                  <Suspense fallback={null}>
                    <DecideForm one={one} result={result} />
                  </Suspense>
                )}
                <ReplayPanel determinationId={result.id} />
              </ResultCard>
            ))}
          </Panel>
        </div>
        <div>
          <Panel title="办理过程">
            <Timeline caseId={one.id} timeline={timeline} ownId={session.user.id} />
          </Panel>
          <NotesPanel one={one} mayWrite={mayWrite} />
          <RivalClaims rivals={one.rivals} />
          <CaseChecks {...one} />
          <CaseMoney {...one} />
        </div>
      </div>
    </>
  );
}
