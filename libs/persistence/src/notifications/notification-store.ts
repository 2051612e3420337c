import type { NotificationCategory, Role } from '@duixian/workflow';
import { IsNull, type FindOptionsWhere } from 'typeorm';
import { pageAfter, totalsOf, type PageRequest, type PageWithTotals } from '../ground/page';
import { managerOf, type Tx } from '../ground/transaction';
import { NotificationEntity } from './notification-entity';

export type NewNotification = Omit<NotificationEntity, 'id' | 'readAt' | 'writtenAt'>;

/** Writes messages; who was told of an event before is not told again. Answers the ids of the new ones. */
export async function insertNotifications(tx: Tx, messages: readonly NewNotification[]): Promise<string[]> {
  if (messages.length === 0) return [];
  const rows = messages.map(({ eventId, userId, ...rest }) => ({
    ...{ id: tx.newId(), event_id: eventId, user_id: userId, written_at: tx.nowText },
    ...rest,
  }));
  const written = await managerOf(tx).query<{ id: string }[]>(
    `INSERT INTO notification (id, event_id, user_id, event, category, title, body, link, written_at)
     SELECT id, event_id, user_id, event, category, title, body, link, written_at
     FROM jsonb_populate_recordset(NULL::notification, $1::jsonb)
     ON CONFLICT ON CONSTRAINT notification_once DO NOTHING RETURNING id`,
    [JSON.stringify(rows)],
  );
  return written.map(({ id }) => id);
}

export interface NotificationFilter {
  unread?: boolean;
  category?: NotificationCategory;
}

/** A person's inbox, newest first. */
export async function pageNotifications(
  tx: Tx,
  userId: string,
  { unread, category }: NotificationFilter,
  page: PageRequest,
): Promise<PageWithTotals<NotificationEntity>> {
  const where: FindOptionsWhere<NotificationEntity>[] = [
    { userId, ...(category && { category }), ...(unread && { readAt: IsNull() }) },
  ];
  const totals = await totalsOf(managerOf(tx), NotificationEntity, where);
  return { ...(await pageAfter(managerOf(tx), NotificationEntity, where, page)), totals };
}

export async function countUnread(tx: Tx, userId: string): Promise<number> {
  return managerOf(tx).countBy(NotificationEntity, { userId, readAt: IsNull() });
}

/** Marks one message as read, or all of a person; answers how many were unread. */
export async function markRead(tx: Tx, userId: string, id?: string): Promise<number> {
  const done = await managerOf(tx).update(
    NotificationEntity,
    { userId, readAt: IsNull(), ...(id !== undefined && { id }) },
    { readAt: tx.now },
  );
  return done.affected ?? 0;
}

/** True when there is this message in one's own inbox. */
export async function hasNotification(tx: Tx, userId: string, id: string): Promise<boolean> {
  return managerOf(tx).existsBy(NotificationEntity, { userId, id });
}

const ACTIVE = `u.status = 'active' AND g.valid_from <= $2 AND (g.valid_to IS NULL OR g.valid_to >= $2)`;

/** Who acts for a party today. */
export async function readPartyPeople(tx: Tx, partyId: string): Promise<string[]> {
  const rows = await managerOf(tx).query<{ id: string }[]>(
    `SELECT DISTINCT u.id FROM party_grant g JOIN user_account u ON u.id = g.user_id WHERE g.party_id = $1 AND ${ACTIVE}`,
    [partyId, tx.today],
  );
  return rows.map(({ id }) => id);
}

/** Who holds a role at exactly this region today, without those who keep off the party or the case: they act for it or are recused. */
export async function readRoleHolders(
  tx: Tx,
  role: Role,
  regionCode: string,
  { partyId, applicationId }: { partyId: string | null; applicationId: string | null },
): Promise<string[]> {
  const rows = await managerOf(tx).query<{ id: string }[]>(
    `SELECT DISTINCT u.id FROM role_grant g JOIN user_account u ON u.id = g.user_id
     WHERE g.role = $1 AND g.region_code = $3 AND ${ACTIVE}
       AND NOT EXISTS (SELECT 1 FROM recusal r WHERE r.user_id = u.id AND r.party_id = $4
         AND (r.application_id IS NULL OR r.application_id = $5))
       AND NOT EXISTS (SELECT 1 FROM party_grant p WHERE p.user_id = u.id AND p.party_id = $4
         AND p.valid_from <= $2 AND (p.valid_to IS NULL OR p.valid_to >= $2))`,
    [role, tx.today, regionCode, partyId, applicationId],
  );
  return rows.map(({ id }) => id);
}
