import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  confirmOffer,
  type Database,
  declineOffer,
  listOffers,
  type PersonActor,
  readOffer,
} from '@duixian/casework';
import { CurrentActor, CurrentPerson, IdempotencyKey } from '../edge/caller';
import { Answers, AnswersPageOf, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { IdPath, pageOf, withoutAbsent } from '../edge/page';
import { OfferAnswerShape, OfferShape, OfferSummaryShape } from './offers.shapes';
import { ConfirmOfferBody, DeclineOfferBody, OffersQuery } from './sweep-bodies';

@ApiTags('offers')
@Controller(`${BASE}/offers`)
export class OffersController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get()
  @Declares('offer.list', { summary: 'Offers to you, or in your region, newest first.' })
  @AnswersPageOf(OfferSummaryShape, { totals: true })
  list(
    @CurrentPerson() actor: PersonActor,
    @Query() { cursor, limit, county, clause, ...rest }: OffersQuery,
  ) {
    const filter = { ...rest, countyCode: county, clauseId: clause };
    const page = pageOf({ limit, ...withoutAbsent({ cursor }) });
    return listOffers(this.db, actor, withoutAbsent(filter), page);
  }

  @Get(':id')
  @Declares('offer.read', { summary: 'One offer: how much, why, by when, and where it would be paid to.' })
  @Answers(OfferShape)
  read(@CurrentActor() actor: Actor, @Param() { id }: IdPath) {
    return readOffer(this.db, actor, id);
  }

  @Post(':id/confirm')
  @Declares('offer.confirm', {
    summary: 'Confirm an offer: one click. What is no longer owed withdraws it and answers "withdrawn".',
  })
  @Answers(OfferAnswerShape)
  confirm(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id }: IdPath,
    @Body() { version, accountId }: ConfirmOfferBody,
  ) {
    const command = { actor, idempotencyKey, offerId: id, version, ...withoutAbsent({ accountId }) };
    return confirmOffer(this.db, command);
  }

  @Post(':id/decline')
  @Declares('offer.decline', { summary: 'Decline an offer. It is not made again.' })
  @Answers(OfferAnswerShape)
  decline(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id }: IdPath,
    @Body() { version, reason }: DeclineOfferBody,
  ) {
    return declineOffer(this.db, { actor, idempotencyKey, offerId: id, version, reason });
  }
}
