import {
  OBJECTION_STATES,
  type ObjectionOutcome,
  type ObjectionState,
  type ObjectorKind,
} from '@duixian/casework';
import { Given } from '../edge/given';
import { PageQuery } from '../edge/page';
import { Shown } from '../edge/shown';

const OUTCOMES: readonly ObjectionOutcome[] = ['review_again', 'rejected', 'dismissed'];
const KINDS: readonly ObjectorKind[] = ['person', 'organisation'];

export class FileObjectionBody {
  @Given.count('Line of the notice.', { from: 1, to: 100_000 })
  position!: number;

  @Given.oneOf('Whether a person or an organisation objects.', KINDS)
  objectorKind!: ObjectorKind;

  @Given.text('Real name.', { from: 2, to: 100 })
  objectorName!: string;

  @Given.matching(
    '公民身份号码 of a person or 统一社会信用代码 of an organisation.',
    /^[0-9A-Z]{18}$/,
    '请填写 18 位号码,字母大写',
  )
  identityNumber!: string;

  @Given.matching('Where to reach the objector.', /^[0-9+() -]{7,20}$/, '请填写电话号码')
  phone!: string;

  @Given.text('What is wrong with the line.', { from: 5, to: 4000 })
  reason!: string;

  @Given.text('Evidence: documents, facts, where they can be seen.', { from: 5, to: 4000 })
  evidence!: string;
}

export class ResolveObjectionBody {
  @Given.version()
  version!: number;

  @Given.oneOf('Upheld: the case goes back to review, or is rejected. Dismissed: the line goes on.', OUTCOMES)
  outcome!: ObjectionOutcome;

  @Given.text('What the objector is answered.', { from: 2, to: 4000 })
  reply!: string;
}

export class ObjectionQuery extends PageQuery {
  @Given.oneOf('State.', OBJECTION_STATES, { optional: true })
  state?: ObjectionState;

  @Given.id('Notice.', { optional: true })
  noticeId?: string;
}

export class ReceiptPath {
  @Given.id('Notice.')
  id!: string;

  @Given.matching('Receipt.', /^[A-Za-z0-9_-]{43}$/, '请按受理时给出的回执编号填写')
  receipt!: string;
}

export class FiledObjectionShape {
  @Shown.id('Id.')
  id!: string;

  @Shown.text('Keep it: with it, and only with it, the answer can be read.')
  receipt!: string;
}

export class ObjectionStatusShape {
  @Shown.oneOf(OBJECTION_STATES, 'State.')
  state!: string;

  @Shown.oneOf(OUTCOMES, 'What became of it.', { nullable: true })
  outcome!: string | null;

  @Shown.text('Answer to the objector.', { nullable: true })
  reply!: string | null;

  @Shown.moment('When it was filed.')
  filedAt!: string;

  @Shown.moment('When it was resolved.', { nullable: true })
  resolvedAt!: string | null;
}

export class ObjectionSummaryShape {
  @Shown.id('Id.')
  id!: string;

  @Shown.id('Notice.')
  noticeId!: string;

  @Shown.count('Line of the notice.')
  position!: number;

  @Shown.id('Case of the line.')
  applicationId!: string;

  @Shown.text('City of the notice.')
  cityCode!: string;

  @Shown.oneOf(OBJECTION_STATES, 'State.')
  state!: string;

  @Shown.version()
  version!: number;

  @Shown.moment('When it was filed.')
  filedAt!: string;

  @Shown.moment('When it was resolved.', { nullable: true })
  resolvedAt!: string | null;

  @Shown.oneOf(OUTCOMES, 'What became of it.', { nullable: true })
  outcome!: string | null;
}

export class ObjectionShape extends ObjectionSummaryShape {
  @Shown.oneOf(KINDS, 'Person or organisation.')
  objectorKind!: string;

  @Shown.text('Real name.')
  objectorName!: string;

  @Shown.text('Identity number or credit code, masked.')
  identityNumber!: string;

  @Shown.text('Telephone.')
  phone!: string;

  @Shown.text('What is said to be wrong.')
  reason!: string;

  @Shown.text('Evidence.')
  evidence!: string;

  @Shown.text('Answer to the objector.', { nullable: true })
  reply!: string | null;

  @Shown.texts('What whoever asks may do now.')
  allowedActions!: string[];
}

export class ObjectionAnswerShape {
  @Shown.id('Id.')
  id!: string;

  @Shown.oneOf(OBJECTION_STATES, 'State.')
  state!: string;

  @Shown.version()
  version!: number;

  @Shown.text('State of the contested case now.')
  applicationState!: string;
}
