import {
  findAwardOfApplication,
  findApplication,
  findCall,
  findFactsSnapshot,
  findNoticeOfApplication,
  findParty,
  findPayeeAccount,
  readAwardLines,
  readAwardSources,
  readCreditChecksOfCase,
  readHoldsOfCases,
  readCaseEvents,
  readLatestDeterminations,
  readPaymentsOfApplication,
  runQuery,
  type ApplicationEntity,
  type Database,
  type Tx,
} from '@duixian/persistence';
import { caseEventInWords, permit, publicStatus, type Actor, type RecusalGround } from '@duixian/workflow';
import type { FactOrigins } from '@duixian/policy';
import { refuseAsUnknown, refuseUnlessPermitted } from '../ground/authorise';
import { maskAccountNumber } from '../ground/mask';
import type { Refused } from '../ground/refusal';
import { resultOf } from '../policies/determine-case';
import { documentOfVersion } from '../policies/document-of-version';
import { inVocabularyOrder } from '../facts/fact-label';
import { factsToAttest } from './approve-application';
import type { ApplicationView } from './application-view';
import { readStageClock } from './case-deadline';
import { creditCheckView } from '../credit/credit-check-view';
import { readFundingPlaces } from '../funds/funding-places';
import { instalmentsOf } from '../funds/instalment-views';
import { holdView } from '../holds/list-holds';
import { rivalsOf } from '../holds/rivals-of';
import { consultationsOf } from './read-consultations';
import { auditsOf } from './read-audits';
import { claimsToAttest } from './claims-to-attest';
import { decisionsOf, determinationView } from './line-view';
import { RECUSED_EVENT } from './declare-recusal';
import { RECUSAL_RECORDED_EVENT } from './record-recusal';
import { caseResource, openStageOf, recusalIn } from './open-case';
import { remindersOf } from './remind-holder';
import { actionsOf, holderOf } from './offered-actions';
import { materialsOf, notesOf } from './read-materials';

/** One case as this actor may see it. */
export async function readApplication(
  db: Database,
  actor: Actor,
  id: string,
): Promise<{ ok: true; value: ApplicationView } | Refused> {
  return runQuery(db, actor, async (tx) => {
    const application = await findApplication(tx, id);
    if (!application || refuseUnlessPermitted(actor, 'application.read', caseResource(tx, application)))
      return refuseAsUnknown();
    return { ok: true as const, value: await viewOf(tx, application) };
  });
}

async function viewOf(tx: Tx, application: ApplicationEntity): Promise<ApplicationView> {
  const determinations = await readLatestDeterminations(tx, application.id);
  const [first] = determinations;
  const snapshot = first ? await findFactsSnapshot(tx, first.factsSnapshotId) : null;
  const used = determinations.flatMap((line) => resultOf(line).factsUsed);
  const notice = await findNoticeOfApplication(tx, application.id);
  const clock = await readStageClock(tx, application);
  const unattested = application.state === 'in_review' ? await factsToAttest(tx, application, used) : [];
  return {
    ...(await headOf(tx, application)),
    factsToAttest: unattested,
    claimsToAttest: claimsToAttest(application, unattested, determinations),
    facts: inVocabularyOrder(snapshot?.facts ?? {}),
    provenance: snapshot?.provenance ?? {},
    determinations: await Promise.all(
      determinations.map(async (line) =>
        determinationView(
          line,
          await documentOfVersion(tx, line.policyVersionId),
          (snapshot?.provenance ?? {}) as FactOrigins,
        ),
      ),
    ),
    decisions: await decisionsOf(tx, application.id),
    notice: notice && {
      id: notice.id,
      number: notice.number,
      startsOn: notice.startsOn,
      endsOn: notice.endsOn,
      endEstimated: notice.endEstimated,
    },
    award: await awardOf(tx, application),
    payments: await paymentsOf(tx, application.id),
    fundingPlaces: application.state === 'parked' ? await readFundingPlaces(tx, application.id) : [],
    holds: (await readHoldsOfCases(tx, [application.id])).map((hold) => holdView(tx, hold, application)),
    rivals: await rivalsOf(tx, application, determinations),
    consultations: await consultationsOf(tx, application),
    audits: await auditsOf(tx, application),
    creditChecks: (await readCreditChecksOfCase(tx, application.id)).reverse().map(creditCheckView),
    timeline: await timelineOf(tx, application),
    recusal: await recusalOfOfficial(tx, application),
    allowedActions: await actionsOf(tx, application),
    deadline: application.state === 'on_notice' ? (notice?.endsOn ?? null) : (clock?.deadline ?? null),
    clock,
    reminders: await remindersOf(tx, application),
    holder: await holderOf(tx, application),
  };
}

