import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Database, listHolds, type PersonActor } from '@duixian/casework';
import { BodyByAction, rowByAction } from '../edge/by-action';
import { CurrentPerson, IdempotencyKey } from '../edge/caller';
import { Answers, AnswersPageOf, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { IdPath, pageOf, withoutAbsent } from '../edge/page';
import { refuseUnlessSomewhere } from '../edge/session.guard';
import { HOLD_VERBS } from './hold-verbs';
import { HoldAnswerShape, HoldsQuery, ListedHoldShape } from './holds.shapes';

@ApiTags('holds')
@Controller(`${BASE}/holds`)
export class HoldsController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get()
  @Declares('hold.list', { summary: 'Cases and payments that wait for people, newest first.' })
  @AnswersPageOf(ListedHoldShape, { totals: true })
  list(@CurrentPerson() actor: PersonActor, @Query() query: HoldsQuery) {
    return listHolds(
      this.db,
      actor,
      withoutAbsent({ state: query.state, partyId: query.partyId }),
      pageOf(query),
    );
  }

  @Post(':id/actions')
  @Declares(Object.values(HOLD_VERBS).map((verb) => verb.operation), {
    summary: 'Act on a hold: lift one of a case; propose, confirm, refuse for one of a payment.',
    operationId: 'hold.act',
  })
  @BodyByAction(HOLD_VERBS)
  @Answers(HoldAnswerShape)
  act(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id }: IdPath,
    @Body() given: unknown,
  ) {
    const verb = rowByAction(HOLD_VERBS, given);
    refuseUnlessSomewhere(actor, [verb.operation]);
    return verb.run(this.db, { actor, idempotencyKey, holdId: id }, given);
  }
}
