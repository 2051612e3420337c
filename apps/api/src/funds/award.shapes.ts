import { type AwardView } from '@duixian/casework';
import { Given } from '../edge/given';
import { PageQuery } from '../edge/page';
import { Shown } from '../edge/shown';

const LEVELS = ['province', 'city', 'county'] as const;

export class AwardsQuery extends PageQuery {
  @Given.id('Only to this party.', { optional: true })
  partyId?: string;
}

class AwardLineShape {
  @Shown.text('Clause.')
  clause!: string;

  @Shown.text('What for.', { nullable: true })
  subject!: string | null;

  @Shown.fen('Amount.')
  amountFen!: number;

  @Shown.id('Determination it rests on.')
  determinationId!: string;
}

class AwardSourceShape {
  @Shown.oneOf(LEVELS, 'Level that bears it.')
  level!: string;

  @Shown.text('Treasury.')
  regionCode!: string;

  @Shown.fen('Its share.')
  amountFen!: number;

  @Shown.fen('What it pays for the other levels, who refund it; 0 where it pays its own share only.')
  advancedFen!: number;

  @Shown.id('Budget line on which it is reserved.')
  budgetLineId!: string;
}

export class AwardShape implements AwardView {
  @Shown.id('Id.')
  id!: string;

  @Shown.id('Case.')
  applicationId!: string;

  @Shown.id('Party.')
  partyId!: string;

  @Shown.text('Its registered name.')
  applicantName!: string;

  @Shown.text('County.')
  countyCode!: string;

  @Shown.fen('Sum.')
  amountFen!: number;

  @Shown.day('Date of the award.')
  awardedOn!: string;

  @Shown.many(() => AwardLineShape, 'Per clause.')
  lines!: AwardLineShape[];

  @Shown.many(() => AwardSourceShape, 'Per funding source.')
  sources!: AwardSourceShape[];
}
