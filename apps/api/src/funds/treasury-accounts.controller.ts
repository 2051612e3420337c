import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Database,
  decideOnTreasuryAccount,
  listTreasuryAccounts,
  type PersonActor,
  proposeTreasuryAccount,
} from '@duixian/casework';
import { CurrentPerson, IdempotencyKey } from '../edge/caller';
import { Answers, AnswersPageOf, Creates, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { IdPath, pageOf, withoutAbsent } from '../edge/page';
import { refuseUnlessSomewhere } from '../edge/session.guard';
import {
  ActOnTreasuryAccountBody,
  ProposeTreasuryAccountBody,
  TreasuryAccountAnswerShape,
  TreasuryAccountShape,
  TreasuryAccountsQuery,
} from './treasury-account.shapes';

@ApiTags('funds')
@Controller(`${BASE}/treasury-accounts`)
export class TreasuryAccountsController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get()
  @Declares('treasuryAccount.list', {
    summary: 'Every version of the accounts of treasuries in reach, newest first.',
  })
  @AnswersPageOf(TreasuryAccountShape)
  list(@CurrentPerson() actor: PersonActor, @Query() { cursor, limit, ...filter }: TreasuryAccountsQuery) {
    return listTreasuryAccounts(
      this.db,
      actor,
      withoutAbsent(filter),
      pageOf({ limit, ...withoutAbsent({ cursor }) }),
    );
  }

  @Post()
  @Declares('treasuryAccount.propose', {
    summary: 'Propose the account that a treasury pays from; it counts once a checker confirms.',
  })
  @Creates(TreasuryAccountAnswerShape, `/${BASE}/treasury-accounts`)
  propose(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Body() body: ProposeTreasuryAccountBody,
  ) {
    return proposeTreasuryAccount(this.db, { actor, idempotencyKey, ...body });
  }

  @Post(':id/actions')
  @Declares(['treasuryAccount.decide', 'treasuryAccount.withdraw'], {
    summary: 'Confirm or refuse what another proposed, or withdraw one’s own.',
    operationId: 'treasuryAccount.act',
  })
  @Answers(TreasuryAccountAnswerShape)
  act(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id }: IdPath,
    @Body() { action, note }: ActOnTreasuryAccountBody,
  ) {
    refuseUnlessSomewhere(actor, [
      action === 'withdraw' ? 'treasuryAccount.withdraw' : 'treasuryAccount.decide',
    ]);
    return decideOnTreasuryAccount(this.db, {
      ...{ actor, idempotencyKey, accountId: id, action },
      ...withoutAbsent({ note }),
    });
  }
}
