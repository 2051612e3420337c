import {
  findCall,
  findCurrentPayeeAccount,
  findLiveApplication,
  findParty,
  insertApplication,
  nextNumber,
  noteCaseActor,
  runCommand,
  type ApplicationEntity,
  type CallEntity,
  type CommandOutcome,
  type Database,
  type PartyEntity,
  type StoredFactValue,
  type Tx,
} from '@duixian/persistence';
import { yearOf } from '@duixian/calendar';
import { APPLICATION_CREATED_EVENT, isPublicCall, type PersonActor } from '@duixian/workflow';
import { refuseUnlessTaking } from '../calls/takes-applications';
import { checkClaims } from '../facts/check-claims';
import { refuseAsUnknown, refuseUnlessPermitted } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';
import type { CaseAnswer } from './command';

export interface CreateApplication {
  actor: PersonActor;
  idempotencyKey: string;
  callId: string;
  partyId: string;
  claims: Record<string, unknown>;
}

const DUPLICATE: Refusal = {
  code: 'duplicate-application',
  message: '本企业在该通知下已有在办申报,请继续办理该申报,或先撤回。',
};

/** Starts a draft under an open call. Law, day, route and notice length are fixed when it is submitted. */
export async function createApplication(
  db: Database,
  command: CreateApplication,
): Promise<CommandOutcome<CaseAnswer, Refusal>> {
  const { actor, idempotencyKey, callId, partyId, claims } = command;
  const request = {
    name: 'createApplication',
    actor,
    idempotencyKey,
    input: { callId, partyId, claims },
    conflicts: { application_one_live: DUPLICATE, application_one_under_way: DUPLICATE },
  };
  return runCommand(db, request, async (tx): Promise<CaseOutcome<CaseAnswer>> => {
    const party = await findParty(tx, partyId);
    if (!party) return refuseUnlessPermitted(actor, 'application.create', { partyId }) ?? refuseAsUnknown();
    const forbidden = refuseUnlessPermitted(actor, 'application.create', {
      partyId,
      regionPath: tx.regions.path(party.countyCode),
    });
    if (forbidden) return forbidden;
    const call = await findCall(tx, callId);
    if (!call || !isPublicCall(call.state))
      return refuse('not-found', '没有这份申报通知,请从“申报通知”中选择。');
    const checked = checkClaims(claims);
    if (!checked.ok) return checked;
    const unfit = await refuseOutside(tx, call, party);
    if (unfit) return unfit;
    const live = await findLiveApplication(tx, callId, partyId);
    if (live)
      return refuse(DUPLICATE.code, DUPLICATE.message, {
        applicationId: live.id,
        caseNumber: live.caseNumber,
      });
    const application = await draftOf(tx, call, party, checked.claims);
    await insertApplication(tx, application);
    await noteCaseActor(tx, application.id, actor.userId, 'filing');
    await tx.record({
      caseId: application.id,
      regionCode: application.countyCode,
      partyId,
      type: APPLICATION_CREATED_EVENT,
      data: {
        callId,
        to: { state: 'draft', stageIndex: null },
        version: 1,
        claimed: Object.keys(checked.claims).sort(),
      },
    });
    return done({
      id: application.id,
      caseNumber: application.caseNumber,
      state: application.state,
      version: 1,
    });
  });
}

async function refuseOutside(tx: Tx, call: CallEntity, party: PartyEntity): Promise<Refused | null> {
  const notTaking = await refuseUnlessTaking(tx, call);
  if (notTaking) return notTaking;
  if (!tx.regions.path(party.countyCode).includes(call.cityCode)) {
    const city = tx.regions.get(call.cityCode).name;
    return refuse('outside-the-call', `${call.number} 面向在${city}登记的企业,本企业不在其内。`);
  }
  return null;
}

async function draftOf(
  tx: Tx,
  call: CallEntity,
  party: PartyEntity,
  claims: Record<string, StoredFactValue>,
): Promise<ApplicationEntity> {
  const account = await findCurrentPayeeAccount(tx, party.id);
  return {
    id: tx.newId(),
    caseNumber: await nextNumber(tx, 'case', party.countyCode, yearOf(tx.today)),
    callId: call.id,
    partyId: party.id,
    origin: 'application',
    offerId: null,
    countyCode: party.countyCode,
    cityCode: call.cityCode,
    state: 'draft',
    stageIndex: null,
    waitingStageIndex: null,
    version: 1,
    route: call.route,
    noticeWorkingDays: call.noticeWorkingDays,
    policyVersionId: null,
    evaluationDate: null,
    claims,
    payeeAccountId: account?.id ?? null,
    stateReason: null,
    createdAt: tx.now,
    submittedAt: null,
  };
}
