import {
  type BegunSecondFactor,
  PAYMENT_CHANNELS,
  ROLES,
  type SecondFactorView,
  type OpenedSession,
  type PersonActor,
  type SessionView,
} from '@duixian/casework';
import { Given } from '../edge/given';
import { Shown } from '../edge/shown';

export class OpenSessionBody {
  @Given.text('User name.', { from: 1, to: 100 })
  username!: string;

  @Given.secret('Password.')
  password!: string;
}

export class BeginSecondFactorBody {
  @Given.secret('Your password once more.')
  password!: string;
}

export class ConfirmSecondFactorBody {
  @Given.matching('The code that the authenticator shows.', /^[0-9]{6}$/, '请输入 6 位数字')
  code!: string;
}

export class SecondFactorShape implements SecondFactorView {
  @Shown.flag('Whether decisions about money ask for a one-time code.')
  required!: boolean;

  @Shown.flag('Whether you have confirmed an authenticator.')
  enrolled!: boolean;
}

export class BegunSecondFactorShape implements BegunSecondFactor {
  @Shown.text('otpauth: address, as an authenticator reads it.')
  address!: string;

  @Shown.text('The same as a square code (SVG).')
  picture!: string;

  @Shown.text('The secret in base 32, for typing it in.')
  secret!: string;
}

export class MoveClockBody {
  @Given.moment('What the business time shall be now; the clock runs on from there.')
  now!: string;
}

class UserShape {
  @Shown.id('Id of the person.')
  id!: string;

  @Shown.text('User name.')
  username!: string;

  @Shown.text('Name to show.')
  displayName!: string;
}

export class OpenedSessionShape implements Omit<OpenedSession, 'browser'> {
  @Shown.text('Opaque; send it as Authorization: Bearer. Browsers get it as a cookie as well.')
  token!: string;

  @Shown.one(() => UserShape, 'Who signed in.')
  user!: UserShape;
}

export class DemoAccountShape {
  @Shown.text('User name.')
  username!: string;

  @Shown.text('Name to show.')
  displayName!: string;

  @Shown.text('What the account is for.')
  purpose!: string;

  @Shown.oneOf(ROLES, 'Role; null for somebody who acts for an enterprise.', { nullable: true })
  role!: string | null;

  @Shown.text('The same for all of them.')
  password!: string;
}

export class DemoBankShape {
  @Shown.text('Its address, as the API reaches it; null: there is none.', { nullable: true })
  url!: string | null;
}

class GrantShape {
  @Shown.oneOf(ROLES, 'Role.')
  role!: string;

  @Shown.text('Region for which the role is granted.')
  regionCode!: string;
}

class OnBehalfOfShape {
  @Shown.id('The delegation.')
  delegationId!: string;

  @Shown.text('Name of whoever gave it.')
  displayName!: string;
}

export class CurrentSessionShape implements SessionView {
  @Shown.one(() => UserShape, 'Who is signed in.')
  user!: UserShape;

  @Shown.many(() => GrantShape, 'Roles on the business date of today.')
  grants!: PersonActor['grants'];

  @Shown.texts('Ids of the parties this person acts for today.')
  partyIds!: readonly string[];

  @Shown.one(() => OnBehalfOfShape, 'In whose name you act; null in your own.', { nullable: true })
  onBehalfOf!: OnBehalfOfShape | null;

  @Shown.day('Business date in China, by which deadlines count.')
  today!: string;

  @Shown.flag(
    'The password was handed out by an administrator: until it is changed, nothing else is allowed.',
  )
  mustChangePassword!: boolean;

  @Shown.oneOf(['demo', 'production'], 'How the system runs.')
  mode!: string;
}

export class ChangePasswordBody {
  @Given.secret('The password as it is.')
  currentPassword!: string;

  @Given.secret('The password from now on: 12 characters or more, without the user name.')
  newPassword!: string;
}

export class ChangedPasswordShape {
  @Shown.flag('Always true.')
  changed!: boolean;
}

export class ClosedSessionShape {
  @Shown.flag('Always true.')
  closed!: boolean;
}

export class ClockShape {
  @Shown.moment('Time of the database server.')
  serverTime!: string;

  @Shown.moment('Business time from now on.')
  businessTime!: string;
}

export class RegionShape {
  @Shown.text('Region code.')
  code!: string;

  @Shown.text('Name.')
  name!: string;

  @Shown.text('What policy facts call it.')
  factName!: string;

  @Shown.text('Region above it.', { nullable: true })
  parentCode!: string | null;

  @Shown.oneOf(['province', 'city', 'county'], 'Level.')
  level!: string;

  @Shown.oneOf(['statutory', 'functional'], 'Statutory, or a functional area.')
  kind!: string;

  @Shown.day('First day.')
  validFrom!: string;

  @Shown.day('Last day; null while it goes on.', { nullable: true })
  validTo!: string | null;

  @Shown.text('Finance office of the place; null where nobody named it.', { nullable: true })
  financeOfficeName!: string | null;

  @Shown.oneOf(PAYMENT_CHANNELS, 'How its treasury pays.')
  paymentChannel!: string;
}
