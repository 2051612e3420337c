import { type Readable } from 'node:stream';
import { Controller, Get, Inject, Param, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  NOTIFICATION_CATEGORIES,
  APPLICATION_STATES,
  COVERAGE_STATES,
  type Database,
  DEADLINE_LIGHTS,
  EXPORTED_LIST_NAMES,
  type ExportedListName,
  type ExportFilter,
  exportList,
  FINANCE_TASK_KINDS,
  HOLD_STATES,
  IMPORT_KINDS,
  IMPORT_STATES,
  MISSED_REASONS,
  OBJECTION_STATES,
  OFFER_STATES,
  PAYMENT_STATES,
  POOL_STATES,
  SCALE_WARNING_STATES,
  WHITE_LIST_STATES,
  RECOVERY_STATES,
  type PersonActor,
  STATEMENT_CLASSIFICATIONS,
  STATE_REASON_CODES,
  SUPERVISED_STAGES,
  TASK_HOLDER_FILTERS,
  type TaskHolderFilter,
  SWEEP_DISPOSITIONS,
  SWEEP_STATES,
} from '@duixian/casework';
import { TASK_KINDS } from '../applications/application-summary.shapes';
import { OPINION_STATES } from '../applications/consultation.shapes';
import { CurrentPerson } from '../edge/caller';
import { Declares } from '../edge/declares';
import { Given } from '../edge/given';
import { BASE, DATABASE, type HttpReply } from '../edge/http';
import { HASH, HASH_FIX } from '../audit/audit.controller';
import { withoutAbsent } from '../edge/page';
import { RequestRefused } from '../edge/problem';
import { OUTCOMES } from '../imports/import-bodies';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const REGION = /^\d{6}$/;
const REGION_FIX = '请填写 6 位区划代码';
const CLAUSE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/;
const CLAUSE_FIX = 'use the ids that GET /api/v1/clauses answers';
const EVENT_TYPE = /^[a-z_.]{1,100}$/;
const EVENT_TYPE_FIX = 'lower-case letters, dots and underscores';
const ACTOR = /^(user:[0-9a-f-]{36}|system:[a-z-]{1,60}|anonymous)$/;
const ACTOR_FIX = 'as events say it: user:<id>, system:<name> or anonymous';
const STATES = [
  ...new Set([
    ...APPLICATION_STATES,
    ...PAYMENT_STATES,
    ...IMPORT_STATES,
    ...COVERAGE_STATES,
    ...SWEEP_STATES,
    ...OFFER_STATES,
    ...OBJECTION_STATES,
    ...HOLD_STATES,
    ...RECOVERY_STATES,
    ...OPINION_STATES,
    ...POOL_STATES,
    ...SCALE_WARNING_STATES,
    ...WHITE_LIST_STATES,
  ]),
];

const REASONS = [...new Set<string>([...STATE_REASON_CODES, ...MISSED_REASONS])];
const KINDS = [...IMPORT_KINDS, ...TASK_KINDS, ...FINANCE_TASK_KINDS];

/** Whoever may read one of the lists; each list asks for its own operation. */
const EXPORTS = [
  'application.list',
  'task.list',
  'payment.list',
  'refund.list',
  'batch.list',
  'award.list',
  'import.list',
  'import.rows',
  'coverage.list',
  'coverage.clauses',
  'sweep.list',
  'sweep.results',
  'offer.list',
  'budget.list',
  'budget.balance',
  'financeTask.list',
  'treasuryDay.list',
  'statement.list',
  'statement.read',
  'treasuryAccount.list',
  'hold.list',
  'recovery.list',
  'payeeAccount.list',
  'consultation.list',
  'opinionTemplate.list',
  'notice.list',
  'notice.waiting',
  'objection.list',
  'call.list',
  'policy.list',
  'person.list',
  'party.list',
  'region.list',
  'audit.list',
  'notification.list',
  'supervision.read',
  'target.list',
  'missed.list',
  'pool.list',
  'scaleWarning.list',
  'whiteList.list',
  'whiteList.read',
  'whiteList.listed',
] as const;

class ExportPath {
  @Given.oneOf('List.', EXPORTED_LIST_NAMES)
  list!: ExportedListName;
}

/** The filters of all lists; each list takes its own. */
class ExportQuery {
  @Given.oneOf('Only in this state.', STATES, { optional: true })
  state?: string;

  @Given.yearInQuery('Of the balance sheet: budget year.', { optional: true })
  year?: number;

  @Given.day('Of the balance sheet: at the end of this day.', { optional: true })
  asOf?: string;

  @Given.flagInQuery('Of tasks: true for what was done.')
  done = false;

  @Given.flagInQuery('Of tasks: true for what you did yourself.')
  mine = false;

  @Given.oneOf(
    'Of tasks that wait: only what you hold, or only reviews that nobody holds.',
    TASK_HOLDER_FILTERS,
    {
      optional: true,
    },
  )
  holder?: TaskHolderFilter;

  @Given.day('Of the board and of what was missed: on this day or later.', { optional: true })
  from?: string;

  @Given.day('Of the board and of what was missed: on this day or earlier.', { optional: true })
  to?: string;

  @Given.oneOf('Of the board: only this stage.', SUPERVISED_STAGES, { optional: true })
  stage?: string;

  @Given.flagInQuery('Of messages: true for what you have not read.')
  unread = false;

