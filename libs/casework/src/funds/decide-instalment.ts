import {
  decideInstalment,
  findInstalmentDecision,
  lockApplication,
  noteCaseActor,
  runCommand,
  type ApplicationEntity,
  type CommandOutcome,
  type Database,
  type InstalmentDecisionEntity,
  type InstalmentVerdict,
  type Tx,
} from '@duixian/persistence';
import type { Operation, PersonActor } from '@duixian/workflow';
import { caseResource, refuseUnfit } from '../applications/open-case';
import { CONFLICTS } from '../applications/take-action';
import { refuseAsUnknown, refuseUnlessPermitted } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';
import {
  findWaitingPart,
  instalmentResource,
  recordOnCase,
  type InstalmentAnswer,
} from './propose-instalment';

export const INSTALMENT_ACTIONS = ['confirm', 'refuse', 'withdraw'] as const;
export type InstalmentAction = (typeof INSTALMENT_ACTIONS)[number];

const DECISIONS: Readonly<
  Record<InstalmentAction, { decision: InstalmentVerdict; operation: Operation; event: string }>
> = {
  confirm: {
    decision: 'confirmed',
    ...{ operation: 'instalment.decide', event: 'application.instalment_confirmed' },
  },
  refuse: {
    decision: 'refused',
    ...{ operation: 'instalment.decide', event: 'application.instalment_refused' },
  },
  withdraw: {
    decision: 'withdrawn',
    ...{ operation: 'instalment.withdraw', event: 'application.instalment_withdrawn' },
  },
};

interface Deciding {
  actor: PersonActor;
  idempotencyKey: string;
  proposalId: string;
  action: InstalmentAction;
  note?: string;
}

/**
 * 复核分期: a second person of the city confirms or refuses what another proposed to become of a part of an award; who proposed it may
 * withdraw it. What was confirmed the system does, which reaches every treasury that bears a part.
 */
export async function decideOnInstalment(
  db: Database,
  command: Deciding,
): Promise<CommandOutcome<InstalmentAnswer, Refusal>> {
  const { actor, idempotencyKey, proposalId, action, note = null } = command;
  const input = { proposalId, action, note };
  const request = { name: 'decideOnInstalment', actor, idempotencyKey, input, conflicts: CONFLICTS };
  return runCommand(db, request, async (tx): Promise<CaseOutcome<InstalmentAnswer>> => {
    const opened = await open(tx, command);
    if (!opened.ok) return opened;
    const { application, proposed } = opened;
    const { id, number: instalment, kind } = proposed;
    if (action === 'confirm') {
      const waiting = await findWaitingPart(tx, application, instalment);
      if (!waiting.ok) return waiting;
    }
    const { decision, event } = DECISIONS[action];
    await decideInstalment(tx, proposed, { decision, by: actor.userId, note });
    if (action !== 'withdraw') await noteCaseActor(tx, application.id, actor.userId, 'city_second');
    const data = { instalment, kind, ...(note === null ? {} : { reason: note }) };
    await recordOnCase(tx, application, event, data);
    if (action === 'confirm') await tx.enqueue('award.instalment_decided', { proposalId: id });
    return done({ id, instalment, kind, state: decision });
  });
}

async function open(
  tx: Tx,
  { actor, proposalId, action }: Deciding,
): Promise<{ ok: true; application: ApplicationEntity; proposed: InstalmentDecisionEntity } | Refused> {
  const found = await findInstalmentDecision(tx, proposalId);
  const application = found && (await lockApplication(tx, found.award.applicationId));
  if (!application || refuseUnlessPermitted(actor, 'application.read', caseResource(tx, application)))
    return refuseAsUnknown();
  const { operation } = DECISIONS[action];
  const forbidden = refuseUnlessPermitted(actor, operation, instalmentResource(tx, application));
  if (forbidden) return forbidden;
  // Read again behind the lock of its case, which whoever decides holds.
  const proposed = (await findInstalmentDecision(tx, proposalId))?.proposed;
  if (!proposed) return refuseAsUnknown();
  if (proposed.decision !== null)
    return refuse('action-not-allowed', '这条分期意见已经办结。', { state: proposed.decision });
  const own = proposed.proposedBy === actor.userId;
  if (own !== (action === 'withdraw'))
    return refuse(
      'separation-of-duties',
      own ? '这条分期意见由您提出,须由另一名复审人员复核。' : '只有提出人可以撤回;复核人员请用“不同意”。',
    );
  if (action === 'withdraw') return { ok: true, application, proposed };
  return (await refuseUnfit(tx, application.id, 'city_second')) ?? { ok: true, application, proposed };
}
