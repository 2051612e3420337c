import { CORRECTION_EVENTS, type ApplicationState } from '@duixian/workflow';
import { managerOf, type Tx } from '../ground/transaction';

/** The stages that have a clock. */
export const SUPERVISED_STAGES = [
  'county_review',
  'county_second',
  'city_review',
  'city_second',
  'third_party_audit',
  'audit_second',
] as const;
export type SupervisedStage = (typeof SUPERVISED_STAGES)[number];

/** Working days up to and including each day of a stretch without gaps: the difference of two is what lies between them. */
export interface CountedDays {
  days: readonly string[];
  counted: readonly number[];
}

export interface BoardFilter {
  countyCodes: readonly string[];
  stages: readonly SupervisedStage[];
  /** First and last day on which a stage was finished. */
  from: string;
  to: string;
}

/** How one stage goes in one county: what waits now, and what was finished in a period. */
export interface StageFigures {
  countyCode: string;
  stage: SupervisedStage;
  open: number;
  dueSoon: number;
  overdue: number;
  /** Working days by which the worst one is over. */
  worstOverdueDays: number;
  finished: number;
  /** Working days that a finished stage took by its clock; null where none was finished. */
  medianDays: number | null;
  p90Days: number | null;
  /** Of the finished ones that had a last day: after it. */
  finishedLate: number;
}

export interface OverdueCase {
  taskId: string;
  applicationId: string;
  caseNumber: string;
  state: ApplicationState;
  applicantName: string;
  countyCode: string;
  stage: SupervisedStage;
  /** Working days by which it is over. */
  overdueDays: number;
  reminders: number;
}

/** The day on which the first case came; null where there is none. */
export async function readFirstSubmission(tx: Tx): Promise<string | null> {
  const rows = await managerOf(tx).query<{ day: string | null }[]>(
    `SELECT ((SELECT submitted_at FROM application WHERE submitted_at IS NOT NULL ORDER BY submitted_at LIMIT 1)
       AT TIME ZONE 'Asia/Shanghai')::date::text AS day`,
  );
  return rows[0]?.day ?? null;
}

const DAYS = `day AS MATERIALIZED (SELECT * FROM unnest($1::date[], $2::int[]) AS d(on_day, counted))`;

/** Working days that the clock of a task counted, the part that still ran ending on the day of `last`. */
const used = (last: string): string => `
  coalesce(${last}.counted - since.counted, 0) + CASE WHEN task.clock_runs = '[]' THEN 0 ELSE (
    SELECT coalesce(sum(b.counted - a.counted), 0) FROM jsonb_array_elements(task.clock_runs) AS run
      JOIN day a ON a.on_day = (run ->> 0)::date JOIN day b ON b.on_day = (run ->> 1)::date) END`;

/** Open reviews with the working days that are left to them; null where the call sets no deadline. */
const OPEN = `
  SELECT task.id, task.kind, task.paused_on, one.id AS application_id, one.county_code, one.case_number, one.state, one.party_id,
    (call.deadlines ->> task.kind)::int - (${used('today')}) AS remaining
  FROM case_task task JOIN application one ON one.id = task.application_id JOIN call ON call.id = one.call_id
    JOIN day today ON today.on_day = $3 LEFT JOIN day since ON since.on_day = task.clock_from
  WHERE task.done_at IS NULL AND task.kind = ANY ($5) AND one.county_code = ANY ($4)`;

// Sent back for correction is not finished: the clock goes on when the case comes back. Withdrawn is nobody's work.
const FINISHED = `
  SELECT task.kind, one.county_code, (call.deadlines ->> task.kind)::int AS allowed, ${used('done')} AS used
  FROM case_task task JOIN application one ON one.id = task.application_id JOIN call ON call.id = one.call_id
    JOIN day done ON done.on_day = (task.done_at AT TIME ZONE 'Asia/Shanghai')::date
    LEFT JOIN day since ON since.on_day = task.clock_from
  WHERE task.done_at >= $6::date::timestamp AT TIME ZONE 'Asia/Shanghai' AND task.done_at < ($7::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai'
    AND task.kind = ANY ($5) AND one.county_code = ANY ($4) AND task.outcome <> ALL ($8)`;

const UNFINISHED: readonly string[] = [
  ...CORRECTION_EVENTS,
  'application.withdrawn',
  'application.terminated',
];

/** Figures per county and stage, in one statement; the median and the 90th percentile are days that really occurred. */
export async function readStageFigures(
  tx: Tx,
  { countyCodes, stages, from, to }: BoardFilter,
  { days, counted }: CountedDays,
): Promise<StageFigures[]> {
  return managerOf(tx).query<StageFigures[]>(
    `WITH ${DAYS}, open AS (${OPEN}), finished AS (${FINISHED}),
       waiting AS (SELECT county_code, kind, count(*)::int AS open, (count(*) FILTER (WHERE remaining < 0))::int AS overdue,
           (count(*) FILTER (WHERE remaining BETWEEN 0 AND 2 AND paused_on IS NULL))::int AS due_soon, max(-remaining) AS worst
         FROM open GROUP BY 1, 2),
       past AS (SELECT county_code, kind, count(*)::int AS finished, (count(*) FILTER (WHERE used > allowed))::int AS late,
           percentile_disc(0.5) WITHIN GROUP (ORDER BY used)::int AS median, percentile_disc(0.9) WITHIN GROUP (ORDER BY used)::int AS p90
         FROM finished GROUP BY 1, 2)
     SELECT county_code AS "countyCode", kind AS stage, coalesce(open, 0) AS open, coalesce(due_soon, 0) AS "dueSoon",
       coalesce(overdue, 0) AS overdue, greatest(coalesce(worst, 0), 0)::int AS "worstOverdueDays", coalesce(finished, 0) AS finished,
       median AS "medianDays", p90 AS "p90Days", coalesce(late, 0) AS "finishedLate"
     FROM waiting FULL JOIN past USING (county_code, kind)
     ORDER BY coalesce(overdue, 0) DESC, greatest(coalesce(worst, 0), 0) DESC, county_code, kind DESC`,
    [days, counted, tx.today, countyCodes, stages, from, to, UNFINISHED],
  );
}

/** The cases that are overdue longest, at most `most`. */
export async function readOverdueCases(
  tx: Tx,
  { countyCodes, stages }: Pick<BoardFilter, 'countyCodes' | 'stages'>,
  { days, counted }: CountedDays,
  most: number,
): Promise<OverdueCase[]> {
  return managerOf(tx).query<OverdueCase[]>(
    `WITH ${DAYS}, open AS (${OPEN}),
       worst AS (SELECT * FROM open WHERE remaining < 0 ORDER BY remaining, id LIMIT $6)
     SELECT worst.id AS "taskId", worst.application_id AS "applicationId", worst.case_number AS "caseNumber", worst.state,
       party.registered_name AS "applicantName", worst.county_code AS "countyCode", worst.kind AS stage,
       (-worst.remaining)::int AS "overdueDays",
       (SELECT count(*)::int FROM reminder r WHERE r.task_id = worst.id AND r.cause = 'person') AS reminders
     FROM worst JOIN party ON party.id = worst.party_id ORDER BY worst.remaining, worst.id`,
    [days, counted, tx.today, countyCodes, stages, most],
  );
}
