import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  createApplication,
  type Database,
  listApplications,
  type PersonActor,
  readApplication,
} from '@duixian/casework';
import { type ApiSettings, SETTINGS } from '../api-settings';
import { BodyByAction, rowByAction } from '../edge/by-action';
import { CurrentActor, CurrentPerson, IdempotencyKey } from '../edge/caller';
import { Answers, AnswersPageOf, Creates, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { IdPath, pageOf, withoutAbsent } from '../edge/page';
import { refuseUnlessSomewhere } from '../edge/session.guard';
import { CreateApplicationBody } from './application-bodies';
import { ApplicationsQuery, ApplicationSummaryShape, CaseAnswerShape } from './application-summary.shapes';
import { APPLICATION_VERBS } from './application-verbs';
import { ApplicationShape } from './application.shapes';

@ApiTags('applications')
@Controller(`${BASE}/applications`)
export class ApplicationsController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
  ) {}

  @Post()
  @Declares('application.create', { summary: 'Start a draft under an open call.' })
  @Creates(CaseAnswerShape, `/${BASE}/applications/{id}`)
  create(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Body() { callId, partyId, claims }: CreateApplicationBody,
  ) {
    return createApplication(this.db, { actor, idempotencyKey, callId, partyId, claims: claims ?? {} });
  }

  @Get()
  @Declares('application.list', { summary: 'The cases you may see, newest first.' })
  @AnswersPageOf(ApplicationSummaryShape, { totals: true })
  list(@CurrentActor() actor: Actor, @Query() { cursor, limit, ...filter }: ApplicationsQuery) {
    return listApplications(
      this.db,
      actor,
      withoutAbsent(filter),
      pageOf({ limit, ...withoutAbsent({ cursor }) }),
    );
  }

  @Get(':id')
  @Declares('application.read', {
    summary: 'One case: state, determination with trace, timeline, allowed actions.',
  })
  @Answers(ApplicationShape)
  read(@CurrentActor() actor: Actor, @Param() { id }: IdPath) {
    return readApplication(this.db, actor, id);
  }

  @Post(':id/actions')
  @Declares(Object.values(APPLICATION_VERBS).flatMap((verb) => verb.operations), {
    summary: 'Act on a case: one verb per request.',
    operationId: 'application.act',
  })
  @BodyByAction(APPLICATION_VERBS)
  @Answers(CaseAnswerShape)
  act(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id }: IdPath,
    @Body() given: unknown,
  ) {
    const verb = rowByAction(APPLICATION_VERBS, given);
    refuseUnlessSomewhere(actor, verb.operations);
    const { creditRules } = this.settings;
    return verb.run(this.db, { actor, idempotencyKey, applicationId: id, creditRules }, given);
  }
}
