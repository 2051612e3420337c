import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Database, listNotifications, type PersonActor, readNotifications } from '@duixian/casework';
import { CurrentPerson, IdempotencyKey } from '../edge/caller';
import { Answers, AnswersPageOf, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { pageOf, withoutAbsent } from '../edge/page';
import {
  NotificationShape,
  NotificationsQuery,
  ReadNotificationsBody,
  UnreadShape,
} from './notifications.shapes';

@ApiTags('notifications')
@Controller(`${BASE}/notifications`)
export class NotificationsController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get()
  @Declares('notification.list', { summary: 'Your own messages, newest first.' })
  @AnswersPageOf(NotificationShape, { totals: true })
  list(@CurrentPerson() actor: PersonActor, @Query() query: NotificationsQuery) {
    const { unread, category } = query;
    return listNotifications(this.db, actor, withoutAbsent({ unread, category }), pageOf(query));
  }

  @Post('read')
  @Declares('notification.markRead', { summary: 'Mark one of your messages as read, or all of them.' })
  @Answers(UnreadShape)
  read(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Body() body: ReadNotificationsBody,
  ) {
    return readNotifications(this.db, { actor, idempotencyKey, ...withoutAbsent({ id: body.id }) });
  }
}
