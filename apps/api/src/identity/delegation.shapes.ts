import {
  DELEGABLE_ROLES,
  type DelegableRole,
  DELEGATION_STATES,
  type DelegationState,
  type DelegationView,
} from '@duixian/casework';
import { Given } from '../edge/given';
import { Shown } from '../edge/shown';

export class GiveDelegationBody {
  @Given.id('Colleague of the same place who acts in your name.')
  delegateId!: string;

  @Given.oneOf('Which of your roles.', DELEGABLE_ROLES)
  role!: DelegableRole;

  @Given.matching('Where you hold it.', /^\d{6}$/, '请填写 6 位区划代码')
  regionCode!: string;

  @Given.day('First day.')
  fromOn!: string;

  @Given.day('Last day.')
  toOn!: string;

  @Given.text('Why.', { from: 1, to: 2000 })
  reason!: string;
}

export class DelegationAnswerShape {
  @Shown.id('Id.')
  id!: string;
}

class NamedShape {
  @Shown.id('Who.')
  id!: string;

  @Shown.text('Name.')
  name!: string;
}

class DelegationShape implements DelegationView {
  @Shown.id('Id; sent as the header On-Behalf-Of to act in their name.')
  id!: string;

  @Shown.one(() => NamedShape, 'In whose name.')
  delegator!: NamedShape;

  @Shown.one(() => NamedShape, 'Who acts.')
  delegate!: NamedShape;

  @Shown.oneOf(DELEGABLE_ROLES, 'Role.')
  role!: DelegableRole;

  @Shown.text('Where.')
  regionCode!: string;

  @Shown.day('First day.')
  fromOn!: string;

  @Shown.day('Last day.')
  toOn!: string;

  @Shown.text('Why.')
  reason!: string;

  @Shown.oneOf(DELEGATION_STATES, 'How it stands today.')
  state!: DelegationState;

  @Shown.flag('Whether you gave it.')
  mine!: boolean;
}

export class DelegationsShape {
  @Shown.many(() => DelegationShape, 'Newest first.')
  items!: DelegationShape[];
}
