import {
  APPLICATION_STATES,
  CLOCK_PAUSES,
  type RemindersView,
  type StageClockView,
  type ApplicationView,
  CREDIT_OUTCOMES,
  CREDIT_PURPOSES,
  type CreditCheckView,
  type CreditOutcome,
  type CreditPurpose,
  type DecidedBy,
  type DecisionView,
  RECUSAL_GROUNDS,
  type RecusalGround,
} from '@duixian/casework';
import { StageShape } from '../calls/call.shapes';
import { Shown } from '../edge/shown';
import { CaseAwardShape, CasePaymentShape, FundingPlaceShape } from './case-money.shapes';
import { HoldShape } from '../holds/holds.shapes';
import { RivalClaimShape } from '../holds/rival.shapes';
import { ExplainedStepShape, ResultShape } from '../policies/result.shapes';
import { PublicStatusShape } from './application-summary.shapes';
import { HolderShape } from './colleague.shapes';
import { AuditShape } from './audit.shapes';
import { ConsultationShape } from './consultation.shapes';
import { CaseMaterialShape, CaseNoteShape } from './materials.shapes';

class DecidedByShape implements DecidedBy {
  @Shown.text('What a decision names: amount, or ratio (an amount may be said instead).')
  form!: DecidedBy['form'];

  @Shown.text('What the clause says of it, in Chinese.')
  rule!: string;
}

class DeterminationShape extends ResultShape {
  @Shown.id('Id, for GET /api/v1/determinations/{id}/replay.')
  id!: string;

  @Shown.text('The trace in words, in Chinese, with the sources of the facts.')
  explanation!: string;

  @Shown.many(() => ExplainedStepShape, 'The same step by step.')
  reasoning!: ExplainedStepShape[];

  @Shown.moment('When it was determined.')
  determinedAt!: string;

  @Shown.text('What for: assessment or award.')
  purpose!: string;

  @Shown.one(() => DecidedByShape, 'How a reviewer sets what the law leaves to them.', { nullable: true })
  decidedBy!: DecidedByShape | null;
}

class DecisionPaperShape {
  @Shown.id('Id.')
  id!: string;

  @Shown.text('Name of the file.')
  fileName!: string;

  @Shown.count('Size in bytes.')
  sizeBytes!: number;
}

class DecisionShape implements DecisionView {
  @Shown.text('Clause.')
  clause!: string;

  @Shown.text('What for.', { nullable: true })
  subject!: string | null;

  @Shown.fen('Amount.', { nullable: true })
  amountFen!: number | null;

  @Shown.text('Share of one.', { nullable: true })
  ratio!: string | null;

  @Shown.text('Option.', { nullable: true })
  option!: string | null;

  @Shown.text('Number of the paper that holds it.')
  documentNumber!: string;

  @Shown.one(() => DecisionPaperShape, 'The paper itself, where it was attached.', { nullable: true })
  paper!: DecisionPaperShape | null;

  @Shown.text('On what grounds.')
  reason!: string;

  @Shown.text('Stage in which it was recorded.')
  stage!: string;

  @Shown.moment('When.')
  decidedAt!: string;
}

class StateReasonShape {
  @Shown.text('Stable code.')
  code!: string;

  @Shown.text('In words.')
  text!: string;

  @Shown.data('What it is about.', { optional: true })
  details?: Record<string, unknown>;
}

class CaseCallShape {
  @Shown.id('Id.')
  id!: string;

  @Shown.text('Number.')
  number!: string;

  @Shown.text('Title.')
  title!: string;
}

class ApplicantShape {
  @Shown.id('Id of the party.')
  id!: string;

  @Shown.text('Registered name.')
  registeredName!: string;

  @Shown.text('统一社会信用代码.', { nullable: true })
  creditCode!: string | null;

  @Shown.text('County code.')
  countyCode!: string;

  @Shown.text('County.')
  county!: string;
}

class CaseAccountShape {
  @Shown.text('Name of the account.')
  accountName!: string;

  @Shown.text('Number, all but the last four digits hidden.')
  maskedNumber!: string;

  @Shown.text('Bank.')
  bankName!: string;
}

class CaseNoticeShape {
  @Shown.id('Id.')
  id!: string;

