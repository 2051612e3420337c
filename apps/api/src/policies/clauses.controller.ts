import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Actor, type Database, listClauses, readClause } from '@duixian/casework';
import { CurrentActor } from '../edge/caller';
import { Answers, AnswersPageOf, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { partOf, PartQuery } from '../edge/page';
import { ClauseDetailShape, ClausePath, ClauseShape } from './clauses.shapes';

@ApiTags('policies')
@Controller(`${BASE}/clauses`)
export class ClausesController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get()
  @Declares('clause.list', { summary: 'Every clause in force.' })
  @AnswersPageOf(ClauseShape)
  async list(@CurrentActor() actor: Actor, @Query() query: PartQuery) {
    return partOf(await listClauses(this.db, actor), query);
  }

  @Get(':id')
  @Declares('clause.read', { summary: 'One clause in force, with what surrounds it.' })
  @Answers(ClauseDetailShape)
  read(@CurrentActor() actor: Actor, @Param() { id }: ClausePath) {
    return readClause(this.db, actor, id);
  }
}
