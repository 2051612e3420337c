import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Database,
  type EventView,
  listEvents,
  type Finding,
  FINDING_KINDS,
  listSeals,
  type PersonActor,
  type QueriedProof,
  SEAL_FINDINGS,
  type SealFinding,
  type SealProof,
  type SealView,
  verifyAudit,
} from '@duixian/casework';
import { CurrentPerson } from '../edge/caller';
import { Answers, AnswersPageOf, Declares } from '../edge/declares';
import { Given } from '../edge/given';
import { BASE, DATABASE } from '../edge/http';
import { pageOf, PageQuery, withoutAbsent } from '../edge/page';
import { Shown } from '../edge/shown';

/** A SHA-256 as it is written everywhere here. */
export const HASH = /^[0-9a-f]{64}$/;
export const HASH_FIX = '请粘贴完整的 64 位校验码(数字和小写字母)';
const REGION = /^\d{6}$/;
const REGION_FIX = '请填写 6 位区划代码';
const ACTOR = /^(user:[0-9a-f-]{36}|system:[a-z-]{1,60}|anonymous)$/;
const ACTOR_FIX = 'as events say it: user:<id>, system:<name> or anonymous';

class EventsQuery extends PageQuery {
  @Given.id('Only the events of this case, batch or statement.', { optional: true })
  caseId?: string;

  @Given.matching(
    'Only events of this type, e.g. application.submitted.',
    /^[a-z_.]{1,100}$/,
    '请用小写字母、点和下划线',
    {
      optional: true,
    },
  )
  type?: string;

  @Given.matching('Only by this person or part of the system.', ACTOR, ACTOR_FIX, { optional: true })
  actor?: string;

  @Given.text(
    'Number of a case, a batch, a notice or a call: only about it.',
    { from: 1, to: 60 },
    { optional: true },
  )
  subject?: string;
}

class SealsQuery extends PageQuery {
  @Given.matching('Only the chain of this city, or of this region above cities.', REGION, REGION_FIX, {
    optional: true,
  })
  cityCode?: string;

  @Given.matching(
    'Only the seal with this hash: whoever kept it outside finds it, or the trail is another one.',
    HASH,
    HASH_FIX,
    { optional: true },
  )
  hash?: string;
}

class SealShape implements SealView {
  @Shown.id('Id.')
  id!: string;

  @Shown.text('City, or region above cities, whose chain it is in.')
  cityCode!: string;

  @Shown.count('Position in the chain, from 1 without gaps.')
  number!: number;

  @Shown.text('Hash of the seal before it; null for the first.', { nullable: true })
  previousHash!: string | null;

  @Shown.count('Cases that it covers events of.')
  cases!: number;

  @Shown.count('Events that it covers.')
  events!: number;

  @Shown.moment('When it was made.')
  sealedAt!: string;

  @Shown.text('The canonical bytes (JSON text) that were hashed.')
  bytes!: string;

  @Shown.text('SHA-256 of the bytes.')
  hash!: string;
}

class SealFindingShape implements SealFinding {
  @Shown.oneOf(
    SEAL_FINDINGS,
    'misnumbered: the seal before it has number `first`; unlinked: it names another one before it; rehashed: its bytes are not what was hashed; restated: its bytes say something else than its rows; events: events `first` to `last` of a case are not what it was put on; trail: a case says it is sealed up to another event.',
  )
  kind!: SealFinding['kind'];

  @Shown.text('City of the chain; null for trail.', { nullable: true })
  cityCode!: string | null;

  @Shown.count('Position of the seal in its chain; null for trail.', { nullable: true })
  number!: number | null;

  @Shown.id('What the events are about, for events and trail.', { nullable: true })
  caseId!: string | null;

  @Shown.count('First of the events; for misnumbered, the number before.', { nullable: true })
  first!: number | null;

  @Shown.count('Last of the events.', { nullable: true })
  last!: number | null;
}

class SealProofShape implements SealProof {
  @Shown.count('Seals in reach.')
  seals!: number;

  @Shown.count('Events in reach that no seal covers yet.')
  waiting!: number;

