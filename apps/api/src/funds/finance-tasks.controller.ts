import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Database,
  decideResolution,
  listFinanceTasks,
  type PersonActor,
  proposeResolution,
} from '@duixian/casework';
import { CurrentPerson, IdempotencyKey } from '../edge/caller';
import { Answers, AnswersPageOf, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { IdPath, pageOf, withoutAbsent } from '../edge/page';
import {
  DecideResolutionBody,
  FinanceTaskAnswerShape,
  FinanceTaskShape,
  FinanceTasksQuery,
  ProposeResolutionBody,
} from './reconciliation.shapes';

@ApiTags('funds')
@Controller(`${BASE}/finance-tasks`)
export class FinanceTasksController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get()
  @Declares('financeTask.list', {
    summary: 'What a treasury’s people must look at: failed, returned and open payments, unexplained lines.',
  })
  @AnswersPageOf(FinanceTaskShape)
  list(@CurrentPerson() actor: PersonActor, @Query() { cursor, limit, done, ...filter }: FinanceTasksQuery) {
    return listFinanceTasks(
      this.db,
      actor,
      { done, ...withoutAbsent(filter) },
      pageOf({ limit, ...withoutAbsent({ cursor }) }),
    );
  }

  @Post(':id/proposals')
  @Declares('financeTask.propose', { summary: 'Propose how a task ends, with its evidence (maker).' })
  @Answers(FinanceTaskAnswerShape)
  propose(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id }: IdPath,
    @Body() { version, resolution, note, statementId }: ProposeResolutionBody,
  ) {
    return proposeResolution(this.db, {
      actor,
      idempotencyKey,
      taskId: id,
      version,
      resolution,
      note,
      ...withoutAbsent({ statementId }),
    });
  }

  @Post(':id/decision')
  @Declares('financeTask.decide', {
    summary: 'Confirm or refuse the proposal of somebody else (checker).',
  })
  @Answers(FinanceTaskAnswerShape)
  decide(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id }: IdPath,
    @Body() { version, decision, note }: DecideResolutionBody,
  ) {
    return decideResolution(this.db, {
      actor,
      idempotencyKey,
      taskId: id,
      version,
      decision,
      ...withoutAbsent({ note }),
    });
  }
}
