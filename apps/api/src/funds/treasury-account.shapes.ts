import {
  TREASURY_ACCOUNT_ACTIONS,
  type TreasuryAccountAction,
  type TreasuryAccountAnswer,
  type TreasuryAccountView,
} from '@duixian/casework';
import { Given } from '../edge/given';
import { PageQuery } from '../edge/page';
import { Shown } from '../edge/shown';

const REGION = /^\d{6}$/;
const REGION_FIX = 'write the six digits of a region code';
const STATES = ['pending', 'confirmed', 'refused', 'withdrawn'] as const;

export class ProposeTreasuryAccountBody {
  @Given.matching('Treasury.', REGION, REGION_FIX)
  regionCode!: string;

  @Given.text('Name of the account.', { from: 1, to: 200 })
  accountName!: string;

  @Given.text('Number of the account; spaces and hyphens do not matter.', { from: 8, to: 60 })
  accountNumber!: string;

  @Given.matching('行号 of the branch.', /^\d{12}$/, '请填写 12 位联行号,可按网点名称查找')
  bankCode!: string;

  @Given.text('Document it rests on.', { from: 1, to: 100 })
  documentNumber!: string;

  @Given.text('Why.', { from: 1, to: 500 })
  note!: string;
}

export class ActOnTreasuryAccountBody {
  @Given.oneOf('What to do.', TREASURY_ACCOUNT_ACTIONS)
  action!: TreasuryAccountAction;

  @Given.text('Why.', { from: 1, to: 500 }, { optional: true })
  note?: string;
}

export class TreasuryAccountsQuery extends PageQuery {
  @Given.maybeFlagInQuery('Only those that wait to be decided, or only those that were.')
  open?: boolean;

  @Given.matching('Only of this treasury.', REGION, REGION_FIX, { optional: true })
  regionCode?: string;
}

export class TreasuryAccountAnswerShape implements TreasuryAccountAnswer {
  @Shown.id('Id of this version of the account.')
  id!: string;

  @Shown.count('Its number among those of its treasury.')
  version!: number;

  @Shown.oneOf(STATES, 'Pending until somebody else decided.')
  state!: TreasuryAccountAnswer['state'];
}

export class TreasuryAccountShape implements TreasuryAccountView {
  @Shown.id('Id.')
  id!: string;

  @Shown.text('Treasury.')
  regionCode!: string;

  @Shown.count('Its number among those of its treasury.')
  version!: number;

  @Shown.oneOf(STATES, 'Pending until somebody else decided.')
  state!: TreasuryAccountView['state'];

  @Shown.flag('The treasury pays from it and is paid back on it today.')
  present!: boolean;

  @Shown.text('Name of the account.')
  accountName!: string;

  @Shown.text('Its number: whole for the treasury’s own people, its last digits for others.')
  accountNumber!: string;

  @Shown.text('Branch.', { nullable: true })
  bankName!: string | null;

  @Shown.text('行号.', { nullable: true })
  bankCode!: string | null;

  @Shown.day('Day of the table of bank codes that named the branch.', { nullable: true })
  bankCodeListedOn!: string | null;

  @Shown.text('Document it rests on; empty for the one that a treasury began with.')
  documentNumber!: string;

  @Shown.text('Why.')
  note!: string;

  @Shown.moment('When it was proposed; null for the one that a treasury began with.', { nullable: true })
  proposedAt!: string | null;

  @Shown.flag('You proposed it.')
  proposedByYou!: boolean;

  @Shown.moment('When it was decided.', { nullable: true })
  decidedAt!: string | null;

  @Shown.text('What the one who decided said.', { nullable: true })
  decisionNote!: string | null;

  @Shown.words(TREASURY_ACCOUNT_ACTIONS, 'What you may do with it now.')
  allowedActions!: TreasuryAccountAction[];
}
