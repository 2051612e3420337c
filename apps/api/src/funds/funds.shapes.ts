import {
  BATCH_STATES,
  type BatchAnswer,
  type BatchView,
  type InstructionFileAnswer,
  PAYMENT_CHANNELS,
  PAYMENT_STATES,
  type PaymentAnswer,
  type PaymentChannel,
  type PreparedBatch,
  type PaymentState,
  type PaymentView,
  type ResultFileAnswer,
  type ResultFileView,
} from '@duixian/casework';
import { Given } from '../edge/given';
import { PageQuery } from '../edge/page';
import { Shown } from '../edge/shown';

const LEVELS = ['province', 'city', 'county'] as const;
const REGION = /^\d{6}$/;
const REGION_FIX = '请填写 6 位区划代码';

export class PrepareBatchBody {
  @Given.matching('Treasury: the region whose money it is.', REGION, REGION_FIX)
  regionCode!: string;

  @Given.ids('Payments to take; absent: everything that waits.', 1000, { optional: true })
  paymentIds?: string[];
}

export class VersionBody {
  @Given.version()
  version!: number;
}

export class PaymentsQuery extends PageQuery {
  @Given.oneOf('Only in this state.', PAYMENT_STATES, { optional: true })
  state?: PaymentState;

  @Given.matching('Only of this treasury.', REGION, REGION_FIX, { optional: true })
  regionCode?: string;

  @Given.id('Only of this case.', { optional: true })
  applicationId?: string;

  @Given.id('Only of this batch.', { optional: true })
  batchId?: string;

  @Given.id('Only to this party.', { optional: true })
  partyId?: string;
}

export class BudgetShape {
  @Shown.id('Id of the budget line.')
  id!: string;

  @Shown.text('Treasury.')
  regionCode!: string;

  @Shown.oneOf(LEVELS, 'Level.')
  level!: string;

  @Shown.count('Year.')
  year!: number;

  @Shown.text('Budget subject.')
  subject!: string;

  @Shown.text('Number of the budget document.')
  documentNumber!: string;

  @Shown.count('The year whose calls a carried line still pays; null for a line of its own year.', {
    nullable: true,
  })
  originYear!: number | null;

  @Shown.fen('Allotted, adjusted and carried together.')
  allottedFen!: number;

  @Shown.fen('Free.')
  availableFen!: number;

  @Shown.fen('Reserved for awards.')
  reservedFen!: number;

  @Shown.fen('Released and not yet settled.')
  inFlightFen!: number;

  @Shown.fen('Settled, less what is demanded back.')
  spentFen!: number;

  @Shown.fen('Paid wrongly and demanded back.')
  receivableFen!: number;
}

export class BatchAnswerShape implements BatchAnswer {
  @Shown.id('Id.')
  id!: string;

  @Shown.text('Number.')
  number!: string;

  @Shown.oneOf(BATCH_STATES, 'State.')
  state!: string;

  @Shown.version()
  version!: number;

  @Shown.count('Number of payments.')
  paymentCount!: number;

  @Shown.fen('Sum.')
  totalFen!: number;

  @Shown.text('SHA-256 over payments, amounts and payees.')
  contentHash!: string;
}

export class PreparedBatchShape extends BatchAnswerShape implements PreparedBatch {
  @Shown.count('Payments that were left out because they are held.')
  heldCount!: number;
}

export class BatchShape extends BatchAnswerShape implements Record<keyof BatchView, unknown> {
  @Shown.text('Treasury.')
  regionCode!: string;

  @Shown.id('Who prepared it.')
  makerId!: string;

  @Shown.moment('When.')
  preparedAt!: string;

  @Shown.id('Who released it.', { nullable: true })
  checkerId!: string | null;

  @Shown.moment('When it was released.', { nullable: true })
  releasedAt!: string | null;

  @Shown.oneOf(PAYMENT_CHANNELS, 'How it leaves once it is released.')
  channel!: PaymentChannel;
}

class PayeeShape {
  @Shown.text('Name of the account.')
  accountName!: string;

  @Shown.text('Number, all but the last four digits hidden.')
  maskedNumber!: string;

  @Shown.text('Bank.')
  bankName!: string;
}

class AttemptShape {
  @Shown.count('From 1.')
  attemptNumber!: number;

  @Shown.text('Reference the bank knows it by.')
  bankReference!: string;

  @Shown.text('State of the attempt.')
  state!: string;

  @Shown.moment('When it was stored, before the bank was called.')
  startedAt!: string;

  @Shown.text('Why the bank refused it or gave it back, in its words; or why it is unknown.', {
    nullable: true,
  })
  failure!: string | null;
}

export class PaymentShape implements PaymentView {
  @Shown.id('Id.')
  id!: string;

  @Shown.version()
  version!: number;

