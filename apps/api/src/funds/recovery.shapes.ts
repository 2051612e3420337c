import {
  RECOVERY_ENTRY_KINDS,
  RECOVERY_ENTRY_STATES,
  RECOVERY_STATES,
  type RecoveryAnswer,
  type RecoveryDetail,
  type RecoveryEntryAnswer,
  type RecoveryEntryKind,
  type RecoveryEntryState,
  type RecoveryEntryVerb,
  type RecoveryEntryView,
  type RecoveryProposal,
  type RecoveryState,
  type RecoveryVerb,
  type RecoveryView,
} from '@duixian/casework';
import { Given } from '../edge/given';
import { PageQuery } from '../edge/page';
import { Shown } from '../edge/shown';
import { ReversalShape, StatementLineBody } from './reversal.shapes';

const REGION = /^\d{6}$/;
const REGION_FIX = '请填写 6 位区划代码';
const CLAUSE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/;
const CLAUSE_FIX = 'use the ids that GET /api/v1/clauses answers';
const BANK_REFERENCE = /^[A-Za-z0-9._/-]{1,60}$/;
const BANK_REFERENCE_FIX = '请按银行回单填写流水号(字母、数字)';
const MOST_FEN = Number.MAX_SAFE_INTEGER;
const VERBS = ['confirm', 'refuse', 'withdraw'] as const;
const ENTRY_VERBS = ['consent', 'decline', 'book', 'refuse', 'withdraw'] as const;

export class ProposeRecoveryBody implements RecoveryProposal {
  @Given.id('Payment of your treasury that was wrong.')
  paymentId!: string;

  @Given.matching('Clause of the award that it was not due for.', CLAUSE, CLAUSE_FIX)
  clauseId!: string;

  @Given.text(
    'What the clause was awarded for, where it is once per subject.',
    { from: 1, to: 200 },
    { optional: true },
  )
  subject?: string;

  @Given.count('In fen; at most what was paid and is not demanded yet.', { from: 1, to: MOST_FEN })
  amountFen!: number;

  @Given.text('Why; the enterprise reads it.', { from: 1, to: 500 })
  reason!: string;

  @Given.text('Number of the document it rests on.', { from: 1, to: 100 })
  documentNumber!: string;

  @Given.count('Working days to pay back, from the day after the confirmation.', { from: 1, to: 120 })
  workingDays!: number;
}

export class ActOnRecoveryBody {
  @Given.oneOf('Confirm or refuse what another proposed; withdraw one’s own.', VERBS)
  action!: RecoveryVerb;

  @Given.version()
  version!: number;

  @Given.text('What you have to say about it.', { from: 1, to: 500 }, { optional: true })
  note?: string;
}

export class RecordRecoveryEntryBody {
  @Given.oneOf('Repaid, to be set off against a later award, or given up.', RECOVERY_ENTRY_KINDS)
  kind!: RecoveryEntryKind;

  @Given.version()
  version!: number;

  @Given.count('In fen; absent for a line of a statement.', { from: 1, to: MOST_FEN }, { optional: true })
  amountFen?: number;

  @Given.text('What it rests on.', { from: 1, to: 500 })
  note!: string;

  @Given.one(() => StatementLineBody, 'Of a repayment: the incoming line of a statement.', {
    optional: true,
  })
  line?: StatementLineBody;

  @Given.matching(
    'Of a repayment that no statement shows: the bank’s number of it.',
    BANK_REFERENCE,
    BANK_REFERENCE_FIX,
    { optional: true },
  )
  bankReference?: string;

  @Given.day('Of the same: the day the money came in.', { optional: true })
  paidOn?: string;

  @Given.id('Of an offset: the waiting payment that becomes smaller.', { optional: true })
  offsetPaymentId?: string;
}

export class ActOnRecoveryEntryBody {
  @Given.oneOf(
    'The enterprise consents to an offset or declines; a checker books or refuses; one’s own is withdrawn.',
    ENTRY_VERBS,
  )
  action!: RecoveryEntryVerb;

  @Given.version()
  version!: number;

  @Given.text('What you have to say about it.', { from: 1, to: 500 }, { optional: true })
  note?: string;
}

export class EntryPath {
  @Given.id('Demand.')
  id!: string;

  @Given.id('Part of it.')
  entryId!: string;
}

export class RecoveriesQuery extends PageQuery {
  @Given.oneOf('Only those in this state.', RECOVERY_STATES, { optional: true })
  state?: RecoveryState;

  @Given.matching('Only of this treasury.', REGION, REGION_FIX, { optional: true })
  regionCode?: string;

  @Given.id('Only about the award of this case.', { optional: true })
  applicationId?: string;

  @Given.id('Only of what this party was paid.', { optional: true })
  partyId?: string;

  @Given.maybeFlagInQuery('Only those whose last day is over and that are not met.')
  overdue?: boolean;

  @Given.maybeFlagInQuery('Only those of which a repayment is proposed to be undone.')
  reversing?: boolean;
}

export class RecoveryAnswerShape implements RecoveryAnswer {
  @Shown.id('Id.')
  id!: string;

  @Shown.text('Number of the demand.')
  number!: string;

  @Shown.oneOf(RECOVERY_STATES, 'Where it stands.')
  state!: RecoveryState;

