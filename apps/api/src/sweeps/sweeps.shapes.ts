import {
  type RegisterStanding,
  STATE_REASON_CODES,
  type StateReasonCode,
  SWEEP_CAUSES,
  SWEEP_DISPOSITIONS,
  SWEEP_STATES,
  type SweepAnswer,
  type SweepCause,
  type SweepDetail,
  type SweepDisposition,
  type SweepLineView,
  type SweepPersonAction,
  type SweepState,
  type SweepView,
} from '@duixian/casework';
import { Shown } from '../edge/shown';
import { ResultShape } from '../policies/result.shapes';

const LEVELS = ['province', 'city', 'county'] as const;

export class SweepAnswerShape implements SweepAnswer {
  @Shown.id('Id.')
  id!: string;

  @Shown.oneOf(SWEEP_STATES, 'Where it stands.')
  state!: SweepState;

  @Shown.version()
  version!: number;
}

class SweepPlanShape {
  @Shown.id('Call that would pay; null: none holds the clauses and the day, and findings are held.', {
    nullable: true,
  })
  callId!: string | null;

  @Shown.texts('Clauses looked at under it.')
  clauseIds!: string[];
}

class RegisterStandingShape implements RegisterStanding {
  @Shown.text('`title/<code>` or `fact/<name>`, as imports name it.')
  register!: string;

  @Shown.text('Chinese name.')
  name!: string;

  @Shown.day('Day up to which it was marked complete; null where nobody marked it.', { nullable: true })
  completeTo!: string | null;

  @Shown.count('Days after the mark for which it counts as complete.')
  toleranceDays!: number;

  @Shown.oneOf(['fresh', 'stale', 'unmarked'], 'Whether it counts as complete on the day.')
  state!: 'fresh' | 'stale' | 'unmarked';

  @Shown.texts('Clauses that ask it.')
  clauseIds!: string[];

  @Shown.texts('Clauses for which it matters that something is not in it.')
  decisiveFor!: string[];
}

export class RegisterStandingsShape {
  @Shown.many(() => RegisterStandingShape, 'One per register.')
  items!: RegisterStandingShape[];

  @Shown.oneOf(['warn', 'refuse'], 'Whether a real sweep is refused while a register is stale.')
  stale!: 'warn' | 'refuse';
}

class SweepProgressShape {
  @Shown.count('Applicants whom a clause can concern at all; null until they are found.', { nullable: true })
  candidates!: number | null;

  @Shown.count('How many of them were looked at.')
  evaluated!: number;

  @Shown.count('Looked at per second so far.', { nullable: true })
  perSecond!: number | null;

  @Shown.count('Seconds left at that rate.', { nullable: true })
  secondsLeft!: number | null;
}

class SweepListShape {
  @Shown.count('Lines to be offered.')
  count!: number;

  @Shown.fen('What they add up to.')
  amountFen!: number;

  @Shown.text('Hash of the list that is approved.')
  hash!: string;
}

export class SweepShape extends SweepAnswerShape implements SweepView {
  @Shown.text('City.')
  cityCode!: string;

  @Shown.day('Day as of which everything is determined.')
  asOf!: string;

  @Shown.flag('Looks only; can never offer anything.')
  dryRun!: boolean;

  @Shown.texts('Counties looked at.')
  regionCodes!: string[];

  @Shown.texts('Clauses looked at.')
  clauseIds!: string[];

  @Shown.many(() => SweepPlanShape, 'Which call each clause is looked at under.')
  plan!: SweepPlanShape[];

  @Shown.moment('When it was ordered.')
  orderedAt!: string;

  @Shown.oneOf(SWEEP_CAUSES, 'Why it was begun; all but `person` are dry runs of the system.')
  cause!: SweepCause;

  @Shown.text('Who ordered it; null for the system.', { nullable: true })
  orderedByName!: string | null;

  @Shown.flag('You ordered it: somebody else approves its list.')
  orderedByYou!: boolean;

  @Shown.moment('When everybody was looked at.', { nullable: true })
  finishedAt!: string | null;

  @Shown.moment('When a second officer approved its list.', { nullable: true })
  approvedAt!: string | null;

  @Shown.moment('When it was completed or cancelled.', { nullable: true })
  endedAt!: string | null;

  @Shown.one(() => SweepProgressShape, 'How far it is.')
  progress!: SweepProgressShape;

  @Shown.one(() => SweepListShape, 'The list to be approved; null until everybody was looked at.', {
    nullable: true,
  })
  offers!: SweepListShape | null;

  @Shown.texts('What you may do with it now.')
  allowedActions!: SweepPersonAction[];
}

class SweepTotalShape {
  @Shown.text('Clause.')
  clauseId!: string;

  @Shown.text('County.')
  countyCode!: string;

  @Shown.oneOf(SWEEP_DISPOSITIONS, 'What became of these findings.')
  disposition!: string;

  @Shown.text('Code of the reason, where there is one.', { nullable: true })
  reason!: string | null;

  @Shown.count('Findings.')
  lines!: number;

  @Shown.count('Applicants.')
  parties!: number;

  @Shown.fen('What they add up to.')
  amountFen!: number;
}

class SweepSourceShape {
  @Shown.oneOf(LEVELS, 'Level that bears it; null: neither law nor call says who.', { nullable: true })
  level!: 'province' | 'city' | 'county' | null;

  @Shown.text('Treasury.', { nullable: true })
  regionCode!: string | null;

  @Shown.id('Call.')
  callId!: string;

  @Shown.text('Budget subject.')
  subject!: string;

