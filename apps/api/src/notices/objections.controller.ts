import { Body, Controller, Get, Inject, Param, Post, Query, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ThrottlerGuard } from '@nestjs/throttler';
import {
  type Actor,
  type Database,
  fileObjection,
  listObjections,
  type PersonActor,
  readObjection,
  readObjectionStatus,
  resolveObjection,
} from '@duixian/casework';
import { CurrentActor, CurrentPerson, IdempotencyKey } from '../edge/caller';
import { Answers, AnswersPageOf, Creates, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { IdPath, pageOf, withoutAbsent } from '../edge/page';
import {
  FiledObjectionShape,
  FileObjectionBody,
  ObjectionAnswerShape,
  ObjectionQuery,
  ObjectionShape,
  ObjectionStatusShape,
  ObjectionSummaryShape,
  ReceiptPath,
  ResolveObjectionBody,
} from './objection.shapes';

@ApiTags('notices')
@Controller(BASE)
export class ObjectionsController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Post('notices/:id/objections')
  @UseGuards(ThrottlerGuard)
  @Declares('objection.file', {
    summary: 'Object to one line under a real name, while the notice stands; no sign-in needed.',
  })
  @Creates(FiledObjectionShape, `/${BASE}/objections/{id}`)
  file(
    @CurrentActor() actor: Actor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id }: IdPath,
    @Body() body: FileObjectionBody,
  ) {
    return fileObjection(this.db, actor, { idempotencyKey, noticeId: id, objection: { ...body } });
  }

  @Get('notices/:id/objections/:receipt')
  @Declares('objection.status', { summary: 'What became of an objection, for whoever holds its receipt.' })
  @Answers(ObjectionStatusShape)
  status(@CurrentActor() actor: Actor, @Param() { id, receipt }: ReceiptPath) {
    return readObjectionStatus(this.db, actor, id, receipt);
  }

  @Get('objections')
  @Declares('objection.list', { summary: 'Objections to notices of one’s city, newest first.' })
  @AnswersPageOf(ObjectionSummaryShape)
  list(@CurrentPerson() actor: PersonActor, @Query() query: ObjectionQuery) {
    const { state, noticeId } = query;
    return listObjections(this.db, actor, withoutAbsent({ state, noticeId }), pageOf(query));
  }

  @Get('objections/:id')
  @Declares('objection.read', { summary: 'One objection with who filed it.' })
  @Answers(ObjectionShape)
  read(@CurrentPerson() actor: PersonActor, @Param() { id }: IdPath) {
    return readObjection(this.db, actor, id);
  }

  @Post('objections/:id/resolution')
  @Declares('objection.resolve', {
    summary:
      'Uphold or dismiss an objection, with a reply; somebody who acted in no other stage of the case.',
  })
  @Answers(ObjectionAnswerShape)
  resolve(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id }: IdPath,
    @Body() { version, outcome, reply }: ResolveObjectionBody,
  ) {
    return resolveObjection(this.db, { actor, idempotencyKey, objectionId: id, version, outcome, reply });
  }
}
