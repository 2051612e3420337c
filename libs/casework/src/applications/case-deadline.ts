import { addWorkingDays, workingDaysFrom, type HolidayTable, type LocalDate } from '@duixian/calendar';
import {
  clockOfTask,
  findCall,
  findLastDoneTask,
  findOpenTask,
  readCalls,
  type ApplicationEntity,
  type CaseTaskEntity,
  type Tx,
} from '@duixian/persistence';
import {
  isReviewStage,
  REVIEW_STAGES,
  lastDayOf,
  remainingWorkingDays,
  type StageClock,
} from '@duixian/workflow';
import { readHolidays } from '../calendar/read-holidays';
import { openStageOf } from './open-case';

/** What a clock says today. */
export interface ClockReading {
  /** Last day; null while the clock stands, unless it was overdue before. */
  deadline: LocalDate | null;
  /** Working days left; negative when it is over. */
  remainingWorkingDays: number;
  /** Day since which it stands. */
  pausedOn: LocalDate | null;
}

export type ReadClock = (clock: StageClock, allowed: number) => ClockReading;

/** Reads many clocks on one day; what several of them share is counted once. */
export function clockReader(today: LocalDate, holidays: HolidayTable): ReadClock {
  const fromToday = workingDaysFrom(today, holidays);
  const lastDays = new Map<string, LocalDate>();
  const simpleLastDay = (from: LocalDate, allowed: number): LocalDate => {
    const key = `${from} ${allowed}`;
    const day = lastDays.get(key) ?? addWorkingDays(from, allowed, holidays).date;
    lastDays.set(key, day);
    return day;
  };
  return (clock, allowed) => ({
    deadline:
      clock.runs.length === 0 && clock.from !== null
        ? simpleLastDay(clock.from, allowed)
        : lastDayOf(clock, allowed, holidays),
    remainingWorkingDays: remainingWorkingDays(clock, allowed, (day) => 0 - fromToday(day), holidays),
    pausedOn: clock.pausedOn,
  });
}

/** Why a clock stands. */
export const CLOCK_PAUSES = ['hold', 'correction', 'consultation'] as const;
export type ClockPause = (typeof CLOCK_PAUSES)[number];

const PAUSED_BY: Readonly<Record<string, ClockPause>> = { on_hold: 'hold', in_review: 'consultation' };

export interface StageClockView extends ClockReading {
  stage: string;
  /** Working days that the call gives the stage. */
  workingDays: number;
  pausedBy: ClockPause | null;
}

/**
 * The clock of the review stage that is open, or of the one that waits for a correction. Null outside of these and where
 * the call sets no deadline.
 */
export async function readStageClock(tx: Tx, application: ApplicationEntity): Promise<StageClockView | null> {
  const task = await clockedTask(tx, application);
  const call = task && (await findCall(tx, application.callId));
  const workingDays = task && workingDaysOf(call?.deadlines, task.kind);
  if (!task || workingDays === null || workingDays === undefined) return null;
  const reading = clockReader(tx.today as LocalDate, await readHolidays(tx))(clockOfTask(task), workingDays);
  const pausedBy = PAUSED_BY[application.state] ?? 'correction';
  return { stage: task.kind, workingDays, ...reading, pausedBy: reading.pausedOn === null ? null : pausedBy };
}

async function clockedTask(tx: Tx, application: ApplicationEntity): Promise<CaseTaskEntity | null> {
  const stage = openStageOf(application);
  if (stage) return findOpenTask(tx, application.id, stage.key);
  const corrected =
    application.state === 'returned' ||
    (application.state === 'submitted' && application.waitingStageIndex !== null);
  return corrected
    ? findLastDoneTask(
        tx,
        application.id,
        REVIEW_STAGES.map(({ key }) => key),
      )
    : null;
}

/** Working days that a call gives a kind of task; null where it gives none. */
export function workingDaysOf(
  deadlines: Readonly<Record<string, number | undefined>> | undefined,
  kind: string,
): number | null {
  return isReviewStage(kind) ? (deadlines?.[kind] ?? null) : null;
}

/** The same for many open tasks at once, by task id. Tasks without a deadline and done ones are left out. */
export async function readTaskClocks(
  tx: Tx,
  tasks: readonly CaseTaskEntity[],
  applications: readonly ApplicationEntity[],
): Promise<Map<string, ClockReading>> {
  const calls = new Map((await readCalls(tx)).map((call) => [call.id, call]));
  const callOf = new Map(applications.map(({ id, callId }) => [id, calls.get(callId)]));
  const read = clockReader(tx.today as LocalDate, await readHolidays(tx));
  const clocks = new Map<string, ClockReading>();
  for (const task of tasks) {
    const days = workingDaysOf(callOf.get(task.applicationId)?.deadlines, task.kind);
    if (task.doneAt === null && days !== null) clocks.set(task.id, read(clockOfTask(task), days));
  }
  return clocks;
}
