import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Database, decideAccess, listAccessProposals, type PersonActor } from '@duixian/casework';
import { BodyByAction, rowByAction } from '../edge/by-action';
import { CurrentPerson, IdempotencyKey } from '../edge/caller';
import { Answers, AnswersPageOf, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { IdPath, wholeList } from '../edge/page';
import { refuseUnlessSomewhere } from '../edge/session.guard';
import { ACCESS_DECISION_ROWS } from './access-decisions';
import { AccessProposalShape, DecidedAccessShape } from './access.shapes';

@ApiTags('identity')
@Controller(`${BASE}/access-proposals`)
export class AccessController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get()
  @Declares('accessProposal.list', {
    summary: 'Roles and accounts that wait for a second administrator, the longest first.',
  })
  @AnswersPageOf(AccessProposalShape)
  async list(@CurrentPerson() actor: PersonActor) {
    const outcome = await listAccessProposals(this.db, actor);
    return outcome.ok ? wholeList(outcome.value.items) : outcome;
  }

  @Post(':id/actions')
  @Declares(['accessProposal.decide', 'accessProposal.withdraw'], {
    summary: 'Confirm or refuse what another administrator proposed, or withdraw one’s own.',
    operationId: 'accessProposal.act',
  })
  @BodyByAction(ACCESS_DECISION_ROWS)
  @Answers(DecidedAccessShape)
  act(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id }: IdPath,
    @Body() given: unknown,
  ) {
    const row = rowByAction(ACCESS_DECISION_ROWS, given);
    refuseUnlessSomewhere(actor, [row.operation]);
    return decideAccess(this.db, { actor, idempotencyKey, proposalId: id, ...row.read(given) });
  }
}
