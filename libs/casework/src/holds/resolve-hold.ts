import {
  findApplication,
  lockHold,
  noteCaseActor,
  runCommand,
  saveHold,
  type ApplicationEntity,
  type CaseHoldEntity,
  type CommandOutcome,
  type Database,
  type Tx,
} from '@duixian/persistence';
import {
  describeRefusal,
  holdActionsOf,
  moveHold,
  type CaseStage,
  type HoldAction,
  type HoldState,
  type PersonActor,
  type Resource,
} from '@duixian/workflow';
import { refuseUnfit } from '../applications/open-case';
import { refuseAsUnknown, refuseStale, refuseUnlessPermitted } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';

/** What every verb on a hold takes. */
export interface HoldCommand {
  actor: PersonActor;
  idempotencyKey: string;
  holdId: string;
  version: number;
  reason: string;
}

export interface HoldAnswer {
  id: string;
  state: HoldState;
  version: number;
}

/** In which stage of the case a verb counts, so that nobody has a hand in two. */
const STAGE: Readonly<Record<HoldAction, CaseStage>> = {
  lift: 'city_review',
  propose: 'batch_preparation',
  confirm: 'batch_release',
  refuse: 'batch_release',
};

/**
 * A hold as what people act on: whoever sees the case or the treasury sees it; a case’s is its city’s turn.
 */
export const holdResource = (
  tx: Tx,
  hold: Pick<CaseHoldEntity, 'paymentId' | 'regionCode' | 'partyId'>,
  application: Pick<ApplicationEntity, 'countyCode'>,
): Resource =>
  hold.paymentId === null
    ? { regionPath: tx.regions.path(application.countyCode), stageRegionCode: hold.regionCode }
    : { regionPath: tx.regions.path(hold.regionCode) };

/** Everything a person may do about a hold: lift one of a case, or propose, confirm and refuse for one of a payment. */
export async function resolveHold(
  db: Database,
  command: HoldCommand,
  action: HoldAction,
): Promise<CommandOutcome<HoldAnswer, Refusal>> {
  const { actor, idempotencyKey, holdId, version, reason } = command;
  const request = { name: `${action}Hold`, actor, idempotencyKey, input: { holdId, version, reason } };
  return runCommand(db, request, async (tx): Promise<CaseOutcome<HoldAnswer>> => {
    const hold = await lockHold(tx, holdId);
    const application = hold && (await findApplication(tx, hold.applicationId));
    if (!hold || !application) return refuseAsUnknown();
    const resource = holdResource(tx, hold, application);
    if (refuseUnlessPermitted(actor, 'hold.read', resource)) return refuseAsUnknown();
    if (hold.version !== version) return refuseStale(version, hold.version);
    const forbidden = refuseUnlessPermitted(actor, `hold.${action}`, resource);
    if (forbidden) return forbidden;
    const move = moveHold(hold.state, action);
    const fitting = holdActionsOf(hold);
    if (!move.ok || !fitting.includes(action)) {
      const why = move.ok
        ? '申报的暂停由市级审核人员解除;付款的暂停由经办人提出、复核人同意。'
        : describeRefusal(move.refusal);
      return refuse('action-not-allowed', why, { state: hold.state, allowedActions: fitting });
    }
    const separated = await refuseSecondHand(tx, hold, actor.userId, action);
    if (separated) return separated;
    apply(tx, hold, action, actor.userId, reason);
    hold.state = move.to;
    await saveHold(tx, hold);
    await noteCaseActor(tx, hold.applicationId, actor.userId, STAGE[action]);
    await tx.record({
      caseId: hold.applicationId,
      regionCode: application.countyCode,
      partyId: hold.partyId,
      type: move.event,
      data: { holdId, paymentId: hold.paymentId, kind: hold.kind, reason, version: hold.version },
    });
    return done({ id: hold.id, state: hold.state, version: hold.version });
  });
}

async function refuseSecondHand(
  tx: Tx,
  hold: CaseHoldEntity,
  userId: string,
  action: HoldAction,
): Promise<Refused | null> {
  if (action === 'confirm' && hold.proposedBy === userId)
    return refuse('separation-of-duties', '解除由您提出,须由另一名复核人同意。');
  return refuseUnfit(tx, hold.applicationId, STAGE[action]);
}

function apply(tx: Tx, hold: CaseHoldEntity, action: HoldAction, userId: string, reason: string): void {
  switch (action) {
    case 'propose':
      hold.proposedAt = tx.now;
      hold.proposedBy = userId;
      hold.proposalReason = reason;
      return;
    case 'refuse':
      hold.proposedAt = null;
      hold.proposedBy = null;
      hold.proposalReason = null;
      return;
    case 'lift':
    case 'confirm':
      hold.liftedAt = tx.now;
      hold.liftedBy = userId;
      hold.liftReason = reason;
  }
}
