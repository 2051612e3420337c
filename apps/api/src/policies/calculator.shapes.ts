import { Given } from '../edge/given';
import { Shown } from '../edge/shown';
import { OptionShape, ResultShape, STATUSES } from './result.shapes';

export class CalculatorBody {
  @Given.facts('Facts by their dotted names; amounts in yuan and ratios as decimal text.')
  facts!: Record<string, unknown>;
}

class ExplainedResultShape extends ResultShape {
  @Shown.text('The trace in words, in Chinese.')
  explanation!: string;
}

const CONDITION_STATES = ['met', 'unmet', 'unknown'] as const;

class LadderConditionShape {
  @Shown.text('In Chinese.')
  text!: string;

  @Shown.oneOf(CONDITION_STATES, 'Whether what is known meets it.')
  state!: (typeof CONDITION_STATES)[number];
}

class WeighedConditionShape extends LadderConditionShape {
  @Shown.text('What is known of it, in Chinese.', { nullable: true })
  known!: string | null;
}

class TitleStandardShape {
  @Shown.text('文号 of the rules of recognition.')
  number!: string;

  @Shown.text('Name of these rules.')
  document!: string;

  @Shown.text('Where in them.')
  article!: string;

  @Shown.text('Who recognises.')
  recogniser!: string;

  @Shown.count('Years for which the title is valid.')
  validYears!: number;

  @Shown.many(() => WeighedConditionShape, 'What the recognition asks.')
  conditions!: WeighedConditionShape[];
}

class LadderAwardShape {
  @Shown.text('Document.')
  document!: string;

  @Shown.text('文号.')
  number!: string;

  @Shown.text('Clause.')
  clause!: string;

  @Shown.text('Article.')
  article!: string;

  @Shown.text('Title of the clause.')
  title!: string;

  @Shown.oneOf(STATUSES, 'What it would say.')
  status!: string;

  @Shown.fen('Amount, or the most that a decision could set.', { nullable: true })
  amountFen!: number | null;

  @Shown.many(() => OptionShape, 'Where a person would decide: the ways out.')
  options!: OptionShape[];

  @Shown.many(() => LadderConditionShape, 'Its conditions, as they stand with what is known.')
  conditions!: LadderConditionShape[];

  @Shown.texts('What it takes besides the title, in Chinese.')
  takes!: string[];

  @Shown.text('In words.')
  explanation!: string;
}

class LadderRungShape {
  @Shown.text('Code of the title.')
  code!: string;

  @Shown.text('Title, in Chinese.')
  title!: string;

  @Shown.one(
    () => TitleStandardShape,
    'What the recognition itself asks; null where its rules are not recorded.',
    {
      nullable: true,
    },
  )
  standard!: TitleStandardShape | null;

  @Shown.many(() => LadderAwardShape, 'What clauses would say, were it granted on the evaluation date.')
  awards!: LadderAwardShape[];
}

export class LadderShape {
  @Shown.texts('Titles held; null while they are not known.', { nullable: true })
  held!: string[] | null;

  @Shown.one(() => LadderRungShape, 'Lowest title above for which something is promised.', { nullable: true })
  next!: LadderRungShape | null;

  @Shown.many(() => LadderRungShape, 'Every title above, lowest first.')
  above!: LadderRungShape[];
}

export class CalculatorShape {
  @Shown.many(() => ExplainedResultShape, 'One per clause and subject.')
  results!: ExplainedResultShape[];

  @Shown.one(() => LadderShape, 'What the next title would bring: 创新型, 专精特新, 小巨人, 单项冠军.')
  ladder!: LadderShape;
}
