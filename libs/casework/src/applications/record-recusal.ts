import {
  findApplication,
  insertRecusal,
  readOfficialsOf,
  runCommand,
  seeingEverything,
  type CommandOutcome,
  type Database,
  type Tx,
} from '@duixian/persistence';
import type { PersonActor } from '@duixian/workflow';
import { refuseAsUnknown, refuseUnlessPermitted } from '../ground/authorise';
import { done, refuse, type Refusal } from '../ground/refusal';
import { caseResource } from './open-case';

export const RECUSAL_RECORDED_EVENT = 'application.recusal_recorded';

const RECORDED_BEFORE: Refusal = {
  code: 'recused',
  message: '此人对该企业已须回避,不必重复登记。',
};

/**
 * 登记回避: who oversees the office records that an official is related to the applicant. From then on every verb of that
 * official on any case of the applicant is refused, as if they had declared it; for good.
 */
export async function recordRecusal(
  db: Database,
  command: {
    actor: PersonActor;
    idempotencyKey: string;
    applicationId: string;
    officialId: string;
    reason: string;
  },
): Promise<CommandOutcome<{ id: string }, Refusal>> {
  const { actor, idempotencyKey, applicationId, officialId, reason } = command;
  const input = { applicationId, officialId, reason };
  const conflicts = { recusal_once: RECORDED_BEFORE };
  const request = { name: 'recordRecusal', actor, idempotencyKey, input, conflicts };
  return runCommand<{ id: string }, Refusal>(db, request, async (tx) => {
    const application = await findApplication(tx, applicationId);
    if (!application) return refuseAsUnknown();
    const resource = caseResource(tx, application);
    const unseen = refuseUnlessPermitted(actor, 'application.read', resource);
    if (unseen) return unseen.refusal.code === 'unauthenticated' ? unseen : refuseAsUnknown();
    const forbidden = refuseUnlessPermitted(actor, 'application.recordRecusal', resource);
    if (forbidden) return forbidden;
    if (officialId === actor.userId || !(await worksAt(tx, officialId, application.countyCode)))
      return refuse(
        'recusal-invalid',
        '只能登记可能办理此件的其他工作人员。请从本县区、市、省的工作人员中选择。',
      );
    const id = tx.newId();
    await insertRecusal(tx, {
      ...{ id, userId: officialId, partyId: application.partyId, applicationId: null, reason },
      ...{ declaredAt: tx.now, recordedBy: actor.userId },
    });
    await tx.record({
      caseId: applicationId,
      regionCode: application.countyCode,
      partyId: application.partyId,
      type: RECUSAL_RECORDED_EVENT,
      data: { recusalId: id, assigneeId: officialId, scope: 'party', reason },
    });
    return done({ id });
  });
}

/** Whether somebody holds a role at the county of a case or above. */
async function worksAt(tx: Tx, userId: string, countyCode: string): Promise<boolean> {
  return seeingEverything(tx, async () => {
    for (const regionCode of tx.regions.path(countyCode))
      if ((await readOfficialsOf(tx, regionCode)).some(({ id }) => id === userId)) return true;
    return false;
  });
}
