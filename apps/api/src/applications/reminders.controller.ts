import { Controller, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Database, type PersonActor, remindHolder } from '@duixian/casework';
import { CurrentPerson, IdempotencyKey } from '../edge/caller';
import { Answers, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { IdPath } from '../edge/page';
import { Shown } from '../edge/shown';

class RemindedShape {
  @Shown.count('How often people reminded of the step that waits.')
  reminders!: number;
}

@ApiTags('applications')
@Controller(`${BASE}/applications/:id/reminders`)
export class RemindersController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Post()
  @Declares('application.remind', {
    summary: 'Remind whoever holds it; once per working day, by the applicant or a reviewer above.',
  })
  @Answers(RemindedShape)
  remind(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id }: IdPath,
  ) {
    return remindHolder(this.db, { actor, idempotencyKey, applicationId: id });
  }
}
