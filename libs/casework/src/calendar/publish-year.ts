import {
  calendarYearProblems,
  holidayTable,
  localDate,
  readHolidayNotice,
  type CalendarYear,
  type NoticeReading,
} from '@duixian/calendar';
import {
  publishCalendarYear,
  readCalendarYears,
  runCommand,
  runQuery,
  type CommandOutcome,
  type Database,
  type Tx,
} from '@duixian/persistence';
import type { PersonActor } from '@duixian/workflow';
import { refuseUnlessPermitted } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';
import { effectsOf, type CalendarEffects } from './calendar-effects';

/** A year as it comes in; days are YYYY-MM-DD that exist. */
export interface GivenYear {
  year: number;
  sourceDocument: string;
  daysOff: string[];
  workingWeekends: string[];
}

export interface CalendarPreview extends CalendarEffects {
  daysOff: string[];
  workingWeekends: string[];
  /** What in a pasted text does not fit together. */
  textProblems: NoticeReading['problems'];
}

/** A year read out of the text of its notice, or out of lists of days, and what publishing it would change. */
export async function previewCalendarYear(
  db: Database,
  actor: PersonActor,
  given: { year: number; text: string } | Omit<GivenYear, 'sourceDocument'>,
): Promise<{ ok: true; value: CalendarPreview } | Refused> {
  const forbidden = refuseUnlessPermitted(actor, 'calendar.preview');
  if (forbidden) return forbidden;
  const read = 'text' in given ? readHolidayNotice(given.year, given.text) : { ...given, problems: [] };
  const { daysOff, workingWeekends, problems: textProblems } = read;
  const year = yearOf({ year: given.year, sourceDocument: '', daysOff, workingWeekends });
  // Deadlines of cases are none of an administrator's business; how many of them move is.
  return runQuery(db, { kind: 'system', name: 'preview-calendar' }, async (tx) => {
    const invalid = 'text' in given ? null : await refuseUnfit(tx, year);
    if (invalid) return invalid;
    const fits = calendarYearProblems(year).length === 0;
    const effects = await effectsOf(tx, fits ? year : { ...year, daysOff: [], workingWeekends: [] });
    return { ok: true as const, value: { daysOff, workingWeekends, textProblems, ...effects } };
  });
}

/**
 * The holidays of a year as the State Council published them. What was counted by an estimate is counted again: deadlines
 * at once, since they are counted when they are read; ends of standing notices by the next step.
 */
export async function publishYear(
  db: Database,
  command: { actor: PersonActor; idempotencyKey: string; given: GivenYear },
): Promise<CommandOutcome<{ year: number }, Refusal>> {
  const { actor, idempotencyKey, given } = command;
  const taken: Refusal = {
    code: 'action-not-allowed',
    message: `${given.year} 年工作日历已经公布,不能再次公布。`,
  };
  return runCommand(
    db,
    {
      name: 'publishCalendarYear',
      actor,
      idempotencyKey,
      input: given,
      conflicts: { calendar_year_pkey: taken },
    },
    async (tx): Promise<CaseOutcome<{ year: number }>> => {
      const forbidden = refuseUnlessPermitted(actor, 'calendar.publish');
      if (forbidden) return forbidden;
      const year = yearOf(given);
      const unfit = await refuseUnfit(tx, year);
      if (unfit) return unfit;
      await publishCalendarYear(tx, year);
      const regionCode = actor.grants.find(({ role }) => role === 'administrator')?.regionCode ?? '';
      await tx.record({ caseId: tx.newId(), regionCode, type: 'calendar.published', data: { ...given } });
      await tx.enqueue('calendar.published', { calendarYear: String(given.year) });
      return done({ year: given.year });
    },
  );
}

async function refuseUnfit(tx: Tx, year: CalendarYear): Promise<Refused | null> {
  const known = await readCalendarYears(tx);
  if (known.some((each) => each.year === year.year)) {
    return refuse('action-not-allowed', `${year.year} 年工作日历已经公布,不能再次公布。`);
  }
  const problems = calendarYearProblems(year).map((problem) => ({
    ...problem,
    fix: '请对照国务院办公厅通知改正',
  }));
  if (problems.length === 0) {
    try {
      holidayTable([...known, year]);
      return null;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      const fix = '请与前后年度的日历对照';
      problems.push({ field: 'daysOff', message: error.message, fix });
    }
  }
  return refuse('calendar-invalid', `${year.year} 年的放假和调休安排前后不一致,请按提示改正。`, { problems });
}

const yearOf = ({ year, sourceDocument, daysOff, workingWeekends }: GivenYear): CalendarYear => ({
  year,
  sourceDocument,
  daysOff: daysOff.map(localDate),
  workingWeekends: workingWeekends.map(localDate),
});
