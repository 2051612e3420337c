import {
  endConsultation,
  findOpenConsultation,
  insertConsultation,
  lockApplication,
  runCommand,
  type CommandOutcome,
  type Database,
} from '@duixian/persistence';
import {
  departmentProblem,
  type Department,
  type DepartmentProblem,
  type PersonActor,
} from '@duixian/workflow';
import { refuseAsUnknown, refuseUnlessPermitted } from '../ground/authorise';
import { done, refuse, type Refusal } from '../ground/refusal';
import type { CaseAnswer, CaseCommand } from './command';
import { keepStageClock } from './open-consultation';
import { caseResource, openStageOf, refuseUnfit, stageRegion } from './open-case';
import { takeAction } from './take-action';
import { refuseUnlessHolder } from './task-holder';

const PROBLEMS: Record<DepartmentProblem, string> = {
  none: '请至少选择一个征求意见的部门。',
  twice: '同一部门只能选择一次。',
  outside: '只能征求本件所在县区、市、省的部门意见,其他地区看不到此件。',
  'own-stage': '本环节的审核人不必向自己征求意见,请选择其他部门。',
};

/**
 * 征求部门意见: the reviewer whose turn it is asks several departments at once. The clock of the stage stands and nothing is
 * decided until all of them have answered, or the question is taken back.
 */
export async function consultDepartments(
  db: Database,
  command: CaseCommand & { departments: readonly Department[]; question: string },
): Promise<CommandOutcome<CaseAnswer, Refusal>> {
  const { departments, question, actor } = command;
  return takeAction(db, command, {
    name: 'consultDepartments',
    action: 'consult',
    input: { departments, question },
    apply: async (tx, { application, stage }) => {
      if (!stage) throw new Error(`application ${application.id} is in no stage`);
      const path = tx.regions.path(application.countyCode);
      const problem = departmentProblem(departments, path, stageRegion(application, stage));
      if (problem) return refuse('consultation-invalid', PROBLEMS[problem], { problem });
      const asked = { id: tx.newId(), applicationId: application.id, stage: stage.key, question };
      await insertConsultation(tx, { ...asked, askedBy: actor.userId }, departments);
      return { ok: true, eventData: { consultationId: asked.id } };
    },
  });
}

/** 撤回征求意见: who reviews the stage goes on without the answers that are missing. */
export async function recallConsultation(
  db: Database,
  command: {
    actor: PersonActor;
    idempotencyKey: string;
    applicationId: string;
    consultationId: string;
    reason: string;
  },
): Promise<CommandOutcome<{ id: string }, Refusal>> {
  const { actor, idempotencyKey, applicationId, consultationId, reason } = command;
  const input = { applicationId, consultationId, reason };
  const request = { name: 'recallConsultation', actor, idempotencyKey, input };
  return runCommand<{ id: string }, Refusal>(db, request, async (tx) => {
    const application = await lockApplication(tx, applicationId);
    if (!application) return refuseAsUnknown();
    const resource = caseResource(tx, application);
    const unseen = refuseUnlessPermitted(actor, 'application.read', resource);
    if (unseen) return unseen.refusal.code === 'unauthenticated' ? unseen : refuseAsUnknown();
    const forbidden = refuseUnlessPermitted(actor, 'consultation.recall', resource);
    if (forbidden) return forbidden;
    const stage = openStageOf(application);
    const open = await findOpenConsultation(tx, applicationId);
    if (!stage || open?.id !== consultationId)
      return refuse('consultation-over', '这次征求意见已经结束,不必撤回。');
    const unfit = await refuseUnfit(tx, applicationId, stage.key);
    if (unfit) return unfit;
    const another = await refuseUnlessHolder(tx, application, 'consult');
    if (another) return another;
    await endConsultation(tx, applicationId, 'recalled', reason);
    await keepStageClock(tx, application, stage);
    await tx.record({
      caseId: applicationId,
      regionCode: application.countyCode,
      partyId: application.partyId,
      type: 'application.consultation_recalled',
      data: { consultationId, grounds: reason },
    });
    return done({ id: consultationId });
  });
}