  @Given.oneOf('Of messages: only about this.', NOTIFICATION_CATEGORIES, { optional: true })
  category?: string;

  @Given.id('Only under this call.', { optional: true })
  callId?: string;

  @Given.matching('Only of this county.', REGION, REGION_FIX, { optional: true })
  countyCode?: string;

  @Given.matching('Only of this treasury.', REGION, REGION_FIX, { optional: true })
  regionCode?: string;

  @Given.matching('Of refunds: only what this treasury advanced.', REGION, REGION_FIX, { optional: true })
  refundTo?: string;

  @Given.text(
    'Part of the case number, of the name or of the credit code.',
    { from: 1, to: 60 },
    { optional: true },
  )
  search?: string;

  @Given.oneOf('Of tasks that wait: only what is so urgent.', DEADLINE_LIGHTS, { optional: true })
  light?: string;

  @Given.day('Of cases: first submitted on this day or later.', { optional: true })
  submittedFrom?: string;

  @Given.day('Of cases: first submitted on this day or earlier.', { optional: true })
  submittedTo?: string;

  @Given.id('Only of this applicant.', { optional: true })
  partyId?: string;

  @Given.id('Of events: about this thing.', { optional: true })
  caseId?: string;

  @Given.matching('Of events: only of this type.', EVENT_TYPE, EVENT_TYPE_FIX, { optional: true })
  type?: string;

  @Given.matching('Of events: only by this person or part of the system.', ACTOR, ACTOR_FIX, {
    optional: true,
  })
  actor?: string;

  @Given.text('Of events: number of what they are about.', { from: 1, to: 60 }, { optional: true })
  subject?: string;

  @Given.id('Of lines of a sweep and of offers: which sweep.', { optional: true })
  sweepId?: string;

  @Given.id('Of rows of an import: which import.', { optional: true })
  importId?: string;

  @Given.matching('Only of this clause.', CLAUSE, CLAUSE_FIX, { optional: true })
  clause?: string;

  @Given.matching('Of sweeps and offers: only of this county.', REGION, REGION_FIX, { optional: true })
  county?: string;

  @Given.matching('Of marks: only of this city.', REGION, REGION_FIX, { optional: true })
  cityCode?: string;

  @Given.oneOf('Of lines of a sweep: only what became this.', SWEEP_DISPOSITIONS, { optional: true })
  disposition?: string;

  @Given.oneOf('Of lines of a sweep and of what was missed: only with this reason.', REASONS, {
    optional: true,
  })
  reason?: string;

  @Given.oneOf('Of imports, tasks and finance tasks: only of this kind.', KINDS, { optional: true })
  kind?: string;

  @Given.oneOf('Of rows of an import: only what came to this.', OUTCOMES, { optional: true })
  outcome?: string;

  @Given.maybeFlagInQuery('Of sweeps: only dry ones, or only real ones.')
  dryRun?: boolean;

  @Given.maybeFlagInQuery('Of demands to pay back: only those whose last day is over.')
  overdue?: boolean;

  @Given.maybeFlagInQuery('Of demands to pay back: only those of which a repayment is proposed to be undone.')
  reversing?: boolean;

  @Given.maybeFlagInQuery('Of what was missed: only what can still come, or only what cannot.')
  open?: boolean;

  @Given.share()
  sharePct?: number;

  @Given.daysAhead('Of offers: open ones with at most so many calendar days left.')
  dueWithin?: number;

  @Given.maybeFlagInQuery('Of offers: only those with a question that waits, or those without.')
  asked?: boolean;

  @Given.id('Of the lines of a bank statement: which statement.', { optional: true })
  statementId?: string;

  @Given.day('Of bank statements: only of this day.', { optional: true })
  statementDate?: string;

  @Given.oneOf('Of the lines of a bank statement: only those taken for this.', STATEMENT_CLASSIFICATIONS, {
    optional: true,
  })
  classification?: string;

  @Given.id('Of the enterprises of a white list: which list.', { optional: true })
  whiteListId?: string;

  @Given.oneOf(
    'Of the enterprises of a white list: on it, new on it, or gone from it.',
    ['in', 'added', 'gone'],
    {
      optional: true,
    },
  )
  shown?: string;

  @Given.matching('Of seals: only the one with this hash.', HASH, HASH_FIX, { optional: true })
  hash?: string;
}

@ApiTags('exports')
@Controller(`${BASE}/exports`)
export class ExportsController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get(':list')
  @Declares(EXPORTS, {
    summary: 'A whole list as a workbook (XLSX), with its filters. The trail says who took it away.',
    operationId: 'list.export',
  })
  @ApiProduces(XLSX)
  @ApiResponse({ status: 200, description: 'XLSX.', schema: { type: 'string', format: 'binary' } })
  async workbook(
    @CurrentPerson() actor: PersonActor,
    @Param() { list }: ExportPath,
    @Query() query: ExportQuery,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<StreamableFile> {
    const outcome = await exportList(this.db, actor, list, withoutAbsent({ ...query }) as ExportFilter);
    if (!outcome.ok) throw RequestRefused.from(outcome.refusal);
    const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(outcome.value.fileName)}`;
    reply.header('Content-Disposition', disposition);
    return new StreamableFile(outcome.value.content as Readable, { type: XLSX, disposition });
  }
}
