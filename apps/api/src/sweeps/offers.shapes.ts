import {
  OFFER_STATES,
  type OfferAnswer,
  type OfferState,
  type OfferSummary,
  type OfferView,
} from '@duixian/casework';
import { Shown } from '../edge/shown';
import { PartyNameShape, StateReasonShape } from './sweeps.shapes';

class OfferCallShape {
  @Shown.id('Id.')
  id!: string;

  @Shown.text('Number.')
  number!: string;

  @Shown.text('Title.')
  title!: string;
}

class OfferLineShape {
  @Shown.text('Clause.')
  clause!: string;

  @Shown.text('What it is about; null where the clause is once per applicant.', { nullable: true })
  subject!: string | null;

  @Shown.fen('Amount.')
  amountFen!: number;
}

export class OfferSummaryShape implements OfferSummary {
  @Shown.id('Id.')
  id!: string;

  @Shown.version()
  version!: number;

  @Shown.oneOf(OFFER_STATES, 'Where it stands.')
  state!: OfferState;

  @Shown.text('The same in Chinese.')
  stateZh!: string;

  @Shown.one(() => PartyNameShape, 'To whom.')
  applicant!: PartyNameShape;

  @Shown.text('County.')
  countyCode!: string;

  @Shown.one(() => OfferCallShape, 'Call that pays.')
  call!: OfferCallShape;

  @Shown.fen('Total.')
  amountFen!: number;

  @Shown.many(() => OfferLineShape, 'Clause by clause.')
  lines!: OfferLineShape[];

  @Shown.moment('When it was made.')
  madeAt!: string;

  @Shown.day('Last day on which it can be confirmed.')
  expiresOn!: string;

  @Shown.count('Calendar days left; negative: its last day is over.')
  daysLeft!: number;

  @Shown.one(() => StateReasonShape, 'Why it was declined, expired or withdrawn.', { nullable: true })
  stateReason!: StateReasonShape | null;

  @Shown.one(
    () => StateReasonShape,
    'Why its case gets no award as offered: changed at its award, or ended without one.',
    {
      nullable: true,
    },
  )
  caseReason!: StateReasonShape | null;

  @Shown.id('The case that came of it.', { nullable: true })
  applicationId!: string | null;
}

class OfferMomentShape {
  @Shown.text('Type of the event.')
  type!: string;

  @Shown.moment('When.')
  at!: string;

  @Shown.oneOf(['system', 'person'], 'By whom.')
  by!: 'system' | 'person';
}

class OfferReasonShape {
  @Shown.text('Clause.')
  clause!: string;

  @Shown.text('Article that says so.')
  article!: string;

  @Shown.text('Title.')
  title!: string;

  @Shown.fen('Amount.')
  amountFen!: number;

  @Shown.text('Why, in plain Chinese.')
  explanation!: string;
}

class OfferAccountShape {
  @Shown.id('Send it along with the confirmation.')
  id!: string;

  @Shown.text('Name of the account.')
  accountName!: string;

  @Shown.text('Number, all but the last four digits hidden.')
  maskedNumber!: string;

  @Shown.text('Bank.')
  bankName!: string;

  @Shown.flag('Only a verified account can be paid to.')
  verified!: boolean;
}

export class OfferShape extends OfferSummaryShape implements OfferView {
  @Shown.many(() => OfferReasonShape, 'Why it is owed.')
  reasons!: OfferReasonShape[];

  @Shown.day('Day as of which it was determined.')
  evaluationDate!: string;

  @Shown.id('Sweep that found it.')
  sweepId!: string;

  @Shown.one(() => OfferAccountShape, 'Where it would be paid to; null while no account is recorded.', {
    nullable: true,
  })
  payeeAccount!: OfferAccountShape | null;

  @Shown.moment('When it was decided.', { nullable: true })
  decidedAt!: string | null;

  @Shown.many(() => OfferMomentShape, 'What happened to it, oldest first.')
  history!: OfferMomentShape[];

  @Shown.texts('What you may do with it now.')
  allowedActions!: ('confirm' | 'decline')[];
}

export class OfferAnswerShape implements OfferAnswer {
  @Shown.id('Id.')
  id!: string;

  @Shown.oneOf(OFFER_STATES, 'Where it stands; a confirmation that no longer holds answers "withdrawn".')
  state!: OfferState;

  @Shown.version()
  version!: number;

  @Shown.id('The case that came of it.', { nullable: true })
  applicationId!: string | null;

  @Shown.one(() => StateReasonShape, 'Why it was withdrawn instead.', { nullable: true })
  reason!: StateReasonShape | null;
}
