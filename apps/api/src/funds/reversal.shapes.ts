import {
  REVERSAL_STATES,
  type ReversalAction,
  type ReversalAnswer,
  type ReversalState,
  type ReversalView,
} from '@duixian/casework';
import { Given } from '../edge/given';
import { Shown } from '../edge/shown';

const REVERSAL_VERBS = ['confirm', 'refuse', 'withdraw'] as const;

export class StatementLineBody {
  @Given.id('Statement.')
  statementId!: string;

  @Given.count('Position of the line in it.', { from: 1, to: 1_000_000 })
  position!: number;
}

export class ProposeReversalBody {
  @Given.version()
  version!: number;

  @Given.one(() => StatementLineBody, 'The outgoing line of a statement that shows it.')
  line!: StatementLineBody;

  @Given.text('What it rests on.', { from: 1, to: 500 })
  note!: string;
}

export class ActOnReversalBody {
  @Given.oneOf('Confirm or refuse what another proposed; withdraw one’s own.', REVERSAL_VERBS)
  action!: ReversalAction;

  @Given.version()
  version!: number;

  @Given.text('What you have to say about it.', { from: 1, to: 500 }, { optional: true })
  note?: string;
}

export class ReversalPath {
  @Given.id('Demand.')
  id!: string;

  @Given.id('Proposal that a repayment is undone.')
  reversalId!: string;
}

export class ReversalAnswerShape implements ReversalAnswer {
  @Shown.id('Id.')
  id!: string;

  @Shown.oneOf(REVERSAL_STATES, 'Where it stands.')
  state!: ReversalState;

  @Shown.version()
  version!: number;
}

export class ReversalShape extends ReversalAnswerShape implements ReversalView {
  @Shown.text('What it rests on.')
  note!: string;

  @Shown.id('Statement that shows it.')
  statementId!: string;

  @Shown.count('Position in it.')
  position!: number;

  @Shown.moment('When it was proposed.')
  proposedAt!: string;

  @Shown.flag('You proposed it: a different checker confirms.')
  proposedByYou!: boolean;

  @Shown.moment('When it was decided.', { nullable: true })
  decidedAt!: string | null;

  @Shown.text('What the one who decided said.', { nullable: true })
  decisionNote!: string | null;

  @Shown.words(REVERSAL_VERBS, 'What you may do with it now.')
  allowedActions!: ReversalAction[];
}
