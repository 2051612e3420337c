import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Database, listAwards, type PersonActor } from '@duixian/casework';
import { CurrentPerson } from '../edge/caller';
import { AnswersPageOf, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { pageOf, withoutAbsent } from '../edge/page';
import { AwardShape, AwardsQuery } from './award.shapes';

@ApiTags('funds')
@Controller(BASE)
export class MoneyController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get('awards')
  @Declares('award.list', { summary: 'Awards in reach with clauses and funding sources, newest first.' })
  @AnswersPageOf(AwardShape, { totals: true })
  awards(@CurrentPerson() actor: PersonActor, @Query() query: AwardsQuery) {
    return listAwards(this.db, actor, withoutAbsent({ partyId: query.partyId }), pageOf(query));
  }
}
