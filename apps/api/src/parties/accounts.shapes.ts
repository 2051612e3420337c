import {
  ACCOUNT_SECONDS,
  ACCOUNT_STANDINGS,
  type AccountSecond,
  type AccountStanding,
  type BankCodeTableView,
  type FoundBankCode,
  PAYEE_ACCOUNT_STATES,
  type PayeeAccountAction,
  type PayeeAccountAnswer,
  type PayeeAccountState,
  type PayeeAccountView,
  type WaitingAccountView,
} from '@duixian/casework';
import { Given } from '../edge/given';
import { Shown } from '../edge/shown';

export class ProposeAccountBody {
  @Given.text('Name of the account: the registered name of the enterprise.', { from: 1, to: 200 })
  accountName!: string;

  @Given.text('Number of the account; spaces and hyphens do not matter.', { from: 8, to: 60 })
  accountNumber!: string;

  @Given.matching('联行号 of the branch.', /^\d{12}$/, '请填写 12 位联行号,可按网点名称查找')
  bankCode!: string;
}

export class ConfirmAccountBody {
  @Given.oneOf('Confirm it; a second person.', ['confirm'])
  action!: string;
}

export class RefuseAccountBody {
  @Given.oneOf('It is wrong; a second person says so.', ['refuse'])
  action!: string;

  @Given.text('Why.', { from: 1, to: 500 })
  reason!: string;
}

export class WithdrawAccountBody {
  @Given.oneOf('The enterprise takes its proposal back.', ['withdraw'])
  action!: string;

  @Given.text('Why.', { from: 1, to: 500 })
  reason!: string;
}

export class StopAccountBody {
  @Given.oneOf('A confirmed account was found wrong before its day.', ['stop'])
  action!: string;

  @Given.text('Why.', { from: 1, to: 500 })
  reason!: string;
}

export class AccountPath {
  @Given.id('Enterprise.')
  id!: string;

  @Given.id('Version of its account.')
  accountId!: string;
}

export class BankCodesQuery {
  @Given.text(
    'Words of the branch’s name, or the beginning of its code.',
    { from: 0, to: 100 },
    { optional: true },
  )
  query?: string;
}

export class BankCodeFieldsBody {
  @Given.day('The day on which the table was issued.')
  listedOn!: string;

  @Given.text('Who issued it.', { from: 1, to: 100 })
  source!: string;
}

export class PayeeAccountAnswerShape implements PayeeAccountAnswer {
  @Shown.id('Id of this version of the account.')
  id!: string;

  @Shown.oneOf(PAYEE_ACCOUNT_STATES, 'Where it stands.')
  state!: PayeeAccountState;

  @Shown.day('First day on which payments use it; absent until it is confirmed.', { nullable: true })
  effectiveOn!: string | null;
}

export class AccountVersionShape extends PayeeAccountAnswerShape implements PayeeAccountView {
  @Shown.count('Number of this version, from 1.')
  version!: number;

  @Shown.oneOf(ACCOUNT_STANDINGS, 'current: payments use it today; cooling: confirmed, its day is to come.')
  standing!: AccountStanding;

  @Shown.text('Name of the account.')
  accountName!: string;

  @Shown.text('Number, all but the last four digits hidden.')
  maskedNumber!: string;

  @Shown.text('Branch of the bank.')
  bankName!: string;

  @Shown.text('联行号 of the branch.')
  bankCode!: string;

  @Shown.day('Day of the table of bank codes that names the branch.', { nullable: true })
  bankCodeListedOn!: string | null;

  @Shown.moment('When it was proposed.')
  proposedAt!: string;

  @Shown.flag('You proposed it: somebody else confirms it.')
  proposedByYou!: boolean;

  @Shown.moment('When a second person confirmed it.', { nullable: true })
  confirmedAt!: string | null;

  @Shown.oneOf(ACCOUNT_SECONDS, 'Whether the enterprise or the treasury confirmed it.', { nullable: true })
  confirmedAs!: AccountSecond | null;

  @Shown.text('Why it was refused, withdrawn or stopped.', { nullable: true })
  endReason!: string | null;

  @Shown.texts('What you may do with it now.')
  allowedActions!: PayeeAccountAction[];
}

export class WaitingAccountShape extends AccountVersionShape implements WaitingAccountView {
  @Shown.id('Enterprise.')
  partyId!: string;

  @Shown.text('Its registered name.')
  registeredName!: string;

  @Shown.text('Its 统一社会信用代码.', { nullable: true })
  creditCode!: string | null;

  @Shown.text('County it is registered in.')
  countyCode!: string;

  @Shown.flag('Nobody else acts for the enterprise: the treasury of its county confirms.')
  treasuryConfirms!: boolean;
}

export class BankCodeTableShape implements BankCodeTableView {
  @Shown.day('The day on which the table was issued.')
  listedOn!: string;

  @Shown.text('Who issued it.')
  source!: string;

  @Shown.count('Branches in it.')
  rowCount!: number;
}

class FoundBankCodeShape implements FoundBankCode {
  @Shown.text('联行号.')
  code!: string;

  @Shown.text('Branch.')
  name!: string;
}

export class BankCodesShape {
  @Shown.one(() => BankCodeTableShape, 'The table that counts; null while none was imported.', {
    nullable: true,
  })
  table!: BankCodeTableShape | null;

  @Shown.many(() => FoundBankCodeShape, 'The first twenty branches that fit.')
  items!: FoundBankCodeShape[];
}
