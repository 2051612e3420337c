import { Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  attachOriginal,
  type Database,
  type FileStore,
  openOriginal,
  type PersonActor,
} from '@duixian/casework';
import { CurrentActor, CurrentPerson, IdempotencyKey } from '../edge/caller';
import { Answers, Declares } from '../edge/declares';
import { fileIn, sendFile } from '../edge/file-body';
import { BASE, DATABASE, FILES, type HttpReply, type HttpRequest } from '../edge/http';
import { IdPath } from '../edge/page';
import { AttachOriginalQuery, OriginalShape } from './policies.shapes';

@ApiTags('policies')
@Controller(`${BASE}/policies/:id/original`)
export class OriginalsController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(FILES) private readonly files: FileStore,
  ) {}

  @Get()
  @Declares('policy.readOriginal', { summary: 'The text of the document as it was issued, as a file.' })
  @ApiProduces('application/octet-stream')
  @ApiResponse({ status: 200, description: 'The file.', schema: { type: 'string', format: 'binary' } })
  async read(
    @CurrentActor() actor: Actor,
    @Param() { id }: IdPath,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<unknown> {
    const opened = await openOriginal(this.db, this.files, actor, id);
    return opened.ok ? sendFile(reply, opened.value) : opened;
  }

  @Post()
  @Declares('policy.attachOriginal', {
    summary: 'Attach the text of the document as it was issued; one attached later takes its place.',
  })
  @ApiConsumes('application/octet-stream')
  @ApiBody({ description: 'The file, at most 20 MB.', schema: { type: 'string', format: 'binary' } })
  @Answers(OriginalShape)
  attach(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id }: IdPath,
    @Query() { fileName }: AttachOriginalQuery,
    @Req() request: HttpRequest & { body: unknown },
  ) {
    const given = { actor, idempotencyKey, policyId: id, fileName, content: fileIn(request) };
    return attachOriginal(this.db, this.files, given);
  }
}
