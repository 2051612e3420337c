import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Database,
  giveDelegation,
  listDelegates,
  listDelegations,
  type PersonActor,
  revokeDelegation,
} from '@duixian/casework';
import { ColleaguesQuery, ColleaguesShape } from '../applications/colleague.shapes';
import { CurrentPerson, IdempotencyKey } from '../edge/caller';
import { Answers, Creates, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { IdPath } from '../edge/page';
import { DelegationAnswerShape, DelegationsShape, GiveDelegationBody } from './delegation.shapes';

@ApiTags('identity')
@Controller(`${BASE}/delegations`)
export class DelegationsController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get()
  @Declares('delegation.list', { summary: 'Who acts in your name, and in whose name you may act.' })
  @Answers(DelegationsShape)
  list(@CurrentPerson() actor: PersonActor) {
    return listDelegations(this.db, actor);
  }

  @Get('delegates')
  @Declares('delegation.delegates', { summary: 'Officials of a place, one of whom may act in your name.' })
  @Answers(ColleaguesShape)
  delegates(@CurrentPerson() actor: PersonActor, @Query() { regionCode }: ColleaguesQuery) {
    return listDelegates(this.db, actor, regionCode);
  }

  @Post()
  @Declares('delegation.give', { summary: 'Let a colleague review in your name from day to day.' })
  @Creates(DelegationAnswerShape, `/${BASE}/delegations`)
  give(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Body() { delegateId, role, regionCode, fromOn, toOn, reason }: GiveDelegationBody,
  ) {
    const given = { delegateId, role, regionCode, fromOn, toOn, reason };
    return giveDelegation(this.db, { actor, idempotencyKey, ...given });
  }

  @Post(':id/revocation')
  @Declares('delegation.revoke', { summary: 'Take back what you gave; at once.' })
  @Answers(DelegationAnswerShape)
  revoke(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id }: IdPath,
  ) {
    return revokeDelegation(this.db, { actor, idempotencyKey, id });
  }
}
