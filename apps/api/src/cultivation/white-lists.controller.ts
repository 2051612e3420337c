import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Database,
  decideWhiteList,
  listWhiteListed,
  listWhiteListMembers,
  listWhiteListRules,
  listWhiteLists,
  type PersonActor,
  prepareWhiteList,
  readWhiteList,
} from '@duixian/casework';
import { CurrentPerson, IdempotencyKey } from '../edge/caller';
import { Answers, AnswersPageOf, Creates, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { IdPath, pageOf, wholeList, withoutAbsent } from '../edge/page';
import {
  DecideWhiteListBody,
  PrepareWhiteListBody,
  WhiteListAnswerShape,
  WhiteListedQuery,
  WhiteListedShape,
  WhiteListMemberShape,
  WhiteListMembersQuery,
  WhiteListPreparedShape,
  WhiteListRuleShape,
  WhiteListShape,
  WhiteListsQuery,
} from './white-lists.shapes';

@ApiTags('cultivation')
@Controller(`${BASE}/white-lists`)
export class WhiteListsController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get()
  @Declares('whiteList.list', { summary: 'White lists of your cities, the newest first.' })
  @AnswersPageOf(WhiteListShape)
  list(@CurrentPerson() actor: PersonActor, @Query() { cursor, limit, state }: WhiteListsQuery) {
    const page = pageOf({ limit, ...withoutAbsent({ cursor }) });
    return listWhiteLists(this.db, actor, withoutAbsent({ state }), page);
  }

  @Get('enterprises')
  @Declares('whiteList.listed', {
    summary: 'Enterprises of your place on the white lists in force, each with why.',
  })
  @AnswersPageOf(WhiteListedShape, { totals: true })
  listed(@CurrentPerson() actor: PersonActor, @Query() { cursor, limit, ...rest }: WhiteListedQuery) {
    const page = pageOf({ limit, ...withoutAbsent({ cursor }) });
    return listWhiteListed(this.db, actor, withoutAbsent(rest), page);
  }

  @Get('rules')
  @Declares('whiteList.rules', {
    summary: 'The white lists that documents ask for, with the one in force.',
  })
  @AnswersPageOf(WhiteListRuleShape)
  async rules(@CurrentPerson() actor: PersonActor) {
    const found = await listWhiteListRules(this.db, actor);
    return found.ok ? wholeList(found.value) : found;
  }

  @Post()
  @Declares('whiteList.prepare', { summary: 'Compute a white list as of a day.' })
  @Creates(WhiteListPreparedShape, `/${BASE}/white-lists`)
  prepare(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Body() { ruleKey, asOf }: PrepareWhiteListBody,
  ) {
    return prepareWhiteList(this.db, { actor, idempotencyKey, ruleKey, asOf });
  }

  @Get(':id')
  @Declares('whiteList.read', { summary: 'One white list.' })
  @Answers(WhiteListShape)
  read(@CurrentPerson() actor: PersonActor, @Param() { id }: IdPath) {
    return readWhiteList(this.db, actor, id);
  }

  @Get(':id/members')
  @Declares('whiteList.members', {
    summary: 'The enterprises of a white list and those that are gone from it, with why.',
  })
  @AnswersPageOf(WhiteListMemberShape, { totals: true })
  members(
    @CurrentPerson() actor: PersonActor,
    @Param() { id }: IdPath,
    @Query() { cursor, limit, ...rest }: WhiteListMembersQuery,
  ) {
    const page = pageOf({ limit, ...withoutAbsent({ cursor }) });
    return listWhiteListMembers(this.db, actor, { listId: id, ...withoutAbsent(rest) }, page);
  }

  @Post(':id/actions')
  @Declares(['whiteList.approve', 'whiteList.discard'], {
    operationId: 'whiteList.decide',
    summary: 'Approve a white list as a second officer, or give it up.',
  })
  @Answers(WhiteListAnswerShape)
  decide(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id }: IdPath,
    @Body() { action, version }: DecideWhiteListBody,
  ) {
    return decideWhiteList(this.db, { actor, idempotencyKey, listId: id, version, action });
  }
}