  @Shown.text('Number.')
  number!: string;

  @Shown.day('First day.')
  startsOn!: string;

  @Shown.day('Last day.')
  endsOn!: string;

  @Shown.flag('True while the holidays of that year are not published.')
  endEstimated!: boolean;
}

class RemindersShape implements RemindersView {
  @Shown.count('How often people reminded of it.')
  count!: number;

  @Shown.flag('You may remind of it now.')
  mayRemind!: boolean;
}

class StageClockShape implements StageClockView {
  @Shown.text('Review stage.')
  stage!: string;

  @Shown.count('Working days that the call gives it.')
  workingDays!: number;

  @Shown.count('Working days left; negative when it is over.')
  remainingWorkingDays!: number;

  @Shown.day('Last day; null while the clock stands.', { nullable: true })
  deadline!: StageClockView['deadline'];

  @Shown.day('Since when it stands; null while it runs.', { nullable: true })
  pausedOn!: StageClockView['pausedOn'];

  @Shown.oneOf(CLOCK_PAUSES, 'Why it stands.', { nullable: true })
  pausedBy!: StageClockView['pausedBy'];
}

class TimelineEntryShape {
  @Shown.count('Position, from 1.')
  sequence!: number;

  @Shown.text('What happened: the type of the event.')
  type!: string;

  @Shown.text('The same in Chinese.')
  words!: string;

  @Shown.moment('When, in business time.')
  at!: string;

  @Shown.text('Who; applicants see of an official only that it was a person.')
  by!: string;

  @Shown.text('In whose name, for officials; null in their own.', { nullable: true })
  onBehalfOf!: string | null;

  @Shown.data('Particulars.')
  data!: unknown;
}

/** One case as whoever asks may see it. */
class ClaimLineShape {
  @Shown.text('Clause.')
  clause!: string;

  @Shown.text('What for; null where the clause is once per applicant.', { nullable: true })
  subject!: string | null;
}

class ClaimToAttestShape {
  @Shown.text('Name of the fact.')
  fact!: string;

  @Shown.text('What it is called in Chinese.')
  label!: string;

  @Shown.value('As the applicant claimed it.')
  value!: unknown;

  @Shown.text('Its unit.', { nullable: true })
  unit!: string | null;

  @Shown.text('Register or document that it is expected from.')
  expectedSource!: string;

  @Shown.many(() => ClaimLineShape, 'The clause lines that rest on it.')
  lines!: ClaimLineShape[];
}

class CreditCheckShape implements CreditCheckView {
  @Shown.id('Id.')
  id!: string;

  @Shown.oneOf(CREDIT_PURPOSES, 'Before what it was asked.')
  purpose!: CreditPurpose;

  @Shown.oneOf(
    CREDIT_OUTCOMES,
    'What it answered; not-covered: nobody said that the register is complete; stale: it was complete too long ago.',
  )
  outcome!: CreditOutcome;

  @Shown.text('The same in Chinese.')
  words!: string;

  @Shown.text('Which register.')
  register!: string;

  @Shown.day('Up to which day it is known completely.', { nullable: true })
  coveredTo!: string | null;

  @Shown.moment('When it was asked.')
  checkedAt!: string;
}

export class ApplicationShape {
  @Shown.id('Id.')
  id!: string;

  @Shown.text('Case number.')
  caseNumber!: string;

  @Shown.version()
  version!: number;

  @Shown.oneOf(APPLICATION_STATES, 'State.')
  state!: string;

  @Shown.one(() => PublicStatusShape, 'What the applicant sees of the state.')
  status!: PublicStatusShape;

  @Shown.text('Review stage that is open.', { nullable: true })
  stage!: string | null;

  @Shown.text('Review stage that a returned case comes straight back to; null where all look again.', {
    nullable: true,
  })
  comesBackTo!: string | null;

  @Shown.one(() => StateReasonShape, 'Why it stands where it stands.', { nullable: true })
  stateReason!: StateReasonShape | null;

  @Shown.many(() => StageShape, 'Review stages in order, frozen when it was filed.')
  route!: StageShape[];

  @Shown.count('Working days of public notice.')
  noticeWorkingDays!: number;

