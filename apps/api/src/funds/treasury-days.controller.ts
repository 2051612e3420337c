import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { closeTreasuryDay, type Database, listTreasuryDays, type PersonActor } from '@duixian/casework';
import { CurrentPerson, IdempotencyKey } from '../edge/caller';
import { Answers, AnswersPageOf, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { wholeList, withoutAbsent } from '../edge/page';
import { CloseDayBody, TreasuryDayShape, TreasuryDaysQuery } from './reconciliation.shapes';

@ApiTags('funds')
@Controller(`${BASE}/treasury-days`)
export class TreasuryDaysController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get()
  @Declares('treasuryDay.list', { summary: 'Closed days of the treasuries in reach, newest first.' })
  @AnswersPageOf(TreasuryDayShape)
  async list(@CurrentPerson() actor: PersonActor, @Query() filter: TreasuryDaysQuery) {
    const outcome = await listTreasuryDays(this.db, actor, withoutAbsent(filter));
    return outcome.ok ? wholeList(outcome.value.items) : outcome;
  }

  @Post()
  @Declares('treasuryDay.close', {
    summary: 'Close a day (日终) on the bank’s last statement of it, when every line is explained.',
  })
  @Answers(TreasuryDayShape)
  close(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Body() { regionCode, day, statementId }: CloseDayBody,
  ) {
    return closeTreasuryDay(this.db, { actor, idempotencyKey, regionCode, day, statementId });
  }
}
