import { Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  attachAuditPaper,
  type Database,
  type FileStore,
  openAuditPaper,
  type PersonActor,
} from '@duixian/casework';
import { CurrentActor, CurrentPerson, IdempotencyKey } from '../edge/caller';
import { Answers, Declares } from '../edge/declares';
import { fileIn, sendFile } from '../edge/file-body';
import { BASE, DATABASE, FILES, type HttpReply, type HttpRequest } from '../edge/http';
import { IdPath } from '../edge/page';
import { AuditPath } from './audit.shapes';
import { PaperAnswerShape, PaperFileQuery } from './paper.shapes';

@ApiTags('applications')
@Controller(`${BASE}/applications/:id/audits`)
export class AuditsController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(FILES) private readonly files: FileStore,
  ) {}

  @Post()
  @Declares('application.attachAudit', {
    summary: 'Upload the paper of the auditing firm; the verb "audit" says what is in it.',
  })
  @ApiConsumes('application/octet-stream')
  @ApiBody({ description: 'The file, at most 20 MB.', schema: { type: 'string', format: 'binary' } })
  @Answers(PaperAnswerShape)
  attach(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id }: IdPath,
    @Query() { fileName }: PaperFileQuery,
    @Req() request: HttpRequest & { body: unknown },
  ) {
    const command = { actor, idempotencyKey, applicationId: id, fileName, content: fileIn(request) };
    return attachAuditPaper(this.db, this.files, command);
  }

  @Get(':opinionId/file')
  @Declares('application.readAudit', { summary: 'The paper of an auditing firm.' })
  @ApiProduces('application/octet-stream')
  @ApiResponse({ status: 200, description: 'The file.', schema: { type: 'string', format: 'binary' } })
  async read(
    @CurrentActor() actor: Actor,
    @Param() { id, opinionId }: AuditPath,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<unknown> {
    const opened = await openAuditPaper(this.db, this.files, actor, { applicationId: id, opinionId });
    return opened.ok ? sendFile(reply, opened.value) : opened;
  }
}
