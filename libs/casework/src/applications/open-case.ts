import {
  findCall,
  lockApplication,
  readRecusalScopesOf,
  readActsOf,
  readPartyRecusals,
  readRecusalScopes,
  seeingEverything,
  type ApplicationEntity,
  type CallEntity,
  type Tx,
} from '@duixian/persistence';
import {
  applicationOperation,
  describeRefusal,
  earlierStages,
  isOfTheCity,
  mayActInStage,
  moveApplication,
  CASE_STAGE_LABELS,
  handsOf,
  recusalOf,
  type ApplicationAction,
  type ApplicationMove,
  type ApplicationPosition,
  type CaseStage,
  type Operation,
  type PersonAction,
  type PersonActor,
  type RecusalGround,
  type ResubmitTarget,
  type Route,
  type Resource,
  type Stage,
} from '@duixian/workflow';
import { refuseAsUnknown, refuseStale, refuseUnlessPermitted } from '../ground/authorise';
import { refuse, type Refused } from '../ground/refusal';

export interface OpenCase {
  application: ApplicationEntity;
  call: CallEntity;
  move: Extract<ApplicationMove, { ok: true }>;
  /** The review stage that is open before the move. */
  stage: Stage | null;
}

export const positionOf = (application: ApplicationEntity): ApplicationPosition => ({
  state: application.state,
  route: application.route,
  stageIndex: application.stageIndex,
  waitingStageIndex: application.waitingStageIndex,
  noticeWorkingDays: application.noticeWorkingDays,
  origin: application.origin,
});

/** The stage under review, null outside a review. */
export const openStageOf = (application: ApplicationEntity): Stage | null =>
  application.stageIndex === null ? null : (application.route[application.stageIndex] ?? null);

/** A case as the permission function sees it: its place, its applicant, and whose turn it is; some actions are the city's
 * whoever's turn the stage is. */
export function caseResource(tx: Tx, application: ApplicationEntity, action?: ApplicationAction): Resource {
  const stage = openStageOf(application);
  const citys =
    application.state === 'parked' || (action !== undefined && isOfTheCity(application.state, action));
  const turn = citys ? application.cityCode : stage ? stageRegion(application, stage) : null;
  // A draft is the applicant's own: officials see a case from its first submission on.
  if (application.submittedAt === null) return { partyId: application.partyId };
  return {
    regionPath: tx.regions.path(application.countyCode),
    partyId: application.partyId,
    ...(turn ? { stageRegionCode: turn } : {}),
  };
}

export const stageRegion = (application: ApplicationEntity, stage: Stage): string =>
  stage.level === 'county' ? application.countyCode : application.cityCode;

/**
 * Every person's verb begins here, in this order: the row is locked; who may not read it does not learn of it; the
 * version must be the current one; the permission function; the state table; separation of duties.
 */
export async function openCase(
  tx: Tx,
  request: {
    applicationId: string;
    version: number;
    action: PersonAction;
    resubmitTo?: ResubmitTarget;
    backTo?: Stage['key'];
  },
): Promise<({ ok: true } & OpenCase) | Refused> {
  const application = await lockApplication(tx, request.applicationId);
  if (!application) return refuseAsUnknown();
  const resource = caseResource(tx, application);
  const unseen = refuseUnlessPermitted(tx.actor, 'application.read', resource);
  if (unseen) return unseen.refusal.code === 'unauthenticated' ? unseen : refuseAsUnknown();
  if (request.version !== application.version) return refuseStale(request.version, application.version);
  const operation =
    applicationOperation(application.state, request.action) ??
    (`application.${request.action}` satisfies Operation);
  const forbidden = refuseUnlessPermitted(tx.actor, operation, caseResource(tx, application, request.action));
  if (forbidden) return forbidden;
  const position = positionOf(application);
  const move = moveApplication(position, request.action, request.resubmitTo, request.backTo);
  if (!move.ok) {
    const earlier = earlierStages(position);
    if (request.backTo && earlier.length > 0) return refuseBackTo(earlier);
    const { state } = move.refusal;
    // What only the system does is nothing a person could try instead.
    const allowed = move.refusal.allowed.filter(
      (each) => !applicationOperation(state, each)?.startsWith('system.'),
    );
    return refuse('action-not-allowed', describeRefusal({ ...move.refusal, allowed }), {
      state,
      allowedActions: allowed,
    });
  }
  const stage = openStageOf(application);
  // Whoever acted in another stage may not decide here, but hand on to somebody who may.
  const unfit =
    request.action === 'transfer'
      ? await refuseRecused(tx, application.id)
      : await refuseUnfit(tx, application.id, stageOfAction(request.action, stage));
  if (unfit) return unfit;
  const call = await findCall(tx, application.callId);
  if (!call) throw new Error(`application ${application.id} has no call`);
  return { ok: true, application, call, move, stage };
}

function refuseBackTo(earlier: Route): Refused {
  const names = earlier.map(({ key }) => CASE_STAGE_LABELS[key]).join('、');
  return refuse('action-not-allowed', `此件不能退回到该环节,可以退回到:${names}。`, {
    earlierStages: earlier.map(({ key }) => key),
  });
}

