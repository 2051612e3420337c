import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Database,
  listPool,
  listScaleWarnings,
  type PersonActor,
  readPoolReport,
} from '@duixian/casework';
import { CurrentPerson } from '../edge/caller';
import { Answers, AnswersPageOf, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { pageOf, withoutAbsent } from '../edge/page';
import {
  PoolMemberShape,
  PoolPageQuery,
  PoolReportQuery,
  PoolReportShape,
  ScaleWarningShape,
  WarningsQuery,
} from './cultivation.shapes';

@ApiTags('cultivation')
@Controller(BASE)
export class CultivationController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get('cultivation-pool')
  @Declares('pool.list', {
    summary: 'Industrial enterprises that reach a share of the above-scale standard, the nearest first.',
  })
  @AnswersPageOf(PoolMemberShape, { totals: true })
  list(@CurrentPerson() actor: PersonActor, @Query() { cursor, limit, ...rest }: PoolPageQuery) {
    const page = pageOf({ limit, ...withoutAbsent({ cursor }) });
    return listPool(this.db, actor, withoutAbsent(rest), page);
  }

  @Get('cultivation-pool/report')
  @Declares('pool.report', { summary: 'Each county’s pool against 1.2 times of its target.' })
  @Answers(PoolReportShape)
  report(@CurrentPerson() actor: PersonActor, @Query() query: PoolReportQuery) {
    return readPoolReport(this.db, actor, withoutAbsent({ ...query }));
  }

  @Get('scale-warnings')
  @Declares('scaleWarning.list', {
    summary: 'Enterprises above scale that may fall below it, and those of which too little is known.',
  })
  @AnswersPageOf(ScaleWarningShape, { totals: true })
  warnings(@CurrentPerson() actor: PersonActor, @Query() { cursor, limit, ...rest }: WarningsQuery) {
    const page = pageOf({ limit, ...withoutAbsent({ cursor }) });
    return listScaleWarnings(this.db, actor, withoutAbsent(rest), page);
  }
}
