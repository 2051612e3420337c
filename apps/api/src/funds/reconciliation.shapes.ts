import {
  FINANCE_RESOLUTIONS,
  FINANCE_TASK_KINDS,
  type FinanceResolution,
  type FinanceTaskAnswer,
  type FinanceTaskKind,
  type FinanceTaskView,
  PAYMENT_STATES,
  STATEMENT_CLASSIFICATIONS,
  type StatementClassification,
  type StatementLineView,
  type StatementSum,
  type StatementView,
  type TreasuryDayView,
} from '@duixian/casework';
import { Given } from '../edge/given';
import { PageQuery } from '../edge/page';
import { Shown } from '../edge/shown';

const REGION = /^\d{6}$/;
const REGION_FIX = '请填写 6 位区划代码';

export class FinanceTasksQuery extends PageQuery {
  @Given.flagInQuery('True: what ended; false: what waits.')
  done = false;

  @Given.matching('Only of this treasury.', REGION, REGION_FIX, { optional: true })
  regionCode?: string;

  @Given.oneOf('Only of this kind.', FINANCE_TASK_KINDS, { optional: true })
  kind?: FinanceTaskKind;
}

export class ProposeResolutionBody {
  @Given.version()
  version!: number;

  @Given.oneOf(
    'not-sent: the bank never had the payment (needs statementId). was-paid: the unexpected debit is this payment. came-back: the credit that waits for its debit is this payment, and none came. explained: no payment of ours moves.',
    FINANCE_RESOLUTIONS,
  )
  resolution!: FinanceResolution;

  @Given.id('For not-sent: the statement on which the day of the payment was closed.', { optional: true })
  statementId?: string;

  @Given.text('Why, for the one who decides and for the trail.', { from: 1, to: 500 })
  note!: string;
}

export class DecideResolutionBody {
  @Given.version()
  version!: number;

  @Given.oneOf('confirm has its effect at once; refuse leaves the task open.', ['confirm', 'refuse'])
  decision!: 'confirm' | 'refuse';

  @Given.text('Why.', { from: 1, to: 500 }, { optional: true })
  note?: string;
}

export class CloseDayBody {
  @Given.matching('Treasury.', REGION, REGION_FIX)
  regionCode!: string;

  @Given.day('The day that is over.')
  day!: string;

  @Given.id('The bank’s last statement of that day.')
  statementId!: string;
}

export class StatementsQuery extends PageQuery {
  @Given.matching('Only of this treasury.', REGION, REGION_FIX, { optional: true })
  regionCode?: string;

  @Given.day('Only of this day.', { optional: true })
  statementDate?: string;
}

export class StatementLinesQuery {
  @Given.matching('Position after which lines are wanted.', /^\d{1,9}$/, '请填写整数', {
    optional: true,
  })
  after?: string;

  @Given.oneOf('Only lines that were taken for this.', STATEMENT_CLASSIFICATIONS, { optional: true })
  classification?: StatementClassification;

  @Given.limit()
  limit = 50;
}

export class TreasuryDaysQuery {
  @Given.matching('Only of this treasury.', REGION, REGION_FIX, { optional: true })
  regionCode?: string;
}

class StatementLineShape implements Record<keyof StatementLineView, unknown> {
  @Shown.count('Line of the statement, from 1.')
  position!: number;

  @Shown.text('Serial of the bank.')
  bankSerial!: string;

  @Shown.text('Reference as the bank wrote it.')
  reference!: string;

  @Shown.oneOf(['debit', 'credit'], 'Out of the account, or into it.')
  direction!: string;

  @Shown.fen('Amount.')
  amountFen!: number;

  @Shown.text('Who the money went to or came from.')
  counterpartyName!: string;

  @Shown.text('Their account, all but the last four digits hidden.')
  maskedAccount!: string;

  @Shown.day('Day on which the bank booked it.')
  bookedOn!: string;

  @Shown.oneOf(
    STATEMENT_CLASSIFICATIONS,
    'What the line was taken for; only matched and returned post anything.',
  )
  classification!: StatementClassification;
}

class TaskLineShape extends StatementLineShape {
  @Shown.id('Statement that the line stands on.')
  statementId!: string;
}

class TaskPaymentShape {
  @Shown.id('Id.')
  id!: string;

  @Shown.count('Version of the payment, for POST /payments/{id}/requeue.')
  version!: number;

  @Shown.id('Case.')
  applicationId!: string;

  @Shown.oneOf(PAYMENT_STATES, 'State.')
  state!: string;

  @Shown.fen('Amount.')
  amountFen!: number;

  @Shown.text('Name of the payee.')
  payeeName!: string;

  @Shown.text('Reference of the last attempt.', { nullable: true })
  bankReference!: string | null;

  @Shown.day('Day that the last attempt was to be booked on: the one to close before "not-sent".', {
    nullable: true,
  })
  requestedOn!: string | null;

