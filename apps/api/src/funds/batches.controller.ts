import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  cancelBatch,
  type Database,
  type FileStore,
  listBatches,
  type PersonActor,
  prepareBatch,
  readBatch,
  readResultFile,
  releaseBatch,
  writeBatchFile,
  writeInstructionFile,
} from '@duixian/casework';
import { type ApiSettings, SETTINGS } from '../api-settings';
import { CurrentActor, CurrentPerson, IdempotencyKey } from '../edge/caller';
import { Answers, AnswersPageOf, Creates, Declares } from '../edge/declares';
import { sendFile } from '../edge/file-body';
import { BASE, DATABASE, FILES, type HttpReply, type HttpRequest } from '../edge/http';
import { IdPath, pageOf, PageQuery, withoutAbsent } from '../edge/page';
import { RequestRefused } from '../edge/problem';
import { type UploadConfig } from '../edge/server';
import { withUpload } from '../imports/upload';
import {
  BatchAnswerShape,
  BatchShape,
  BatchWithPaymentsShape,
  InstructionFileShape,
  PrepareBatchBody,
  PreparedBatchShape,
  ResultFileAnswerShape,
  VersionBody,
} from './funds.shapes';

const TAKES_A_FILE: UploadConfig = { takesFile: true };

@ApiTags('funds')
@Controller(`${BASE}/batches`)
export class BatchesController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(FILES) private readonly files: FileStore,
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
  @Declares('batch.file', {
    summary:
      'The file of a batch: a list to read as CSV, or where the treasury pays by file, the one that was written, always the same bytes.',
  })
  @ApiProduces('application/octet-stream')
  @ApiResponse({ status: 200, description: 'CSV or XLSX.', schema: { type: 'string', format: 'binary' } })
  async file(
    @CurrentActor() actor: Actor,
    @Param() { id }: IdPath,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<unknown> {
    const outcome = await writeBatchFile(this.db, this.files, actor, id);
    return outcome.ok ? sendFile(reply, outcome.value) : outcome;
  }

  @Post(':id/file')
  @Declares('batch.writeFile', {
    summary: 'Write the file that a released batch leaves in, once; its payments are sending from then on.',
  })
  @Answers(InstructionFileShape)
  writeFile(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id }: IdPath,
    @Body() { version }: VersionBody,
  ) {
    return writeInstructionFile(this.db, this.files, { actor, idempotencyKey, batchId: id, version });
  }

  @Post(':id/results')
  @RouteConfig(TAKES_A_FILE)
  @Declares('batch.readResult', {
    summary:
      'Read what a treasury answers about the file of a batch (XLSX or CSV): the whole of it or nothing.',
  })
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['file'],
      properties: { file: { type: 'string', format: 'binary' } },
    },
  })
  @Answers(ResultFileAnswerShape)
  readResult(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id }: IdPath,
    @Req() request: HttpRequest,
  ) {
    return withUpload(request, ({ upload }) => {
      if (!upload) {
        const errors = [{ field: 'file', message: '没有文件', fix: '请选择结果文件' }];
        throw new RequestRefused('validation-failed', '没有收到文件,请选择结果文件后再上传。', { errors });
      }
      return readResultFile(this.db, { actor, idempotencyKey, batchId: id, upload });
    });
  }
}
