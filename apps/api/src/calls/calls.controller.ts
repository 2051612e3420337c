import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  type Database,
  draftCall,
  listCalls,
  type PersonActor,
  readCall,
} from '@duixian/casework';
import { BodyByAction, rowByAction } from '../edge/by-action';
import { CurrentActor, CurrentPerson, IdempotencyKey } from '../edge/caller';
import { Answers, AnswersPageOf, Creates, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { IdPath, partOf, PartQuery } from '../edge/page';
import { refuseUnlessSomewhere } from '../edge/session.guard';
import { contentOf, DraftCallBody } from './call-bodies';
import { CALL_VERBS } from './call-verbs';
import { CallAnswerShape, CallShape } from './call.shapes';

@ApiTags('calls')
@Controller(`${BASE}/calls`)
export class CallsController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get()
  @Declares('call.list', { summary: 'Calls for applications that you may see, newest year first.' })
  @AnswersPageOf(CallShape)
  async list(@CurrentActor() actor: Actor, @Query() query: PartQuery) {
    return partOf(await listCalls(this.db, actor), query);
  }

  @Post()
  @Declares('call.draft', { summary: 'Write a call as a draft.' })
  @Creates(CallAnswerShape, `/${BASE}/calls/{id}`)
  draft(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Body() body: DraftCallBody,
  ) {
    const { cityCode } = body;
    return draftCall(this.db, { actor, idempotencyKey, cityCode, content: contentOf(body) });
  }

  @Get(':id')
  @Declares('call.read', { summary: 'One call.' })
  @Answers(CallShape)
  read(@CurrentActor() actor: Actor, @Param() { id }: IdPath) {
    return readCall(this.db, actor, id);
  }

  @Post(':id/actions')
  @Declares(Object.values(CALL_VERBS).map((verb) => verb.operation), {
    summary: 'Act on a call: edit, approve, publish, close.',
    operationId: 'call.act',
  })
  @BodyByAction(CALL_VERBS)
  @Answers(CallAnswerShape)
  act(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id }: IdPath,
    @Body() given: unknown,
  ) {
    const verb = rowByAction(CALL_VERBS, given);
    refuseUnlessSomewhere(actor, [verb.operation]);
    return verb.run(this.db, { actor, idempotencyKey, callId: id }, given);
  }
}
