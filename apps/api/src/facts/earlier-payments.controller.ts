import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Database,
  listClauseCoverage,
  listEarlierPaymentCoverage,
  type PersonActor,
  recordEarlierPaymentCoverage,
} from '@duixian/casework';
import { BodyByAction, rowByAction } from '../edge/by-action';
import { CurrentPerson, IdempotencyKey } from '../edge/caller';
import { Answers, AnswersPageOf, Creates, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { IdPath, pageOf, withoutAbsent } from '../edge/page';
import { refuseUnlessSomewhere } from '../edge/session.guard';
import { ClauseCoverageQuery, CoverageQuery, RecordCoverageBody } from './coverage-bodies';
import { COVERAGE_VERBS } from './coverage-verbs';
import { ClauseCoverageListShape, CoverageAnswerShape, CoverageShape } from './coverage.shapes';

@ApiTags('earlier payments')
@Controller(`${BASE}/earlier-payments/coverage`)
export class EarlierPaymentsController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get()
  @Declares('coverage.list', {
    summary: 'Marks of completeness of the ledgers of earlier payments, newest first.',
  })
  @AnswersPageOf(CoverageShape, { totals: true })
  list(@CurrentPerson() actor: PersonActor, @Query() query: CoverageQuery) {
    const { state, cityCode, clause } = query;
    const filter = withoutAbsent({ state, cityCode, clauseId: clause });
    return listEarlierPaymentCoverage(this.db, actor, filter, pageOf(query));
  }

  @Get('clauses')
  @Declares('coverage.clauses', {
    summary: 'The clauses of a city with their marks, and which of them wait for one.',
  })
  @Answers(ClauseCoverageListShape)
  clauses(@CurrentPerson() actor: PersonActor, @Query() { cityCode }: ClauseCoverageQuery) {
    return listClauseCoverage(this.db, actor, { cityCode });
  }

  @Post()
  @Declares('coverage.record', { summary: 'State that a city’s ledgers of earlier payments are complete.' })
  @Creates(CoverageAnswerShape, `/${BASE}/earlier-payments/coverage`)
  record(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Body() body: RecordCoverageBody,
  ) {
    return recordEarlierPaymentCoverage(this.db, { actor, idempotencyKey, ...body });
  }

  @Post(':id/actions')
  @Declares(Object.values(COVERAGE_VERBS).map((verb) => verb.operation), {
    summary: 'Act on a mark: confirm, withdraw.',
    operationId: 'coverage.act',
  })
  @BodyByAction(COVERAGE_VERBS)
  @Answers(CoverageAnswerShape)
  act(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id }: IdPath,
    @Body() given: unknown,
  ) {
    const verb = rowByAction(COVERAGE_VERBS, given);
    refuseUnlessSomewhere(actor, [verb.operation]);
    return verb.run(this.db, { actor, idempotencyKey, coverageId: id }, given);
  }
}
