import { addWorkingDays, workingDaysBetween, type LocalDate } from '@duixian/calendar';
import { newId, noteOfferReminders, runCommand, runQuery, type Database } from '@duixian/persistence';
import { readHolidays } from '../calendar/read-holidays';
import { done, refuse, type Refusal } from '../ground/refusal';

const CLOCK = { kind: 'system', name: 'remind-of-offers' } as const;
const AT_ONCE = 500;
/** So many working days before the last one at the earliest. */
export const OFFER_REMINDER_WORKING_DAYS = 3;

/** Reminds enterprises of offers that they can soon confirm no more, once each. Safe to run as often as one likes, by several workers. */
export async function remindOfOffers(db: Database): Promise<{ reminded: number }> {
  const days = await runQuery(db, CLOCK, async (tx) => {
    const holidays = await readHolidays(tx);
    const until = addWorkingDays(tx.today, OFFER_REMINDER_WORKING_DAYS, holidays).date;
    const remaining = (lastDay: string): number =>
      workingDaysBetween(tx.today, lastDay as LocalDate, holidays).days;
    return { today: tx.today, until, remaining };
  });
  let reminded = 0;
  for (let more = true; more;) {
    const count = await remindSome(db, days);
    reminded += count;
    more = count === AT_ONCE;
  }
  return { reminded };
}

async function remindSome(
  db: Database,
  { today, until, remaining }: { today: string; until: string; remaining: (lastDay: string) => number },
): Promise<number> {
  const request = { name: 'remindOfOffers', actor: CLOCK, idempotencyKey: newId(), input: {} };
  const outcome = await runCommand<{ reminded: number }, Refusal>(db, request, async (tx) => {
    const offers = await noteOfferReminders(tx, { today, until, remaining }, AT_ONCE);
    // Nothing to note leaves nothing behind.
    if (offers.length === 0) return refuse('action-not-allowed', '没有即将到期的推送。');
    await tx.recordAll(
      offers.map(({ id, countyCode, partyId, expiresOn }) => ({
        ...{ caseId: id, regionCode: countyCode, partyId, type: 'offer.expiring' },
        data: { expiresOn, remaining: remaining(expiresOn) },
      })),
    );
    return done({ reminded: offers.length });
  });
  return outcome.ok ? outcome.value.reminded : 0;
}
