import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Database,
  decideOnBudgetChange,
  listBudgetChanges,
  listBudgets,
  listFundingWaits,
  type PersonActor,
  proposeAdjustment,
  proposeAllotment,
  readBudgetBalance,
  readBudgetHistory,
} from '@duixian/casework';
import { CurrentPerson, IdempotencyKey } from '../edge/caller';
import { Answers, AnswersPageOf, Creates, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { IdPath, pageOf, PageQuery, partOf, PartQuery, wholeList, withoutAbsent } from '../edge/page';
import { refuseUnlessSomewhere } from '../edge/session.guard';
import {
  ActOnBudgetChangeBody,
  AdjustBudgetBody,
  AllotBudgetBody,
  BudgetChangeAnswerShape,
  BudgetChangeShape,
  BudgetChangesQuery,
  BudgetMovementShape,
} from './budget.shapes';
import { BudgetBalanceQuery, BudgetBalanceSheetShape, FundingWaitShape } from './budget-balance.shapes';
import { BudgetShape } from './funds.shapes';

@ApiTags('funds')
@Controller(`${BASE}/budgets`)
export class BudgetsController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get()
  @Declares('budget.list', { summary: 'Budget lines with their balances.' })
  @AnswersPageOf(BudgetShape)
  async budgets(@CurrentPerson() actor: PersonActor, @Query() query: PartQuery) {
    const outcome = await listBudgets(this.db, actor);
    return outcome.ok ? partOf(outcome.value.items, query) : outcome;
  }

  @Get('waiting')
  @Declares('budget.waiting', { summary: 'Awards that wait for money, first come, first served.' })
  @AnswersPageOf(FundingWaitShape)
  async waiting(@CurrentPerson() actor: PersonActor) {
    const outcome = await listFundingWaits(this.db, actor);
    return outcome.ok ? wholeList(outcome.value.items) : outcome;
  }

  @Get('balance')
  @Declares('budget.balance', {
    summary: 'Balance sheet of a treasury and a year at the end of any day, out of the journals.',
  })
  @Answers(BudgetBalanceSheetShape)
  balance(@CurrentPerson() actor: PersonActor, @Query() query: BudgetBalanceQuery) {
    const { region, year, asOf } = query;
    return readBudgetBalance(this.db, actor, { region, year, ...withoutAbsent({ asOf }) });
  }

  @Post()
  @Declares('budget.allot', {
    summary: 'Propose a new budget line (下达); it is made once a checker confirms.',
  })
  @Creates(BudgetChangeAnswerShape, `/${BASE}/budgets/changes`)
  allot(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Body() body: AllotBudgetBody,
  ) {
    return proposeAllotment(this.db, { actor, idempotencyKey, ...body });
  }

  @Get('changes')
  @Declares('budget.changes', { summary: 'Changes of budget lines, newest first; those that wait.' })
  @AnswersPageOf(BudgetChangeShape)
  changes(@CurrentPerson() actor: PersonActor, @Query() { cursor, limit, ...filter }: BudgetChangesQuery) {
    return listBudgetChanges(
      this.db,
      actor,
      withoutAbsent(filter),
      pageOf({ limit, ...withoutAbsent({ cursor }) }),
    );
  }

  @Post('changes')
  @Declares('budget.adjust', {
    summary: 'Propose to increase, decrease, transfer or carry over; a checker confirms.',
  })
  @Creates(BudgetChangeAnswerShape, `/${BASE}/budgets/changes`)
  adjust(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Body() { kind, lineId, documentNumber, note, toLineId, amountFen }: AdjustBudgetBody,
  ) {
    const adjustment = { kind, lineId, documentNumber, note, ...withoutAbsent({ toLineId, amountFen }) };
    return proposeAdjustment(this.db, { actor, idempotencyKey, ...adjustment });
  }

  @Post('changes/:id/actions')
  @Declares(['budget.decide', 'budget.withdraw'], {
    summary: 'Confirm or refuse what another proposed, or withdraw one’s own.',
    operationId: 'budget.act',
  })
  @Answers(BudgetChangeAnswerShape)
  act(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id }: IdPath,
    @Body() { action, version, note }: ActOnBudgetChangeBody,
  ) {
    refuseUnlessSomewhere(actor, [action === 'withdraw' ? 'budget.withdraw' : 'budget.decide']);
    return decideOnBudgetChange(this.db, {
      actor,
      idempotencyKey,
      changeId: id,
      action,
      version,
      ...withoutAbsent({ note }),
    });
  }

  @Get(':id/history')
  @Declares('budget.history', { summary: 'Every journal of a budget line, newest first.' })
  @AnswersPageOf(BudgetMovementShape)
  history(@CurrentPerson() actor: PersonActor, @Param() { id }: IdPath, @Query() query: PageQuery) {
    return readBudgetHistory(this.db, actor, id, pageOf(query));
  }
}
