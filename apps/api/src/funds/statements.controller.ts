import { type Readable } from 'node:stream';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  type Database,
  type FileStore,
  importStatement,
  keepStatementFile,
  listStatements,
  type PersonActor,
  readStatement,
} from '@duixian/casework';
import { CurrentActor, CurrentPerson, IdempotencyKey } from '../edge/caller';
import { Answers, AnswersPageOf, Declares } from '../edge/declares';
import { BASE, DATABASE, FILES } from '../edge/http';
import { IdPath, pageOf, withoutAbsent } from '../edge/page';
import { type BodyConfig } from '../edge/server';
import { StatementAnswerShape } from './funds.shapes';
import {
  StatementLinesQuery,
  StatementShape,
  StatementsQuery,
  StatementWithLinesShape,
} from './reconciliation.shapes';

const RAW_UP_TO_20_MB: BodyConfig = { body: { asText: true, mostBytes: 20 * 1024 * 1024 } };

@ApiTags('funds')
@Controller(`${BASE}/statements`)
export class StatementsController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(FILES) private readonly files: FileStore,
  ) {}

  /** The bank's own bytes: they are hashed and kept, so nothing may read and rewrite them on the way. */
  @Post()
  @RouteConfig(RAW_UP_TO_20_MB)
  @Declares('statement.import', { summary: 'Read a bank statement; only this settles payments.' })
  @ApiBody({
    description:
      'The statement exactly as the bank gave it: at most 20 MB of JSON; or as application/xml, at most 500 MB, camt.053.001.08.',
    schema: { type: 'object', additionalProperties: true },
  })
  @Answers(StatementAnswerShape)
  async read(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Body() body: string | Readable | undefined,
  ) {
    if (typeof body !== 'object')
      return importStatement(this.db, { actor, idempotencyKey, content: body ?? '' });
    const kept = await keepStatementFile(this.files, body);
    if (!kept.ok) return kept;
    return importStatement(this.db, { actor, idempotencyKey, content: kept.value });
  }

  @Get()
  @Declares('statement.list', { summary: 'Statements that were read, newest first.' })
  @AnswersPageOf(StatementShape)
  list(@CurrentPerson() actor: PersonActor, @Query() { cursor, limit, ...filter }: StatementsQuery) {
    return listStatements(
      this.db,
      actor,
      withoutAbsent(filter),
      pageOf({ limit, ...withoutAbsent({ cursor }) }),
    );
  }

  @Get(':id')
  @Declares('statement.read', { summary: 'One statement with its lines and what each was taken for.' })
  @Answers(StatementWithLinesShape)
  one(
    @CurrentActor() actor: Actor,
    @Param() { id }: IdPath,
    @Query() { after = '0', limit, ...filter }: StatementLinesQuery,
  ) {
    return readStatement(this.db, actor, id, { after: Number(after), limit, ...withoutAbsent(filter) });
  }
}
