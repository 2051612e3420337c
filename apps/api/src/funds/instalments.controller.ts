import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Database, decideOnInstalment, type PersonActor, proposeInstalment } from '@duixian/casework';
import { CurrentPerson, IdempotencyKey } from '../edge/caller';
import { Answers, Creates, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { IdPath, withoutAbsent } from '../edge/page';
import { refuseUnlessSomewhere } from '../edge/session.guard';
import { ActOnInstalmentBody, InstalmentAnswerShape, ProposeInstalmentBody } from './instalment.shapes';

@ApiTags('funds')
@Controller(`${BASE}/instalments`)
export class InstalmentsController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Post()
  @Declares('instalment.propose', {
    summary: 'Propose that a part of an award that waits is paid now, or not at all.',
  })
  @Creates(InstalmentAnswerShape, `/${BASE}/instalments`)
  propose(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Body() body: ProposeInstalmentBody,
  ) {
    return proposeInstalment(this.db, { actor, idempotencyKey, ...body });
  }

  @Post(':id/actions')
  @Declares(['instalment.decide', 'instalment.withdraw'], {
    summary: 'Confirm or refuse what another proposed, or withdraw one’s own.',
    operationId: 'instalment.act',
  })
  @Answers(InstalmentAnswerShape)
  act(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id }: IdPath,
    @Body() { action, note }: ActOnInstalmentBody,
  ) {
    refuseUnlessSomewhere(actor, [action === 'withdraw' ? 'instalment.withdraw' : 'instalment.decide']);
    return decideOnInstalment(this.db, {
      ...{ actor, idempotencyKey, proposalId: id, action },
      ...withoutAbsent({ note }),
    });
  }
}
