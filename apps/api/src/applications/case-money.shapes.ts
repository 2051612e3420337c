import { PAYMENT_STATES, type FundingPlaceView } from '@duixian/casework';
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
}

export class CasePaymentShape {
  @Shown.id('Id.')
  id!: string;

  @Shown.text('Treasury that pays.')
  regionCode!: string;

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
