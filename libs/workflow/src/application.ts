import {
  APPLICATION_CREATED_EVENT,
  APPLICATION_TRANSITIONS,
  type ApplicationAction,
  type ApplicationGuard,
  type ApplicationOrigin,
  type ApplicationState,
  type ApplicationTransition,
} from './application-table';
import { type Operation } from './operations';
import { allowedActions, takeTransition, type TransitionRefusal } from './transition-table';

export interface Stage {
  key: 'county_review' | 'city_review';
  level: 'county' | 'city';
}

/** The review stages of a case, frozen when it is submitted, in the order in which they are passed. */
export type Route = readonly Stage[];

/** Where one application stands. `stageIndex` counts from 0 and has a meaning in `in_review` only. */
export interface ApplicationPosition {
  state: ApplicationState;
  route: Route;
  stageIndex: number | null;
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
 * @throws RangeError for a position that cannot exist: in review without an open stage of its route (a bug)
 */
export function moveApplication(position: ApplicationPosition, action: ApplicationAction): ApplicationMove {
  const open = openStage(position);
  const taken = takeTransition(APPLICATION_TRANSITIONS, position.state, action, guardOf(position));
  if (!taken.ok) return taken;
  const { row } = taken;
  const stageIndex = stageIndexAfter(row, position.stageIndex, position.route.length - 1);
  const opens = row.stage?.startsWith('opens-') === true;
  return {
    ok: true,
    to: row.to,
    stageIndex,
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
  return allowedActions(APPLICATION_TRANSITIONS, position.state, guardOf(position));
}

/** The operation to ask `permit` about before taking an action from a state; null where the table has no such row. */
export function applicationOperation(state: ApplicationState, action: ApplicationAction): Operation | null {
  return (
    APPLICATION_TRANSITIONS.find((row) => row.from === state && row.action === action)?.operation ?? null
  );
}

/**
 * Replays the recorded events of one application, oldest first, beginning with its creation.
 * Only events of the table belong in the list; the first one that does not fit is returned with its index.
 */
export function replayApplication(
  events: readonly string[],
):
  | { ok: true; state: ApplicationState; stageIndex: number | null }
  | { ok: false; index: number; event: string | null; state: ApplicationState | null } {
  const [created, ...later] = events;
  if (created !== APPLICATION_CREATED_EVENT)
    return { ok: false, index: 0, event: created ?? null, state: null };
  let state: ApplicationState = 'draft';
  let stageIndex: number | null = null;
  // A notice follows the last stage only: the stage passed last is the one that an upheld objection opens again.
  let lastStage = 0;
  for (const [index, event] of later.entries()) {
    const row = APPLICATION_TRANSITIONS.find((each) => each.from === state && each.event === event);
    if (!row) return { ok: false, index: index + 1, event, state };
    state = row.to;
    stageIndex = stageIndexAfter(row, stageIndex, lastStage);
    lastStage = stageIndex ?? lastStage;
  }
  return { ok: true, state, stageIndex };
}

function openStage({ state, route, stageIndex }: ApplicationPosition): Stage | null {
  if (state !== 'in_review') return null;
  const stage = stageIndex === null ? undefined : route[stageIndex];
  if (!stage) throw new RangeError(`in review, but stage ${stageIndex} is not on a route of ${route.length}`);
  return stage;
}

function guardOf(position: ApplicationPosition): (row: ApplicationTransition) => boolean {
  const last = position.stageIndex === position.route.length - 1;
  const holds: Record<ApplicationGuard, boolean> = {
    'route-has-a-stage': position.route.length > 0,
    'more-stages': !last,
    'earlier-stage': (position.stageIndex ?? 0) > 0,
    'last-stage-notice': last && position.noticeWorkingDays > 0,
    'last-stage-no-notice': last && position.noticeWorkingDays <= 0,
    'offer-notice': position.origin === 'offer' && position.noticeWorkingDays > 0,
    'offer-no-notice': position.origin === 'offer' && position.noticeWorkingDays <= 0,
  };
  return (row) => row.when === undefined || holds[row.when];
}

function stageIndexAfter(row: ApplicationTransition, before: number | null, last: number): number | null {
  switch (row.stage) {
    case 'opens-first':
      return 0;
    case 'opens-next':
      return (before ?? 0) + 1;
    case 'opens-previous':
      return (before ?? 0) - 1;
    case 'opens-last':
      return last;
    case 'keeps':
      return before;
    default:
      return null;
  }
}
