import { type Shape } from '@duixian/api-client';
import { CASE_STAGE_LABELS, type CaseStage } from '@duixian/workflow';
import { type Case } from './case-query';
import { PaperLink } from './paper-link';

/** What was decided about a line and counts: the number of its paper, the paper itself where it is there, and why. */
export function DecisionsOfLine({ one, result }: { one: Case; result: Shape<'DeterminationShape'> }) {
  const about = one.decisions.filter(
    ({ clause, subject }) => clause === result.clause && subject === (result.subject ?? null),
  );
  return about.map(({ documentNumber, reason, stage, decidedAt, paper }) => (
    <p key={decidedAt} className="small">
      <strong>{CASE_STAGE_LABELS[stage as CaseStage]}决定</strong> {documentNumber}
      {paper && (
        <>
          {' '}
          <PaperLink caseId={one.id} {...paper} />
        </>
      )}
      <br />
      <span className="muted">{reason}</span>
    </p>
  ));
}
