import { Shown } from '../edge/shown';

export class OptionShape {
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
  @Shown.oneOf(['jurisdiction', 'trigger', 'conditions', 'question', 'amount'], 'Step that failed.')
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

export const STATUSES = [
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

class ExplainedTestShape {
  @Shown.text('Fact.')
  fact!: string;

  @Shown.text('Its name, in Chinese.')
  name!: string;

  @Shown.text('What is known and what the clause asks, in Chinese.')
  text!: string;

  @Shown.text('Article that asks.')
  article!: string;

  @Shown.oneOf(['true', 'false', 'unknown'], 'Whether it is met.')
  outcome!: string;

  @Shown.text('Register or document the fact comes from, or should come from.', { nullable: true })
  source!: string | null;

  @Shown.text('Number of that document.', { nullable: true })
  documentNumber!: string | null;

  @Shown.moment('When it was learned.', { nullable: true })
  learnedAt!: string | null;
}

export class ExplainedStepShape {
  @Shown.text('Step.')
  step!: string;

  @Shown.text('In Chinese; empty where there is nothing to say.')
  text!: string;

  @Shown.many(() => ExplainedTestShape, 'Each test of its condition.')
  tests!: ExplainedTestShape[];
}
