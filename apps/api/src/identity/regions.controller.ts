import { Body, Controller, Get, Inject, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  addRegion,
  type Database,
  editRegion,
  listRegions,
  type PersonActor,
  proposeChannel,
} from '@duixian/casework';
import { CurrentActor, CurrentPerson, IdempotencyKey } from '../edge/caller';
import { Answers, AnswersPageOf, Creates, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { wholeList, withoutAbsent } from '../edge/page';
import { RegionShape } from './identity.shapes';
import {
  AddRegionBody,
  EditRegionBody,
  ProposeChannelBody,
  ProposedChannelShape,
  RegionAnswerShape,
  RegionPath,
} from './region-bodies';

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

  @Post()
  @Declares('region.add', { summary: 'Add a county of a city, or a city of a province.' })
  @Creates(RegionAnswerShape, `/${BASE}/regions`)
  add(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Body() body: AddRegionBody,
  ) {
    return addRegion(this.db, { actor, idempotencyKey, region: { ...body } });
  }

  @Put(':code')
  @Declares('region.edit', { summary: 'Change name, finance office or last day of a region.' })
  @Answers(RegionAnswerShape)
  edit(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { code }: RegionPath,
    @Body() { name, financeOfficeName, validTo, paymentChannel }: EditRegionBody,
  ) {
    const change = {
      name,
      financeOfficeName,
      validTo: validTo ?? null,
      ...withoutAbsent({ paymentChannel }),
    };
    return editRegion(this.db, { actor, idempotencyKey, code, change });
  }

  @Post(':code/channel-proposals')
  @Declares('region.proposeChannel', {
    summary: 'Propose another way for the treasury to pay; a second administrator confirms it.',
  })
  @Creates(ProposedChannelShape, `/${BASE}/channel-proposals`)
  propose(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { code }: RegionPath,
    @Body() { toChannel, reason }: ProposeChannelBody,
  ) {
    return proposeChannel(this.db, { actor, idempotencyKey, code, toChannel, reason });
  }
}
