import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Database,
  listRefunds,
  PAYMENT_STATES,
  type PaymentState,
  type PersonActor,
} from '@duixian/casework';
import { CurrentPerson } from '../edge/caller';
import { AnswersPageOf, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { Given } from '../edge/given';
import { pageOf, PageQuery, withoutAbsent } from '../edge/page';
import { PaymentShape } from './funds.shapes';

const REGION = /^\d{6}$/;
const REGION_FIX = '请填写 6 位区划代码';

class RefundsQuery extends PageQuery {
  @Given.oneOf('Only in this state.', PAYMENT_STATES, { optional: true })
  state?: PaymentState;

  @Given.matching('Only what this treasury owes.', REGION, REGION_FIX, { optional: true })
  regionCode?: string;

  @Given.matching('Only what this treasury advanced.', REGION, REGION_FIX, { optional: true })
  refundTo?: string;
}

@ApiTags('funds')
@Controller(`${BASE}/refunds`)
export class RefundsController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get()
  @Declares('refund.list', {
    summary:
      'Refunds of awards that one level advanced, by who owes them or who advanced them; newest first.',
  })
  @AnswersPageOf(PaymentShape, { totals: true })
  list(@CurrentPerson() actor: PersonActor, @Query() { cursor, limit, ...filter }: RefundsQuery) {
    return listRefunds(
      this.db,
      actor,
      withoutAbsent(filter),
      pageOf({ limit, ...withoutAbsent({ cursor }) }),
    );
  }
}
