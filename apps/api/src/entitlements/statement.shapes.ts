import { type GotView, type NextStep, type YearlyStatement } from '@duixian/casework';
import { Given } from '../edge/given';
import { Shown } from '../edge/shown';
import { MissedShape } from './missed.shapes';

export class YearQuery {
  @Given.yearInQuery('Year; this one when absent.', { optional: true })
  year?: number;
}

class GotShape implements GotView {
  @Shown.text('Clause.')
  clauseId!: string;

  @Shown.text('What the clause is about.')
  clauseTitle!: string;

  @Shown.text('What it is for.', { nullable: true })
  subject!: string | null;

  @Shown.fen('Amount.')
  amountFen!: number;

  @Shown.day('Awarded on; of a ledger of before, paid on.')
  on!: string;

  @Shown.flag('All money of its case arrived or was set off.')
  paid!: boolean;

  @Shown.flag('Some of it did.')
  paidInPart!: boolean;

  @Shown.fen('Repaid of it since, or set off against a later award as what was owed.')
  paidBackFen!: number;

  @Shown.text('Number of the case.', { nullable: true })
  caseNumber!: string | null;

  @Shown.id('Case.', { nullable: true })
  applicationId!: string | null;

  @Shown.text('Number of the ledger of before.', { nullable: true })
  documentNumber!: string | null;
}

class NextStepShape implements NextStep {
  @Shown.text('Title to be reached.')
  title!: string;

  @Shown.text('Clause that pays for it.')
  clauseId!: string;

  @Shown.text('What that clause is about.')
  clauseTitle!: string;

  @Shown.fen('Amount.', { nullable: true })
  amountFen!: number | null;

  @Shown.texts('What it still takes, in Chinese.')
  takes!: string[];
}

export class YearlyStatementShape implements YearlyStatement {
  @Shown.id('Enterprise.')
  partyId!: string;

  @Shown.text('Its name.')
  registeredName!: string;

  @Shown.text('Its credit code.', { nullable: true })
  creditCode!: string | null;

  @Shown.text('County.')
  countyCode!: string;

  @Shown.count('Year.')
  year!: number;

  @Shown.fen('Awarded in the year.')
  gotFen!: number;

  @Shown.fen('Of that, arrived on its account, part by part.')
  paidFen!: number;

  @Shown.fen('Of that, set off against what it owed.')
  setOffFen!: number;

  @Shown.fen('Repaid of it since, or set off as owed.')
  paidBackFen!: number;

  @Shown.fen('What still comes.')
  owedFen!: number;

  @Shown.fen('What was missed.')
  missedFen!: number;

  @Shown.many(() => GotShape, 'What it got.')
  got!: GotShape[];

  @Shown.many(() => MissedShape, 'What still comes.')
  owed!: MissedShape[];

  @Shown.many(() => MissedShape, 'What it missed.')
  missed!: MissedShape[];

  @Shown.many(() => NextStepShape, 'What is next.')
  next!: NextStepShape[];
}
