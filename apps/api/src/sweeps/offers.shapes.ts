import {
  OFFER_QUESTION_ENDS,
  OFFER_STATES,
  type OfferAnswer,
  type OfferPersonAction,
  type OfferQuestionEnd,
  type OfferQuestionView,
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

  @Shown.day('Since when its clock stands, because a question about it waits; null while it runs.', {
    nullable: true,
  })
  pausedOn!: string | null;

  @Shown.count('Calendar days left; negative: its last day is over, unless its clock stands.')
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

class QuestionFileShape {
  @Shown.text('Name of the file.')
  fileName!: string;

  @Shown.count('Size in bytes.')
  sizeBytes!: number;
}

export class OfferQuestionShape implements OfferQuestionView {
  @Shown.id('Id.')
  id!: string;

  @Shown.text('What was asked.')
  question!: string;

  @Shown.moment('When.')
  askedAt!: string;

  @Shown.one(() => QuestionFileShape, 'Its paper.', { nullable: true })
  file!: QuestionFileShape | null;

  @Shown.day('Last day on which it is to be answered.')
  answerBy!: string;

  @Shown.count('Working days until then; negative: overdue; null once it has ended.', { nullable: true })
  remaining!: number | null;

  @Shown.text('What was answered.', { nullable: true })
  answer!: string | null;

  @Shown.moment('When it was answered, or closed because the offer ended.', { nullable: true })
  endedAt!: string | null;

  @Shown.oneOf(OFFER_QUESTION_ENDS, 'How it ended.', { nullable: true })
  endedHow!: OfferQuestionEnd | null;

  @Shown.flag('Whether you may attach a paper to it.')
  mayAttach!: boolean;
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

  @Shown.many(() => OfferQuestionShape, 'What was asked about it, oldest first.')
  questions!: OfferQuestionShape[];

  @Shown.texts('What you may do with it now.')
  allowedActions!: OfferPersonAction[];
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

export class OfferAskedShape {
  @Shown.id('The question.')
  id!: string;

  @Shown.version()
  version!: number;
}

export class OfferQuestionAnsweredShape {
  @Shown.id('The question.')
  id!: string;

  @Shown.day('Last day of the offer now.')
  expiresOn!: string;
}

export class QuestionFileAnswerShape {
  @Shown.id('The question.')
  id!: string;

  @Shown.text('Name of the file.')
  fileName!: string;

  @Shown.text('SHA-256 of the content.')
  contentHash!: string;
}
