import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Database, listParties, type PersonActor, readPartyFile } from '@duixian/casework';
import { CurrentPerson } from '../edge/caller';
import { Answers, AnswersPageOf, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { IdPath, pageOf, withoutAbsent } from '../edge/page';
import { ListedPartyShape, PartiesQuery, PartyFileShape } from './party-files.shapes';

@ApiTags('parties')
@Controller(`${BASE}/party-files`)
export class PartyFilesController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get()
  @Declares('party.list', { summary: 'Parties registered in reach, by a part of name or credit code.' })
  @AnswersPageOf(ListedPartyShape, { totals: true })
  list(@CurrentPerson() actor: PersonActor, @Query() { cursor, limit, ...filter }: PartiesQuery) {
    const page = pageOf({ limit, ...withoutAbsent({ cursor }) });
    return listParties(this.db, actor, withoutAbsent(filter), page);
  }

  @Get(':id')
  @Declares('party.read', {
    summary: 'The file of a party (一企一档): registration, titles, and which other parts you may open.',
  })
  @Answers(PartyFileShape)
  read(@CurrentPerson() actor: PersonActor, @Param() { id }: IdPath) {
    return readPartyFile(this.db, actor, id);
  }
}
