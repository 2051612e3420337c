import { Body, Controller, Get, Inject, Param, Post, Query, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import {
  type Actor,
  checkPolicy,
  type Database,
  diffPolicies,
  draftPolicy,
  listPolicies,
  type PersonActor,
  readPolicy,
} from '@duixian/casework';
import { BodyByAction, rowByAction } from '../edge/by-action';
import { CurrentActor, CurrentPerson, IdempotencyKey } from '../edge/caller';
import { Answers, AnswersPageOf, Creates, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { PerPersonGuard } from '../edge/per-person.guard';
import { IdPath, partOf, PartQuery, withoutAbsent } from '../edge/page';
import { refuseUnlessSomewhere } from '../edge/session.guard';
import {
  DiffQuery,
  PolicyAnswerShape,
  PolicyCheckShape,
  PolicyDifferenceShape,
  PolicyShape,
  PolicyTextShape,
} from './policies.shapes';
import { CheckPolicyBody, DraftPolicyBody, writtenOf } from './policy-bodies';
import { POLICY_VERBS } from './policy-verbs';

/** One after each pause in typing: two a second for a minute are no person. */
const CHECKS_PER_MINUTE = 120;

@ApiTags('policies')
@Controller(`${BASE}/policies`)
export class PoliciesController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get()
  @Declares('policy.list', {
    summary: 'Versions of policy documents that you may see, by document, newest first.',
  })
  @AnswersPageOf(PolicyShape)
  async list(@CurrentActor() actor: Actor, @Query() query: PartQuery) {
    return partOf(await listPolicies(this.db, actor), query);
  }

  @Post()
  @Declares('policy.draft', { summary: 'Draft a version of a policy document, with its cases.' })
  @Creates(PolicyAnswerShape, `/${BASE}/policies/{id}`)
  draft(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Body() body: DraftPolicyBody,
  ) {
    return draftPolicy(this.db, { actor, idempotencyKey, written: writtenOf(body) });
  }

  @Post('check')
  @UseGuards(PerPersonGuard)
  @Throttle({ default: { limit: CHECKS_PER_MINUTE, ttl: 60_000 } })
  @Declares('policy.check', { summary: 'Read a text and run its cases. Nothing is stored.' })
  @Answers(PolicyCheckShape)
  check(@CurrentActor() actor: Actor, @Body() { text, cases, run = true }: CheckPolicyBody) {
    return checkPolicy(this.db, actor, { text, cases, run });
  }

  @Get(':id')
  @Declares('policy.read', { summary: 'One version of a policy document, with its text as data.' })
  @Answers(PolicyTextShape)
  read(@CurrentActor() actor: Actor, @Param() { id }: IdPath) {
    return readPolicy(this.db, actor, id);
  }

  @Get(':id/diff')
  @Declares('policy.diff', {
    summary: 'In what a version differs from another one, as data and as sentences.',
  })
  @Answers(PolicyDifferenceShape)
  diff(@CurrentActor() actor: Actor, @Param() { id }: IdPath, @Query() { against }: DiffQuery) {
    return diffPolicies(this.db, actor, { policyId: id, ...withoutAbsent({ against }) });
  }

  @Post(':id/actions')
  @Declares(Object.values(POLICY_VERBS).map((verb) => verb.operation), {
    summary: 'Act on a version: edit, validate, try, approve, publish, withdraw.',
    operationId: 'policy.act',
  })
  @BodyByAction(POLICY_VERBS)
  @Answers(PolicyAnswerShape)
  act(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id }: IdPath,
    @Body() given: unknown,
  ) {
    const verb = rowByAction(POLICY_VERBS, given);
    refuseUnlessSomewhere(actor, [verb.operation]);
    return verb.run(this.db, { actor, idempotencyKey, policyId: id }, given);
  }
}
