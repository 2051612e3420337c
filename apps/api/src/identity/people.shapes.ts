import {
  ACCOUNT_ACTIONS,
  type AccountAction,
  PARTY_CAPACITIES,
  type PersonView,
  type Role,
  ROLES,
} from '@duixian/casework';
import { Given } from '../edge/given';
import { Shown } from '../edge/shown';

const REGION = [/^[0-9]{6}$/, '请填写 6 位区划代码'] as const;
const REASON = { from: 1, to: 500 };

class PersonGrantShape {
  @Shown.id('Id; name it to end the role.')
  id!: string;

  @Shown.oneOf(ROLES, 'Role.')
  role!: Role;

  @Shown.text('Region for which the role is granted.')
  regionCode!: string;

  @Shown.day('First day.')
  validFrom!: string;

  @Shown.day('Last day; null while it goes on.', { nullable: true })
  validTo!: string | null;

  @Shown.text('Name of the administrator who gave it; null for what the system was set up with.', {
    nullable: true,
  })
  givenBy!: string | null;

  @Shown.text('Name of the second administrator; null where it took one.', { nullable: true })
  confirmedBy!: string | null;
}

class ActsForShape {
  @Shown.id('Id of the link; name it to end it.')
  grantId!: string;

  @Shown.text('Registered name.')
  name!: string;

  @Shown.oneOf(PARTY_CAPACITIES, 'As what.')
  capacity!: string;

  @Shown.day('First day.')
  validFrom!: string;

  @Shown.day('Last day; null while it goes on.', { nullable: true })
  validTo!: string | null;
}

export class PersonShape implements PersonView {
  @Shown.id('Id.')
  id!: string;

  @Shown.text('User name.')
  username!: string;

  @Shown.text('Name to show.')
  displayName!: string;

  @Shown.oneOf(['active', 'suspended'], 'Whether the account can sign in.')
  status!: string;

  @Shown.text('Region whose administrators keep the account.')
  regionCode!: string;

  @Shown.flag('True while the password is one that an administrator handed out.')
  mustChangePassword!: boolean;

  @Shown.many(() => PersonGrantShape, 'Roles that have not ended, of the regions you cover.')
  grants!: PersonGrantShape[];

  @Shown.many(() => ActsForShape, 'Parties this person acts for, of the regions you cover.')
  actsFor!: ActsForShape[];

  @Shown.texts('What you may change here: actions of POST /people/{id}/actions.')
  allowedActions!: AccountAction[];
}

export class CreatePersonBody {
  @Given.matching(
    'User name, for signing in.',
    /^[a-z][a-z0-9._-]{2,39}$/,
    '请用 3 至 40 个小写字母、数字、点、横线或下划线,以字母开头',
  )
  username!: string;

  @Given.text('Name to show.', { from: 1, to: 60 })
  displayName!: string;

  @Given.matching('Region whose administrators keep the account.', ...REGION)
  regionCode!: string;
}

const PASSWORD_ONCE =
  'First password, shown this one time and kept nowhere; null when the same request was answered before.';

export class CreatedPersonShape {
  @Shown.id('Id.')
  id!: string;

  @Shown.text(PASSWORD_ONCE, { nullable: true })
  initialPassword!: string | null;
}

export class ChangedPersonShape {
  @Shown.id('Id.')
  id!: string;

  @Shown.oneOf(['active', 'suspended'], 'Whether the account can sign in.')
  status!: string;

  @Shown.id(
    'What waits for a second administrator: see GET /access-proposals. Null where it was done at once.',
    { nullable: true },
  )
  proposalId!: string | null;

  @Shown.text(PASSWORD_ONCE, { nullable: true, optional: true })
  initialPassword?: string | null;
}

/** The body of one action, by its name. */
export const ACTION_FIELD = (action: AccountAction): PropertyDecorator => {
  if (!ACCOUNT_ACTIONS.includes(action)) throw new Error(`no such action: ${action}`);
  return Given.oneOf('What is done.', [action]);
};

export class SuspendPersonBody {
  @ACTION_FIELD('suspend')
  action!: string;

  @Given.text('Why.', REASON)
  reason!: string;
}

export class ResumePersonBody {
  @ACTION_FIELD('resume')
  action!: string;

  @Given.text('Why.', REASON)
  reason!: string;
}

export class ResetPasswordBody {
  @ACTION_FIELD('reset_password')
  action!: string;

  @Given.text('Why.', REASON)
  reason!: string;
}

export class ResetSecondFactorBody {
  @ACTION_FIELD('reset_second_factor')
  action!: string;

  @Given.text('Why.', REASON)
  reason!: string;
}

export class GrantRoleBody {
  @ACTION_FIELD('grant_role')
  action!: string;

  @Given.oneOf('Role.', ROLES)
  role!: Role;

  @Given.matching('Region for which it is granted.', ...REGION)
  regionCode!: string;

  @Given.day('Last day; absent: until somebody ends it.', { optional: true })
  validTo?: string;

  @Given.text('Why.', REASON)
  reason!: string;
}

export class EndRoleBody {
  @ACTION_FIELD('end_role')
  action!: string;

  @Given.id('Id of the grant.')
  grantId!: string;

  @Given.text('Why.', REASON)
  reason!: string;
}

export class LinkPartyBody {
  @ACTION_FIELD('link_party')
  action!: string;

  @Given.matching(
    'Unified social credit code of the enterprise.',
    /^[0-9A-HJ-NPQRTUWXY]{18}$/,
    '请填写 18 位统一社会信用代码,字母大写',
  )
  creditCode!: string;

  @Given.oneOf('As what.', PARTY_CAPACITIES)
  capacity!: (typeof PARTY_CAPACITIES)[number];

  @Given.text('What the administrator saw: business licence, letter of authority, with number.', {
    from: 1,
    to: 200,
  })
  document!: string;
}

export class UnlinkPartyBody {
  @ACTION_FIELD('unlink_party')
  action!: string;

  @Given.id('Id of the link.')
  grantId!: string;

  @Given.text('Why.', REASON)
  reason!: string;
}
