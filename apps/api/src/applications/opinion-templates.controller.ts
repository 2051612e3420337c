import { Body, Controller, Get, Inject, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  addOpinionTemplate,
  type Database,
  editOpinionTemplate,
  listOpinionTemplates,
  type PersonActor,
  retireOpinionTemplate,
} from '@duixian/casework';
import { CurrentPerson, IdempotencyKey } from '../edge/caller';
import { Answers, AnswersPageOf, Creates, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { IdPath, wholeList, withoutAbsent } from '../edge/page';
import {
  AddOpinionTemplateBody,
  EditOpinionTemplateBody,
  KeptTemplateShape,
  OpinionTemplateShape,
  RetireOpinionTemplateBody,
} from './opinion-templates.shapes';

@ApiTags('applications')
@Controller(`${BASE}/opinion-templates`)
export class OpinionTemplatesController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get()
  @Declares('opinionTemplate.list', {
    summary: 'Words that are used again: your own and those of your city.',
  })
  @AnswersPageOf(OpinionTemplateShape)
  async list(@CurrentPerson() actor: PersonActor) {
    const found = await listOpinionTemplates(this.db, actor);
    return found.ok ? wholeList(found.value) : found;
  }

  @Post()
  @Declares(['opinionTemplate.keepOwn', 'opinionTemplate.keepCity'], {
    operationId: 'opinionTemplate.add',
    summary: 'Add a template, of your own or of the city that is named.',
  })
  @Creates(KeptTemplateShape, `/${BASE}/opinion-templates`)
  add(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Body() { cityCode, stage, verb, title, body }: AddOpinionTemplateBody,
  ) {
    const content = { verb, title, body, stage: stage ?? null, ...withoutAbsent({ cityCode }) };
    return addOpinionTemplate(this.db, { actor, idempotencyKey, content });
  }

  @Put(':id')
  @Declares(['opinionTemplate.keepOwn', 'opinionTemplate.keepCity'], {
    operationId: 'opinionTemplate.edit',
    summary: 'Change a template.',
  })
  @Answers(KeptTemplateShape)
  edit(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id }: IdPath,
    @Body() { version, stage, verb, title, body }: EditOpinionTemplateBody,
  ) {
    const content = { verb, title, body, stage: stage ?? null };
    return editOpinionTemplate(this.db, { actor, idempotencyKey, id, version, content });
  }

  @Post(':id/retirement')
  @Declares(['opinionTemplate.keepOwn', 'opinionTemplate.keepCity'], {
    operationId: 'opinionTemplate.retire',
    summary: 'Take a template out of use.',
  })
  @Answers(KeptTemplateShape)
  retire(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id }: IdPath,
    @Body() { version }: RetireOpinionTemplateBody,
  ) {
    return retireOpinionTemplate(this.db, { actor, idempotencyKey, id, version });
  }
}
