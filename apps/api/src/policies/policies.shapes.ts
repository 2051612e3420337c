import { type ClauseView, type PolicyView } from '@duixian/casework';
import { Given } from '../edge/given';
import { Shown } from '../edge/shown';

export class ClausePath {
  @Given.matching(
    'Clause id, e.g. PDS-A2-4-3-1.',
    /^[A-Za-z0-9][A-Za-z0-9-]{0,59}$/,
    'GET /api/v1/clauses lists the ids',
  )
  id!: string;
}

export class CalculatorBody {
  @Given.facts('Facts by their dotted names; amounts in yuan and ratios as decimal text.')
  facts!: Record<string, unknown>;
}

export class PolicyShape implements PolicyView {
  @Shown.id('Id of this version.')
  id!: string;

  @Shown.text('Id of the document, the same in all versions.')
  documentId!: string;

  @Shown.count('Version of the document.')
  version!: number;

  @Shown.text('文号.')
  number!: string;

  @Shown.text('Title.')
  title!: string;

  @Shown.text('State of the version.')
  status!: string;

  @Shown.moment('When it was published here.')
  publishedAt!: string;

  @Shown.text('SHA-256 of its text.')
  contentHash!: string;

  @Shown.texts('Its clauses.')
  clauseIds!: string[];
}

export class PolicyTextShape extends PolicyShape {
  @Shown.text('The document as data (YAML).')
  content!: string;
}

class ClauseDocumentShape {
  @Shown.text('Id of the document.')
  id!: string;

  @Shown.text('文号.')
  number!: string;

  @Shown.text('Title.')
  title!: string;
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

  @Shown.many(() => FundingBranchShape, 'Who bears the cost, where the document fixes it.')
  funding!: FundingBranchShape[];
}

class OptionShape {
  @Shown.text('Key that a decision names.')
  key!: string;

  @Shown.fen('Amount of this option.')
  amountFen!: number;

  @Shown.text('Open reading it belongs to.')
  reading!: string;

  @Shown.text('What it means.')
  meaning!: string;
}

class ReasonShape {
  @Shown.oneOf(['jurisdiction', 'trigger', 'conditions', 'question'], 'Step that failed.')
  step!: string;

  @Shown.text('Article.')
  article!: string;

  @Shown.texts('Facts concerned.')
  facts!: string[];

  @Shown.text('In Chinese.')
  text!: string;
}

class RangeShape {
  @Shown.fen('From.')
  fromFen!: number;

  @Shown.fen('To.')
  toFen!: number;
}

class SplitShape {
  @Shown.fen('Share of the province.', { optional: true })
  province?: number;

  @Shown.fen('Share of the city.', { optional: true })
  city?: number;

  @Shown.fen('Share of the county.', { optional: true })
  county?: number;
}

const STATUSES = [
  'determined',
  'needs-evidence',
  'needs-decision',
  'superseded',
  'already-paid',
  'refused',
  'not-triggered',
  'not-eligible',
] as const;

/** What one clause says about one applicant and subject. */
export class ResultShape {
  @Shown.text('Clause id.')
  clause!: string;

  @Shown.text('What the award is for; absent where a clause is once per applicant.', { optional: true })
  subject?: string;

  @Shown.oneOf(STATUSES, 'Outcome.')
  status!: string;

  @Shown.fen('Amount.', { optional: true })
  amountFen?: number;

  @Shown.flag('False where nobody may pay it on this ground alone.', { optional: true })
  payable?: boolean;

  @Shown.one(() => SplitShape, 'Who bears it.', { optional: true })
  splitFen?: SplitShape;

  @Shown.texts('Facts that are needed and unknown.', { optional: true })
  missing?: string[];

  @Shown.fen('Upper bound of a decision.', { optional: true })
  ceilingFen?: number;

  @Shown.one(() => RangeShape, 'Bounds of a decision.', { optional: true })
  range?: RangeShape;

  @Shown.many(() => OptionShape, 'Ways out of which a decision picks one.', { optional: true })
  options?: OptionShape[];

  @Shown.text('Clause that stands instead.', { optional: true })
  by?: string;

  @Shown.text('Why a recorded decision is refused.', { optional: true })
  problem?: string;

  @Shown.many(() => ReasonShape, 'Every reason why it does not apply.', { optional: true })
  reasons?: ReasonShape[];

  @Shown.texts('Every fact that the outcome rests on.')
  factsUsed!: string[];

  @Shown.data('How it came about, step by step.', { optional: true })
  trace?: Record<string, unknown>;
}

export class CalculatorShape {
  @Shown.many(() => ResultShape, 'One per clause and subject.')
  results!: ResultShape[];
}
