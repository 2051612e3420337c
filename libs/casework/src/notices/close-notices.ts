import {
  findNoticeOfApplication,
  lockApplication,
  lockNotice,
  markNoticeClosed,
  readEndedNotices,
  readNoticeApplicationIds,
  runCommand,
  runQuery,
  saveApplication,
  type CommandOutcome,
  type Database,
} from '@duixian/persistence';
import { moveApplication, moveNotice } from '@duixian/workflow';
import { positionOf } from '../applications/open-case';
import { done, type Refusal } from '../ground/refusal';

const CLOSER = { kind: 'system', name: 'close-notice' } as const;

/**
 * Closes every notice whose last working day is over; each in its own command. Safe to run as often as one likes.
 * @throws the first error at the end: a notice that cannot be closed does not hold up the others
 */
export async function closeEndedNotices(db: Database): Promise<{ closed: number }> {
  const ended = await runQuery(db, CLOSER, (tx) => readEndedNotices(tx, tx.today));
  const errors: unknown[] = [];
  let closed = 0;
  for (const notice of ended) {
    try {
      const outcome = await closeNotice(db, notice.id);
      if (outcome.ok && outcome.value.closed) closed += 1;
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
  return { closed };
}

/**
 * Ends one notice and sends each case on it on to its award; not one that came back from an objection meanwhile and stands on a later
 * notice: that one has days of its own.
 */
async function closeNotice(
  db: Database,
  noticeId: string,
): Promise<CommandOutcome<{ closed: boolean }, Refusal>> {
  const request = {
    name: 'closeNotice',
    actor: CLOSER,
    idempotencyKey: `notice:${noticeId}/close`,
    input: { noticeId },
  };
  return runCommand(db, request, async (tx) => {
    const notice = await lockNotice(tx, noticeId);
    const move = notice && moveNotice(notice.state, 'close');
    if (!notice || !move?.ok) throw new Error(`notice ${noticeId} cannot be closed`);
    await markNoticeClosed(tx, notice.id);
    for (const applicationId of await readNoticeApplicationIds(tx, notice.id)) {
      const application = await lockApplication(tx, applicationId);
      if (!application) throw new Error(`application ${applicationId} is gone`);
      const onward = moveApplication(positionOf(application), 'close_notice');
      if (!onward.ok || (await findNoticeOfApplication(tx, applicationId))?.id !== noticeId) continue;
      application.state = onward.to;
      await saveApplication(tx, application);
      await tx.record({
        caseId: application.id,
        regionCode: application.countyCode,
        partyId: application.partyId,
        type: onward.event,
        data: { to: { state: application.state, stageIndex: null }, version: application.version, noticeId },
      });
      await tx.enqueue('application.noticed', { applicationId });
    }
    await tx.record({
      caseId: notice.id,
      regionCode: notice.cityCode,
      type: move.event,
      data: { endsOn: notice.endsOn },
    });
    return done({ closed: true });
  });
}