  @Shown.id('Case.')
  applicationId!: string;

  @Shown.id('Party that is paid.')
  partyId!: string;

  @Shown.text('Treasury that pays.')
  regionCode!: string;

  @Shown.count('Instalment, from 1.')
  instalment!: number;

  @Shown.fen('Amount.')
  amountFen!: number;

  @Shown.oneOf(PAYMENT_STATES, 'State.')
  state!: string;

  @Shown.id('Batch it is in.', { nullable: true })
  batchId!: string | null;

  @Shown.one(() => PayeeShape, 'Who is paid.')
  payee!: PayeeShape;

  @Shown.flag('It waits, and its payee is paid on another account by now.')
  newerAccount!: boolean;

  @Shown.texts('Why it waits for people, in Chinese; empty where nothing holds it.')
  heldFor!: string[];

  @Shown.text(
    'What the register of credit last answered about it, where nobody knew (未核查); null where it was checked or not asked yet.',
    { nullable: true },
  )
  creditUnchecked!: string | null;

  @Shown.day('When the bank booked it.', { nullable: true })
  settledOn!: string | null;

  @Shown.text('Of a refund: the treasury that advanced the award and is paid by it.', { nullable: true })
  refundTo!: string | null;

  @Shown.day('Of a refund: when it was given back to the line that advanced it.', { nullable: true })
  refundedOn!: string | null;

  @Shown.many(() => AttemptShape, 'Tries to send it.')
  attempts!: AttemptShape[];
}

export class InstructionFileShape implements InstructionFileAnswer {
  @Shown.id('Batch.')
  batchId!: string;

  @Shown.text('Name to save it under.')
  fileName!: string;

  @Shown.text('SHA-256 of its bytes.')
  contentHash!: string;

  @Shown.count('Bytes.')
  sizeBytes!: number;

  @Shown.count('Lines.')
  lineCount!: number;

  @Shown.fen('Sum.')
  totalFen!: number;

  @Shown.moment('When it was written.')
  writtenAt!: string;
}

export class ResultFileAnswerShape implements ResultFileAnswer {
  @Shown.id('Id.')
  id!: string;

  @Shown.text('The number that the treasury gave it.')
  resultNumber!: string;

  @Shown.count('Lines.')
  lines!: number;

  @Shown.count('Lines that say accepted or paid.')
  accepted!: number;

  @Shown.count('Lines that say refused.')
  rejected!: number;

  @Shown.count('Lines that say never received.')
  notFound!: number;

  @Shown.count('Lines that moved nothing: too late, or against what is settled.')
  noted!: number;
}

class ResultFileShape implements ResultFileView {
  @Shown.id('Id.')
  id!: string;

  @Shown.text('The number that the treasury gave it.')
  resultNumber!: string;

  @Shown.text('SHA-256 of its bytes.')
  contentHash!: string;

  @Shown.count('Lines.')
  lineCount!: number;

  @Shown.fen('Sum.')
  totalFen!: number;

  @Shown.count('Lines that say accepted or paid.')
  acceptedCount!: number;

  @Shown.count('Lines that say refused.')
  rejectedCount!: number;

  @Shown.count('Lines that say never received.')
  notFoundCount!: number;

  @Shown.moment('When it was read.')
  readAt!: string;

  @Shown.id('Who read it.')
  readBy!: string;
}

export class BatchWithPaymentsShape extends BatchShape {
  @Shown.many(() => PaymentShape, 'Its payments.')
  payments!: PaymentShape[];

  @Shown.one(() => InstructionFileShape, 'The file it leaves in, once it is written.', { nullable: true })
  file!: InstructionFileShape | null;

  @Shown.many(() => ResultFileShape, 'What came back about that file, oldest first.')
  results!: ResultFileShape[];
}

export class PaymentAnswerShape implements PaymentAnswer {
  @Shown.id('Id.')
  id!: string;

  @Shown.oneOf(PAYMENT_STATES, 'State it is in now.')
  state!: string;

  @Shown.version()
  version!: number;
}

class StatementExceptionShape {
  @Shown.count('Line of the statement, from 1.')
  position!: number;

  @Shown.text('Reference as the bank wrote it.')
  reference!: string;

  @Shown.text('What is wrong.')
  classification!: string;

  @Shown.fen('Amount of the line.')
  amountFen!: number;
}

export class StatementAnswerShape {
  @Shown.id('Id.')
  id!: string;

  @Shown.day('Day of the statement.')
  statementDate!: string;

  @Shown.count('Number of lines.')
  lines!: number;

  @Shown.data('How many lines of which kind.')
  classified!: Record<string, number>;

  @Shown.many(() => StatementExceptionShape, 'Lines that a person must look at; they posted nothing.')
  exceptions!: StatementExceptionShape[];
}
