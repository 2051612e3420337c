import {
  APPLICATION_STATES,
  type ApplicationState,
  type ApplicationSummary,
  type CaseAnswer,
  DEADLINE_LIGHTS,
  type DeadlineLight,
  TASK_HOLDER_FILTERS,
  type TaskHolderFilter,
} from '@duixian/casework';
import { Given } from '../edge/given';
import { PageQuery } from '../edge/page';
import { Shown } from '../edge/shown';

const CLAUSE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/;
const CLAUSE_FIX = 'use the ids that GET /api/v1/clauses answers';
const SEARCHED = { from: 1, to: 60 };

export class ApplicationsQuery extends PageQuery {
  @Given.oneOf('Only in this state.', APPLICATION_STATES, { optional: true })
  state?: ApplicationState;

  @Given.id('Only under this call.', { optional: true })
  callId?: string;

  @Given.id('Only of this party.', { optional: true })
  partyId?: string;

  @Given.matching('Only of this county.', /^\d{6}$/, '请填写 6 位区划代码', {
    optional: true,
  })
  countyCode?: string;

  @Given.matching('Only under calls that name this clause.', CLAUSE, CLAUSE_FIX, { optional: true })
  clause?: string;

  @Given.day('First submitted on this day or later.', { optional: true })
  submittedFrom?: string;

  @Given.day('First submitted on this day or earlier.', { optional: true })
  submittedTo?: string;

  @Given.text('Part of the case number, of the name or of the credit code.', SEARCHED, { optional: true })
  search?: string;
}

export const TASK_KINDS = [
  'county_review',
  'county_second',
  'city_review',
  'city_second',
  'third_party_audit',
  'audit_second',
  'parked',
  'terminating',
  'objection',
] as const;

export class TasksQuery extends PageQuery {
  @Given.oneOf('Only of this kind.', TASK_KINDS, { optional: true })
  kind?: (typeof TASK_KINDS)[number];

  @Given.matching('Only cases of this county.', /^\d{6}$/, '请填写 6 位区划代码', {
    optional: true,
  })
  countyCode?: string;

  @Given.id('Only under this call.', { optional: true })
  callId?: string;

  @Given.text('Part of the case number, of the name or of the credit code.', SEARCHED, { optional: true })
  search?: string;

  @Given.matching('Only under calls that name this clause.', CLAUSE, CLAUSE_FIX, { optional: true })
  clause?: string;

  @Given.oneOf('Of what waits: only what is so urgent.', DEADLINE_LIGHTS, { optional: true })
  light?: DeadlineLight;

  @Given.flagInQuery('true: what was done; false: what waits.')
  done = false;

  @Given.flagInQuery(
    'true: only what you did yourself; of what waits, only what you claimed or what was handed to you.',
  )
  mine = false;

  @Given.oneOf('Of what waits: only what you hold, or only reviews that nobody holds.', TASK_HOLDER_FILTERS, {
    optional: true,
  })
  holder?: TaskHolderFilter;
}

export class CaseAnswerShape implements CaseAnswer {
  @Shown.id('Id of the case.')
  id!: string;

  @Shown.text('Case number.')
  caseNumber!: string;

  @Shown.oneOf(APPLICATION_STATES, 'State it is in now.')
  state!: string;

  @Shown.version()
  version!: number;
}

export class PublicStatusShape {
  @Shown.text('Stable key.')
  key!: string;

  @Shown.text('In Chinese.')
  zh!: string;
}

class PaidClauseShape {
  @Shown.text('Id of the clause.')
  id!: string;

  @Shown.text('Its title.')
  title!: string;
}

export class ApplicationSummaryShape implements ApplicationSummary {
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

  @Shown.id('Call.')
  callId!: string;

  @Shown.id('Party that applies.')
  applicantId!: string;

  @Shown.text('Its registered name.')
  applicantName!: string;

  @Shown.text('统一社会信用代码.', { nullable: true })
  creditCode!: string | null;

  @Shown.text('County code.')
  countyCode!: string;

  @Shown.text('County.')
  county!: string;

  @Shown.many(
    () => PaidClauseShape,
    'What it is paid for, by the newest determination; none before the first.',
  )
  clauses!: PaidClauseShape[];

  @Shown.fen('What the newest determination pays; null before the first.', { nullable: true })
  amountFen!: number | null;

  @Shown.moment('First submission.', { nullable: true })
  submittedAt!: string | null;
}

class AssigneeShape {
  @Shown.id('Who.')
  id!: string;

  @Shown.text('Name.')
  name!: string;
}

export class TaskShape {
  @Shown.id('Id of the task.')
  id!: string;

  @Shown.oneOf(TASK_KINDS, 'What is to be done.')
  kind!: string;

  @Shown.text('Whose turn it is.')
  regionCode!: string;

  @Shown.moment('Since when.')
  openedAt!: string;

  @Shown.moment('When it was done.', { nullable: true })
  doneAt!: string | null;

  @Shown.text('How it was done.', { nullable: true })
  outcome!: string | null;

  @Shown.day('Last day; null where the call sets none, while its clock stands, or when it is done.', {
    nullable: true,
  })
  deadline!: string | null;

  @Shown.count('Working days left until then; negative when it is over.', { nullable: true })
  remainingWorkingDays!: number | null;

  @Shown.day('Since when its clock stands; null while it runs.', { nullable: true })
  pausedOn!: string | null;

  @Shown.count('How often people reminded of it.')
  reminders!: number;

  @Shown.one(() => AssigneeShape, 'Whose task it is; null for everybody of the stage.', { nullable: true })
  assignee!: AssigneeShape | null;

  @Shown.one(() => ApplicationSummaryShape, 'The case.')
  application!: ApplicationSummaryShape;
}

class TaskResultShape {
  @Shown.id('Case.')
  applicationId!: string;

  @Shown.flag('Whether this row was done.')
  ok!: boolean;

  @Shown.one(() => CaseAnswerShape, 'The case as it is now.', { optional: true })
  application?: CaseAnswerShape;

  @Shown.data('Why not: problem details as a single request would get them.', { optional: true })
  problem?: Record<string, unknown>;
}

class RemindResultShape {
  @Shown.id('Case.')
  applicationId!: string;

  @Shown.flag('Whether its holder was reminded.')
  ok!: boolean;

  @Shown.count('How often people reminded of the step that waits.', { optional: true })
  reminders?: number;

  @Shown.data('Why not: problem details as a single request would get them.', { optional: true })
  problem?: Record<string, unknown>;
}

export class RemindResultsShape {
  @Shown.many(() => RemindResultShape, 'One per case, in order.')
  results!: RemindResultShape[];
}

export class TaskResultsShape {
  @Shown.many(() => TaskResultShape, 'One per row, in order.')
  results!: TaskResultShape[];
}
