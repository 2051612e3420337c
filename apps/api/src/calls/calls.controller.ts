import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Actor, type CallView, type Database, listCalls, readCall } from '@duixian/casework';
import { CurrentActor } from '../edge/caller';
import { Answers, AnswersPageOf, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { IdPath, wholeList } from '../edge/page';
import { Shown } from '../edge/shown';

export class StageShape {
  @Shown.oneOf(['county_review', 'city_review'], 'Review stage.')
  key!: 'county_review' | 'city_review';

  @Shown.oneOf(['county', 'city'], 'Level that reviews.')
  level!: 'county' | 'city';
}

class CallShape implements CallView {
  @Shown.id('Id.')
  id!: string;

  @Shown.text('Number of the call.')
  number!: string;

  @Shown.text('Title.')
  title!: string;

  @Shown.text('City that calls.')
  cityCode!: string;

  @Shown.id('Policy document it rests on.')
  policyVersionId!: string;

  @Shown.texts('Clauses that can be applied for.')
  clauseIds!: string[];

  @Shown.count('Year.')
  year!: number;

  @Shown.day('First day of applications.')
  opensOn!: string;

  @Shown.day('Last day of applications.')
  closesOn!: string;

  @Shown.day('First day of the tested period.')
  testedFrom!: string;

  @Shown.day('Last day of the tested period.')
  testedTo!: string;

  @Shown.many(() => StageShape, 'Review stages in order.')
  route!: StageShape[];

  @Shown.count('Working days of public notice; 0: none.')
  noticeWorkingDays!: number;

  @Shown.text('Budget subject that pays.')
  budgetSubject!: string;

  @Shown.oneOf(['published', 'closed'], 'State.')
  state!: 'published' | 'closed';

  @Shown.flag('Whether it takes applications today.')
  open!: boolean;
}

@ApiTags('calls')
@Controller(`${BASE}/calls`)
export class CallsController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get()
  @Declares('call.list', { summary: 'Calls for applications, newest year first.' })
  @AnswersPageOf(CallShape)
  async list(@CurrentActor() actor: Actor) {
    return wholeList(await listCalls(this.db, actor));
  }

  @Get(':id')
  @Declares('call.read', { summary: 'One call.' })
  @Answers(CallShape)
  read(@CurrentActor() actor: Actor, @Param() { id }: IdPath) {
    return readCall(this.db, actor, id);
  }
}
