import {
  BUDGET_CHANGE_KINDS,
  type BudgetAdjustment,
  type BudgetChangeAction,
  type BudgetChangeAnswer,
  type BudgetChangeSide,
  type BudgetChangeView,
  type BudgetMovementView,
} from '@duixian/casework';
import { Given } from '../edge/given';
import { PageQuery } from '../edge/page';
import { Shown } from '../edge/shown';

const REGION = /^\d{6}$/;
const REGION_FIX = 'write the six digits of a region code';
const MOST_FEN = Number.MAX_SAFE_INTEGER;
const ADJUSTMENT_KINDS = ['increase', 'decrease', 'transfer', 'carry_over'] as const;
const STATES = ['pending', 'confirmed', 'refused', 'withdrawn'] as const;
const ACTIONS = ['confirm', 'refuse', 'withdraw'] as const;

export class AllotBudgetBody {
  @Given.matching('Treasury: the region whose money it is.', REGION, REGION_FIX)
  regionCode!: string;

  @Given.count('Budget year; calls of that year draw on it.', { from: 2000, to: 2099 })
  year!: number;

  @Given.text('Budget subject, word for word as the calls name it.', { from: 1, to: 100 })
  subject!: string;

  @Given.text('Number of the budget document.', { from: 1, to: 100 })
  documentNumber!: string;

  @Given.count('In fen.', { from: 1, to: MOST_FEN })
  amountFen!: number;

  @Given.text('What for.', { from: 1, to: 500 })
  note!: string;
}

export class AdjustBudgetBody {
  @Given.oneOf(
    'More (increase), less (decrease), to another line (transfer), or into the next year (carry_over).',
    ADJUSTMENT_KINDS,
  )
  kind!: BudgetAdjustment['kind'];

  @Given.id('The line that gets more, or that gives.')
  lineId!: string;

  @Given.id('For a transfer: the line that gets it, of the same treasury and year.', { optional: true })
  toLineId?: string;

  @Given.count(
    'In fen; may be absent for a carry over only: everything that is free.',
    { from: 1, to: MOST_FEN },
    { optional: true },
  )
  amountFen?: number;

  @Given.text('Number of the document it rests on; of the new line for a carry over.', { from: 1, to: 100 })
  documentNumber!: string;

  @Given.text('Why.', { from: 1, to: 500 })
  note!: string;
}

export class ActOnBudgetChangeBody {
  @Given.oneOf('Confirm or refuse what another proposed; withdraw one’s own.', ACTIONS)
  action!: BudgetChangeAction;

  @Given.version()
  version!: number;

  @Given.text('What you have to say about it.', { from: 1, to: 500 }, { optional: true })
  note?: string;
}

export class BudgetChangesQuery extends PageQuery {
  @Given.maybeFlagInQuery('Only those that wait to be decided, or only those that were.')
  open?: boolean;

  @Given.matching('Only of this treasury.', REGION, REGION_FIX, { optional: true })
  regionCode?: string;
}

export class BudgetChangeAnswerShape implements BudgetChangeAnswer {
  @Shown.id('Id of the change.')
  id!: string;

  @Shown.version()
  version!: number;

  @Shown.oneOf(STATES, 'Pending until somebody else decided.')
  state!: BudgetChangeAnswer['state'];
}

class BudgetChangeSideShape implements BudgetChangeSide {
  @Shown.id('Budget line; null until a confirmation makes it.', { nullable: true })
  lineId!: string | null;

  @Shown.count('Its year.')
  year!: number;

  @Shown.text('Its subject.')
  subject!: string;

  @Shown.text('Its document.')
  documentNumber!: string;

  @Shown.fen('Free on it now.')
  availableFen!: number;
}

export class BudgetChangeShape implements BudgetChangeView {
  @Shown.id('Id.')
  id!: string;

  @Shown.version()
  version!: number;

  @Shown.oneOf(BUDGET_CHANGE_KINDS, 'What kind of change.')
  kind!: string;

  @Shown.text('Treasury.')
  regionCode!: string;

  @Shown.one(() => BudgetChangeSideShape, 'Where the money leaves.', { nullable: true })
  from!: BudgetChangeSideShape | null;

  @Shown.one(() => BudgetChangeSideShape, 'Where it arrives.', { nullable: true })
  to!: BudgetChangeSideShape | null;

  @Shown.fen('Amount.')
  amountFen!: number;

  @Shown.text('Document it rests on.')
  documentNumber!: string;

  @Shown.text('Why.')
  note!: string;

  @Shown.oneOf(STATES, 'State.')
  state!: string;

  @Shown.moment('When it was proposed.')
  proposedAt!: string;

  @Shown.flag('You proposed it.')
  proposedByYou!: boolean;

  @Shown.moment('When it was decided.', { nullable: true })
  decidedAt!: string | null;

  @Shown.text('What the one who decided said.', { nullable: true })
  decisionNote!: string | null;

  @Shown.words(ACTIONS, 'What you may do with it now.')
  allowedActions!: BudgetChangeAction[];
}

export class BudgetMovementShape implements BudgetMovementView {
  @Shown.id('Journal.')
  id!: string;

  @Shown.text('Kind of journal.')
  kind!: string;

  @Shown.moment('When it was posted.')
  postedAt!: string;

  @Shown.fen('Amount.')
  amountFen!: number;

  @Shown.fen('Free on the line after it.')
  availableAfterFen!: number;

  @Shown.fen('What the line came to after it: allotted, adjusted and carried.')
  totalAfterFen!: number;

  @Shown.text('Document of the change; null for what awards and payments moved.', { nullable: true })
  documentNumber!: string | null;

  @Shown.text('Why it was changed.', { nullable: true })
  note!: string | null;
}