  @Shown.one(() => CaseCallShape, 'Call.', { nullable: true })
  call!: CaseCallShape | null;

  @Shown.one(() => ApplicantShape, 'Applicant.', { nullable: true })
  applicant!: ApplicantShape | null;

  @Shown.day('Day on which eligibility is tested; fixed by the first submission.', { nullable: true })
  evaluationDate!: string | null;

  @Shown.id('Law version; fixed by the first submission.', { nullable: true })
  policyVersionId!: string | null;

  @Shown.data('What the applicant claims, by fact name.')
  claims!: Record<string, unknown>;

  @Shown.texts('Claimed facts an amount rests on, which a reviewer has to attest.')
  factsToAttest!: string[];

  @Shown.many(() => ClaimToAttestShape, 'The same with what a reviewer needs to know about each.')
  claimsToAttest!: ClaimToAttestShape[];

  @Shown.data('Facts of the newest assessment.')
  facts!: Record<string, unknown>;

  @Shown.data('Where each fact came from.')
  provenance!: Record<string, unknown>;

  @Shown.many(() => DeterminationShape, 'What each clause says.')
  determinations!: DeterminationShape[];

  @Shown.many(() => DecisionShape, 'Decisions that count, since the last submission.')
  decisions!: DecisionShape[];

  @Shown.many(() => CaseMaterialShape, 'What the call asks for, with the files of this case.')
  materials!: CaseMaterialShape[];

  @Shown.many(() => CaseNoteShape, 'Remarks among officials; empty for everybody else.')
  notes!: CaseNoteShape[];

  @Shown.one(() => CaseAccountShape, 'Account it will be paid on.', { nullable: true })
  payeeAccount!: CaseAccountShape | null;

  @Shown.one(() => CaseNoticeShape, 'Public notice.', { nullable: true })
  notice!: CaseNoticeShape | null;

  @Shown.one(() => CaseAwardShape, 'Award.', { nullable: true })
  award!: CaseAwardShape | null;

  @Shown.many(() => CasePaymentShape, 'Payments.')
  payments!: CasePaymentShape[];

  @Shown.many(() => FundingPlaceShape, 'Its places in the queues for money, while it waits there.')
  fundingPlaces!: FundingPlaceShape[];

  @Shown.many(() => HoldShape, 'What the case or its payments wait or waited for, oldest first.')
  holds!: HoldShape[];

  @Shown.many(
    () => RivalClaimShape,
    'Where the same clause and subject of the applicant is claimed, offered or paid besides.',
  )
  rivals!: RivalClaimShape[];

  @Shown.many(() => ConsultationShape, 'What departments were asked and answered.')
  consultations!: ConsultationShape[];

  @Shown.many(() => AuditShape, 'What auditing firms said, newest first; empty for who is no official.')
  audits!: AuditShape[];

  @Shown.many(() => CreditCheckShape, 'What registers of credit answered about the applicant, newest first.')
  creditChecks!: CreditCheckShape[];

  @Shown.many(() => TimelineEntryShape, 'What happened so far.')
  timeline!: TimelineEntryShape[];

  @Shown.oneOf(RECUSAL_GROUNDS, 'Why this official keeps their hands off it; null for everybody else.', {
    nullable: true,
  })
  recusal!: RecusalGround | null;

  @Shown.texts('What whoever asks may do now.')
  allowedActions!: string[];

  @Shown.day('When the running step must be done.', { nullable: true })
  deadline!: string | null;

  @Shown.one(() => StageClockShape, 'Clock of the stage that is open or waits for a correction.', {
    nullable: true,
  })
  clock!: StageClockShape | null;

  @Shown.one(() => RemindersShape, 'Reminders of the step that waits.')
  reminders!: RemindersShape;

  @Shown.one(() => HolderShape, 'With whom the open review lies, for officials.', { nullable: true })
  holder!: HolderShape | null;
}

/** Does not compile when the use case answers a field that the document does not describe, or the other way round. */
type Missing =
  | Exclude<keyof ApplicationView, keyof ApplicationShape>
  | Exclude<keyof ApplicationShape, keyof ApplicationView>;
export const DESCRIBES_THE_WHOLE_VIEW: [Missing] extends [never] ? true : never = true;
