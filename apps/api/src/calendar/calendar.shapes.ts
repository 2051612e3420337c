import {
  type CalendarPreview,
  type GivenYear,
  type MovedDeadlines,
  type MovedNotice,
} from '@duixian/casework';
import { Given } from '../edge/given';
import { Shown } from '../edge/shown';

const YEARS = { from: 2020, to: 2099 };

export class CalendarYearShape {
  @Shown.count('Year.')
  year!: number;

  @Shown.text('Number of the notice that published it.')
  sourceDocument!: string;

  @Shown.texts('Days off beyond ordinary weekends, YYYY-MM-DD.')
  daysOff!: string[];

  @Shown.texts('Saturdays and Sundays that are worked (调休), YYYY-MM-DD.')
  workingWeekends!: string[];
}

export class ReadNoticeTextBody {
  @Given.count('Year that the notice is about.', YEARS)
  year!: number;

  @Given.text('Its text, as it was published.', { from: 1, to: 5_000 })
  text!: string;
}

export class PreviewCalendarBody {
  @Given.count('Year.', YEARS)
  year!: number;

  @Given.days('Every day off that the notice names, weekends among them included.', 60)
  daysOff!: string[];

  @Given.days('Saturdays and Sundays that are worked (调休).', 30)
  workingWeekends!: string[];
}

export class PublishCalendarBody extends PreviewCalendarBody implements GivenYear {
  @Given.text('Number of the notice of the General Office of the State Council.', { from: 1, to: 100 })
  sourceDocument!: string;
}

export class PublishedYearShape {
  @Shown.count('Year.')
  year!: number;
}

class TextProblemShape {
  @Shown.text('Part of the text.')
  text!: string;

  @Shown.oneOf(['no-such-day', 'other-weekday', 'other-count', 'nothing-found'], 'What is odd about it.')
  message!: string;
}

class MovedNoticeShape implements MovedNotice {
  @Shown.id('Id.')
  id!: string;

  @Shown.text('Number.')
  number!: string;

  @Shown.text('Title.')
  title!: string;

  @Shown.day('Last day that the public was told.')
  endsOn!: string;

  @Shown.day('Last day once the year is published; never earlier than the public was told.')
  newEndsOn!: string;
}

class MovedDeadlinesShape implements MovedDeadlines {
  @Shown.text('Region whose turn it is.')
  regionCode!: string;

  @Shown.text('Stage of review.')
  stage!: string;

  @Shown.count('How many reviews.')
  count!: number;

  @Shown.day('Last day as it is.')
  from!: string;

  @Shown.day('Last day once the year is published.')
  to!: string;
}

export class CalendarPreviewShape implements CalendarPreview {
  @Shown.texts('Days off.')
  daysOff!: string[];

  @Shown.texts('Worked weekends.')
  workingWeekends!: string[];

  @Shown.many(() => TextProblemShape, 'What in the text does not fit together.')
  textProblems!: CalendarPreview['textProblems'];

  @Shown.counts('Working days from January to December.')
  workingDaysByMonth!: number[];

  @Shown.count('Working days of the year.')
  workingDays!: number;

  @Shown.many(() => MovedNoticeShape, 'Standing notices whose last day rests on an estimate.')
  notices!: MovedNoticeShape[];

  @Shown.many(() => MovedDeadlinesShape, 'Open reviews whose last day moves.')
  deadlines!: MovedDeadlinesShape[];
}
