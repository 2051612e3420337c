import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  buildNotice,
  type Database,
  listNotices,
  listWaitingForNotice,
  type PersonActor,
  previewNotice,
  readNotice,
} from '@duixian/casework';
import { ApplicationSummaryShape } from '../applications/application-summary.shapes';
import { CurrentActor, CurrentPerson, IdempotencyKey } from '../edge/caller';
import { Answers, AnswersPageOf, Creates, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { IdPath, pageOf, PageQuery, withoutAbsent } from '../edge/page';
import {
  BuildNoticeBody,
  BuiltNoticeShape,
  NoticePreviewShape,
  NoticeShape,
  NoticeWithLinesShape,
  PreviewNoticeBody,
  rowAnswer,
  WaitingQuery,
} from './notice.shapes';

@ApiTags('notices')
@Controller(`${BASE}/notices`)
export class NoticesController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get()
  @Declares('notice.list', { summary: 'Public notices, newest first; no sign-in needed.' })
  @AnswersPageOf(NoticeShape)
  list(@CurrentActor() actor: Actor, @Query() query: PageQuery) {
    return listNotices(this.db, actor, pageOf(query));
  }

  @Get('waiting')
  @Declares('notice.waiting', {
    summary: 'Approved cases that wait for somebody of the city to build their notice.',
  })
  @AnswersPageOf(ApplicationSummaryShape, { totals: true })
  waiting(@CurrentPerson() actor: PersonActor, @Query() { cursor, limit, ...filter }: WaitingQuery) {
    const page = pageOf({ limit, ...withoutAbsent({ cursor }) });
    return listWaitingForNotice(this.db, actor, withoutAbsent(filter), page);
  }

  @Post('preview')
  @Declares('notice.preview', { summary: 'A notice as the public would read it. Nothing is published.' })
  @Answers(NoticePreviewShape)
  async preview(@CurrentPerson() actor: PersonActor, @Body() { callId, applications }: PreviewNoticeBody) {
    const outcome = await previewNotice(this.db, actor, { callId, applications });
    if (!outcome.ok) return outcome;
    return { ...outcome.value, results: outcome.value.results.map(rowAnswer) };
  }

  @Post()
  @Declares('notice.publish', {
    summary: 'Publish a notice of approved cases; who cannot stand on it is answered by itself.',
  })
  @Creates(BuiltNoticeShape, `/${BASE}/notices/{id}`)
  async build(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Body() { callId, title, applications }: BuildNoticeBody,
  ) {
    const picked = applications.map(({ applicationId, version }) => ({ applicationId, version }));
    const outcome = await buildNotice(this.db, {
      actor,
      idempotencyKey,
      callId,
      title,
      applications: picked,
    });
    if (!outcome.ok) return outcome;
    return { ...outcome.value, results: outcome.value.results.map(rowAnswer) };
  }

  @Get(':id')
  @Declares('notice.read', { summary: 'One public notice with its lines; no sign-in needed.' })
  @Answers(NoticeWithLinesShape)
  read(@CurrentActor() actor: Actor, @Param() { id }: IdPath) {
    return readNotice(this.db, actor, id);
  }
}
