import {
  findApplication,
  insertRecusal,
  runCommand,
  type CommandOutcome,
  type Database,
} from '@duixian/persistence';
import type { PersonActor, RecusalScope } from '@duixian/workflow';
import { refuseAsUnknown, refuseUnlessPermitted } from '../ground/authorise';
import { done, type Refusal } from '../ground/refusal';
import { caseResource } from './open-case';

export const RECUSED_EVENT = 'application.recused';

const DECLARED_BEFORE: Refusal = {
  code: 'recused',
  message: '您此前已经申请回避,不必重复申请。',
};

/**
 * 回避: an official declares to keep their hands off a case, or off every case of its applicant. It stands for good, and
 * from then on every verb of theirs on such a case is refused. It moves nothing, so it touches neither state nor version.
 */
export async function declareRecusal(
  db: Database,
  command: {
    actor: PersonActor;
    idempotencyKey: string;
    applicationId: string;
    scope: RecusalScope;
    reason: string;
  },
): Promise<CommandOutcome<{ id: string }, Refusal>> {
  const { actor, idempotencyKey, applicationId, scope, reason } = command;
  const input = { applicationId, scope, reason };
  const conflicts = { recusal_once: DECLARED_BEFORE };
  const request = { name: 'declareRecusal', actor, idempotencyKey, input, conflicts };
  return runCommand<{ id: string }, Refusal>(db, request, async (tx) => {
    const application = await findApplication(tx, applicationId);
    if (!application) return refuseAsUnknown();
    const resource = caseResource(tx, application);
    const unseen = refuseUnlessPermitted(actor, 'application.read', resource);
    if (unseen) return unseen.refusal.code === 'unauthenticated' ? unseen : refuseAsUnknown();
    const forbidden = refuseUnlessPermitted(actor, 'application.recuse', resource);
    if (forbidden) return forbidden;
    const id = tx.newId();
    await insertRecusal(tx, {
      id,
      userId: actor.userId,
      partyId: application.partyId,
      applicationId: scope === 'case' ? applicationId : null,
      reason,
      declaredAt: tx.now,
      recordedBy: null,
    });
    await tx.record({
      caseId: applicationId,
      regionCode: application.countyCode,
      partyId: application.partyId,
      type: RECUSED_EVENT,
      data: { recusalId: id, scope, reason },
    });
    return done({ id });
  });
}