  @Shown.many(
    () => SealFindingShape,
    'Seals that do not follow the one before them or are not what was hashed, at most 100.',
  )
  brokenLinks!: SealFindingShape[];

  @Shown.many(() => SealFindingShape, 'What was sealed and is not there as it was, at most 100.')
  altered!: SealFindingShape[];
}

class EventShape implements EventView {
  @Shown.id('Id.')
  id!: string;

  @Shown.id('What it is about.')
  caseId!: string;

  @Shown.count('Position in the trail of the case, from 1 without gaps.')
  sequence!: number;

  @Shown.text('Region.')
  regionCode!: string;

  @Shown.text('What happened.')
  type!: string;

  @Shown.text('user:<id>, system:<name> or anonymous.')
  actor!: string;

  @Shown.text('In whose name, as user:<id>; null where in their own.', { nullable: true })
  onBehalfOf!: string | null;

  @Shown.moment('Business time.')
  at!: string;

  @Shown.text('The canonical bytes (JSON text) that were hashed.')
  bytes!: string;

  @Shown.text('SHA-256 of the bytes.')
  hash!: string;
}

class FindingShape implements Finding {
  @Shown.oneOf(FINDING_KINDS, 'In which way it is broken.')
  kind!: Finding['kind'];

  @Shown.texts('Its figures in the order of the sentence; amounts in fen, empty where there is none.')
  figures!: string[];
}

class PromiseShape implements QueriedProof {
  @Shown.text('The promise.')
  name!: string;

  @Shown.text('The promise in Chinese.')
  title!: string;

  @Shown.count('How many things it is about.')
  about!: number;

  @Shown.texts('What breaks it, one sentence each, at most 100.')
  problems!: string[];

  @Shown.many(() => FindingShape, 'The same as data, in the same order.')
  findings!: FindingShape[];
}

class LedgerProofShape {
  @Shown.count('Budget lines in reach.')
  budgetLines!: number;

  @Shown.count('Journals in reach.')
  journals!: number;

  @Shown.count('Payments in reach.')
  payments!: number;

  @Shown.texts('What does not hold about the books, one sentence each, at most 100.')
  problems!: string[];

  @Shown.many(() => PromiseShape, 'What was looked at, promise by promise.')
  promises!: PromiseShape[];
}

class TrailProofShape {
  @Shown.flag('True when nothing was altered, nothing is missing, and the books hold.')
  intact!: boolean;

  @Shown.count('Events in reach.')
  events!: number;

  @Shown.count('Cases in reach.')
  cases!: number;

  @Shown.texts('Events whose bytes do not hash to what was stored.')
  alteredEvents!: string[];

  @Shown.texts('Cases with a gap in their numbers.')
  casesWithGaps!: string[];

  @Shown.one(() => SealProofShape, 'The chains of seals, held to the events as they are.')
  seals!: SealProofShape;

  @Shown.one(() => LedgerProofShape, 'The books, proved on what lies in the database.')
  ledger!: LedgerProofShape;
}

@ApiTags('audit')
@Controller(`${BASE}/audit`)
export class AuditController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get('events')
  @Declares('audit.list', { summary: 'The trail in reach, newest first.' })
  @AnswersPageOf(EventShape)
  list(@CurrentPerson() actor: PersonActor, @Query() { cursor, limit, ...filter }: EventsQuery) {
    return listEvents(this.db, actor, withoutAbsent(filter), pageOf({ limit, ...withoutAbsent({ cursor }) }));
  }

  @Get('seals')
  @Declares('seal.list', { summary: 'The seals of the chains in reach, newest first.' })
  @AnswersPageOf(SealShape)
  seals(@CurrentPerson() actor: PersonActor, @Query() { cursor, limit, ...filter }: SealsQuery) {
    return listSeals(this.db, actor, withoutAbsent(filter), pageOf({ limit, ...withoutAbsent({ cursor }) }));
  }

  @Get('verification')
  @Declares('audit.verify', {
    summary:
      'Hash every event in reach again, look for gaps, hold every seal to what it was put on, and prove the books.',
  })
  @Answers(TrailProofShape)
  verify(@CurrentPerson() actor: PersonActor) {
    return verifyAudit(this.db, actor);
  }
}
