import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { createPerson, type Database, listPeople, type PersonActor } from '@duixian/casework';
import { BodyByAction, rowByAction } from '../edge/by-action';
import { CurrentPerson, IdempotencyKey } from '../edge/caller';
import { Answers, AnswersPageOf, Creates, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { IdPath, wholeList } from '../edge/page';
import { refuseUnlessSomewhere } from '../edge/session.guard';
import { ChangedPersonShape, CreatedPersonShape, CreatePersonBody, PersonShape } from './people.shapes';
import { PERSON_VERBS } from './person-verbs';

@ApiTags('identity')
@Controller(`${BASE}/people`)
export class PeopleController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get()
  @Declares('person.list', { summary: 'People of the regions you cover, with their roles.' })
  @AnswersPageOf(PersonShape)
  async list(@CurrentPerson() actor: PersonActor) {
    const outcome = await listPeople(this.db, actor);
    return outcome.ok ? wholeList(outcome.value.items) : outcome;
  }

  @Post()
  @Declares('person.create', { summary: 'Make an account; its first password is answered once.' })
  @Creates(CreatedPersonShape, `/${BASE}/people`)
  create(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Body() body: CreatePersonBody,
  ) {
    return createPerson(this.db, { actor, idempotencyKey, person: { ...body } });
  }

  @Post(':id/actions')
  @Declares(Object.values(PERSON_VERBS).map((verb) => verb.operation), {
    summary:
      'Suspend, resume, reset the password, grant and end roles and links to parties. What decides about money waits for a second administrator.',
    operationId: 'person.act',
  })
  @BodyByAction(PERSON_VERBS)
  @Answers(ChangedPersonShape)
  act(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id }: IdPath,
    @Body() given: unknown,
  ) {
    const verb = rowByAction(PERSON_VERBS, given);
    refuseUnlessSomewhere(actor, [verb.operation]);
    return verb.run(this.db, { actor, idempotencyKey, personId: id }, given);
  }
}
