import {
  findFitReviewer,
  findOpenTask,
  seeingEverything,
  type ApplicationEntity,
  type Colleague,
  type Tx,
} from '@duixian/persistence';
import { handsOf, HOLDERS_VERBS, mayTransfer, type ApplicationAction, type Stage } from '@duixian/workflow';
import { refuse, type Refused } from '../ground/refusal';
import { openStageOf, stageRegion } from './open-case';

/** Where the open review task of a case lies: with one person, or with everybody of the stage. */
export interface TaskHolder {
  stage: Stage;
  /** Region whose turn it is. */
  regionCode: string;
  person: Colleague | null;
}

/**
 * Who holds the open review task. It is nobody's in particular again as soon as its holder may not act in the stage any more:
 * suspended, without the role, recused, or in another stage of the case.
 */
export async function findTaskHolder(tx: Tx, application: ApplicationEntity): Promise<TaskHolder | null> {
  const stage = openStageOf(application);
  if (!stage) return null;
  const regionCode = stageRegion(application, stage);
  const userId = (await findOpenTask(tx, application.id, stage.key))?.assigneeId;
  const person = userId ? await fitColleague(tx, application, stage, userId) : null;
  return { stage, regionCode, person };
}

/** A colleague who may act in this stage of this case; null when this person may not. */
export async function fitColleague(
  tx: Tx,
  application: ApplicationEntity,
  stage: Stage,
  userId: string,
): Promise<Colleague | null> {
  const regionCode = stageRegion(application, stage);
  const of = { applicationId: application.id, stage: stage.key, regionCode, userId };
  return seeingEverything(tx, () => findFitReviewer(tx, of));
}

/** Null unless the verb is the holder's and the task is with somebody else; handing on is also that of those above. */
export async function refuseUnlessHolder(
  tx: Tx,
  application: ApplicationEntity,
  action: ApplicationAction,
): Promise<Refused | null> {
  const { actor } = tx;
  if (actor.kind !== 'person' || !HOLDERS_VERBS.includes(action)) return null;
  const holder = await findTaskHolder(tx, application);
  if (!holder) return null;
  const { person, regionCode } = holder;
  if (action === 'transfer') {
    const verdict = mayTransfer(actor, tx.regions.path(regionCode), person?.id ?? null);
    if (verdict === 'yes') return null;
    if (verdict === 'not-theirs')
      return refuse('forbidden', '只有轮到办理的审核人员和上级审核人员可以转办此件。');
  }
  if (person === null || handsOf(actor).includes(person.id)) return null;
  return refuse('task-of-another', `此件已转由${person.displayName}办理。`, { holderId: person.id });
}
