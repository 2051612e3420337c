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
  const line = await managerOf(tx).findOneBy(NoticeLineEntity, { applicationId });
  return line ? findNotice(tx, line.noticeId) : null;
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
