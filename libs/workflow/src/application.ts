import {
  APPLICATION_CREATED_EVENT,
  APPLICATION_TRANSITIONS,
  type ApplicationAction,
  type ApplicationGuard,
  type ApplicationOrigin,
  type ApplicationState,
  type ApplicationTransition,
  type ResubmitTarget,
} from './application-table';
import { type Operation } from './operations';
import { allowedActions, takeTransition, type TransitionRefusal } from './transition-table';

/** Who looks at a case, in the order in which a route may have them. A second approver (复核) confirms what the stage before
 * it approved, or sends it back there, and does nothing else. */
export const REVIEW_STAGES = [
  { key: 'county_review', level: 'county' },
  { key: 'county_second', level: 'county' },
  { key: 'city_review', level: 'city' },
  { key: 'city_second', level: 'city' },
  { key: 'third_party_audit', level: 'city' },
  { key: 'audit_second', level: 'city' },
] as const;

export interface Stage {
  key: (typeof REVIEW_STAGES)[number]['key'];
  level: 'county' | 'city';
}

export const REVIEW_STAGE_KEYS: readonly Stage['key'][] = REVIEW_STAGES.map(({ key }) => key);

export const isReviewStage = (kind: string): kind is Stage['key'] =>
  REVIEW_STAGES.some(({ key }) => key === kind);

const REVIEWED_BY: Readonly<Partial<Record<Stage['key'], Stage['key']>>> = {
  county_second: 'county_review',
  city_second: 'city_review',
  audit_second: 'third_party_audit',
};

/** The stage whose approval this one confirms; null for a stage that decides itself. */
export const confirmedBy = (key: Stage['key']): Stage['key'] | null => REVIEWED_BY[key] ?? null;

/** The review stages of a case, frozen when it is submitted, in the order in which they are passed. */
export type Route = readonly Stage[];

/** Where one application stands. `stageIndex` counts from 0 and has a meaning in a review only, held up or not. */
export interface ApplicationPosition {
  state: ApplicationState;
  route: Route;
  stageIndex: number | null;
  /** The stage that returned the case and gets it straight back; null where nothing waits. Kept until it is reached. */
  waitingStageIndex: number | null;
  /** Length of the public notice (公示) that the call asks for; 0 = none. */
  noticeWorkingDays: number;
  origin: ApplicationOrigin;
}

export type Refusal = TransitionRefusal<ApplicationState, ApplicationAction>;

export type ApplicationMove =
  | {
      ok: true;
      to: ApplicationState;
      /** Index of the stage that is open after the move; null outside a review. */
      stageIndex: number | null;
      /** Index of the stage that waits for the case to come back; null where none does. */
      waitingStageIndex: number | null;
      opensStage: Stage | null;
      closesStage: Stage | null;
      event: string;
      by: ApplicationTransition['by'];
    }
  | { ok: false; refusal: Refusal };

/**
 * Decides a move of one application. What the table does not contain comes back as a refusal that names the state
 * and the actions that are possible; nothing is changed and nothing is thrown for it.
 * A route without stages is never assessed: nothing may be awarded that nobody reviewed.
 * @param resubmitTo for `return` only: where the corrected case goes; straight back unless said otherwise
 * @param backTo for `remand` only: which of `earlierStages` opens; the nearest unless said otherwise
 * @throws RangeError for a position that cannot exist: in review without an open stage of its route (a bug)
 */
export function moveApplication(
  position: ApplicationPosition,
  action: ApplicationAction,
  resubmitTo: ResubmitTarget = 'returning_stage',
  backTo: Stage['key'] | null = null,
): ApplicationMove {
  const open = openStage(position);
  if (backTo !== null && !earlierStages(position).some(({ key }) => key === backTo))
    return {
      ok: false,
      refusal: {
        code: 'action-not-allowed',
        ...{ state: position.state, action, allowed: allowedApplicationActions(position) },
      },
    };
  const taken = takeTransition(
    APPLICATION_TRANSITIONS,
    position.state,
    action,
    guardOf(position, resubmitTo),
  );
  if (!taken.ok) return taken;
  const { row } = taken;
  const stageIndex = stageIndexAfter(row, position, position.route, backTo);
  const opens = row.stage?.startsWith('opens-') === true;
  return {
    ok: true,
    to: row.to,
    stageIndex,
    waitingStageIndex: waitingStageAfter(row, position),
    opensStage: opens && stageIndex !== null ? (position.route[stageIndex] ?? null) : null,
    closesStage: row.stage === 'keeps' ? null : open,
    event: row.event,
    by: row.by,
  };
}

/**
 * The actions that `moveApplication` would accept here, whoever asks; `permit` decides who may.
 * @throws RangeError as `moveApplication`
 */
export function allowedApplicationActions(position: ApplicationPosition): ApplicationAction[] {
  openStage(position);
  return allowedActions(APPLICATION_TRANSITIONS, position.state, guardOf(position, 'returning_stage'));
}

/** The operation to ask `permit` about before taking an action from a state; null where the table has no such row. */
export function applicationOperation(state: ApplicationState, action: ApplicationAction): Operation | null {
  return (
    APPLICATION_TRANSITIONS.find((row) => row.from === state && row.action === action)?.operation ?? null
  );
}

const ALWAYS_THE_CITYS: readonly ApplicationAction[] = ['terminate', 'confirm', 'refuse'];

