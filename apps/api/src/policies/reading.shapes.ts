import {
  READING_CHOICE_STATES,
  type ReadingChoiceAnswer,
  type ReadingChoiceView,
  type ReadingView,
} from '@duixian/casework';
import { Given } from '../edge/given';
import { Shown } from '../edge/shown';

const KEY = /^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/;

export class ProposeReadingBody {
  @Given.matching('City or province that reads the law so.', /^\d{6}$/, '请填写 6 位区划代码')
  regionCode!: string;

  @Given.matching('Policy document.', KEY, '请从“条款口径”所列中选择')
  documentId!: string;

  @Given.matching('Open reading of the document.', KEY, '请从“条款口径”所列中选择')
  reading!: string;

  @Given.matching('Option, or ask.', KEY, '请从该问题可选的口径中选择')
  option!: string;

  @Given.text('Body that decided it, e.g. 市工信局局长办公会.', { from: 1, to: 200 })
  decidedBy!: string;

  @Given.text('Number of the paper that holds the decision.', { from: 1, to: 200 })
  documentNumber!: string;

  @Given.day('First evaluation date for which it holds.')
  validFrom!: string;
}

export class ConfirmReadingBody {
  @Given.oneOf('Confirm it; a different officer than the one who proposed it.', ['confirm'])
  action!: string;
}

export class WithdrawReadingBody {
  @Given.oneOf('Take a proposal back.', ['withdraw'])
  action!: string;
}

export class ReadingChoiceAnswerShape implements ReadingChoiceAnswer {
  @Shown.id('Id of the choice.')
  id!: string;

  @Shown.oneOf(READING_CHOICE_STATES, 'State it is in now.')
  state!: ReadingChoiceAnswer['state'];
}

class ReadingOptionShape {
  @Shown.text('Key.')
  key!: string;

  @Shown.text('What it means.')
  meaning!: string;
}

class ReadingChoiceShape implements ReadingChoiceView {
  @Shown.id('Id.')
  id!: string;

  @Shown.text('Place that reads the law so.')
  regionCode!: string;

  @Shown.text('Its name.')
  region!: string;

  @Shown.text('Option, or ask: a person decides each case.')
  option!: string;

  @Shown.text('Body that decided it.')
  decidedBy!: string;

  @Shown.text('Paper that holds the decision.')
  documentNumber!: string;

  @Shown.day('First evaluation date for which it holds.')
  validFrom!: string;

  @Shown.oneOf(READING_CHOICE_STATES, 'State.')
  state!: ReadingChoiceView['state'];

  @Shown.moment('When it was proposed.')
  proposedAt!: string;

  @Shown.moment('When it was confirmed or withdrawn.', { nullable: true })
  judgedAt!: string | null;

  @Shown.flag('Whether it holds in its place today.')
  inForce!: boolean;

  @Shown.texts('What whoever asks may do now.')
  allowedActions!: ReadingChoiceView['allowedActions'];
}

export class ReadingShape implements ReadingView {
  @Shown.text('Policy document.')
  documentId!: string;

  @Shown.text('文号.')
  documentNumber!: string;

  @Shown.text('Id of the open reading, unique within its document.')
  reading!: string;

  @Shown.text('Article.')
  article!: string;

  @Shown.text('What is open, in Chinese.')
  question!: string;

  @Shown.many(() => ReadingOptionShape, 'Ways to understand it.')
  options!: ReadingOptionShape[];

  @Shown.texts('What a place may choose.')
  choosable!: string[];

  @Shown.text('Option where no place chose; null: a person decides each case.', { nullable: true })
  preset!: string | null;

  @Shown.text('Who can settle it, in Chinese; null where the document does not say.', { nullable: true })
  decidedBy!: string | null;

  @Shown.flag('Written into its clauses: another option is a revision of the document, not a choice.')
  fixed!: boolean;

  @Shown.texts('Clauses that rest on it.')
  clauses!: string[];

  @Shown.many(() => ReadingChoiceShape, 'What places chose, oldest first.')
  choices!: ReadingChoiceShape[];
}
