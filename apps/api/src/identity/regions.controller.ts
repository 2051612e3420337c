import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Actor, type Database, listRegions } from '@duixian/casework';
import { CurrentActor } from '../edge/caller';
import { AnswersPageOf, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { wholeList } from '../edge/page';
import { RegionShape } from './identity.shapes';

@ApiTags('identity')
@Controller(`${BASE}/regions`)
export class RegionsController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get()
  @Declares('region.list', { summary: 'Every region with its parent, level and validity.' })
  @AnswersPageOf(RegionShape)
  async list(@CurrentActor() actor: Actor) {
    return wholeList(await listRegions(this.db, actor));
  }
}
