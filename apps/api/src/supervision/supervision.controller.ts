import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Database, type PersonActor, readSupervisionBoard } from '@duixian/casework';
import { CurrentPerson } from '../edge/caller';
import { Answers, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { withoutAbsent } from '../edge/page';
import { SupervisionBoardShape, SupervisionQuery } from './supervision.shapes';

@ApiTags('supervision')
@Controller(`${BASE}/supervision`)
export class SupervisionController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get()
  @Declares('supervision.read', {
    summary: 'What waits and is overdue by county and stage, and how many working days finished stages took.',
  })
  @Answers(SupervisionBoardShape)
  read(@CurrentPerson() actor: PersonActor, @Query() query: SupervisionQuery) {
    const { from, to, countyCode, stage } = query;
    return readSupervisionBoard(this.db, actor, withoutAbsent({ from, to, countyCode, stage }));
  }
}
