import { NOTIFICATION_CATEGORIES, type NotificationCategory, type NotificationView } from '@duixian/casework';
import { Given } from '../edge/given';
import { PageQuery } from '../edge/page';
import { Shown } from '../edge/shown';

export class NotificationsQuery extends PageQuery {
  @Given.flagInQuery('Only what you have not read yet.')
  unread = false;

  @Given.oneOf('Only about this.', NOTIFICATION_CATEGORIES, { optional: true })
  category?: NotificationCategory;
}

export class ReadNotificationsBody {
  @Given.id('The message; absent: all of yours.', { optional: true })
  id?: string;
}

export class NotificationShape implements NotificationView {
  @Shown.id('Id.')
  id!: string;

  @Shown.oneOf(NOTIFICATION_CATEGORIES, 'What it is about.')
  category!: NotificationCategory;

  @Shown.text('In a few words, Chinese.')
  title!: string;

  @Shown.text('The message, as it was written then.')
  body!: string;

  @Shown.text('Path in the console of what it is about.')
  link!: string;

  @Shown.moment('When it was written.')
  writtenAt!: string;

  @Shown.moment('When you read it; null while you have not.', { nullable: true })
  readAt!: string | null;
}

export class UnreadShape {
  @Shown.count('How many you have not read yet.')
  unread!: number;
}