  @Shown.text('Why the bank refused the last attempt or gave it back, in its words; or why it is unknown.', {
    nullable: true,
  })
  failure!: string | null;
}

class ProposalShape {
  @Shown.id('Id.')
  id!: string;

  @Shown.oneOf(FINANCE_RESOLUTIONS, 'How the task is to end.')
  resolution!: string;

  @Shown.id('Statement it rests on.', { nullable: true })
  statementId!: string | null;

  @Shown.text('Why.')
  note!: string;

  @Shown.id('Who proposed it.')
  proposedBy!: string;

  @Shown.moment('When.')
  proposedAt!: string;

  @Shown.oneOf(['confirmed', 'refused'], 'Null while nobody has decided.', { nullable: true })
  decision!: string | null;

  @Shown.id('Who decided: never the one who proposed.', { nullable: true })
  decidedBy!: string | null;

  @Shown.moment('When.', { nullable: true })
  decidedAt!: string | null;

  @Shown.text('Why.', { nullable: true })
  decisionNote!: string | null;
}

export class FinanceTaskShape implements Record<keyof FinanceTaskView, unknown> {
  @Shown.id('Id.')
  id!: string;

  @Shown.version()
  version!: number;

  @Shown.oneOf(
    FINANCE_TASK_KINDS,
    'payment_failed: rejected or not sent. payment_returned: the money came back. payment_unknown: the bank does not say. statement_exception: a line that nobody can explain.',
  )
  kind!: string;

  @Shown.text('Treasury.')
  regionCode!: string;

  @Shown.moment('When it was opened.')
  openedAt!: string;

  @Shown.moment('When it ended.', { nullable: true })
  doneAt!: string | null;

  @Shown.id('Who ended it; null where the bank did.', { nullable: true })
  doneBy!: string | null;

  @Shown.text('How it ended: a resolution, queued-again, settled, accepted, reversed-by-bank …', {
    nullable: true,
  })
  outcome!: string | null;

  @Shown.texts('How it can end by proposal and decision; none: queue the payment again.')
  resolutions!: string[];

  @Shown.one(() => TaskPaymentShape, 'The payment it is about.', { nullable: true })
  payment!: TaskPaymentShape | null;

  @Shown.one(() => TaskLineShape, 'The line it is about.', { nullable: true })
  line!: TaskLineShape | null;

  @Shown.many(() => ProposalShape, 'Proposals, oldest first.')
  proposals!: ProposalShape[];
}

export class FinanceTaskAnswerShape implements FinanceTaskAnswer {
  @Shown.id('Id.')
  id!: string;

  @Shown.version()
  version!: number;

  @Shown.text('How it ended; null while it is open.', { nullable: true })
  outcome!: string | null;
}

export class StatementShape implements StatementView {
  @Shown.id('Id.')
  id!: string;

  @Shown.text('Treasury.')
  regionCode!: string;

  @Shown.text('Number that the bank gave it.')
  statementNumber!: string;

  @Shown.day('Day of the statement.')
  statementDate!: string;

  @Shown.text('SHA-256 of its bytes.')
  contentHash!: string;

  @Shown.moment('When it was read.')
  importedAt!: string;

  @Shown.text('Who read it.')
  importedBy!: string;
}

class StatementSumShape implements Record<keyof StatementSum, unknown> {
  @Shown.oneOf(STATEMENT_CLASSIFICATIONS, 'What the lines were taken for.')
  classification!: StatementClassification;

  @Shown.count('How many lines.')
  lines!: number;

  @Shown.fen('Out of the account.')
  debitFen!: number;

  @Shown.fen('Into the account.')
  creditFen!: number;
}

class LineOfStatementShape extends StatementLineShape {
  @Shown.id('Whose case the payment belongs to; null for what is no payment of ours.', { nullable: true })
  applicationId!: string | null;
}

export class StatementWithLinesShape extends StatementShape {
  @Shown.many(() => StatementSumShape, 'All lines by what they were taken for, most first.')
  sums!: StatementSumShape[];

  @Shown.many(() => LineOfStatementShape, 'Lines after the asked position, in order.')
  lines!: LineOfStatementShape[];
}

export class TreasuryDayShape implements TreasuryDayView {
  @Shown.text('Treasury.')
  regionCode!: string;

  @Shown.day('The closed day.')
  day!: string;

  @Shown.id('The bank’s last statement of it.')
  statementId!: string;

  @Shown.count('Lines of the day.')
  lineCount!: number;

  @Shown.fen('Out of the account on that day, by the bank’s lines.')
  debitFen!: number;

  @Shown.fen('Into the account on that day.')
  creditFen!: number;

  @Shown.id('Who closed it.')
  closedBy!: string;

  @Shown.moment('When.')
  closedAt!: string;
}
