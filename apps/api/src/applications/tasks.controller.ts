import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Database,
  decideTasks,
  listColleagues,
  listTasks,
  type PersonActor,
  type Refusal,
  remindHolders,
} from '@duixian/casework';
import { BodyByAction, rowByAction } from '../edge/by-action';
import { CurrentPerson, IdempotencyKey } from '../edge/caller';
import { Answers, AnswersPageOf, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { pageOf, withoutAbsent } from '../edge/page';
import { problemOf } from '../edge/problem';
import { RemindResultsShape, TaskResultsShape, TaskShape, TasksQuery } from './application-summary.shapes';
import { ColleaguesQuery, ColleaguesShape } from './colleague.shapes';
import { RemindBody } from './batch-bodies';
import { TASK_DECISIONS } from './task-decisions';

@ApiTags('applications')
@Controller(`${BASE}/tasks`)
export class TasksController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get()
  @Declares('task.list', { summary: 'What waits at your regions, or what was done there.' })
  @AnswersPageOf(TaskShape, { totals: true })
  list(@CurrentPerson() actor: PersonActor, @Query() { cursor, limit, done, ...filter }: TasksQuery) {
    const page = pageOf({ limit, ...withoutAbsent({ cursor }) });
    return listTasks(this.db, actor, { done, ...withoutAbsent(filter) }, page);
  }

  @Get('colleagues')
  @Declares('task.colleagues', { summary: 'Reviewers of a place, to hand a task to.' })
  @Answers(ColleaguesShape)
  colleagues(@CurrentPerson() actor: PersonActor, @Query() { regionCode }: ColleaguesQuery) {
    return listColleagues(this.db, actor, regionCode);
  }

  @Post('batch')
  @Declares('task.batch', { summary: 'One decision on up to 200 cases; each row is answered by itself.' })
  @BodyByAction(TASK_DECISIONS)
  @Answers(TaskResultsShape)
  async decide(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Body() given: unknown,
  ) {
    const { items, decision } = rowByAction(TASK_DECISIONS, given).read(given);
    const outcome = await decideTasks(this.db, { actor, idempotencyKey, items, decision });
    return outcome.ok ? { results: outcome.value.results.map(rowAnswer) } : outcome;
  }

  @Post('reminders')
  @Declares('task.remind', {
    summary:
      'Remind whoever holds up to 200 cases; each is answered by itself, as a single reminder would be.',
  })
  @Answers(RemindResultsShape)
  async remind(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Body() { applicationIds }: RemindBody,
  ) {
    const outcome = await remindHolders(this.db, { actor, idempotencyKey, applicationIds });
    return outcome.ok ? { results: outcome.value.results.map(rowAnswer) } : outcome;
  }
}

type RowResult = { applicationId: string } & ({ ok: true } | { ok: false; refusal: Refusal });

/** A refused row carries the problem that a single request would have got. */
function rowAnswer(result: RowResult): object {
  if (result.ok) return result;
  const { code, message, details } = result.refusal;
  return { applicationId: result.applicationId, ok: false, problem: problemOf(code, message, details) };
}
