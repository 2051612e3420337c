import { addDays, isWorkingDay, localDate } from '@duixian/calendar';
import {
  readFirstSubmission,
  readOverdueCases,
  readStageFigures,
  runQuery,
  SUPERVISED_STAGES,
  type BoardFilter,
  type CountedDays,
  type Database,
  type OverdueCase,
  type StageFigures,
  type SupervisedStage,
  type Tx,
} from '@duixian/persistence';
import type { PersonActor } from '@duixian/workflow';
import { readHolidays } from '../calendar/read-holidays';
import { reachFor, refuseUnlessPermitted } from '../ground/authorise';
import { refuse, type Refused } from '../ground/refusal';
import { readDatedQuestions, type DatedQuestion } from '../sweeps/remind-of-questions';

const MOST_OVERDUE = 100;
const MOST_QUESTIONS = 100;
/** A year at most is looked at when nobody says otherwise. */
const DAYS_BACK = 365;

export interface BoardQuery {
  /** Days between which stages were finished; absent: the last year until today. */
  from?: string;
  to?: string;
  countyCode?: string;
  stage?: SupervisedStage;
}

export interface SupervisionBoard {
  from: string;
  to: string;
  /** Per county and stage, what is overdue most first. */
  figures: StageFigures[];
  /** The longest overdue first. */
  overdue: OverdueCase[];
  /** Questions of enterprises about offers that nobody has answered yet, the oldest first. */
  questions: DatedQuestion[];
}

/**
 * 督办看板: what waits and what is overdue, by county and stage, and how many working days the stages took that were finished
 * in a period. Whoever reads it sees the counties of their reach.
 */
export async function readSupervisionBoard(
  db: Database,
  actor: PersonActor,
  query: BoardQuery,
): Promise<{ ok: true; value: SupervisionBoard } | Refused> {
  const forbidden = refuseUnlessPermitted(actor, 'supervision.read');
  if (forbidden) return forbidden;
  return runQuery(db, actor, async (tx) => {
    const to = query.to ?? tx.today;
    const from = query.from ?? addDays(localDate(to), -DAYS_BACK);
    if (from > to) return refuse('period-invalid', '起始日期不能晚于截止日期。');
    const filter = { countyCodes: countiesOf(tx, query.countyCode), stages: stagesOf(query.stage), from, to };
    const days = await countWorkingDays(tx, filter);
    const figures = await readStageFigures(tx, filter, days);
    const overdue = await readOverdueCases(tx, filter, days, MOST_OVERDUE);
    const questions = await readDatedQuestions(tx, filter.countyCodes, MOST_QUESTIONS);
    return { ok: true as const, value: { from, to, figures, overdue, questions } };
  });
}

const stagesOf = (stage?: SupervisedStage): readonly SupervisedStage[] =>
  stage === undefined ? SUPERVISED_STAGES : [stage];

function countiesOf(tx: Tx, asked?: string): string[] {
  const { everything, regionCodes } = reachFor(tx, 'supervision.read');
  return tx.regions.regions
    .filter(
      ({ code }) => (everything || regionCodes.includes(code)) && (asked === undefined || asked === code),
    )
    .map(({ code }) => code);
}

/** Every day from the first case on, with the working days so far: SQL then takes differences, and no day is looked at twice. */
async function countWorkingDays(tx: Tx, { to }: Pick<BoardFilter, 'to'>): Promise<CountedDays> {
  const holidays = await readHolidays(tx);
  const first = (await readFirstSubmission(tx)) ?? tx.today;
  const last = to > tx.today ? to : tx.today;
  const [days, counted]: [string[], number[]] = [[], []];
  let sum = 0;
  for (let day = localDate(first); day <= last; day = addDays(day, 1)) {
    if (isWorkingDay(day, holidays).working) sum += 1;
    days.push(day);
    counted.push(sum);
  }
  return { days, counted };
}
