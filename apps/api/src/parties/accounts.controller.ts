import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Database,
  listWaitingAccounts,
  type PersonActor,
  proposePayeeAccount,
  readPayeeAccountsOf,
} from '@duixian/casework';
import { type ApiSettings, SETTINGS } from '../api-settings';
import { BodyByAction, rowByAction } from '../edge/by-action';
import { CurrentPerson, IdempotencyKey } from '../edge/caller';
import { Answers, AnswersPageOf, Creates, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { IdPath, pageOf, PageQuery, wholeList } from '../edge/page';
import { refuseUnlessSomewhere } from '../edge/session.guard';
import { ACCOUNT_VERBS } from './account-verbs';
import {
  AccountPath,
  AccountVersionShape,
  PayeeAccountAnswerShape,
  ProposeAccountBody,
  WaitingAccountShape,
} from './accounts.shapes';

@ApiTags('parties')
@Controller(BASE)
export class AccountsController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
  ) {}

  @Get('payee-accounts')
  @Declares('payeeAccount.list', {
    summary: 'Accounts in reach that wait for a second person, or are confirmed and not used yet.',
  })
  @AnswersPageOf(WaitingAccountShape)
  waiting(@CurrentPerson() actor: PersonActor, @Query() query: PageQuery) {
    return listWaitingAccounts(this.db, actor, pageOf(query));
  }

  @Get('parties/:id/accounts')
  @Declares('payeeAccount.read', {
    summary: 'Every version of the account an enterprise is paid on, newest first.',
  })
  @AnswersPageOf(AccountVersionShape)
  async list(@CurrentPerson() actor: PersonActor, @Param() { id }: IdPath) {
    const outcome = await readPayeeAccountsOf(this.db, actor, id);
    return outcome.ok ? wholeList(outcome.value.items) : outcome;
  }

  @Post('parties/:id/accounts')
  @Declares('payeeAccount.propose', { summary: 'Propose another account to be paid on.' })
  @Creates(PayeeAccountAnswerShape, `/${BASE}/parties/{id}/accounts`)
  propose(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id }: IdPath,
    @Body() body: ProposeAccountBody,
  ) {
    return proposePayeeAccount(this.db, { actor, idempotencyKey, partyId: id, ...body });
  }

  @Post('parties/:id/accounts/:accountId/actions')
  @Declares(Object.values(ACCOUNT_VERBS).map((verb) => verb.operation), {
    summary: 'Act on an account that does not count yet: confirm, refuse, withdraw, stop.',
    operationId: 'payeeAccount.act',
  })
  @BodyByAction(ACCOUNT_VERBS)
  @Answers(PayeeAccountAnswerShape)
  act(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id, accountId }: AccountPath,
    @Body() given: unknown,
  ) {
    const verb = rowByAction(ACCOUNT_VERBS, given);
    refuseUnlessSomewhere(actor, [verb.operation]);
    const { payeeCoolingWorkingDays: coolingWorkingDays } = this.settings;
    const command = { actor, idempotencyKey, partyId: id, accountId, coolingWorkingDays };
    return verb.run(this.db, command, given);
  }
}
