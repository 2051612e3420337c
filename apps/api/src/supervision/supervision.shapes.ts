import {
  type DatedQuestion,
  type OverdueCase,
  type StageFigures,
  SUPERVISED_STAGES,
  type SupervisedStage,
  type SupervisionBoard,
} from '@duixian/casework';
import { Given } from '../edge/given';
import { Shown } from '../edge/shown';

export class SupervisionQuery {
  @Given.day('Stages that were finished on this day or later; a year back when absent.', { optional: true })
  from?: string;

  @Given.day('Stages that were finished on this day or earlier; today when absent.', { optional: true })
  to?: string;

  @Given.matching('Only of this county.', /^\d{6}$/, '请填写 6 位区划代码', { optional: true })
  countyCode?: string;

  @Given.oneOf('Only this stage.', SUPERVISED_STAGES, { optional: true })
  stage?: SupervisedStage;
}

export class StageFiguresShape implements StageFigures {
  @Shown.text('County.')
  countyCode!: string;

  @Shown.oneOf(SUPERVISED_STAGES, 'Stage.')
  stage!: SupervisedStage;

  @Shown.count('What waits now.')
  open!: number;

  @Shown.count('Of those, with two working days left or less.')
  dueSoon!: number;

  @Shown.count('Of those, after their last day.')
  overdue!: number;

  @Shown.count('Working days by which the worst one is over.')
  worstOverdueDays!: number;

  @Shown.count('Finished in the period.')
  finished!: number;

  @Shown.count('Working days that half of the finished ones took at most.', { nullable: true })
  medianDays!: number | null;

  @Shown.count('Working days that nine of ten finished ones took at most.', { nullable: true })
  p90Days!: number | null;

  @Shown.count('Of the finished ones, after their last day.')
  finishedLate!: number;
}

export class OverdueCaseShape implements OverdueCase {
  @Shown.id('Task.')
  taskId!: string;

  @Shown.id('Case.')
  applicationId!: string;

  @Shown.text('Its number.')
  caseNumber!: string;

  @Shown.text('Its state.')
  state!: OverdueCase['state'];

  @Shown.text('Applicant.')
  applicantName!: string;

  @Shown.text('County.')
  countyCode!: string;

  @Shown.oneOf(SUPERVISED_STAGES, 'Stage.')
  stage!: SupervisedStage;

  @Shown.count('Working days by which it is over.')
  overdueDays!: number;

  @Shown.count('How often people reminded of it.')
  reminders!: number;
}

export class DatedQuestionShape implements DatedQuestion {
  @Shown.id('Question.')
  id!: string;

  @Shown.id('Offer.')
  offerId!: string;

  @Shown.id('Who asked.')
  partyId!: string;

  @Shown.text('The same by name.')
  applicantName!: string;

  @Shown.text('County.')
  countyCode!: string;

  @Shown.text('Call that pays the offer.')
  callTitle!: string;

  @Shown.day('When it was asked.')
  askedOn!: string;

  @Shown.count('Working days left to answer it; negative: overdue.')
  remaining!: number;
}

export class SupervisionBoardShape implements SupervisionBoard {
  @Shown.day('First day of the period.')
  from!: string;

  @Shown.day('Last day of the period.')
  to!: string;

  @Shown.many(() => StageFiguresShape, 'Per county and stage, what is overdue most first.')
  figures!: StageFigures[];

  @Shown.many(() => OverdueCaseShape, 'The longest overdue first, a hundred at most.')
  overdue!: OverdueCase[];

  @Shown.many(
    () => DatedQuestionShape,
    'Questions about offers without an answer, the oldest first, a hundred at most.',
  )
  questions!: DatedQuestionShape[];
}
