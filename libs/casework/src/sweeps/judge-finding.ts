import { periodNamed } from '@duixian/calendar';
import { weighedWith, type PolicyDocument, type Result } from '@duixian/policy';
import type { CallEntity, RegisterStanding, StateReason } from '@duixian/persistence';
import {
  OFFER_STATE_LABELS,
  REGISTRATION_STATUS_LABELS,
  type RegistrationStatus,
  type SweepDisposition,
} from '@duixian/workflow';
import { refuseUncovered, type CoveredLedgers } from '../facts/earlier-ledgers';

/** What is so of a clause for everybody who is looked at under one call. */
export interface ClauseOutlook {
  /** Why nothing of it goes out at all; null while it may. */
  held: StateReason | null;
  /** Why what is not in a register cannot be relied on; null where it can, or nothing rests on it. */
  doubted: StateReason | null;
  /** The clause itself and, of a stacking group, the others: what cannot be paid beside it. */
  rivals: ReadonlySet<string>;
}

/** What stands beside a finding: where it would be paid, and what its applicant has going already. */
export interface Surroundings {
  outlookOf: (clauseId: string) => ClauseOutlook;
  callId: string | null;
  /** What was offered to the applicant and is not to be offered again. */
  offered: readonly {
    clauseId: string;
    subject: string;
    state: 'open' | 'confirmed' | 'declined';
    offerId: string;
  }[];
  /** What the register of enterprises says of one that is deregistered, revoked or merged; null while it stands. */
  ended: { status: RegistrationStatus; since: string | null } | null;
  /** Cases of the applicant under way, with the clauses of their calls. */
  underWay: readonly { id: string; caseNumber: string; callId: string; clauseIds: readonly string[] }[];
}

export interface Judgement {
  disposition: SweepDisposition;
  reason: StateReason | null;
}

const AS_IT_IS: Partial<Record<Result['status'], SweepDisposition>> = {
  'needs-evidence': 'needs-evidence',
  'needs-decision': 'needs-decision',
  'already-paid': 'already-paid',
  superseded: 'superseded',
  refused: 'refused',
};

/**
 * What becomes of one result of a sweep: it goes out only when it pays, its enterprise still exists, nothing like it was offered before, earlier years
 * are known completely, no stale register leaves open whether something else stands against it, a call pays it, and no case under way could pay the same. Pure. Null for what is no finding.
 */
export function judgeFinding(result: Result, around: Surroundings): Judgement | null {
  if (result.status !== 'determined') {
    const disposition = AS_IT_IS[result.status];
    return disposition ? { disposition, reason: null } : null;
  }
  if (result.payable !== true || (result.amountFen ?? 0) <= 0)
    return { disposition: 'not-payable', reason: null };
  if (around.ended) return { disposition: 'not-payable', reason: endedReason(around.ended) };
  const before = around.offered.find(
    (line) => line.clauseId === result.clause && line.subject === (result.subject ?? ''),
  );
  if (before) return { disposition: 'already-offered', reason: offeredReason(before) };
  const { doubted } = around.outlookOf(result.clause);
  if (doubted) return { disposition: 'needs-evidence', reason: doubted };
  const held = whyHeld(result, around);
  return held ? { disposition: 'held', reason: held } : { disposition: 'offer', reason: null };
}

function endedReason({ status, since }: NonNullable<Surroundings['ended']>): StateReason {
  const said = `登记状态为${REGISTRATION_STATUS_LABELS[status]}${since === null ? '' : `(${since} 起)`}`;
  return { code: 'applicant-dissolved', text: `${said},不推送。`, details: { status, since } };
}

function offeredReason({ state, offerId }: Surroundings['offered'][number]): StateReason {
  const text =
    state === 'declined'
      ? '企业此前已放弃这一笔。'
      : `这一笔此前已推送(${OFFER_STATE_LABELS[state]}),不再重复推送。`;
  return { code: `offer-${state}`, text, details: { offerId } };
}

/** Answers each clause once, however many applicants ask. */
export function clauseOutlooks(
  document: PolicyDocument,
  call: CallEntity | null,
  ledgers: CoveredLedgers,
  registers: readonly RegisterStanding[],
): (clauseId: string) => ClauseOutlook {
  const known = new Map<string, ClauseOutlook>();
  return (clauseId) => {
    const outlook = known.get(clauseId) ?? {
      held: whyNothingGoesOut(document, clauseId, call, ledgers),
      doubted: whyDoubted(clauseId, registers),
      rivals: rivalsOf(document, clauseId),
    };
    known.set(clauseId, outlook);
    return outlook;
  };
}

function whyDoubted(clause: string, registers: readonly RegisterStanding[]): StateReason | null {
  const stale = registers.filter(
    ({ state, decisiveFor }) => state === 'stale' && decisiveFor.includes(clause),
  );
  if (stale.length === 0) return null;
  const said = stale.map(({ name, completeTo }) => `${name}(完整至 ${completeTo})`).join('、');
  return {
    code: 'register-stale',
    text: `该条款要看企业有没有其他认定,而这些名单已过时:${said}。请导入较新的名单并注明完整到哪一天,再比对。`,
    details: { clause, registers: stale.map(({ name }) => name) },
  };
}

function whyNothingGoesOut(
  document: PolicyDocument,
  clause: string,
  call: CallEntity | null,
  ledgers: CoveredLedgers,
): StateReason | null {
  const uncovered = refuseUncovered(ledgers, document, [clause], 'always');
  if (uncovered) return uncovered;
  if (call) return periodOver(document, clause, call);
  return {
    code: 'no-call',
    text: '本地没有包含该条款、且考核期包含比对日期的已发布申报通知。请先发布申报通知,再比对。',
    details: { clause },
  };
}

function whyHeld({ clause }: Result, { outlookOf, callId, underWay }: Surroundings): StateReason | null {
  const { held, rivals } = outlookOf(clause);
  if (held) return held;
  const other = underWay.find(
    (each) => each.callId === callId || each.clauseIds.some((id) => rivals.has(id)),
  );
  if (!other) return null;
  return {
    code: 'case-under-way',
    text: `该企业的申报 ${other.caseNumber} 正在办理,可能兑付同一事项。请待其办结后再比对。`,
    details: { applicationId: other.id, caseNumber: other.caseNumber },
  };
}

/** A clause for one period (2022Q1) is over for a call that tests a later one: nobody is offered it any more. */
function periodOver(document: PolicyDocument, clauseId: string, call: CallEntity): StateReason | null {
  const clause = document.clauses.find((each) => each.id === clauseId);
  const subject = clause?.form === 'computed' ? clause.subject : null;
  const period = subject?.kind === 'period' ? periodNamed(subject.name) : null;
  if (!period || period.to >= call.testedFrom) return null;
  return {
    code: 'period-over',
    text: `该条款对应的期间已于 ${period.to} 结束,早于 ${call.number} 的考核期。`,
    details: { clause: clauseId, endedOn: period.to, testedFrom: call.testedFrom },
  };
}

function rivalsOf(document: PolicyDocument, clauseId: string): Set<string> {
  const clause = document.clauses.find(({ id }) => id === clauseId);
  return new Set([clauseId, ...(clause ? weighedWith(document, clause) : []).map(({ id }) => id)]);
}
