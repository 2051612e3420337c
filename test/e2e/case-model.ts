import {
  allowedApplicationActions,
  type ApplicationAction,
  applicationOperation,
  type ApplicationPosition,
  auditApprovalProblem,
  type AuditConclusion,
  type CaseStage,
  claimantOf,
  handsOf,
  HANDLING_VERBS,
  HOLDERS_VERBS,
  mayActInStage,
  mayClaim,
  mayTransfer,
  mayUnclaim,
  moveApplication,
  type Operation,
  type PersonAction,
  type PersonActor,
  permit,
  recusalOf,
  type RecusalScope,
  type Resource,
  type ResubmitTarget,
  type Route,
  WAITS_FOR_OPINIONS,
} from '@duixian/workflow';

const [COUNTY, CITY, PROVINCE] = ['410402', '410400', '410000'];

/** What one case must look like: kept by the pure tables alone, beside the real one. */
export interface CaseModel {
  position: ApplicationPosition;
  version: number;
  submitted: boolean;
  /** What its award holds of the treasuries. */
  reservedFen: number;
  history: { userId: string; stage: CaseStage }[];
  recusals: { userId: string; scope: RecusalScope }[];
  partyId: string;
  /** Everybody who might be handed it, each as themselves. */
  people: readonly PersonActor[];
  /** Departments were asked and have not answered. */
  consulted: boolean;
  /** What the auditing firm came to since it was last submitted. */
  audited: AuditConclusion | null;
  /** Whose task the open review is; null for everybody of the stage. */
  holderId: string | null;
}

export const draftOf = (partyId: string, route: Route, noticeWorkingDays: number): CaseModel => ({
  position: {
    ...{ state: 'draft', route, stageIndex: null, waitingStageIndex: null, noticeWorkingDays },
    origin: 'application',
  },
  version: 1,
  submitted: false,
  reservedFen: 0,
  history: [],
  recusals: [],
  partyId,
  people: [],
  consulted: false,
  audited: null,
  holderId: null,
});

export interface Attempt {
  person: PersonActor;
  action: PersonAction;
  resubmitTo: ResubmitTarget;
  /** Sent with the version before the present one. */
  stale: boolean;
  /** For a transfer: to whom, as themselves. */
  to: PersonActor;
  /** For an audit: what the firm comes to. */
  conclusion: AuditConclusion;
  /** For an approval: what is written with it. */
  comment: string;
}

const FILING: readonly ApplicationAction[] = ['edit', 'submit', 'withdraw'];
const openStage = ({ position: { route, stageIndex } }: CaseModel) =>
  stageIndex === null ? undefined : route[stageIndex];

function stageOf(model: CaseModel, action: ApplicationAction): CaseStage {
  if (FILING.includes(action)) return 'filing';
  if (action === 'confirm' || action === 'refuse') return 'city_second';
  return action === 'terminate' ? 'city_review' : (openStage(model)?.key ?? 'city_review');
}

/** Whose turn it is: the city's for a parked case and for a termination, else the open stage's. */
function resourceOf(model: CaseModel, action?: ApplicationAction): Resource {
  const { partyId, submitted, position } = model;
  if (!submitted) return { partyId };
  const level =
    ['terminate', 'confirm', 'refuse'].includes(action ?? '') || position.state === 'parked'
      ? 'city'
      : (openStage(model)?.level ?? null);
  return {
    regionPath: [COUNTY, CITY, PROVINCE] as string[],
    partyId,
    ...(level === null ? {} : { stageRegionCode: (level === 'county' ? COUNTY : CITY) as string }),
  };
}

/** Whoever acts in a colleague's name is both of them: what keeps either off keeps both off. */
const isRecused = (model: CaseModel, person: PersonActor): boolean =>
  recusalOf(
    person,
    model.partyId,
    model.recusals.filter(({ userId }) => handsOf(person).includes(userId)).map(({ scope }) => scope),
  ) !== null;
const isSeparate = (model: CaseModel, person: PersonActor, stage: CaseStage): boolean =>
  handsOf(person).every((userId) => mayActInStage(model.history, userId, stage).allowed);

function note(model: CaseModel, person: PersonActor, stage: CaseStage): void {
  for (const userId of handsOf(person))
    if (!model.history.some((act) => act.userId === userId)) model.history.push({ userId, stage });
}

/** Whether somebody may do the open stage, whoever asks: its role, not recused, in no other stage. */
function isFit(model: CaseModel, person: PersonActor): boolean {
  const stage = openStage(model);
  if (!stage) return false;
  const regionCode = stage.level === 'county' ? COUNTY : CITY;
  const reviews = person.grants.some((one) => one.role === 'reviewer' && one.regionCode === regionCode);
  return reviews && !isRecused(model, person) && isSeparate(model, person, stage.key);
}

/** Who holds the open review; nobody in particular where its holder cannot act any more. */
function holderOf(model: CaseModel): string | null {
  const { holderId } = model;
  return holderId !== null && model.people.some((one) => one.userId === holderId && isFit(model, one))
    ? holderId
    : null;
}

const UNCLAIMABLE = {
  yes: null,
  'holds-it': 'action-not-allowed',
  nobodys: 'action-not-allowed',
  'held-by-another': 'task-of-another',
} as const;