  @Shown.count('Year.')
  year!: number;

  @Shown.fen('Needed by the list.')
  neededFen!: number;

  @Shown.fen('Free now; null where no such budget line is in your reach.', { nullable: true })
  freeFen!: number | null;
}

class SweepFailureShape {
  @Shown.id('Applicant.')
  partyId!: string;

  @Shown.text('Registered name.')
  registeredName!: string;

  @Shown.text('Why they could not be looked at.')
  problem!: string;
}

class SweepFailuresShape {
  @Shown.count('Applicants who could not be looked at.')
  count!: number;

  @Shown.many(() => SweepFailureShape, 'The first hundred.')
  first!: SweepFailureShape[];
}

class DifferenceCountsShape {
  @Shown.count('Findings that were not there before.')
  new!: number;

  @Shown.count('Findings that are not there any more.')
  gone!: number;

  @Shown.count('Findings that came to something else.')
  changed!: number;
}

class FoundShape {
  @Shown.text('Of the finding, as in `GET /sweeps/:id/results`.')
  id!: string;

  @Shown.oneOf(SWEEP_DISPOSITIONS, 'What became of it.')
  disposition!: SweepDisposition;

  @Shown.text('Status of the determination.')
  status!: string;

  @Shown.fen('Amount.', { nullable: true })
  amountFen!: number | null;

  @Shown.one(() => StateReasonShape, 'Why it does not go out.', { nullable: true })
  reason!: StateReasonShape | null;
}

class SweepDifferenceShape {
  @Shown.oneOf(['new', 'gone', 'changed'], 'How it differs.')
  change!: 'new' | 'gone' | 'changed';

  @Shown.id('Applicant.')
  partyId!: string;

  @Shown.text('Clause.')
  clauseId!: string;

  @Shown.text('Registered name.')
  registeredName!: string;

  @Shown.text('Subject; empty where the clause is once per applicant.')
  subject!: string;

  @Shown.words(
    ['paid', 'facts', 'law', 'call'],
    'What a changed line rests on differently; empty: what stands around it.',
  )
  causes!: ('paid' | 'facts' | 'law' | 'call')[];

  @Shown.one(() => FoundShape, 'In the run before.', { nullable: true })
  before!: FoundShape | null;

  @Shown.one(() => FoundShape, 'In this one.', { nullable: true })
  now!: FoundShape | null;
}

class SweepDifferencesShape {
  @Shown.id('The run that this one is compared with.')
  previousId!: string;

  @Shown.one(() => DifferenceCountsShape, 'How many.')
  counts!: DifferenceCountsShape;

  @Shown.many(() => SweepDifferenceShape, 'The first hundred.')
  first!: SweepDifferenceShape[];
}

export class SweepDetailShape extends SweepShape implements SweepDetail {
  @Shown.many(() => RegisterStandingShape, 'How the registers stood that it asks.')
  registers!: RegisterStandingShape[];

  @Shown.many(() => SweepTotalShape, 'What it found, by clause, county, disposition and reason.')
  totals!: SweepTotalShape[];

  @Shown.many(() => SweepSourceShape, 'What the list needs, by who bears it, against what is free.')
  sources!: SweepSourceShape[];

  @Shown.one(() => SweepFailuresShape, 'Applicants who could not be looked at.')
  failures!: SweepFailuresShape;

  @Shown.one(() => SweepDifferencesShape, 'Against the last run over the same; null for the first.', {
    nullable: true,
  })
  difference!: SweepDifferencesShape | null;
}

export class StateReasonShape {
  @Shown.oneOf(STATE_REASON_CODES, 'Stable code.')
  code!: StateReasonCode;

  @Shown.text('In words.')
  text!: string;

  @Shown.data('Particulars.', { optional: true })
  details?: Record<string, unknown>;
}

export class PartyNameShape {
  @Shown.id('Id.')
  id!: string;

  @Shown.text('Registered name.')
  registeredName!: string;

  @Shown.text('统一社会信用代码.', { nullable: true })
  creditCode!: string | null;
}

export class SweepLineShape implements SweepLineView {
  @Shown.id('Id.')
  id!: string;

  @Shown.one(() => PartyNameShape, 'Applicant.')
  applicant!: PartyNameShape;

  @Shown.text('County.')
  countyCode!: string;

  @Shown.text('Clause.')
  clause!: string;

  @Shown.text('What it is about; null where the clause is once per applicant.', { nullable: true })
  subject!: string | null;

  @Shown.text('Status of the determination.')
  status!: string;

  @Shown.oneOf(SWEEP_DISPOSITIONS, 'What becomes of it; only "offer" goes out.')
  disposition!: SweepDisposition;

  @Shown.one(() => StateReasonShape, 'Why it does not go out, where that is not in the determination.', {
    nullable: true,
  })
  reason!: StateReasonShape | null;

  @Shown.fen('Amount.', { nullable: true })
  amountFen!: number | null;

  @Shown.data('Who bears it, in fen per level; null where nobody is named.', { nullable: true })
  splitFen!: SweepLineView['splitFen'];

  @Shown.id('Call that would pay.', { nullable: true })
  callId!: string | null;

  @Shown.one(() => ResultShape, 'The determination, with its trace where it pays or needs something.')
  result!: SweepLineView['result'];

  @Shown.text('The same in plain Chinese; null without a trace.', { nullable: true })
  explanation!: string | null;
}

export class SweepSampleShape {
  @Shown.many(() => SweepLineShape, 'Lines of the list.')
  items!: SweepLineShape[];
}