async function headOf(tx: Tx, application: ApplicationEntity) {
  const call = await findCall(tx, application.callId);
  const party = await findParty(tx, application.partyId);
  const account = application.payeeAccountId ? await findPayeeAccount(tx, application.payeeAccountId) : null;
  return {
    id: application.id,
    caseNumber: application.caseNumber,
    version: application.version,
    state: application.state,
    status: publicStatus(application.state),
    stage: openStageOf(application)?.key ?? null,
    comesBackTo:
      application.waitingStageIndex === null
        ? null
        : (application.route[application.waitingStageIndex]?.key ?? null),
    stateReason: application.stateReason,
    route: application.route,
    noticeWorkingDays: application.noticeWorkingDays,
    call: call && { id: call.id, number: call.number, title: call.title },
    applicant: party && {
      id: party.id,
      registeredName: party.registeredName,
      creditCode: party.creditCode,
      countyCode: application.countyCode,
      county: tx.regions.get(application.countyCode).name,
    },
    evaluationDate: application.evaluationDate,
    policyVersionId: application.policyVersionId,
    claims: application.claims,
    materials: await materialsOf(tx, application, call),
    notes: await notesOf(tx, application),
    payeeAccount: account && {
      accountName: account.accountName,
      maskedNumber: maskAccountNumber(account.accountNumber),
      bankName: account.bankName,
    },
  };
}

async function awardOf(tx: Tx, application: ApplicationEntity): Promise<ApplicationView['award']> {
  const award = await findAwardOfApplication(tx, application.id);
  if (!award) return null;
  const lines = await readAwardLines(tx, [award.id]);
  const sources = await readAwardSources(tx, [award.id]);
  return {
    id: award.id,
    amountFen: award.amountFen,
    awardedOn: award.awardedOn,
    lines: lines.map((line) => ({
      clause: line.clauseId,
      subject: line.subject || null,
      amountFen: line.amountFen,
    })),
    sources: sources.map(({ level, regionCode, amountFen, advancedFen }) => ({
      ...{ level, regionCode, amountFen, advancedFen },
    })),
    instalments: await instalmentsOf(tx, application, award, sources),
  };
}

async function paymentsOf(tx: Tx, applicationId: string): Promise<ApplicationView['payments']> {
  return (await readPaymentsOfApplication(tx, applicationId)).map(
    ({ id, regionCode, instalment, amountFen, state, version, settledOn, refundTo }) => ({
      ...{ id, regionCode, instalment, amountFen, state, version, settledOn, refundTo },
    }),
  );
}

/** Applicants see what happened and in which capacity, not which official it was. */
async function timelineOf(tx: Tx, application: ApplicationEntity): Promise<ApplicationView['timeline']> {
  const official = permit(tx.actor, 'application.read', {
    regionPath: tx.regions.path(application.countyCode),
  }).allowed;
  const ownId = tx.actor.kind === 'person' ? `user:${tx.actor.userId}` : '';
  const events = (await readCaseEvents(tx, application.id)).filter(
    (event) => official || !AMONG_OFFICIALS.includes(event.type),
  );
  return events.map((event) => ({
    ...inBytes(official, event.bytes),
    sequence: event.sequence,
    type: event.type,
    words: caseEventInWords(event.type),
    at: event.at.toISOString(),
    by:
      official || event.actor === ownId
        ? event.actor
        : event.actor.split(':')[0] === 'system'
          ? 'system'
          : 'person',
  }));
}

function inBytes(official: boolean, bytes: string): { onBehalfOf: string | null; data: unknown } {
  const { data, onBehalfOf } = JSON.parse(bytes) as { data: Record<string, unknown>; onBehalfOf?: string };
  return { onBehalfOf: official ? (onBehalfOf ?? null) : null, data: shownTo(official, data) };
}

/** That officials made a remark, why one of them steps aside, or what the clock reminds them of, is nobody else's business either. */
const AMONG_OFFICIALS = [
  'application.note_written',
  'application.due_soon',
  'application.escalated',
  'application.opinion_attached',
  'application.audit_attached',
  'application.decision_attached',
  'application.opinion_given',
  'application.consultation_recalled',
  'application.transferred',
  'application.claimed',
  'application.unclaimed',
  'application.instalment_proposed',
  'application.instalment_confirmed',
  'application.instalment_refused',
  'application.instalment_withdrawn',
  RECUSED_EVENT,
  RECUSAL_RECORDED_EVENT,
];

const SHOWN_TO_APPLICANTS = [
  'from',
  'to',
  'lines',
  'reason',
  'reasonCode',
  'resubmitTo',
  'endsOn',
  'amountFen',
  'sources',
  'claimed',
  'instalment',
];

/** Reviewers' comments and sources stay among officials; applicants read what happened and why. */
function shownTo(official: boolean, data: Record<string, unknown>): Record<string, unknown> {
  return official
    ? data
    : Object.fromEntries(Object.entries(data).filter(([name]) => SHOWN_TO_APPLICANTS.includes(name)));
}

/** Who only acts for the applicant has nothing to step aside from. */
async function recusalOfOfficial(tx: Tx, application: ApplicationEntity): Promise<RecusalGround | null> {
  const regionPath = tx.regions.path(application.countyCode);
  const official =
    tx.actor.kind === 'person' && permit(tx.actor, 'application.recuse', { regionPath }).allowed;
  return official ? recusalIn(tx, application.id) : null;
}
