import { Body, Controller, Inject, Post } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import { type Database, importStatement, type PersonActor } from '@duixian/casework';
import { CurrentPerson, IdempotencyKey } from '../edge/caller';
import { Answers, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { type BodyConfig } from '../edge/server';
import { StatementAnswerShape } from './funds.shapes';

const RAW_UP_TO_20_MB: BodyConfig = { body: { asText: true, mostBytes: 20 * 1024 * 1024 } };

@ApiTags('funds')
@Controller(`${BASE}/statements`)
export class StatementsController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /** The bank's own bytes: they are hashed and kept, so nothing may read and rewrite them on the way. */
  @Post()
  @RouteConfig(RAW_UP_TO_20_MB)
  @Declares('statement.import', { summary: 'Read a bank statement; only this settles payments.' })
  @ApiBody({
    description: 'The statement exactly as the bank gave it (JSON), at most 20 MB.',
    schema: { type: 'object', additionalProperties: true },
  })
  @Answers(StatementAnswerShape)
  read(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Body() content: string,
  ) {
    return importStatement(this.db, { actor, idempotencyKey, content: content ?? '' });
  }
}