/** Whether an action in a state is the city's, whoever's turn the stage is; terminating is, even where it is impossible. */
export function isOfTheCity(state: ApplicationState, action: ApplicationAction): boolean {
  const row = APPLICATION_TRANSITIONS.find((each) => each.from === state && each.action === action);
  return row ? row.by === 'city-reviewer' : ALWAYS_THE_CITYS.includes(action);
}

/**
 * The stages that a case may be sent back to from where it stands, in the order of its route: those passed before that decide, so
 * no second approver's; of a parked case all of them.
 */
export function earlierStages({
  state,
  route,
  stageIndex,
}: Pick<ApplicationPosition, 'state' | 'route' | 'stageIndex'>): Route {
  const passed = state === 'parked' ? route : state === 'in_review' ? route.slice(0, stageIndex ?? 0) : [];
  return passed.filter(({ key }) => confirmedBy(key) === null);
}

/** An event as it is replayed; `backTo` where a case was sent back to another stage than the nearest. */
export interface RecordedMove {
  type: string;
  backTo: Stage['key'] | null;
}

/**
 * Replays the recorded events of one application, oldest first, beginning with its creation.
 * Only events of the table belong in the list; the first one that does not fit is returned with its index.
 * @param route the stages of the case: a notice follows the last of them, and an upheld objection opens it again
 */
export function replayApplication(
  events: readonly (string | RecordedMove)[],
  route: Route,
):
  | { ok: true; state: ApplicationState; stageIndex: number | null }
  | { ok: false; index: number; event: string | null; state: ApplicationState | null } {
  const [created, ...later] = events.map((event) =>
    typeof event === 'string' ? { type: event, backTo: null } : event,
  );
  if (created?.type !== APPLICATION_CREATED_EVENT)
    return { ok: false, index: 0, event: created?.type ?? null, state: null };
  let state: ApplicationState = 'draft';
  let stageIndex: number | null = null;
  let waitingStageIndex: number | null = null;
  for (const [index, { type: event, backTo }] of later.entries()) {
    const row = APPLICATION_TRANSITIONS.find((each) => each.from === state && each.event === event);
    if (!row) return { ok: false, index: index + 1, event, state };
    const before = { stageIndex, waitingStageIndex };
    state = row.to;
    stageIndex = stageIndexAfter(row, before, route, backTo);
    waitingStageIndex = waitingStageAfter(row, before);
  }
  return { ok: true, state, stageIndex };
}

function openStage({ state, route, stageIndex }: ApplicationPosition): Stage | null {
  if (state !== 'in_review' && state !== 'on_hold') return null;
  const stage = stageIndex === null ? undefined : route[stageIndex];
  if (!stage) throw new RangeError(`in review, but stage ${stageIndex} is not on a route of ${route.length}`);
  return stage;
}

function guardOf(
  position: ApplicationPosition,
  resubmitTo: ResubmitTarget,
): (row: ApplicationTransition) => boolean {
  const last = position.stageIndex === position.route.length - 1;
  const open = position.stageIndex === null ? undefined : position.route[position.stageIndex];
  const decides = !open || confirmedBy(open.key) === null;
  const holds: Record<ApplicationGuard, boolean> = {
    'route-has-a-stage': position.route.length > 0,
    'returning-stage-waits': position.waitingStageIndex !== null,
    'no-stage-waits': position.route.length > 0 && position.waitingStageIndex === null,
    'stage-decides': decides,
    'audit-stage': open?.key === 'third_party_audit',
    'straight-back': decides && resubmitTo === 'returning_stage',
    'through-all-stages': decides && resubmitTo === 'first_stage',
    'more-stages': !last,
    'earlier-stage': (position.stageIndex ?? 0) > 0,
    'last-stage-notice': last && position.noticeWorkingDays > 0,
    'last-stage-no-notice': last && position.noticeWorkingDays <= 0,
    'offer-notice': position.origin === 'offer' && position.noticeWorkingDays > 0,
    'offer-no-notice': position.origin === 'offer' && position.noticeWorkingDays <= 0,
  };
  return (row) => row.when === undefined || holds[row.when];
}

type Stages = Pick<ApplicationPosition, 'stageIndex' | 'waitingStageIndex'>;

function stageIndexAfter(
  row: ApplicationTransition,
  before: Stages,
  route: Route,
  backTo: Stage['key'] | null,
): number | null {
  if (backTo !== null) return route.findIndex(({ key }) => key === backTo);
  switch (row.stage) {
    case 'opens-first':
      return 0;
    case 'opens-next':
      return (before.stageIndex ?? 0) + 1;
    case 'opens-previous':
      return decidingStage(route, (before.stageIndex ?? 0) - 1);
    case 'opens-last':
      return decidingStage(route, route.length - 1);
    case 'opens-waiting':
      return before.waitingStageIndex;
    case 'keeps':
      return before.stageIndex;
    default:
      return null;
  }
}

/** This stage, or where it only confirms, the one before it: what goes back goes to whoever decides. */
function decidingStage(route: Route, index: number): number {
  const stage = route[index];
  return stage && confirmedBy(stage.key) !== null ? index - 1 : index;
}

/** Set by a return, kept while the applicant mends and submits, gone with everything else. */
function waitingStageAfter(row: ApplicationTransition, before: Stages): number | null {
  if (row.stage === 'waits') return before.stageIndex;
  const onItsWay = row.to === 'returned' || row.to === 'submitted';
  return row.from === 'returned' && onItsWay ? before.waitingStageIndex : null;
}
