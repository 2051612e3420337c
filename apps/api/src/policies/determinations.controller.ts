import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Actor, type Database, type DeterminationReplay, replayDetermination } from '@duixian/casework';
import { CurrentActor } from '../edge/caller';
import { Answers, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { IdPath } from '../edge/page';
import { Shown } from '../edge/shown';

class DifferenceShape {
  @Shown.text('Field of the result.')
  field!: string;

  @Shown.data('Before; absent: it was not there.', { optional: true })
  before?: unknown;

  @Shown.data('After; absent: it is not there.', { optional: true })
  after?: unknown;
}

class TodayShape {
  @Shown.id('Version in force today.')
  policyVersionId!: string;

  @Shown.data('How the place reads it today, for that evaluation date.')
  readings!: Record<string, string>;

  @Shown.flag('Whether the same would come out.')
  same!: boolean;

  @Shown.data('What would come out; null: nothing.', { nullable: true })
  result!: Record<string, unknown> | null;

  @Shown.many(() => DifferenceShape, 'In what it would differ.')
  differences!: DifferenceShape[];
}

export class DeterminationReplayShape implements DeterminationReplay {
  @Shown.id('Determination.')
  determinationId!: string;

  @Shown.text('Clause.')
  clause!: string;

  @Shown.text('What for.', { nullable: true })
  subject!: string | null;

  @Shown.moment('When it was determined.')
  determinedAt!: string;

  @Shown.id('Version of the law that it was determined by.')
  policyVersionId!: string;

  @Shown.flag('Whether the same comes out again, to the fen and the trace.')
  same!: boolean;

  @Shown.many(() => DifferenceShape, 'In what it differs.')
  differences!: DifferenceShape[];

  @Shown.one(() => TodayShape, 'By the law of today.', { nullable: true })
  today!: TodayShape | null;

  @Shown.data('One line of a file for `npm run policy -- replay`.')
  record!: Record<string, unknown>;
}

@ApiTags('policies')
@Controller(`${BASE}/determinations`)
export class DeterminationsController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get(':id/replay')
  @Declares('determination.replay', {
    summary: 'Determine again what was determined once, and what the law of today would say.',
  })
  @Answers(DeterminationReplayShape)
  replay(@CurrentActor() actor: Actor, @Param() { id }: IdPath) {
    return replayDetermination(this.db, actor, id);
  }
}
