import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Database, listPeople, type PersonActor } from '@duixian/casework';
import { CurrentPerson } from '../edge/caller';
import { AnswersPageOf, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { wholeList } from '../edge/page';
import { PersonShape } from './identity.shapes';

@ApiTags('identity')
@Controller(`${BASE}/people`)
export class PeopleController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get()
  @Declares('person.list', { summary: 'People of the regions you cover, with their roles.' })
  @AnswersPageOf(PersonShape)
  async list(@CurrentPerson() actor: PersonActor) {
    const outcome = await listPeople(this.db, actor);
    return outcome.ok ? wholeList(outcome.value.items) : outcome;
  }
}
