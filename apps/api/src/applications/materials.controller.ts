import { Body, Controller, Delete, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  attachMaterial,
  type Database,
  type FileStore,
  openMaterial,
  type PersonActor,
  removeMaterial,
  writeNote,
} from '@duixian/casework';
import { CurrentActor, CurrentPerson, IdempotencyKey } from '../edge/caller';
import { Answers, Declares } from '../edge/declares';
import { fileIn, sendFile } from '../edge/file-body';
import { BASE, DATABASE, FILES, type HttpReply, type HttpRequest } from '../edge/http';
import { IdPath } from '../edge/page';
import {
  AttachQuery,
  MaterialAnswerShape,
  MaterialPath,
  NoteAnswerShape,
  NoteBody,
  RemovedMaterialShape,
} from './materials.shapes';

@ApiTags('applications')
@Controller(`${BASE}/applications/:id`)
export class MaterialsController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(FILES) private readonly files: FileStore,
  ) {}

  @Post('materials')
  @Declares('application.attach', {
    summary: 'Attach a file to one of the materials that the call asks for.',
  })
  @ApiConsumes('application/octet-stream')
  @ApiBody({ description: 'The file, at most 20 MB.', schema: { type: 'string', format: 'binary' } })
  @Answers(MaterialAnswerShape)
  attach(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id }: IdPath,
    @Query() { key, fileName }: AttachQuery,
    @Req() request: HttpRequest & { body: unknown },
  ) {
    return attachMaterial(this.db, this.files, {
      actor,
      idempotencyKey,
      applicationId: id,
      key,
      fileName,
      content: fileIn(request),
    });
  }

  @Get('materials/:materialId')
  @Declares('application.readMaterial', { summary: 'One attached file.' })
  @ApiProduces('application/octet-stream')
  @ApiResponse({ status: 200, description: 'The file.', schema: { type: 'string', format: 'binary' } })
  async read(
    @CurrentActor() actor: Actor,
    @Param() { id, materialId }: MaterialPath,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<unknown> {
    const opened = await openMaterial(this.db, this.files, actor, { applicationId: id, materialId });
    return opened.ok ? sendFile(reply, opened.value) : opened;
  }

  @Delete('materials/:materialId')
  @Declares('application.detach', { summary: 'Take an attached file off again; it stays on record.' })
  @Answers(RemovedMaterialShape)
  remove(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id, materialId }: MaterialPath,
  ) {
    return removeMaterial(this.db, { actor, idempotencyKey, applicationId: id, materialId });
  }

  @Post('notes')
  @Declares('application.note', { summary: 'Write a note for the officials of this case.' })
  @Answers(NoteAnswerShape)
  note(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id }: IdPath,
    @Body() { body }: NoteBody,
  ) {
    return writeNote(this.db, { actor, idempotencyKey, applicationId: id, body });
  }
}
