import {
  countUnread,
  findHomeRegion,
  hasNotification,
  markRead,
  pageNotifications,
  runCommand,
  runQuery,
  seeingEverything,
  type CommandOutcome,
  type Database,
  type NotificationFilter,
  type PageRequest,
  type PageWithTotals,
} from '@duixian/persistence';
import type { NotificationCategory, PersonActor } from '@duixian/workflow';
import { refuseAsUnknown, refuseUnlessPermitted } from '../ground/authorise';
import { done, type Refusal, type Refused } from '../ground/refusal';

export interface NotificationView {
  id: string;
  category: NotificationCategory;
  title: string;
  body: string;
  link: string;
  writtenAt: string;
  readAt: string | null;
}

/** One's own messages, newest first. */
export async function listNotifications(
  db: Database,
  actor: PersonActor,
  filter: NotificationFilter,
  page: PageRequest,
): Promise<{ ok: true; value: PageWithTotals<NotificationView> } | Refused> {
  const forbidden = refuseUnlessPermitted(actor, 'notification.list');
  if (forbidden) return forbidden;
  return runQuery(db, actor, async (tx) => {
    const found = await pageNotifications(tx, actor.userId, filter, page);
    const items = found.items.map(({ id, category, title, body, link, writtenAt, readAt }) => ({
      ...{ id, category, title, body, link },
      writtenAt: writtenAt.toISOString(),
      readAt: readAt?.toISOString() ?? null,
    }));
    return { ok: true as const, value: { ...found, items } };
  });
}

/**
 * Marks one message as read, or all of them.
 *
 * @param command.id the message; absent: all
 * @returns how many are still unread; somebody else's message is unknown
 */
export async function readNotifications(
  db: Database,
  command: { actor: PersonActor; idempotencyKey: string; id?: string },
): Promise<CommandOutcome<{ unread: number }, Refusal>> {
  const { actor, idempotencyKey, id } = command;
  const request = { name: 'readNotifications', actor, idempotencyKey, input: { id: id ?? null } };
  return runCommand<{ unread: number }, Refusal>(db, request, async (tx) => {
    const forbidden = refuseUnlessPermitted(actor, 'notification.markRead');
    if (forbidden) return forbidden;
    if (id !== undefined && !(await hasNotification(tx, actor.userId, id))) return refuseAsUnknown();
    const read = await markRead(tx, actor.userId, id);
    const home = await seeingEverything(tx, () => findHomeRegion(tx, actor.userId));
    await tx.record({
      caseId: actor.userId,
      regionCode: home ?? tx.regions.regions[0]?.code ?? '',
      type: 'notification.read',
      data: { read },
    });
    return done({ unread: await countUnread(tx, actor.userId) });
  });
}
