import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  type Database,
  listRegisterStandings,
  listSweeps,
  orderSweep,
  type PersonActor,
  readSweep,
  readSweepProgress,
  readSweepResults,
  readSweepSample,
} from '@duixian/casework';
import { type ApiSettings, SETTINGS } from '../api-settings';
import { BodyByAction, rowByAction } from '../edge/by-action';
import { CurrentActor, CurrentPerson, IdempotencyKey } from '../edge/caller';
import { Answers, AnswersPageOf, Creates, Declares } from '../edge/declares';
import { BASE, DATABASE, headerOf, type HttpReply, type HttpRequest } from '../edge/http';
import { IdPath, pageOf, withoutAbsent } from '../edge/page';
import { refuseUnlessSomewhere, tokenOf } from '../edge/session.guard';
import {
  OrderSweepBody,
  RegistersQuery,
  SweepResultsQuery,
  SweepSampleQuery,
  SweepsQuery,
} from './sweep-bodies';
import { SweepEvents } from './sweep-events';
import { SWEEP_VERBS } from './sweep-verbs';
import {
  RegisterStandingsShape,
  SweepAnswerShape,
  SweepDetailShape,
  SweepLineShape,
  SweepSampleShape,
  SweepShape,
} from './sweeps.shapes';

@ApiTags('sweeps')
@Controller(`${BASE}/sweeps`)
export class SweepsController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
    private readonly streams: SweepEvents,
  ) {}

  @Post()
  @Declares('sweep.order', { summary: 'Order a sweep: who is owed without applying, dry or for real.' })
  @Creates(SweepAnswerShape, `/${BASE}/sweeps/{id}`)
  order(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Body() { asOf, dryRun, ...wish }: OrderSweepBody,
  ) {
    const { registerRules } = this.settings;
    return orderSweep(this.db, {
      ...{ actor, idempotencyKey, asOf, dryRun, registerRules },
      ...withoutAbsent(wish),
    });
  }

  @Get()
  @Declares('sweep.list', { summary: 'Sweeps of your region, newest first.' })
  @AnswersPageOf(SweepShape, { totals: true })
  list(@CurrentPerson() actor: PersonActor, @Query() query: SweepsQuery) {
    const { state, dryRun } = query;
    return listSweeps(this.db, actor, withoutAbsent({ state, dryRun }), pageOf(query));
  }

  @Get('registers')
  @Declares('sweep.registers', {
    summary: 'How fresh the registers are that a sweep of a city would rest on, before it is ordered.',
  })
  @Answers(RegisterStandingsShape)
  registers(@CurrentPerson() actor: PersonActor, @Query() { city, asOf }: RegistersQuery) {
    return listRegisterStandings(this.db, actor, { cityCode: city, asOf }, this.settings.registerRules);
  }

  @Get(':id')
  @Declares('sweep.read', {
    summary: 'One sweep: progress, totals, budgets, exceptions, what changed since the last.',
  })
  @Answers(SweepDetailShape)
  read(@CurrentActor() actor: Actor, @Param() { id }: IdPath) {
    return readSweep(this.db, actor, id);
  }

  @Get(':id/events')
  @Declares('sweep.events', {
    summary:
      'How it gets on, as server-sent events: `progress` with version as id, `end` when nothing more comes by itself.',
  })
  @ApiProduces('text/event-stream')
  @ApiResponse({
    status: 200,
    description: 'Events, until it ends or your session does.',
    schema: { type: 'string' },
  })
  @ApiResponse({ status: 204, description: 'Nothing more comes after the event that you have seen last.' })
  async events(
    @CurrentPerson() actor: PersonActor,
    @Param() { id }: IdPath,
    @Req() request: HttpRequest,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const now = await readSweepProgress(this.db, actor, id);
    if (!now.ok) return now;
    const seen = Number(/^\d{1,9}$/.exec(headerOf(request, 'last-event-id') ?? '')?.[0] ?? 0);
    if (!now.value.goesOn && seen >= now.value.version) {
      // An EventSource that is answered so does not ask again.
      reply.status(204);
      return undefined;
    }
    const token = tokenOf(request)?.token ?? '';
    const stream = this.streams.stream(this.db, { actor, token, sweepId: id, seen });
    reply.header('Cache-Control', 'no-cache, no-transform').header('X-Accel-Buffering', 'no');
    return new StreamableFile(stream, { type: 'text/event-stream' });
  }

  @Get(':id/results')
  @Declares('sweep.results', { summary: 'What it found, line by line.' })
  @AnswersPageOf(SweepLineShape, { totals: true })
  results(
    @CurrentPerson() actor: PersonActor,
    @Param() { id }: IdPath,
    @Query() { cursor, limit, clause, county, ...rest }: SweepResultsQuery,
  ) {
    const filter = withoutAbsent({ clauseId: clause, countyCode: county, ...rest });
    return readSweepResults(
      this.db,
      actor,
      { id, ...filter },
      pageOf({ limit, ...withoutAbsent({ cursor }) }),
    );
  }

  @Get(':id/sample')
  @Declares('sweep.sample', {
    summary: 'Some lines of its list to be checked by hand, the same ones for whoever looks.',
  })
  @Answers(SweepSampleShape)
  sample(@CurrentPerson() actor: PersonActor, @Param() { id }: IdPath, @Query() { size }: SweepSampleQuery) {
    return readSweepSample(this.db, actor, { id, size });
  }

  @Post(':id/actions')
  @Declares(Object.values(SWEEP_VERBS).map((verb) => verb.operation), {
    summary: 'Act on a sweep: approve its list, cancel.',
    operationId: 'sweep.act',
  })
  @BodyByAction(SWEEP_VERBS)
  @Answers(SweepAnswerShape)
  act(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id }: IdPath,
    @Body() given: unknown,
  ) {
    const verb = rowByAction(SWEEP_VERBS, given);
    refuseUnlessSomewhere(actor, [verb.operation]);
    return verb.run(this.db, { actor, idempotencyKey, sweepId: id }, given);
  }
}
