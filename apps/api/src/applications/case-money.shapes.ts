import {
  INSTALMENT_ACTIONS,
  INSTALMENT_FATES,
  PAYMENT_STATES,
  type FundingPlaceView,
  type InstalmentView,
} from '@duixian/casework';
import { Shown } from '../edge/shown';

class CaseAwardLineShape {
  @Shown.text('Clause.')
  clause!: string;

  @Shown.text('What for.', { nullable: true })
  subject!: string | null;

  @Shown.fen('Amount.')
  amountFen!: number;
}

class CaseAwardSourceShape {
  @Shown.oneOf(['province', 'city', 'county'], 'Level that bears it.')
  level!: string;

  @Shown.text('Treasury.')
  regionCode!: string;

  @Shown.fen('Its share.')
  amountFen!: number;

  @Shown.fen('What it pays for the other levels, who refund it.')
  advancedFen!: number;
}

class InstalmentProposalShape implements NonNullable<InstalmentView['proposal']> {
  @Shown.id('Id.')
  id!: string;

  @Shown.oneOf(INSTALMENT_FATES, 'Whether it is to be paid.')
  kind!: NonNullable<InstalmentView['proposal']>['kind'];

  @Shown.text('Why.')
  reason!: string;

  @Shown.text('Document it rests on.')
  documentNumber!: string;

  @Shown.moment('When it was proposed.')
  proposedAt!: string;

  @Shown.flag('Nobody decided it yet.')
  open!: boolean;
}

class InstalmentShape implements InstalmentView {
  @Shown.count('Which part, from 1.')
  number!: number;

  @Shown.text('Share of the award.')
  share!: string;

  @Shown.fen('What all sources bear of it.')
  amountFen!: number;

  @Shown.day('The day on which it falls due.', { nullable: true })
  dueOn!: string | null;

  @Shown.text('What must be found met before it falls due.', { nullable: true })
  condition!: string | null;

  @Shown.oneOf(['due', 'waiting', 'released', 'forfeited'], 'Whether it may be paid.')
  state!: InstalmentView['state'];

  @Shown.one(() => InstalmentProposalShape, 'What is proposed or was decided; for officials.', {
    nullable: true,
  })
  proposal!: InstalmentProposalShape | null;

  @Shown.words([...INSTALMENT_FATES, ...INSTALMENT_ACTIONS], 'What whoever asks may do about it now.')
  allowedActions!: InstalmentView['allowedActions'];
}

export class CaseAwardShape {
  @Shown.id('Id.')
  id!: string;

  @Shown.fen('Sum.')
  amountFen!: number;

  @Shown.day('Date of the award.')
  awardedOn!: string;

  @Shown.many(() => CaseAwardLineShape, 'Per clause.')
  lines!: CaseAwardLineShape[];

  @Shown.many(() => CaseAwardSourceShape, 'Per funding source.')
  sources!: CaseAwardSourceShape[];

  @Shown.many(() => InstalmentShape, 'Its parts, where it is paid in parts.')
  instalments!: InstalmentShape[];
}

export class CasePaymentShape {
  @Shown.id('Id.')
  id!: string;

  @Shown.text('Treasury that pays.')
  regionCode!: string;

  @Shown.count('Which part of the award, from 1.')
  instalment!: number;

  @Shown.fen('Amount.')
  amountFen!: number;

  @Shown.oneOf(PAYMENT_STATES, 'State.')
  state!: string;

  @Shown.version()
  version!: number;

  @Shown.day('When the bank booked it.', { nullable: true })
  settledOn!: string | null;

  @Shown.text(
    'Of a refund between treasuries: the one that advanced the award; null for a payment to the applicant.',
    {
      nullable: true,
    },
  )
  refundTo!: string | null;
}

export class FundingPlaceShape implements FundingPlaceView {
  @Shown.text('Treasury whose money it waits for.')
  regionCode!: string;

  @Shown.fen('What it needs of it.')
  neededFen!: number;

  @Shown.moment('Since when it waits.')
  since!: string;

  @Shown.count('Its place, from 1.')
  position!: number;
}
