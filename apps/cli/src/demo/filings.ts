import { ApiRefused } from './client';
import { callOf, caseOf, partyOf, type Call } from './cases';
import { DemoRefusal } from './demo-refusal';
import { type Filing } from './parts.table';
import { type CaseView } from './shapes';
import { type Stage } from './stage';

/** States in which nobody of the story has anything to do with a case before the clock moves. */
const RESTING: readonly string[] = [
  'on_notice',
  'noticed',
  'awarded',
  'paid',
  'rejected',
  'withdrawn',
  'parked',
];

/** A step that somebody takes now: who, which verb, what else the request says, and the line that tells it. */
interface Step {
  by: string;
  action: string;
  more: object;
  line: string;
}

/**
 * Takes a filing as far as people take it: filed, sent back and corrected where the story wants that, reviewed by
 * county and city, or rejected. Each step follows from where the case stands, so a case left half way goes on from there.
 */
export async function playFiling(stage: Stage, filing: Filing): Promise<void> {
  const call = await callOf(stage, filing.call);
  const { registeredName } = await partyOf(stage, filing.clerk);
  let found = await caseOf(stage, filing.clerk, call);
  if (found && RESTING.includes(found.state)) return stage.was(`${registeredName} ${found.status.zh}`);
  found ??= await file(stage, filing, call);
  await playCase(stage, found.id, {
    who: registeredName,
    reader: filing.clerk,
    plan: (seen) => nextStep(filing, seen),
  });
}

async function file(stage: Stage, { clerk, claims }: Filing, call: Call): Promise<CaseView> {
  const party = await partyOf(stage, clerk);
  const person = await stage.as(clerk);
  const body = { callId: call.id, partyId: party.id, claims };
  const { id } = await person.post<{ id: string }>('applications', body);
  const filed = await person.get<CaseView>(`applications/${id}`);
  stage.did(`${party.registeredName} 起草申报 ${filed.caseNumber}(${call.number})`);
  return filed;
}

/**
 * Moves one case on, step by step, until it rests or only the system has to do something.
 * @param plan the step that a person takes where the case stands; null: the system's turn
 */
export async function playCase(
  stage: Stage,
  id: string,
  part: { who: string; reader: string; plan: (seen: CaseView) => Step | null },
): Promise<void> {
  const reader = await stage.as(part.reader);
  for (;;) {
    const step = await stage.until(`${part.who} moves on`, async () => {
      const seen = await reader.get<CaseView>(`applications/${id}`);
      if (RESTING.includes(seen.state)) return { rests: seen };
      const next = part.plan(seen);
      return next && { next, seen };
    });
    if ('rests' in step) return tellRest(stage, part.who, step.rests);
    await take(stage, step.seen, step.next, part.who);
  }
}

function tellRest(stage: Stage, who: string, seen: CaseView): void {
  if (seen.state === 'on_notice') stage.note(`${who} ${seen.status.zh},至 ${seen.notice?.endsOn ?? ''}`);
  if (seen.state === 'parked') stage.note(`${who} 挂起:${seen.stateReason?.text ?? ''}`);
}

/** Somebody else may have moved the case meanwhile: then the plan is asked again. */
async function take(stage: Stage, { id, version }: CaseView, step: Step, who: string): Promise<void> {
  const person = await stage.as(step.by);
  try {
    await person.post(`applications/${id}/actions`, { action: step.action, version, ...step.more });
    stage.did(`${who} ${step.line}`);
  } catch (error) {
    if (!(error instanceof ApiRefused) || error.problem.code !== 'stale-version') throw error;
  }
}

function nextStep(filing: Filing, seen: CaseView): Step | null {
  switch (seen.state) {
    case 'draft':
      return { by: filing.clerk, action: 'submit', more: {}, line: '提交' };
    case 'returned':
      return correct(filing, seen);
    case 'in_review':
      return seen.stage === 'county_review'
        ? countyStep(filing, seen)
        : approve(filing.cityReviewer, '市级复审通过');
    default:
      return null;
  }
}

function correct({ clerk, correction }: Filing, seen: CaseView): Step {
  const claims = correction?.claims ?? {};
  const isMended = Object.keys(claims).every((name) => name in seen.claims);
  return isMended
    ? { by: clerk, action: 'submit', more: {}, line: '补正后再次提交' }
    : { by: clerk, action: 'edit', more: { claims }, line: '补正申报内容' };
}

function countyStep(filing: Filing, seen: CaseView): Step {
  const by = filing.countyReviewer;
  const { correction, rejection, decision, attestedBy } = filing;
  if (correction && !seen.timeline.some(({ type }) => type === 'application.returned'))
    return {
      by,
      action: 'return',
      more: { reason: correction.reason },
      line: `区县退回补正:${correction.reason}`,
    };
  if (rejection) return { by, action: 'reject', more: rejection, line: `区县不予支持:${rejection.reason}` };
  if (decision && isOpen(seen, decision.clause)) return decide(by, decision, seen);
  if (seen.factsToAttest.length > 0) {
    if (!attestedBy) throw new DemoRefusal(`${seen.caseNumber} has claims that the story does not expect.`);
    const attestations = seen.factsToAttest.map((fact) => ({ fact, ...attestedBy }));
    return { by, action: 'attest', more: { attestations }, line: `区县核实填报数据(${attestedBy.source})` };
  }
  return approve(by, '区县初审通过');
}

const isOpen = (seen: CaseView, clause: string): boolean =>
  seen.determinations.some((line) => line.clause === clause && line.status === 'needs-decision');

function decide(by: string, decision: NonNullable<Filing['decision']>, seen: CaseView): Step {
  const { clause, reason } = decision;
  const subject = seen.determinations.find(
    (line) => line.clause === clause && line.status === 'needs-decision',
  )?.subject;
  const more = { ...decision, ...(subject === undefined ? {} : { subject }) };
  return { by, action: 'decide', more, line: `区县记录决定(${decision.documentNumber}):${reason}` };
}

const approve = (by: string, line: string): Step => ({
  by,
  action: 'approve',
  more: { comment: '材料齐全' },
  line,
});
