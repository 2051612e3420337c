import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  type Database,
  listNotices,
  NOTICE_STATES,
  type NoticeView,
  readNotice,
} from '@duixian/casework';
import { CurrentActor } from '../edge/caller';
import { Answers, AnswersPageOf, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { IdPath, pageOf, PageQuery } from '../edge/page';
import { Shown } from '../edge/shown';

class NoticeShape implements NoticeView {
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

class NoticeWithLinesShape extends NoticeShape {
  @Shown.many(() => NoticeLineShape, 'Lines as they were published.')
  lines!: NoticeLineShape[];

  @Shown.text('SHA-256 of the lines.')
  snapshotHash!: string;

  @Shown.counts('Lines with an open objection, by position.')
  contestedPositions!: number[];
}

@ApiTags('notices')
@Controller(`${BASE}/notices`)
export class NoticesController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get()
  @Declares('notice.list', { summary: 'Public notices, newest first; no sign-in needed.' })
  @AnswersPageOf(NoticeShape)
  list(@CurrentActor() actor: Actor, @Query() query: PageQuery) {
    return listNotices(this.db, actor, pageOf(query));
  }

  @Get(':id')
  @Declares('notice.read', { summary: 'One public notice with its lines; no sign-in needed.' })
  @Answers(NoticeWithLinesShape)
  read(@CurrentActor() actor: Actor, @Param() { id }: IdPath) {
    return readNotice(this.db, actor, id);
  }
}
