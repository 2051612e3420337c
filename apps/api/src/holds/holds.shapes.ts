import {
  CREDIT_PURPOSES,
  type CreditPurpose,
  HOLD_KINDS,
  HOLD_STATES,
  type HoldAction,
  type HoldAnswer,
  type HoldKind,
  type HoldState,
  type HoldView,
  type ListedHoldView,
} from '@duixian/casework';
import { Given } from '../edge/given';
import { PageQuery } from '../edge/page';
import { Shown } from '../edge/shown';

const REASON = 'What was looked at and why it may go on, or not.';

export class LiftHoldBody {
  @Given.oneOf('Let the held case go on; a reviewer of its city.', ['lift'])
  action!: string;

  @Given.version()
  version!: number;

  @Given.text(REASON, { from: 1, to: 500 })
  reason!: string;
}

export class ProposeHoldBody {
  @Given.oneOf('Propose that the held payment goes on; the maker of its treasury.', ['propose'])
  action!: string;

  @Given.version()
  version!: number;

  @Given.text(REASON, { from: 1, to: 500 })
  reason!: string;
}

export class ConfirmHoldBody {
  @Given.oneOf('Confirm it; a different checker.', ['confirm'])
  action!: string;

  @Given.version()
  version!: number;

  @Given.text(REASON, { from: 1, to: 500 })
  reason!: string;
}

export class RefuseHoldBody {
  @Given.oneOf('The payment goes on waiting; a checker.', ['refuse'])
  action!: string;

  @Given.version()
  version!: number;

  @Given.text(REASON, { from: 1, to: 500 })
  reason!: string;
}

export class HoldsQuery extends PageQuery {
  @Given.oneOf('Only those in this state.', HOLD_STATES, { optional: true })
  state?: HoldState;

  @Given.id('Only of this party.', { optional: true })
  partyId?: string;
}

export class HoldAnswerShape implements HoldAnswer {
  @Shown.id('Id.')
  id!: string;

  @Shown.oneOf(HOLD_STATES, 'Where it stands; a lifted one holds nothing any more.')
  state!: HoldState;

  @Shown.version()
  version!: number;
}

export class HoldShape extends HoldAnswerShape implements HoldView {
  @Shown.oneOf(HOLD_KINDS, 'Why it waits.')
  kind!: HoldKind;

  @Shown.oneOf(CREDIT_PURPOSES, 'Before what it was found.')
  purpose!: CreditPurpose;

  @Shown.text('The same in Chinese, with particulars.')
  words!: string;

  @Shown.id('The payment that waits; null where the case itself does.', { nullable: true })
  paymentId!: string | null;

  @Shown.text('Whose people resolve it: the city of the case, or the treasury of the payment.')
  regionCode!: string;

  @Shown.moment('Since when.')
  raisedAt!: string;

  @Shown.text('Why the maker proposes that it goes on.', { nullable: true })
  proposalReason!: string | null;

  @Shown.flag('You proposed it: a different checker confirms.')
  proposedByYou!: boolean;

  @Shown.moment('When it was lifted.', { nullable: true })
  liftedAt!: string | null;

  @Shown.text('Why it was lifted.', { nullable: true })
  liftReason!: string | null;

  @Shown.texts('What you may do with it now.')
  allowedActions!: HoldAction[];
}

export class ListedHoldShape extends HoldShape implements ListedHoldView {
  @Shown.id('Case.')
  applicationId!: string;

  @Shown.id('Party whose case it is.')
  partyId!: string;

  @Shown.text('Number of the case.')
  caseNumber!: string;

  @Shown.text('Applicant as it was approved.')
  applicantName!: string;

  @Shown.fen('Of the payment that waits.', { nullable: true })
  amountFen!: number | null;
}
