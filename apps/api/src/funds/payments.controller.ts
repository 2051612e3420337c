import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Database,
  listPayments,
  type PersonActor,
  requeuePayment,
  usePresentAccount,
} from '@duixian/casework';
import { CurrentPerson, IdempotencyKey } from '../edge/caller';
import { Answers, AnswersPageOf, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { IdPath, pageOf, withoutAbsent } from '../edge/page';
import { PaymentAnswerShape, PaymentShape, PaymentsQuery, VersionBody } from './funds.shapes';

@ApiTags('funds')
@Controller(`${BASE}/payments`)
export class PaymentsController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get()
  @Declares('payment.list', { summary: 'Payments in reach, newest first.' })
  @AnswersPageOf(PaymentShape, { totals: true })
  list(@CurrentPerson() actor: PersonActor, @Query() { cursor, limit, ...filter }: PaymentsQuery) {
    return listPayments(
      this.db,
      actor,
      withoutAbsent(filter),
      pageOf({ limit, ...withoutAbsent({ cursor }) }),
    );
  }

  @Post(':id/payee')
  @Declares('payment.useAccount', { summary: 'Put a payment that waits on the account its payee has now.' })
  @Answers(PaymentAnswerShape)
  useAccount(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id }: IdPath,
    @Body() { version }: VersionBody,
  ) {
    return usePresentAccount(this.db, { actor, idempotencyKey, paymentId: id, version });
  }

  @Post(':id/requeue')
  @Declares('payment.requeue', { summary: 'Put a rejected or returned payment back in the line.' })
  @Answers(PaymentAnswerShape)
  requeue(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id }: IdPath,
    @Body() { version }: VersionBody,
  ) {
    return requeuePayment(this.db, { actor, idempotencyKey, paymentId: id, version });
  }
}