/** Null, or why the verb is somebody else's. */
function holderSays(model: CaseModel, person: PersonActor, action: ApplicationAction): string | null {
  const stage = openStage(model);
  if (!stage || !HOLDERS_VERBS.includes(action)) return null;
  const holderId = holderOf(model);
  if (action === 'transfer') {
    const path = stage.level === 'county' ? [COUNTY, CITY, PROVINCE] : [CITY, PROVINCE];
    const verdict = mayTransfer(person, path as string[], holderId);
    return { yes: null, 'not-theirs': 'forbidden', 'held-by-another': 'task-of-another' }[verdict];
  }
  if (action === 'claim') return UNCLAIMABLE[mayClaim(person, holderId)];
  if (action === 'unclaim') return UNCLAIMABLE[mayUnclaim(person, holderId)];
  return holderId === null || handsOf(person).includes(holderId) ? null : 'task-of-another';
}

export const maySee = (model: CaseModel, person: PersonActor): boolean =>
  permit(person, 'application.read', resourceOf(model)).allowed;

/** The actions that the case page of a person must offer. */
export function actionsFor(model: CaseModel, person: PersonActor): ApplicationAction[] {
  return allowedApplicationActions(model.position).filter((action) => {
    if (model.consulted && WAITS_FOR_OPINIONS.includes(action)) return false;
    const operation = applicationOperation(model.position.state, action);
    if (action === 'build_notice' || !operation) return false;
    if (!permit(person, operation, resourceOf(model, action)).allowed) return false;
    const stage = stageOf(model, action);
    if (stage !== 'filing' && isRecused(model, person)) return false;
    if (holderSays(model, person, action) !== null) return false;
    return action === 'transfer' || isSeparate(model, person, stage);
  });
}

const UNAUDITED = { 'opinion-missing': 'audit-missing', 'reason-missing': 'audit-adverse' } as const;

/** Takes the attempt in the model; answers the code of its refusal, or null. A refused one changes nothing. */
export function attempt(
  model: CaseModel,
  { person, action, resubmitTo, stale, to: colleague, conclusion, comment }: Attempt,
): string | null {
  if (!maySee(model, person)) return 'not-found';
  if (stale) return 'stale-version';
  const operation =
    applicationOperation(model.position.state, action) ?? (`application.${action}` satisfies Operation);
  const permission = permit(person, operation, resourceOf(model, action));
  if (!permission.allowed) return permission.as;
  const move = moveApplication(model.position, action, resubmitTo);
  if (!move.ok) return 'action-not-allowed';
  const stage = stageOf(model, action);
  if (stage !== 'filing' && isRecused(model, person)) return 'recused';
  if (action !== 'transfer' && !isSeparate(model, person, stage)) return 'separation-of-duties';
  const another = holderSays(model, person, action);
  if (another !== null) return another;
  if (model.consulted && WAITS_FOR_OPINIONS.includes(action)) return 'consultation-open';
  // Nothing is claimed in these lives, and the law leaves nothing open.
  if (action === 'attest') return 'facts-invalid';
  if (action === 'decide') return 'decision-not-wanted';
  const unfit = handsOf(person).includes(colleague.userId) || !isFit(model, colleague);
  if (action === 'transfer' && (holderOf(model) === colleague.userId || unfit)) return 'transfer-invalid';
  const open = openStage(model);
  const unaudited = action === 'approve' && open && auditApprovalProblem(open.key, model.audited, comment);
  if (unaudited) return UNAUDITED[unaudited];
  const { to, stageIndex, waitingStageIndex } = move;
  model.position = { ...model.position, state: to, stageIndex, waitingStageIndex };
  model.version += 1;
  if (action === 'audit') model.audited = conclusion;
  if (action === 'submit') model.audited = null;
  if (move.closesStage) model.holderId = null;
  if (action === 'transfer') model.holderId = colleague.userId;
  if (action === 'claim') model.holderId = claimantOf(person);
  if (action === 'unclaim') model.holderId = null;
  if (HANDLING_VERBS.includes(action)) return null;
  if (action === 'consult') model.consulted = true;
  if (move.closesStage) model.consulted = false;
  model.submitted ||= action === 'submit';
  note(model, person, stage);
  return null;
}

/** What the system does by itself in each state once it is let; the award holds `awardFen`. */
export function settle(model: CaseModel, awardFen: number): void {
  const next: Partial<Record<string, ApplicationAction>> = {
    ...{ submitted: 'assess', approved: 'publish_notice', noticed: 'award' },
  };
  for (;;) {
    const action = next[model.position.state];
    if (!action) return;
    bySystem(model, action);
    if (action === 'award') model.reservedFen += awardFen;
  }
}

/** @throws when the table has no such move: the test is wrong */
export function bySystem(model: CaseModel, action: ApplicationAction): void {
  const move = moveApplication(model.position, action);
  if (!move.ok) throw new Error(`${action} from ${model.position.state}`);
  const { to, stageIndex, waitingStageIndex } = move;
  model.position = { ...model.position, state: to, stageIndex, waitingStageIndex };
  model.version += 1;
}

/** The city's finance makers answer, or its reviewers take the question back; the code of the refusal, or null. */
export function answer(model: CaseModel, person: PersonActor): string | null {
  if (!model.consulted) return 'none-open';
  if (isRecused(model, person)) return 'recused';
  if (!isSeparate(model, person, 'consultation')) return 'separation-of-duties';
  model.consulted = false;
  note(model, person, 'consultation');
  return null;
}
