import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  attachOpinion,
  type Database,
  type FileStore,
  giveOpinion,
  listOpinions,
  openOpinionFile,
  type PersonActor,
  recallConsultation,
} from '@duixian/casework';
import { CurrentActor, CurrentPerson, IdempotencyKey } from '../edge/caller';
import { Answers, AnswersPageOf, Declares } from '../edge/declares';
import { fileIn, sendFile } from '../edge/file-body';
import { BASE, DATABASE, FILES, type HttpReply, type HttpRequest } from '../edge/http';
import { pageOf } from '../edge/page';
import {
  AskedOpinionShape,
  ConsultationAnswerShape,
  ConsultationPath,
  OpinionBody,
  OpinionFileAnswerShape,
  OpinionFileQuery,
  OpinionPath,
  OpinionsQuery,
  RecallBody,
} from './consultation.shapes';

@ApiTags('applications')
@Controller(BASE)
export class ConsultationsController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(FILES) private readonly files: FileStore,
  ) {}

  @Get('opinions')
  @Declares('consultation.list', { summary: 'What your department was asked about cases, newest first.' })
  @AnswersPageOf(AskedOpinionShape, { totals: true })
  list(@CurrentPerson() actor: PersonActor, @Query() query: OpinionsQuery) {
    const filter = query.state === undefined ? {} : { waiting: query.state === 'waiting' };
    return listOpinions(this.db, actor, filter, pageOf(query));
  }

  @Post('applications/:id/opinions/:opinionId')
  @Declares('consultation.answer', { summary: 'Answer for your department, for good.' })
  @Answers(ConsultationAnswerShape)
  answer(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id, opinionId }: OpinionPath,
    @Body() { agrees, opinion }: OpinionBody,
  ) {
    return giveOpinion(this.db, { actor, idempotencyKey, applicationId: id, opinionId, agrees, opinion });
  }

  @Post('applications/:id/opinions/:opinionId/file')
  @Declares('consultation.attach', { summary: 'Attach the paper of your opinion before you answer.' })
  @ApiConsumes('application/octet-stream')
  @ApiBody({ description: 'The file, at most 20 MB.', schema: { type: 'string', format: 'binary' } })
  @Answers(OpinionFileAnswerShape)
  attach(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id, opinionId }: OpinionPath,
    @Query() { fileName }: OpinionFileQuery,
    @Req() request: HttpRequest & { body: unknown },
  ) {
    const content = fileIn(request);
    const command = { actor, idempotencyKey, applicationId: id, opinionId, fileName, content };
    return attachOpinion(this.db, this.files, command);
  }

  @Get('applications/:id/opinions/:opinionId/file')
  @Declares('consultation.readFile', { summary: 'The paper of an opinion.' })
  @ApiProduces('application/octet-stream')
  @ApiResponse({ status: 200, description: 'The file.', schema: { type: 'string', format: 'binary' } })
  async read(
    @CurrentActor() actor: Actor,
    @Param() { id, opinionId }: OpinionPath,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<unknown> {
    const opened = await openOpinionFile(this.db, this.files, actor, { applicationId: id, opinionId });
    return opened.ok ? sendFile(reply, opened.value) : opened;
  }

  @Post('applications/:id/consultations/:consultationId/recall')
  @Declares('consultation.recall', { summary: 'Take back what departments were asked.' })
  @Answers(ConsultationAnswerShape)
  recall(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id, consultationId }: ConsultationPath,
    @Body() { reason }: RecallBody,
  ) {
    return recallConsultation(this.db, { actor, idempotencyKey, applicationId: id, consultationId, reason });
  }
}