/** In which stage of the case a verb counts: the applicant's verbs are filing, the others belong to a review, a parked
 * case and a termination to the city's, and what is decided about a termination to a second one's (复核). */
export function stageOfAction(action: ApplicationAction, stage: Stage | null): CaseStage {
  if (action === 'edit' || action === 'submit' || action === 'withdraw') return 'filing';
  if (action === 'confirm' || action === 'refuse') return 'city_second';
  return action === 'terminate' ? 'city_review' : (stage?.key ?? 'city_review');
}

/** Why this person keeps their hands off this case (回避); null when nothing does. */
export async function recusalIn(tx: Tx, applicationId: string): Promise<RecusalGround | null> {
  if (tx.actor.kind !== 'person') return null;
  const found = await seenByBoth(tx, tx.actor, (hands) => readRecusalScopes(tx, applicationId, hands));
  return found && recusalOf(tx.actor, found.partyId, found.declared);
}

/** What one declared, others do not see; in somebody's name, what that person declared counts as well. */
const seenByBoth = async <T>(
  tx: Tx,
  actor: PersonActor,
  read: (hands: readonly string[]) => Promise<T>,
): Promise<T> => (actor.onBehalfOf ? seeingEverything(tx, () => read(handsOf(actor))) : read(handsOf(actor)));

const RECUSED: Record<RecusalGround, string> = {
  'acts-for-party': '您代表此件的申报企业,不得办理自己的事项。',
  'recorded-for-party': '已登记您与该企业有关系。',
  'declared-for-case': '您已对此件申请回避。',
  'declared-for-party': '您已对该企业的全部申报申请回避。',
};

/** Null when nothing keeps this person's hands off this case. */
export async function refuseRecused(tx: Tx, applicationId: string): Promise<Refused | null> {
  const ground = await recusalIn(tx, applicationId);
  return ground && recused(ground);
}

/** As `refuseRecused`, of what concerns a party before there is a case. */
export async function refuseRecusedOf(tx: Tx, partyId: string): Promise<Refused | null> {
  if (tx.actor.kind !== 'person') return null;
  const declared = await seenByBoth(tx, tx.actor, (hands) => readPartyRecusals(tx, partyId, hands));
  const ground = recusalOf(tx.actor, partyId, declared);
  return ground && recused(ground);
}

const recused = (ground: RecusalGround): Refused =>
  refuse('recused', `${RECUSED[ground]}请转由其他同事办理。`, { ground });

/**
 * Null when this person may act in this stage of this case: not recused, and in no other stage of it before. The
 * database says the same when they begin (`case_actor`).
 */
export async function refuseUnfit(tx: Tx, applicationId: string, stage: CaseStage): Promise<Refused | null> {
  return (await findUnfit(tx, [applicationId], stage))?.refused ?? null;
}

/** As `refuseUnfit`, of any number of cases: the first of them in which this person may not act, and which it is. */
export async function refuseUnfitForAny(
  tx: Tx,
  applicationIds: readonly string[],
  stage: CaseStage,
): Promise<Refused | null> {
  const found = await findUnfit(tx, applicationIds, stage);
  if (!found) return null;
  const { code, message, details } = found.refused.refusal;
  return refuse(code, message, { ...details, applicationId: found.applicationId });
}

/** As `refuseRecused`, of any number of cases: the first of them that this person must keep off. */
export async function refuseRecusedFromAny(
  tx: Tx,
  applicationIds: readonly string[],
): Promise<Refused | null> {
  const found = await findRecused(tx, applicationIds);
  if (!found) return null;
  const { code, message, details } = found.refused.refusal;
  return refuse(code, message, { ...details, applicationId: found.applicationId });
}

async function findRecused(
  tx: Tx,
  applicationIds: readonly string[],
): Promise<{ applicationId: string; refused: Refused } | null> {
  const { actor } = tx;
  if (actor.kind !== 'person') return null;
  const scopes = await seenByBoth(tx, actor, (hands) => readRecusalScopesOf(tx, applicationIds, hands));
  for (const { applicationId, partyId, declared } of scopes) {
    const ground = recusalOf(actor, partyId, declared);
    if (ground) return { applicationId, refused: recused(ground) };
  }
  return null;
}

async function findUnfit(
  tx: Tx,
  applicationIds: readonly string[],
  stage: CaseStage,
): Promise<{ applicationId: string; refused: Refused } | null> {
  const { actor } = tx;
  if (actor.kind !== 'person') return null;
  const related = stage === 'filing' ? null : await findRecused(tx, applicationIds);
  if (related) return related;
  for (const act of await readActsOf(tx, applicationIds, handsOf(actor))) {
    const verdict = mayActInStage([act], act.userId, stage);
    if (verdict.allowed) continue;
    const { applicationId } = act;
    const refused = refuse(
      'separation-of-duties',
      `${act.userId === actor.userId ? '您' : '委托您代理的人'}已办理过此件的“${CASE_STAGE_LABELS[verdict.actedAs]}”环节,同一人不得办理两个环节,请转由其他同事处理。`,
      { actedAs: verdict.actedAs, stage },
    );
    return { applicationId, refused };
  }
  return null;
}
