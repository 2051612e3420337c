import { type ClauseDetail, type ClauseView } from '@duixian/casework';
import { Given } from '../edge/given';
import { Shown } from '../edge/shown';
import { OriginalShape } from './policies.shapes';

export class ClausePath {
  @Given.matching('Clause id, e.g. PDS-A2-4-3-1.', /^[A-Za-z0-9][A-Za-z0-9-]{0,59}$/, '请从现行条款中选择')
  id!: string;
}

class ClauseDocumentShape {
  @Shown.text('Id of the document.')
  id!: string;

  @Shown.text('文号.')
  number!: string;

  @Shown.text('Title.')
  title!: string;

  @Shown.text('Region that issued it.')
  regionCode!: string;

  @Shown.text('Its name.')
  region!: string;
}

class FundingShareShape {
  @Shown.oneOf(['province', 'city', 'county'], 'Level that bears it.')
  level!: string;

  @Shown.text('Exact share, e.g. 1/2.')
  share!: string;
}

class FundingBranchShape {
  @Shown.text('Article.')
  article!: string;

  @Shown.texts('Counties it holds for; empty: all others.')
  counties!: string[];

  @Shown.many(() => FundingShareShape, 'Who bears how much.')
  shares!: FundingShareShape[];
}

export class ClauseShape implements ClauseView {
  @Shown.text('Clause id.')
  id!: string;

  @Shown.id('Version of the policy document in force.')
  policyId!: string;

  @Shown.one(() => ClauseDocumentShape, 'Document it stands in.')
  document!: ClauseDocumentShape;

  @Shown.text('Article.')
  article!: string;

  @Shown.text('Title.')
  title!: string;

  @Shown.text('Kind of benefit.')
  kind!: string;

  @Shown.text('How it is dealt with.')
  treatment!: string;

  @Shown.flag('Whether money can be paid on it.')
  payable!: boolean;

  @Shown.text('Of a stacking group only the highest is paid.', { nullable: true })
  stackingGroup!: string | null;

  @Shown.fen('Amount, where it is one fixed amount.', { nullable: true })
  amountFen!: number | null;

  @Shown.text('Clause on top of which it is paid.', { nullable: true })
  addsTo!: string | null;

  @Shown.text('What it gives, in Chinese.', { nullable: true })
  formula!: string | null;

  @Shown.text('Most it gives, in Chinese.', { nullable: true })
  cap!: string | null;

  @Shown.text('What makes it concern an applicant, in Chinese.', { nullable: true })
  trigger!: string | null;

  @Shown.texts('What it asks, in Chinese.')
  conditions!: string[];

  @Shown.day('Since when this version is in force.')
  effectiveFrom!: string;

  @Shown.many(() => FundingBranchShape, 'Who bears the cost, where the document fixes it.')
  funding!: FundingBranchShape[];
}

class ClauseReadingShape {
  @Shown.text('Id of the reading.')
  reading!: string;

  @Shown.text('Article.')
  article!: string;

  @Shown.text('What the text leaves open, in Chinese.')
  question!: string;

  @Shown.text('What is followed where no place chose, in Chinese; null: a person decides each case.', {
    nullable: true,
  })
  followed!: string | null;

  @Shown.flag('Whether it is written into the text: another option needs a revision.')
  fixed!: boolean;
}

export class ClauseDetailShape extends ClauseShape implements ClauseDetail {
  @Shown.one(() => OriginalShape, 'The text of the document as it was issued, where it is attached.', {
    nullable: true,
  })
  original!: OriginalShape | null;

  @Shown.text('What it is paid for once, in Chinese.', { nullable: true })
  subject!: string | null;

  @Shown.text('Who bears it, in Chinese.', { nullable: true })
  fundingText!: string | null;

  @Shown.text('Why no money is paid on it, in Chinese; null where it is.', { nullable: true })
  notPayable!: string | null;

  @Shown.texts('Other clauses of its stacking group.')
  stackedWith!: string[];

  @Shown.texts('Clauses paid on top of it.')
  toppedUpBy!: string[];

  @Shown.texts('Clauses that say the same again.')
  repeatedBy!: string[];

  @Shown.texts('Clauses that it says again.')
  repeats!: string[];

  @Shown.texts('Rules that shape it.')
  governedBy!: string[];

  @Shown.texts('Clauses that it shapes, where it is a rule.')
  governs!: string[];

  @Shown.day('First day that the text names.', { nullable: true })
  validFrom!: string | null;

  @Shown.day('Last day that the text names.', { nullable: true })
  validTo!: string | null;

  @Shown.many(() => ClauseReadingShape, 'Open points of the text that it rests on.')
  readings!: ClauseReadingShape[];
}
