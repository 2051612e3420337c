import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Database, listAwards, listBudgets, type PersonActor } from '@duixian/casework';
import { CurrentPerson } from '../edge/caller';
import { AnswersPageOf, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { pageOf, PageQuery, wholeList } from '../edge/page';
import { AwardShape, BudgetShape } from './funds.shapes';

@ApiTags('funds')
@Controller(BASE)
export class MoneyController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get('budgets')
  @Declares('budget.list', { summary: 'Budget lines with their balances.' })
  @AnswersPageOf(BudgetShape)
  async budgets(@CurrentPerson() actor: PersonActor) {
    const outcome = await listBudgets(this.db, actor);
    return outcome.ok ? wholeList(outcome.value.items) : outcome;
  }

  @Get('awards')
  @Declares('award.list', { summary: 'Awards in reach with clauses and funding sources, newest first.' })
  @AnswersPageOf(AwardShape, { totals: true })
  awards(@CurrentPerson() actor: PersonActor, @Query() query: PageQuery) {
    return listAwards(this.db, actor, pageOf(query));
  }
}
