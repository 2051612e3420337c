import {
  findAwardOfApplication,
  insertInstalmentDecision,
  lockApplication,
  noteCaseActor,
  readAwardInstalments,
  readPaymentsOfApplication,
  runCommand,
  seeingEverything,
  type ApplicationEntity,
  type CommandOutcome,
  type Database,
  type InstalmentFate,
  type InstalmentVerdict,
  type Tx,
} from '@duixian/persistence';
import type { PersonActor, Resource } from '@duixian/workflow';
import { caseResource, refuseUnfit } from '../applications/open-case';
import { CONFLICTS } from '../applications/take-action';
import { refuseAsUnknown, refuseUnlessPermitted } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';

export interface InstalmentAnswer {
  id: string;
  instalment: number;
  kind: InstalmentFate;
  state: 'pending' | InstalmentVerdict;
}

const ONE_WAITS: Refusal = {
  code: 'action-not-allowed',
  message: '这一期已有办理意见,或者已经办结。请刷新后查看。',
};

/**
 * 提出分期办理: a reviewer of the city proposes that a part of an award that waits is paid, its condition being met (验收合格), or is not paid at all.
 * Nothing changes before a second person of the city confirmed it.
 */
export async function proposeInstalment(
  db: Database,
  command: {
    actor: PersonActor;
    idempotencyKey: string;
    applicationId: string;
    /** From 2. */
    instalment: number;
    kind: InstalmentFate;
    reason: string;
    documentNumber: string;
  },
): Promise<CommandOutcome<InstalmentAnswer, Refusal>> {
  const { actor, idempotencyKey, ...input } = command;
  const { applicationId, instalment, kind, reason, documentNumber } = input;
  const request = {
    ...{ name: 'proposeInstalment', actor, idempotencyKey, input },
    conflicts: { ...CONFLICTS, instalment_decision_once: ONE_WAITS },
  };
  return runCommand(db, request, async (tx): Promise<CaseOutcome<InstalmentAnswer>> => {
    const application = await lockApplication(tx, applicationId);
    if (!application || refuseUnlessPermitted(actor, 'application.read', caseResource(tx, application)))
      return refuseAsUnknown();
    const forbidden = refuseUnlessPermitted(actor, 'instalment.propose', instalmentResource(tx, application));
    if (forbidden) return forbidden;
    const unfit = await refuseUnfit(tx, applicationId, 'city_review');
    if (unfit) return unfit;
    const waiting = await findWaitingPart(tx, application, instalment);
    if (!waiting.ok) return waiting;
    const id = tx.newId();
    await insertInstalmentDecision(tx, {
      ...{ id, awardId: waiting.awardId, number: instalment, kind, reason, documentNumber },
      ...{ proposedBy: actor.userId, proposedAt: tx.now },
      ...{ decision: null, decidedBy: null, decidedAt: null, decisionNote: null },
    });
    await noteCaseActor(tx, applicationId, actor.userId, 'city_review');
    const data = { instalment, kind, reason, documentNumber };
    await recordOnCase(tx, application, 'application.instalment_proposed', data);
    return done({ id, instalment, kind, state: 'pending' });
  });
}

/** What becomes of an instalment is the city's, as whatever ends an award is. */
export const instalmentResource = (tx: Tx, application: ApplicationEntity): Resource =>
  caseResource(tx, application, 'terminate');

/** The award of a case, where this part of it is neither due nor given up. All treasuries are looked at. */
export async function findWaitingPart(
  tx: Tx,
  application: ApplicationEntity,
  number: number,
): Promise<{ ok: true; awardId: string } | Refused> {
  const award = await findAwardOfApplication(tx, application.id);
  if (!award || application.state !== 'awarded')
    return refuse('action-not-allowed', '只有已核定、尚未付清、也没有拟终止的奖补可以办理分期。', {
      state: application.state,
    });
  const part = (await readAwardInstalments(tx, [award.id])).find((one) => one.number === number);
  if (!part) return refuse('not-found', `这笔奖补没有第 ${number} 期,请从案卷的分期列表中选择。`);
  const waits = await seeingEverything(tx, async () =>
    (await readPaymentsOfApplication(tx, application.id)).some(
      ({ instalment, state, refundTo }) => instalment === number && state === 'waiting' && refundTo === null,
    ),
  );
  return waits
    ? { ok: true, awardId: award.id }
    : refuse('action-not-allowed', `第 ${number} 期已可拨付或已不予拨付,不需要再办理。`);
}

export const recordOnCase = (
  tx: Tx,
  { id, countyCode, partyId }: ApplicationEntity,
  type: string,
  data: Record<string, unknown>,
): Promise<void> => tx.record({ ...{ caseId: id, regionCode: countyCode, partyId, type }, data });
