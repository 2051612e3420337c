import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Database, decideChannel, listChannelProposals, type PersonActor } from '@duixian/casework';
import { BodyByAction, rowByAction } from '../edge/by-action';
import { CurrentPerson, IdempotencyKey } from '../edge/caller';
import { Answers, AnswersPageOf, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { IdPath, wholeList } from '../edge/page';
import { refuseUnlessSomewhere } from '../edge/session.guard';
import { CHANNEL_DECISION_ROWS } from './access-decisions';
import { ChannelProposalShape, DecidedChannelShape } from './channel.shapes';

@ApiTags('identity')
@Controller(`${BASE}/channel-proposals`)
export class ChannelsController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get()
  @Declares('channelProposal.list', {
    summary: 'Ways for a treasury to pay that wait for a second administrator, the longest first.',
  })
  @AnswersPageOf(ChannelProposalShape)
  async list(@CurrentPerson() actor: PersonActor) {
    const outcome = await listChannelProposals(this.db, actor);
    return outcome.ok ? wholeList(outcome.value.items) : outcome;
  }

  @Post(':id/actions')
  @Declares(['channelProposal.decide', 'channelProposal.withdraw'], {
    summary:
      'Confirm or refuse another way to pay that another administrator proposed, or withdraw one’s own.',
    operationId: 'channelProposal.act',
  })
  @BodyByAction(CHANNEL_DECISION_ROWS)
  @Answers(DecidedChannelShape)
  act(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id }: IdPath,
    @Body() given: unknown,
  ) {
    const row = rowByAction(CHANNEL_DECISION_ROWS, given);
    refuseUnlessSomewhere(actor, [row.operation]);
    return decideChannel(this.db, { actor, idempotencyKey, proposalId: id, ...row.read(given) });
  }
}
