import { LessThan } from 'typeorm';
import { pageAfter, type Page, type PageRequest } from '../ground/page';
import { managerOf, type Tx } from '../ground/transaction';
import { NoticeEntity, NoticeLineEntity } from './notice-entities';

export async function insertNotice(
  tx: Tx,
  notice: NoticeEntity,
  applicationIds: readonly string[],
): Promise<void> {
  const manager = managerOf(tx);
  await manager.insert(NoticeEntity, notice);
  await manager.insert(
    NoticeLineEntity,
    applicationIds.map((applicationId, index) => ({
      noticeId: notice.id,
      applicationId,
      position: index + 1,
    })),
  );
}

export async function findNotice(tx: Tx, id: string): Promise<NoticeEntity | null> {
  return managerOf(tx).findOneBy(NoticeEntity, { id });
}

export async function findNoticeOfApplication(tx: Tx, applicationId: string): Promise<NoticeEntity | null> {
  // Ids are in the order of time: a case that came back after an objection stands on a later notice again.
  const [line] = await managerOf(tx).find(NoticeLineEntity, {
    where: { applicationId },
    order: { noticeId: 'DESC' },
    take: 1,
  });
  return line ? findNotice(tx, line.noticeId) : null;
}

/** The case that one line of a notice is about; null when the notice has no such line. */
export async function findNoticeLine(
  tx: Tx,
  noticeId: string,
  position: number,
): Promise<NoticeLineEntity | null> {
  return managerOf(tx).findOneBy(NoticeLineEntity, { noticeId, position });
}

export async function pageNotices(tx: Tx, page: PageRequest): Promise<Page<NoticeEntity>> {
  return pageAfter(managerOf(tx), NoticeEntity, [{}], page);
}

/** Published notices whose last day is before `today`. */
export async function readEndedNotices(tx: Tx, today: string): Promise<NoticeEntity[]> {
  return managerOf(tx).find(NoticeEntity, {
    where: { state: 'published', endsOn: LessThan(today) },
    order: { endsOn: 'ASC' },
  });
}

/** Notices that still stand and whose last day rests on an estimate, the first to end first; locked where asked. */
export async function readEstimatedNotices(tx: Tx, { lock }: { lock: boolean }): Promise<NoticeEntity[]> {
  return managerOf(tx).find(NoticeEntity, {
    where: { state: 'published', endEstimated: true },
    order: { endsOn: 'ASC', id: 'ASC' },
    ...(lock ? { lock: { mode: 'pessimistic_write' } } : {}),
  });
}

export async function saveNoticeEnd(
  tx: Tx,
  { id, endsOn, endEstimated }: Pick<NoticeEntity, 'id' | 'endsOn' | 'endEstimated'>,
): Promise<void> {
  await managerOf(tx).update(NoticeEntity, { id }, { endsOn, endEstimated });
}

/** The notice locked, or null; then its applications. */
export async function lockNotice(tx: Tx, id: string): Promise<NoticeEntity | null> {
  return managerOf(tx).findOne(NoticeEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
}

export async function readNoticeApplicationIds(tx: Tx, noticeId: string): Promise<string[]> {
  const lines = await managerOf(tx).find(NoticeLineEntity, {
    where: { noticeId },
    order: { position: 'ASC' },
  });
  return lines.map((line) => line.applicationId);
}

export async function markNoticeClosed(tx: Tx, id: string): Promise<void> {
  await managerOf(tx).update(NoticeEntity, { id }, { state: 'closed', closedAt: tx.now });
}
