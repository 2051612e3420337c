import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  answerOfferQuestion,
  askAboutOffer,
  attachToQuestion,
  type Database,
  type FileStore,
  openQuestionFile,
  type PersonActor,
} from '@duixian/casework';
import { CurrentActor, CurrentPerson, IdempotencyKey } from '../edge/caller';
import { Answers, Declares } from '../edge/declares';
import { fileIn, sendFile } from '../edge/file-body';
import { BASE, DATABASE, FILES, type HttpReply, type HttpRequest } from '../edge/http';
import { IdPath } from '../edge/page';
import { OfferAskedShape, OfferQuestionAnsweredShape, QuestionFileAnswerShape } from './offers.shapes';
import { AnswerQuestionBody, AskAboutOfferBody, QuestionFileQuery, QuestionPath } from './sweep-bodies';

@ApiTags('offers')
@Controller(`${BASE}/offers`)
export class OfferQuestionsController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(FILES) private readonly files: FileStore,
  ) {}

  @Post(':id/questions')
  @Declares('offer.ask', {
    summary: 'Ask about an offer before you decide; its clock stands until the answer.',
  })
  @Answers(OfferAskedShape)
  ask(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id }: IdPath,
    @Body() { version, question }: AskAboutOfferBody,
  ) {
    return askAboutOffer(this.db, { actor, idempotencyKey, offerId: id, version, question });
  }

  @Post(':id/questions/:questionId/file')
  @Declares('offer.attach', { summary: 'Attach one paper to your question before it is answered.' })
  @ApiConsumes('application/octet-stream')
  @ApiBody({ description: 'The file, at most 20 MB.', schema: { type: 'string', format: 'binary' } })
  @Answers(QuestionFileAnswerShape)
  attach(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id, questionId }: QuestionPath,
    @Query() { fileName }: QuestionFileQuery,
    @Req() request: HttpRequest & { body: unknown },
  ) {
    const content = fileIn(request);
    const command = { actor, idempotencyKey, offerId: id, questionId, fileName, content };
    return attachToQuestion(this.db, this.files, command);
  }

  @Get(':id/questions/:questionId/file')
  @Declares('offer.readFile', { summary: 'The paper of a question about an offer.' })
  @ApiProduces('application/octet-stream')
  @ApiResponse({ status: 200, description: 'The file.', schema: { type: 'string', format: 'binary' } })
  async read(
    @CurrentActor() actor: Actor,
    @Param() { id, questionId }: QuestionPath,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<unknown> {
    const opened = await openQuestionFile(this.db, this.files, actor, { offerId: id, questionId });
    return opened.ok ? sendFile(reply, opened.value) : opened;
  }

  @Post(':id/questions/:questionId/answer')
  @Declares('offer.answer', { summary: 'Answer a question about an offer, for good; its clock goes on.' })
  @Answers(OfferQuestionAnsweredShape)
  answer(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id, questionId }: QuestionPath,
    @Body() { answer }: AnswerQuestionBody,
  ) {
    return answerOfferQuestion(this.db, { actor, idempotencyKey, offerId: id, questionId, answer });
  }
}
