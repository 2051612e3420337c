import {
  OFFER_STATES,
  type OfferState,
  STATE_REASON_CODES,
  SWEEP_DISPOSITIONS,
  SWEEP_STATES,
  type SweepDisposition,
  type SweepState,
} from '@duixian/casework';
import { Given } from '../edge/given';
import { PageQuery } from '../edge/page';

const CLAUSE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/;
const CLAUSE_FIX = 'use the ids that GET /api/v1/clauses answers';
const REGION = /^\d{6}$/;
const REGION_FIX = '请填写 6 位区划代码';

export class OrderSweepBody {
  @Given.day('Day as of which everything is determined, today at the latest.')
  asOf!: string;

  @Given.flag('True: looks and counts, and can never offer anything.')
  dryRun!: boolean;

  @Given.ids('Only these calls; absent: every published call that holds the day.', 100, { optional: true })
  callIds?: string[];

  @Given.words(
    'Only these clauses; absent: those of the calls named, or all in force in the city.',
    500,
    { pattern: CLAUSE, fix: CLAUSE_FIX },
    { optional: true },
  )
  clauses?: string[];

  @Given.words(
    'A city, or counties of one city; absent: the city whose policy officer you are.',
    50,
    { pattern: REGION, fix: REGION_FIX },
    { optional: true },
  )
  scope?: string[];
}

export class ApproveSweepBody {
  @Given.oneOf('Let its offers go out; a different officer than the one who ordered it.', ['approve'])
  action!: string;

  @Given.version()
  version!: number;
}

export class CancelSweepBody {
  @Given.oneOf('End it; nothing goes out.', ['cancel'])
  action!: string;

  @Given.version()
  version!: number;
}

export class SweepsQuery extends PageQuery {
  @Given.oneOf('Only sweeps in this state.', SWEEP_STATES, { optional: true })
  state?: SweepState;

  @Given.maybeFlagInQuery('Only dry ones, or only real ones.')
  dryRun?: boolean;
}

export class RegistersQuery {
  @Given.matching('City of the sweep.', REGION, REGION_FIX)
  city!: string;

  @Given.day('Day as of which the sweep would look.')
  asOf!: string;
}

export class SweepSampleQuery {
  @Given.limit('Most lines of the sample.', 20)
  size = 20;
}

export class SweepResultsQuery extends PageQuery {
  @Given.matching('Only this clause.', CLAUSE, CLAUSE_FIX, { optional: true })
  clause?: string;

  @Given.matching('Only this county.', REGION, REGION_FIX, { optional: true })
  county?: string;

  @Given.oneOf('Only what became this.', SWEEP_DISPOSITIONS, { optional: true })
  disposition?: SweepDisposition;

  @Given.id('Only this applicant.', { optional: true })
  partyId?: string;

  @Given.oneOf('Only lines with this reason.', STATE_REASON_CODES, { optional: true })
  reason?: string;
}

export class OffersQuery extends PageQuery {
  @Given.oneOf('Only offers in this state.', OFFER_STATES, { optional: true })
  state?: OfferState;

  @Given.id('Only offers to this applicant.', { optional: true })
  partyId?: string;

  @Given.id('Only offers of this sweep.', { optional: true })
  sweepId?: string;

  @Given.id('Only offers under this call.', { optional: true })
  callId?: string;

  @Given.matching('Only of this county.', REGION, REGION_FIX, { optional: true })
  county?: string;

  @Given.matching('Only with a line of this clause.', CLAUSE, CLAUSE_FIX, { optional: true })
  clause?: string;

  @Given.daysAhead('Only open offers with at most so many calendar days left; -1: those that are over.')
  dueWithin?: number;

  @Given.maybeFlagInQuery('Only offers with a question that waits, or those without.')
  asked?: boolean;
}

export class ConfirmOfferBody {
  @Given.version()
  version!: number;

  @Given.id('The payee account that was shown; refused when it is not the present one any more.', {
    optional: true,
  })
  accountId?: string;
}

export class DeclineOfferBody {
  @Given.version()
  version!: number;

  @Given.text('Why.', { from: 1, to: 500 })
  reason!: string;
}

export class QuestionPath {
  @Given.id('Offer.')
  id!: string;

  @Given.id('Question about it.')
  questionId!: string;
}

export class AskAboutOfferBody {
  @Given.version()
  version!: number;

  @Given.text('What you want to know.', { from: 1, to: 1000 })
  question!: string;
}

export class AnswerQuestionBody {
  @Given.text('The answer, for good.', { from: 1, to: 2000 })
  answer!: string;
}

export class QuestionFileQuery {
  @Given.text('Name of the file.', { from: 1, to: 200 })
  fileName!: string;
}
