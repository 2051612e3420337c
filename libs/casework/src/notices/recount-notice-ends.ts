import {
  readEstimatedNotices,
  runCommand,
  saveNoticeEnd,
  type CommandOutcome,
  type Database,
} from '@duixian/persistence';
import { recountedEnd } from '../calendar/calendar-effects';
import { readHolidays } from '../calendar/read-holidays';
import { done, type Refusal } from '../ground/refusal';

const COUNTER = { kind: 'system', name: 'recount-notice-ends' } as const;

/** After a calendar year was published: standing notices whose last day rested on an estimate get the counted one. */
export async function recountNoticeEnds(
  db: Database,
  job: { outboxId: string; calendarYear: string },
): Promise<CommandOutcome<{ recounted: number }, Refusal>> {
  const idempotencyKey = `outbox:${job.outboxId}/recount-notice-ends`;
  const input = { calendarYear: job.calendarYear };
  return runCommand<{ recounted: number }, Refusal>(
    db,
    { name: 'recountNoticeEnds', actor: COUNTER, idempotencyKey, input },
    async (tx) => {
      const table = await readHolidays(tx);
      const notices = await readEstimatedNotices(tx, { lock: true });
      const [anywhere] = tx.regions.regions;
      await tx.record({
        caseId: tx.newId(),
        regionCode: anywhere?.code ?? '',
        type: 'calendar.applied',
        data: { year: Number(job.calendarYear), notices: notices.length },
      });
      for (const notice of notices) {
        const { endsOn, endEstimated } = recountedEnd(notice, table);
        await saveNoticeEnd(tx, { id: notice.id, endsOn, endEstimated });
        await tx.record({
          caseId: notice.id,
          regionCode: notice.cityCode,
          type: 'notice.end_recounted',
          data: { from: notice.endsOn, to: endsOn, estimated: endEstimated },
        });
      }
      return done({ recounted: notices.length });
    },
  );
}
