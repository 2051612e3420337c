import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Actor, type Database, listCalendarYears } from '@duixian/casework';
import { CurrentActor } from '../edge/caller';
import { AnswersPageOf, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { wholeList } from '../edge/page';
import { Shown } from '../edge/shown';

class CalendarYearShape {
  @Shown.count('Year.')
  year!: number;

  @Shown.text('Number of the notice that published it.')
  sourceDocument!: string;

  @Shown.texts('Days off beyond ordinary weekends, YYYY-MM-DD.')
  daysOff!: string[];

  @Shown.texts('Saturdays and Sundays that are worked (调休), YYYY-MM-DD.')
  workingWeekends!: string[];
}

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
}
