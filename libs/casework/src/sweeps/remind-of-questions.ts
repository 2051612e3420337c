import { localDate, workingDaysBetween } from '@duixian/calendar';
import {
  newId,
  noteOverdueQuestions,
  readWaitingQuestions,
  runCommand,
  runQuery,
  type Database,
  type Tx,
  type WaitingQuestion,
} from '@duixian/persistence';
import { OFFER_ANSWER_WORKING_DAYS } from '@duixian/workflow';
import { readHolidays } from '../calendar/read-holidays';
import { done, refuse, type Refusal } from '../ground/refusal';

const CLOCK = { kind: 'system', name: 'remind-of-questions' } as const;
const AT_ONCE = 500;

/** A question that waits, with the working days that are left to answer it; negative: overdue. */
export interface DatedQuestion extends WaitingQuestion {
  remaining: number;
}

/** Questions about offers that wait in some counties, the oldest first. */
export async function readDatedQuestions(
  tx: Tx,
  countyCodes: readonly string[],
  most: number,
  only?: { untold: boolean },
): Promise<DatedQuestion[]> {
  const waiting = await readWaitingQuestions(tx, countyCodes, most, only);
  if (waiting.length === 0) return [];
  const holidays = await readHolidays(tx);
  return waiting.map((each) => ({
    ...each,
    remaining:
      OFFER_ANSWER_WORKING_DAYS - workingDaysBetween(localDate(each.askedOn), tx.today, holidays).days,
  }));
}

/** Tells the reviewers in charge, those above them and the auditors of questions that nobody answered in time, once each. */
export async function remindOfQuestions(db: Database): Promise<{ told: number }> {
  const over = await runQuery(db, CLOCK, async (tx) => {
    const everywhere = tx.regions.regions.map(({ code }) => code);
    const waiting = await readDatedQuestions(tx, everywhere, AT_ONCE, { untold: true });
    return waiting.filter(({ remaining }) => remaining < 0);
  });
  if (over.length === 0) return { told: 0 };
  const request = { name: 'remindOfQuestions', actor: CLOCK, idempotencyKey: newId(), input: {} };
  const outcome = await runCommand<{ told: number }, Refusal>(db, request, async (tx) => {
    const noted = new Set(
      await noteOverdueQuestions(
        tx,
        over.map(({ id }) => id),
      ),
    );
    // Another worker told of all of them.
    if (noted.size === 0) return refuse('action-not-allowed', '没有超期未答复的询问。');
    await tx.recordAll(
      over
        .filter(({ id }) => noted.has(id))
        .map(({ id, offerId, countyCode, partyId, remaining }) => ({
          ...{ caseId: offerId, regionCode: countyCode, partyId, type: 'offer.question_overdue' },
          data: { questionId: id, remaining },
        })),
    );
    return done({ told: noted.size });
  });
  return outcome.ok ? outcome.value : { told: 0 };
}
