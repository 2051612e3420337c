import { MISSED_REASONS, type MissedReason, type MissedReport, type MissedView } from '@duixian/casework';
import { Given } from '../edge/given';
import { Shown } from '../edge/shown';

const CLAUSE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/;
const REGION = /^\d{6}$/;

export class MissedQuery {
  @Given.day('Owed as of this day or later; a year back when absent.', { optional: true })
  from?: string;

  @Given.day('Owed as of this day or earlier; today when absent.', { optional: true })
  to?: string;

  @Given.matching('Only of this county.', REGION, '请填写 6 位区划代码', { optional: true })
  countyCode?: string;

  @Given.matching('Only of this clause.', CLAUSE, '请使用条款目录中的编号', {
    optional: true,
  })
  clause?: string;

  @Given.oneOf('Only for this reason.', MISSED_REASONS, { optional: true })
  reason?: MissedReason;

  @Given.id('Only of this enterprise.', { optional: true })
  partyId?: string;

  @Given.maybeFlagInQuery('Only what can still come, or only what cannot.')
  open?: boolean;
}

export class MissedPageQuery extends MissedQuery {
  @Given.id('nextCursor of the page before; absent for the first one.', { optional: true })
  cursor?: string;

  @Given.limit()
  limit = 50;
}

export class MissedShape implements MissedView {
  @Shown.id('The same as long as applicant, clause and subject are.')
  id!: string;

  @Shown.id('Enterprise.')
  partyId!: string;

  @Shown.text('Its name.')
  registeredName!: string;

  @Shown.text('Its credit code.', { nullable: true })
  creditCode!: string | null;

  @Shown.text('County where it was registered then.')
  countyCode!: string;

  @Shown.text('Clause.')
  clauseId!: string;

  @Shown.text('What the clause is about.')
  clauseTitle!: string;

  @Shown.text('Article.')
  article!: string;

  @Shown.text('Document number and version of the law by which it was owed.')
  law!: string;

  @Shown.text('What it is for; null where the clause is once per applicant.', { nullable: true })
  subject!: string | null;

  @Shown.fen('Amount; null where a person has to decide it.', { nullable: true })
  amountFen!: number | null;

  @Shown.day('As of which day it was last found to be owed.')
  owedOn!: string;

  @Shown.flag('False: a later sweep of the period found it no more.')
  stillOwed!: boolean;

  @Shown.oneOf(MISSED_REASONS, 'Why it did not come.')
  reason!: MissedReason;

  @Shown.text('The same in Chinese, with what was recorded.')
  why!: string;

  @Shown.flag('It can still come without anything starting from the beginning.')
  open!: boolean;

  @Shown.text('Number of the call that would pay it.', { nullable: true })
  callNumber!: string | null;

  @Shown.id('Sweep that found it.', { nullable: true })
  sweepId!: string | null;

  @Shown.id('Last offer of it.', { nullable: true })
  offerId!: string | null;

  @Shown.id('Last case about it.', { nullable: true })
  applicationId!: string | null;

  @Shown.text('Number of that case.', { nullable: true })
  caseNumber!: string | null;
}

type Total = MissedReport['totals'][number];

export class MissedTotalShape implements Total {
  @Shown.text('County.')
  countyCode!: string;

  @Shown.text('Clause.')
  clauseId!: string;

  @Shown.text('What the clause is about.')
  clauseTitle!: string;

  @Shown.oneOf(MISSED_REASONS, 'Why it did not come.')
  reason!: MissedReason;

  @Shown.flag('It can still come.')
  open!: boolean;

  @Shown.count('How many.')
  count!: number;

  @Shown.count('How many enterprises.')
  parties!: number;

  @Shown.fen('Sum.')
  amountFen!: number;
}

export class MissedReportShape implements MissedReport {
  @Shown.day('First day of the period.')
  from!: string;

  @Shown.day('Last day of the period.')
  to!: string;

  @Shown.count('How many awards were missed.')
  count!: number;

  @Shown.count('Enterprises, those of several clauses counted with each.')
  parties!: number;

  @Shown.fen('Sum of what has an amount.')
  amountFen!: number;

  @Shown.many(() => MissedTotalShape, 'By county, clause and reason, the largest sum first.')
  totals!: MissedTotalShape[];
}
