import {
  LETTER_STATES,
  type LetterView,
  type MailSettingsView,
  NOTIFICATION_CATEGORIES,
  type NotificationCategory,
  type NotificationView,
} from '@duixian/casework';
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

export class SetMailBody {
  @Given.flag('Whether messages come by e-mail as well.')
  enabled!: boolean;

  @Given.words('Of which kinds.', NOTIFICATION_CATEGORIES.length, { values: NOTIFICATION_CATEGORIES })
  kinds!: NotificationCategory[];
}

export class MailAddressBody {
  @Given.matching(
    'The address; a code is mailed to it.',
    /^[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63}){1,5}$/,
    '请填写完整的邮箱地址,例如 name@example.cn',
  )
  address!: string;
}

export class MailCodeBody {
  @Given.matching('The code that was mailed.', /^[0-9]{6}$/, '请输入 6 位数字')
  code!: string;
}

export class LetterShape implements LetterView {
  @Shown.id('Id.')
  id!: string;

  @Shown.text('What it was about; null: it carried a code.', { nullable: true })
  title!: string | null;

  @Shown.oneOf(LETTER_STATES, 'What became of it.')
  state!: LetterView['state'];

  @Shown.moment('When it was written.')
  writtenAt!: string;

  @Shown.count('How often it was tried.')
  attempts!: number;

  @Shown.text('What the mail server said last.', { nullable: true })
  answer!: string | null;
}

export class MailSettingsShape implements MailSettingsView {
  @Shown.flag('Whether this system sends e-mail at all.')
  available!: boolean;

  @Shown.text('Your address, shown to be yours by a code.', { nullable: true })
  address!: string | null;

  @Shown.text('An address that waits for its code.', { nullable: true })
  pendingAddress!: string | null;

  @Shown.flag('Whether messages come by e-mail as well.')
  enabled!: boolean;

  @Shown.words(NOTIFICATION_CATEGORIES, 'Of which kinds.')
  kinds!: NotificationCategory[];

  @Shown.text('What a server said that refused your address for good; null while it takes letters.', {
    nullable: true,
  })
  refusedAnswer!: string | null;

  @Shown.many(() => LetterShape, 'The last twenty, newest first.')
  letters!: LetterShape[];
}
