import { Body, Controller, Get, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  cancelBatch,
  type Database,
  listBatches,
  type PersonActor,
  prepareBatch,
  readBatch,
  releaseBatch,
  writeBatchFile,
} from '@duixian/casework';
import { type ApiSettings, SETTINGS } from '../api-settings';
import { CurrentActor, CurrentPerson, IdempotencyKey } from '../edge/caller';
import { Answers, AnswersPageOf, Creates, Declares } from '../edge/declares';
import { BASE, DATABASE, type HttpReply } from '../edge/http';
import { IdPath, pageOf, PageQuery, withoutAbsent } from '../edge/page';
import { RequestRefused } from '../edge/problem';
import {
  BatchAnswerShape,
  BatchShape,
  BatchWithPaymentsShape,
  PrepareBatchBody,
  PreparedBatchShape,
  VersionBody,
} from './funds.shapes';

@ApiTags('funds')
@Controller(`${BASE}/batches`)
export class BatchesController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
  ) {}

  @Get()
  @Declares('batch.list', { summary: 'Disbursement batches in reach, newest first.' })
  @AnswersPageOf(BatchShape, { totals: true })
  list(@CurrentPerson() actor: PersonActor, @Query() query: PageQuery) {
    return listBatches(this.db, actor, pageOf(query));
  }

  @Post()
  @Declares('batch.prepare', { summary: 'Put planned payments of a treasury into a batch.' })
  @Creates(PreparedBatchShape, `/${BASE}/batches/{id}`)
  prepare(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Body() { regionCode, paymentIds }: PrepareBatchBody,
  ) {
    const { creditRules } = this.settings;
    const asked = { regionCode, ...withoutAbsent({ paymentIds }) };
    return prepareBatch(this.db, { actor, idempotencyKey, creditRules, ...asked });
  }

  @Get(':id')
  @Declares('batch.read', { summary: 'One batch with its payments.' })
  @Answers(BatchWithPaymentsShape)
  read(@CurrentActor() actor: Actor, @Param() { id }: IdPath) {
    return readBatch(this.db, actor, id);
  }

  @Post(':id/release')
  @Declares('batch.release', { summary: 'Release a batch; a different person than its maker.' })
  @Answers(BatchAnswerShape)
  release(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id }: IdPath,
    @Body() { version }: VersionBody,
  ) {
    const { creditRules } = this.settings;
    return releaseBatch(this.db, { actor, idempotencyKey, batchId: id, version, creditRules });
  }

  @Post(':id/cancel')
  @Declares('batch.cancel', { summary: 'Dissolve a batch that was not released.' })
  @Answers(BatchAnswerShape)
  cancel(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id }: IdPath,
    @Body() { version }: VersionBody,
  ) {
    return cancelBatch(this.db, { actor, idempotencyKey, batchId: id, version });
  }

  @Get(':id/file')
  @Declares('batch.file', { summary: 'The payment list of a batch as CSV.' })
  @ApiProduces('text/csv')
  @ApiResponse({
    status: 200,
    description: 'CSV (RFC 4180), UTF-8 with byte order mark.',
    schema: { type: 'string' },
  })
  async file(
    @CurrentActor() actor: Actor,
    @Param() { id }: IdPath,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<string> {
    const outcome = await writeBatchFile(this.db, actor, id);
    if (!outcome.ok) throw RequestRefused.from(outcome.refusal);
    const { fileName, content } = outcome.value;
    reply.type('text/csv; charset=utf-8');
    reply.header('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`);
    return content;
  }
}
