import {
  ACCESS_ACTIONS,
  ACCESS_DECISIONS,
  ACCESS_STATES,
  type AccessAction,
  type AccessDecision,
  type AccessProposalView,
  type AccessState,
  type DecidedAccess,
  type Role,
  ROLES,
} from '@duixian/casework';
import { Given } from '../edge/given';
import { Shown } from '../edge/shown';

class AccessPersonShape {
  @Shown.id('Id.')
  id!: string;

  @Shown.text('User name.')
  username!: string;

  @Shown.text('Name to show.')
  displayName!: string;
}

export class AccessProposalShape implements AccessProposalView {
  @Shown.id('Id.')
  id!: string;

  @Shown.oneOf(ACCESS_ACTIONS, 'What is to be done.')
  action!: AccessAction;

  @Shown.one(() => AccessPersonShape, 'To whom.')
  person!: AccessPersonShape;

  @Shown.text('Region of the role, or where the account is kept.')
  regionCode!: string;

  @Shown.oneOf(ROLES, 'The role; null where it is about an account.', { nullable: true })
  role!: Role | null;

  @Shown.day('Last day of the role; null: until somebody ends it.', { nullable: true })
  validTo!: string | null;

  @Shown.text('Why.')
  reason!: string;

  @Shown.text('Name of the administrator who proposed it.')
  proposedBy!: string;

  @Shown.flag('You proposed it.')
  proposedByYou!: boolean;

  @Shown.moment('When it was proposed.')
  proposedAt!: string;

  @Shown.words(ACCESS_DECISIONS, 'What you may do with it now.')
  allowedActions!: AccessDecision[];
}

const decision = (action: AccessDecision): PropertyDecorator => Given.oneOf('What is done.', [action]);

export class ConfirmAccessBody {
  @decision('confirm')
  action!: string;
}

export class RefuseAccessBody {
  @decision('refuse')
  action!: string;

  @Given.text('Why not.', { from: 1, to: 500 })
  reason!: string;
}

export class WithdrawAccessBody {
  @decision('withdraw')
  action!: string;
}

export class DecidedAccessShape implements DecidedAccess {
  @Shown.id('Id.')
  id!: string;

  @Shown.oneOf(ACCESS_STATES, 'Where it stands.')
  state!: AccessState;

  @Shown.flag('The account has another first password now, which you hand over.')
  handedOver!: boolean;

  @Shown.text(
    'First password, shown this one time and kept nowhere; null where there is none, or when the same request was answered before.',
    { nullable: true },
  )
  initialPassword!: string | null;
}
