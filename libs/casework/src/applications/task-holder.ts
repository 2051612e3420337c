import {
  findFitReviewer,
  findOpenTask,
  seeingEverything,
  type ApplicationEntity,
  type Colleague,
  type Tx,
} from '@duixian/persistence';
import {
  handsOf,
  HOLDERS_VERBS,
  mayClaim,
  mayTransfer,
  mayUnclaim,
  type ApplicationAction,
  type PersonActor,
  type Stage,
} from '@duixian/workflow';
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
  if (!HOLDERS_VERBS.includes(action)) return null;
  return refuseByHolder(tx, await findTaskHolder(tx, application), action);
}

/** As `refuseUnlessHolder`, once it is known where the task lies. */
export function refuseByHolder(tx: Tx, holder: TaskHolder | null, action: ApplicationAction): Refused | null {
  const { actor } = tx;
  if (actor.kind !== 'person' || !holder || !HOLDERS_VERBS.includes(action)) return null;
  const { person, regionCode } = holder;
  const verdict = verdictOf(actor, tx.regions.path(regionCode), person?.id ?? null, action);
  if (verdict !== 'held-by-another') return verdict === 'yes' ? null : NOT_NOW[verdict];
  const name = person?.displayName ?? '';
  return refuse('task-of-another', `此件由${name}承办。`, { holderId: person?.id, holderName: name });
}

function verdictOf(
  actor: PersonActor,
  turnPath: readonly string[],
  holderId: string | null,
  action: ApplicationAction,
): 'yes' | 'held-by-another' | keyof typeof NOT_NOW {
  if (action === 'transfer') return mayTransfer(actor, turnPath, holderId);
  if (action === 'claim') return mayClaim(actor, holderId);
  if (action === 'unclaim') return mayUnclaim(actor, holderId);
  return holderId === null || handsOf(actor).includes(holderId) ? 'yes' : 'held-by-another';
}

const NOT_NOW = {
  'not-theirs': refuse('forbidden', '只有轮到办理的审核人员和上级审核人员可以转办此件。'),
  'holds-it': refuse('action-not-allowed', '此件已由您承办,不必再认领,请直接办理。', { problem: 'holds-it' }),
  nobodys: refuse('action-not-allowed', '此件还没有承办人,不需要放回。', { problem: 'nobodys' }),
} as const;
