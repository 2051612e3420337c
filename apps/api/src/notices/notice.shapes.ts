import { NOTICE_STATES, type NoticeRowResult, type NoticeView } from '@duixian/casework';
import { Given } from '../edge/given';
import { PageQuery } from '../edge/page';
import { problemOf } from '../edge/problem';
import { Shown } from '../edge/shown';

export class NoticeShape implements NoticeView {
  @Shown.id('Id.')
  id!: string;

  @Shown.text('Number of the notice.')
  number!: string;

  @Shown.text('Title.')
  title!: string;

  @Shown.text('City that publishes it.')
  cityCode!: string;

  @Shown.oneOf(NOTICE_STATES, 'State.')
  state!: string;

  @Shown.day('First day.')
  startsOn!: string;

  @Shown.day('Last day.')
  endsOn!: string;

  @Shown.flag('True while the holidays of the year of its end are not published.')
  endEstimated!: boolean;

  @Shown.count('Working days it stands.')
  workingDays!: number;

  @Shown.count('Number of lines.')
  lineCount!: number;

  @Shown.fen('Sum of its lines.')
  totalFen!: number;
}

class NoticeClauseShape {
  @Shown.text('Clause id.')
  id!: string;

  @Shown.text('Title of the clause.')
  title!: string;

  @Shown.fen('Amount.')
  amountFen!: number;
}

class NoticeLineShape {
  @Shown.count('Position, from 1.')
  position!: number;

  @Shown.text('Case number.')
  caseNumber!: string;

  @Shown.text('Applicant.')
  applicantName!: string;

  @Shown.text('统一社会信用代码.', { nullable: true })
  creditCode!: string | null;

  @Shown.text('County.')
  county!: string;

  @Shown.many(() => NoticeClauseShape, 'Clauses with their amounts.')
  clauses!: NoticeClauseShape[];

  @Shown.fen('Sum of the clauses.')
  amountFen!: number;
}

export class NoticeWithLinesShape extends NoticeShape {
  @Shown.many(() => NoticeLineShape, 'Lines as they were published.')
  lines!: NoticeLineShape[];

  @Shown.text('SHA-256 of the lines.')
  snapshotHash!: string;

  @Shown.counts('Lines with an open objection, by position.')
  contestedPositions!: number[];
}

class NoticeRowShape {
  @Shown.id('Case.')
  applicationId!: string;

  @Shown.flag('Whether it stands on the notice.')
  ok!: boolean;

  @Shown.data('Why not: problem details as a single request would get them.', { optional: true })
  problem?: Record<string, unknown>;
}

export class NoticePreviewShape {
  @Shown.text('Its title unless another one is given.')
  title!: string;

  @Shown.count('Working days it would stand.')
  workingDays!: number;

  @Shown.day('First day: today.')
  startsOn!: string;

  @Shown.day('Last day.')
  endsOn!: string;

  @Shown.flag('True while the holidays of the year of its end are not published.')
  endEstimated!: boolean;

  @Shown.fen('Sum of its lines.')
  totalFen!: number;

  @Shown.many(() => NoticeLineShape, 'Lines as the public would read them.')
  lines!: NoticeLineShape[];

  @Shown.many(() => NoticeRowShape, 'One per case, in the order asked.')
  results!: NoticeRowShape[];
}

export class BuiltNoticeShape {
  @Shown.id('Id.')
  id!: string;

  @Shown.text('Number of the notice.')
  number!: string;

  @Shown.day('Last day.')
  endsOn!: string;

  @Shown.count('Number of lines.')
  lineCount!: number;

  @Shown.fen('Sum of its lines.')
  totalFen!: number;

  @Shown.many(() => NoticeRowShape, 'One per case, in the order asked.')
  results!: NoticeRowShape[];
}

/** The most cases that one notice takes. */
const MOST = 500;

class PickedCaseBody {
  @Given.id('Case.')
  applicationId!: string;

  @Given.version()
  version!: number;
}

export class PreviewNoticeBody {
  @Given.id('Call.')
  callId!: string;

  @Given.listOf(
    () => PickedCaseBody,
    'Cases, each with the version that was read.',
    MOST,
    (row) => row.applicationId,
  )
  applications!: PickedCaseBody[];
}

export class BuildNoticeBody extends PreviewNoticeBody {
  @Given.text('Title.', { from: 2, to: 120 })
  title!: string;
}

export class WaitingQuery extends PageQuery {
  @Given.id('Only under this call.', { optional: true })
  callId?: string;

  @Given.matching('Only cases of this county.', /^\d{6}$/, '请填写 6 位区划代码', {
    optional: true,
  })
  countyCode?: string;

  @Given.text(
    'Part of the case number, of the name or of the credit code.',
    { from: 1, to: 60 },
    { optional: true },
  )
  search?: string;
}

/** A refused row carries the problem that a single request would have got. */
export function rowAnswer(result: NoticeRowResult): NoticeRowShape {
  if (result.ok) return result;
  const { code, message, details } = result.refusal;
  return {
    applicationId: result.applicationId,
    ok: false,
    problem: { ...problemOf(code, message, details) },
  };
}
