import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Database, listMissed, type PersonActor, readMissedReport } from '@duixian/casework';
import { CurrentPerson } from '../edge/caller';
import { Answers, AnswersPageOf, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { pageOf, withoutAbsent } from '../edge/page';
import { MissedPageQuery, MissedQuery, MissedReportShape, MissedShape } from './missed.shapes';

@ApiTags('entitlements')
@Controller(`${BASE}/missed-entitlements`)
export class EntitlementsController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get()
  @Declares('missed.list', {
    summary: 'Who was owed an award in a period and did not get it, with the reason; the largest first.',
  })
  @AnswersPageOf(MissedShape, { totals: true })
  list(@CurrentPerson() actor: PersonActor, @Query() { cursor, limit, clause, ...rest }: MissedPageQuery) {
    const filter = withoutAbsent({ ...rest, clauseId: clause });
    return listMissed(this.db, actor, filter, pageOf({ limit, ...withoutAbsent({ cursor }) }));
  }

  @Get('report')
  @Declares('missed.report', { summary: 'The same added up by county, clause and reason.' })
  @Answers(MissedReportShape)
  report(@CurrentPerson() actor: PersonActor, @Query() { clause, ...rest }: MissedQuery) {
    return readMissedReport(this.db, actor, withoutAbsent({ ...rest, clauseId: clause }));
  }
}
