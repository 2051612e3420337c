import { Body, Controller, Get, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  type Database,
  listCalendarYears,
  type PersonActor,
  previewCalendarYear,
  publishYear,
} from '@duixian/casework';
import { CurrentActor, CurrentPerson, IdempotencyKey } from '../edge/caller';
import { Answers, AnswersPageOf, Creates, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { wholeList } from '../edge/page';
import {
  CalendarPreviewShape,
  CalendarYearShape,
  PreviewCalendarBody,
  PublishCalendarBody,
  PublishedYearShape,
  ReadNoticeTextBody,
} from './calendar.shapes';

@ApiTags('calendar')
@Controller(`${BASE}/calendar`)
export class CalendarController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get()
  @Declares('calendar.read', { summary: 'Holidays and worked weekends of every published year.' })
  @AnswersPageOf(CalendarYearShape)
  async list(@CurrentActor() actor: Actor) {
    return wholeList(await listCalendarYears(this.db, actor));
  }

  @Post()
  @Declares('calendar.publish', { summary: 'Publish a year; what was estimated is counted again.' })
  @Creates(PublishedYearShape, `/${BASE}/calendar`)
  publish(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Body() body: PublishCalendarBody,
  ) {
    return publishYear(this.db, { actor, idempotencyKey, given: { ...body } });
  }

  @Post('preview')
  @Declares('calendar.preview', { summary: 'What publishing a year would change.' })
  @Answers(CalendarPreviewShape)
  preview(@CurrentPerson() actor: PersonActor, @Body() body: PreviewCalendarBody) {
    return previewCalendarYear(this.db, actor, { ...body });
  }

  @Post('notice-text')
  @Declares('calendar.readText', { summary: 'Read the days out of the text of the yearly notice.' })
  @Answers(CalendarPreviewShape)
  readText(@CurrentPerson() actor: PersonActor, @Body() { year, text }: ReadNoticeTextBody) {
    return previewCalendarYear(this.db, actor, { year, text });
  }
}
