import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Database,
  declareRecusal,
  type PersonActor,
  recordRecusal,
  RECUSAL_SCOPES,
  type RecusalScope,
} from '@duixian/casework';
import { CurrentPerson, IdempotencyKey } from '../edge/caller';
import { Answers, Declares } from '../edge/declares';
import { Given } from '../edge/given';
import { BASE, DATABASE } from '../edge/http';
import { IdPath } from '../edge/page';
import { Shown } from '../edge/shown';

class RecusalBody {
  @Given.oneOf('This case, or every case of its applicant.', RECUSAL_SCOPES)
  scope!: RecusalScope;

  @Given.text('How one is related to it.', { from: 1, to: 2000 })
  reason!: string;
}

class RecordedRecusalBody {
  @Given.id('The official.')
  officialId!: string;

  @Given.text('How they are related to the applicant.', { from: 1, to: 2000 })
  reason!: string;
}

class RecusalAnswerShape {
  @Shown.id('Id.')
  id!: string;
}

@ApiTags('applications')
@Controller(`${BASE}/applications/:id/recusals`)
export class RecusalsController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Post()
  @Declares('application.recuse', { summary: 'Declare for good that you keep your hands off it.' })
  @Answers(RecusalAnswerShape)
  declare(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id }: IdPath,
    @Body() { scope, reason }: RecusalBody,
  ) {
    return declareRecusal(this.db, { actor, idempotencyKey, applicationId: id, scope, reason });
  }

  @Post('recorded')
  @Declares('application.recordRecusal', {
    summary: 'Record for good that an official is related to its applicant.',
  })
  @Answers(RecusalAnswerShape)
  record(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id }: IdPath,
    @Body() { officialId, reason }: RecordedRecusalBody,
  ) {
    return recordRecusal(this.db, { actor, idempotencyKey, applicationId: id, officialId, reason });
  }
}
