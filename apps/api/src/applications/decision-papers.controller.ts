import { Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  attachDecisionPaper,
  type Database,
  type FileStore,
  openDecisionPaper,
  type PersonActor,
} from '@duixian/casework';
import { CurrentActor, CurrentPerson, IdempotencyKey } from '../edge/caller';
import { Answers, Declares } from '../edge/declares';
import { fileIn, sendFile } from '../edge/file-body';
import { BASE, DATABASE, FILES, type HttpReply, type HttpRequest } from '../edge/http';
import { IdPath } from '../edge/page';
import { DecisionPaperPath, PaperAnswerShape, PaperFileQuery } from './paper.shapes';

@ApiTags('applications')
@Controller(`${BASE}/applications/:id/decision-papers`)
export class DecisionPapersController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(FILES) private readonly files: FileStore,
  ) {}

  @Post()
  @Declares('application.attachDecision', {
    summary: 'Upload the paper that holds a decision; the verb "decide" names it.',
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
    return attachDecisionPaper(this.db, this.files, command);
  }

  @Get(':paperId/file')
  @Declares('application.readDecisionPaper', { summary: 'The paper that holds a recorded decision.' })
  @ApiProduces('application/octet-stream')
  @ApiResponse({ status: 200, description: 'The file.', schema: { type: 'string', format: 'binary' } })
  async read(
    @CurrentActor() actor: Actor,
    @Param() { id, paperId }: DecisionPaperPath,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<unknown> {
    const opened = await openDecisionPaper(this.db, this.files, actor, { applicationId: id, paperId });
    return opened.ok ? sendFile(reply, opened.value) : opened;
  }
}