  @Shown.version()
  version!: number;
}

export class RecoveryShape extends RecoveryAnswerShape implements RecoveryView {
  @Shown.text('Treasury that paid and is paid back.')
  regionCode!: string;

  @Shown.id('Payment that was wrong.')
  paymentId!: string;

  @Shown.id('Case of the award.')
  applicationId!: string;

  @Shown.text('Its number.')
  caseNumber!: string;

  @Shown.text('Who is to pay back.')
  applicantName!: string;

  @Shown.text('Clause that it was not due for.')
  clause!: string;

  @Shown.text(
    'What the clause is about, in the law that the case was determined by; empty if it is not known.',
  )
  clauseTitle!: string;

  @Shown.fen('Demanded.')
  amountFen!: number;

  @Shown.fen('Repaid so far.')
  repaidFen!: number;

  @Shown.fen('Set off so far.')
  offsetFen!: number;

  @Shown.fen('Given up.')
  writtenOffFen!: number;

  @Shown.fen('Demanded and not met.')
  openFen!: number;

  @Shown.text('Why.')
  reason!: string;

  @Shown.text('Document it rests on.')
  documentNumber!: string;

  @Shown.count('Working days to pay back.')
  workingDays!: number;

  @Shown.day('Last day; null until it is confirmed.', { nullable: true })
  dueOn!: string | null;

  @Shown.flag('The last day is over and it is not met.')
  overdue!: boolean;

  @Shown.moment('When it was proposed.')
  proposedAt!: string;

  @Shown.flag('You proposed it: a different checker confirms.')
  proposedByYou!: boolean;

  @Shown.moment('When it was decided.', { nullable: true })
  decidedAt!: string | null;

  @Shown.text('What the one who decided said.', { nullable: true })
  decisionNote!: string | null;

  @Shown.words(VERBS, 'What you may do with it now.')
  allowedActions!: RecoveryVerb[];
}

export class RecoveryEntryAnswerShape implements RecoveryEntryAnswer {
  @Shown.id('Id.')
  id!: string;

  @Shown.oneOf(RECOVERY_ENTRY_STATES, 'Where it stands; only what is booked counts.')
  state!: RecoveryEntryState;

  @Shown.version()
  version!: number;
}

class RecoveryEntryShape extends RecoveryEntryAnswerShape implements RecoveryEntryView {
  @Shown.oneOf(RECOVERY_ENTRY_KINDS, 'What became of a part.')
  kind!: RecoveryEntryKind;

  @Shown.fen('Amount.')
  amountFen!: number;

  @Shown.text('What it rests on.')
  note!: string;

  @Shown.text('The bank’s number of the money.', { nullable: true })
  bankReference!: string | null;

  @Shown.day('The day it came in.', { nullable: true })
  paidOn!: string | null;

  @Shown.id('Payment that becomes smaller.', { nullable: true })
  offsetPaymentId!: string | null;

  @Shown.moment('When it was proposed.')
  proposedAt!: string;

  @Shown.flag('You proposed it.')
  proposedByYou!: boolean;

  @Shown.moment('When the enterprise consented.', { nullable: true })
  consentedAt!: string | null;

  @Shown.moment('When it was decided.', { nullable: true })
  decidedAt!: string | null;

  @Shown.text('What the one who decided said.', { nullable: true })
  decisionNote!: string | null;

  @Shown.words(ENTRY_VERBS, 'What you may do with it now.')
  allowedActions!: RecoveryEntryVerb[];

  @Shown.flag('You may propose that it is undone, because the bank took it back.')
  mayReverse!: boolean;

  @Shown.one(() => ReversalShape, 'The last proposal that it is undone.', { nullable: true })
  reversal!: ReversalShape | null;
}

type Incoming = RecoveryDetail['incoming'][number];

class LineShape implements Omit<Incoming, 'amountFen'> {
  @Shown.id('Statement.')
  statementId!: string;

  @Shown.count('Position in it.')
  position!: number;

  @Shown.text('The bank’s number.')
  bankSerial!: string;

  @Shown.text('Reference.')
  reference!: string;

  @Shown.fen('Amount.')
  amountFen!: number;

  @Shown.text('Who paid, or was paid.')
  counterpartyName!: string;

  @Shown.day('When it came in, or left.')
  bookedOn!: string;
}

class OffsettableShape {
  @Shown.id('Payment.')
  paymentId!: string;

  @Shown.text('Case it belongs to.')
  caseNumber!: string;

  @Shown.fen('What it comes to.')
  amountFen!: number;
}

export class RecoveryDetailShape extends RecoveryShape {
  @Shown.many(() => RecoveryEntryShape, 'What became of it, oldest first.')
  entries!: RecoveryEntryShape[];

  @Shown.words(RECOVERY_ENTRY_KINDS, 'What you may propose about it now.')
  mayRecord!: RecoveryEntryKind[];

  @Shown.many(() => LineShape, 'Incoming money that nobody has explained.')
  incoming!: LineShape[];

  @Shown.many(() => LineShape, 'Money that left for no payment and that nobody has explained.')
  outgoing!: LineShape[];

  @Shown.many(() => OffsettableShape, 'Payments to the same enterprise that wait.')
  offsettable!: OffsettableShape[];
}
