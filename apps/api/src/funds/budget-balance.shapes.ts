import { type BudgetBalanceSheet, type FundingWaitView } from '@duixian/casework';
import { Given } from '../edge/given';
import { Shown } from '../edge/shown';

const REGION = /^\d{6}$/;
const REGION_FIX = 'write the six digits of a region code';

export class BudgetBalanceQuery {
  @Given.matching('Treasury: the region whose money it is.', REGION, REGION_FIX)
  region!: string;

  @Given.yearInQuery('Budget year.')
  year!: number;

  @Given.day('At the end of this day; absent: today.', { optional: true })
  asOf?: string;
}

class BudgetAmountsShape {
  @Shown.fen('Allotted.')
  allottedFen!: number;

  @Shown.fen('Increases and transfers in, less decreases and transfers out.')
  adjustedFen!: number;

  @Shown.fen('Carried in, less carried out.')
  carriedFen!: number;

  @Shown.fen('Free.')
  freeFen!: number;

  @Shown.fen('Reserved for awards.')
  reservedFen!: number;

  @Shown.fen('Released to the bank, not yet on a statement.')
  releasedFen!: number;

  @Shown.fen('Spent: on a statement of the bank, less what is demanded back.')
  spentFen!: number;

  @Shown.fen('Paid wrongly and demanded back, and advanced for other levels.')
  receivableFen!: number;

  @Shown.fen('Of that: advanced for other levels, not yet refunded.')
  advancedFen!: number;
}

class BudgetStandingShape extends BudgetAmountsShape {
  @Shown.id('Budget line.')
  id!: string;

  @Shown.text('Budget subject.')
  subject!: string;

  @Shown.text('Number of the budget document.')
  documentNumber!: string;

  @Shown.count('The year whose calls a carried line still pays.', { nullable: true })
  originYear!: number | null;
}

export class BudgetBalanceSheetShape implements Record<keyof BudgetBalanceSheet, unknown> {
  @Shown.text('Treasury.')
  regionCode!: string;

  @Shown.count('Budget year.')
  year!: number;

  @Shown.day('At the end of this day.')
  asOf!: string;

  @Shown.many(() => BudgetStandingShape, 'Lines that were there.')
  lines!: BudgetStandingShape[];

  @Shown.one(() => BudgetAmountsShape, 'Their sums.')
  total!: BudgetAmountsShape;
}

export class FundingWaitShape implements FundingWaitView {
  @Shown.id('Case.')
  applicationId!: string;

  @Shown.text('Number of the case.')
  caseNumber!: string;

  @Shown.text('Registered name of the applicant.')
  applicantName!: string;

  @Shown.text('Treasury whose money it waits for.')
  regionCode!: string;

  @Shown.text('Budget subject.')
  subject!: string;

  @Shown.count('Budget year.')
  year!: number;

  @Shown.fen('What it needs.')
  neededFen!: number;

  @Shown.moment('Since when it waits.')
  since!: string;

  @Shown.count('Its place, from 1.')
  position!: number;
}
