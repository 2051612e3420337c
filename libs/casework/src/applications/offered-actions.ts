import { readCaseActors, type ApplicationEntity, type Tx } from '@duixian/persistence';
import {
  allowedApplicationActions,
  applicationOperation,
  handsOf,
  mayActInStage,
  permit,
  WAITS_FOR_OPINIONS,
  type ApplicationAction,
} from '@duixian/workflow';
import { caseResource, openStageOf, positionOf, recusalIn, stageOfAction } from './open-case';
import { refuseWhileConsulted } from './open-consultation';
import { findTaskHolder, refuseByHolder } from './task-holder';

export interface HolderView {
  /** Region whose turn it is. */
  regionCode: string;
  /** Whose task it is; null for everybody of the stage. */
  id: string | null;
  name: string | null;
}

/** Applicants read which stage looks at their case, not who. */
export async function holderOf(tx: Tx, application: ApplicationEntity): Promise<HolderView | null> {
  const regionPath = tx.regions.path(application.countyCode);
  if (!permit(tx.actor, 'application.read', { regionPath }).allowed) return null;
  const holder = await findTaskHolder(tx, application);
  if (!holder) return null;
  const { regionCode, person } = holder;
  return { regionCode, id: person?.id ?? null, name: person?.displayName ?? null };
}

/** What this person may do with a case now: what its verbs would let them. */
export async function actionsOf(tx: Tx, application: ApplicationEntity): Promise<ApplicationAction[]> {
  const actor = tx.actor;
  if (actor.kind !== 'person') return [];
  const history = await readCaseActors(tx, application.id);
  const recused = (await recusalIn(tx, application.id)) !== null;
  const consulted = (await refuseWhileConsulted(tx, application.id, 'consult')) !== null;
  const holder = await findTaskHolder(tx, application);
  return allowedApplicationActions(positionOf(application)).filter((action) => {
    if (consulted && WAITS_FOR_OPINIONS.includes(action)) return false;
    if (refuseByHolder(tx, holder, action) !== null) return false;
    // Of many cases at once, by a command of its own.
    if (action === 'build_notice') return false;
    const operation = applicationOperation(application.state, action);
    if (!operation || !permit(actor, operation, caseResource(tx, application, action)).allowed) return false;
    const stage = stageOfAction(action, openStageOf(application));
    if (stage !== 'filing' && recused) return false;
    if (action === 'transfer') return true;
    return handsOf(actor).every((userId) => mayActInStage(history, userId, stage).allowed);
  });
}
