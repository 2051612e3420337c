import { Body, Controller, Get, Inject, Param, Post, type Type } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  type CommandOutcome,
  confirmReading,
  type Database,
  listReadings,
  type Operation,
  type PersonActor,
  proposeReading,
  type ReadingChoiceAction,
  type ReadingChoiceAnswer,
  type ReadingVerdictCommand,
  type Refusal,
  withdrawReading,
} from '@duixian/casework';
import { BodyByAction, rowByAction } from '../edge/by-action';
import { CurrentActor, CurrentPerson, IdempotencyKey } from '../edge/caller';
import { Answers, AnswersPageOf, Creates, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { IdPath, wholeList } from '../edge/page';
import { readAs } from '../edge/read-as';
import { refuseUnlessSomewhere } from '../edge/session.guard';
import {
  ConfirmReadingBody,
  ProposeReadingBody,
  ReadingChoiceAnswerShape,
  ReadingShape,
  WithdrawReadingBody,
} from './reading.shapes';

interface ReadingVerb {
  readonly body: Type<{ action: string }>;
  readonly operation: Operation;
  readonly run: (
    db: Database,
    command: ReadingVerdictCommand,
  ) => Promise<CommandOutcome<ReadingChoiceAnswer, Refusal>>;
}

/** Every verb on a proposed choice. A missing verb does not compile. */
const READING_VERBS: Readonly<Record<ReadingChoiceAction, ReadingVerb>> = {
  confirm: { body: ConfirmReadingBody, operation: 'reading.confirm', run: confirmReading },
  withdraw: { body: WithdrawReadingBody, operation: 'reading.withdraw', run: withdrawReading },
};

@ApiTags('policies')
@Controller(`${BASE}/readings`)
export class ReadingsController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get()
  @Declares('reading.list', { summary: 'Open readings of the law in force, and how places understand them.' })
  @AnswersPageOf(ReadingShape)
  async list(@CurrentActor() actor: Actor) {
    return wholeList(await listReadings(this.db, actor));
  }

  @Post('choices')
  @Declares('reading.propose', { summary: 'Propose how a city or province reads an open text.' })
  @Creates(ReadingChoiceAnswerShape, `/${BASE}/readings`)
  propose(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Body() body: ProposeReadingBody,
  ) {
    return proposeReading(this.db, { actor, idempotencyKey, proposal: { ...body } });
  }

  @Post('choices/:id/actions')
  @Declares(Object.values(READING_VERBS).map((verb) => verb.operation), {
    summary: 'Confirm or withdraw a proposed choice.',
    operationId: 'reading.act',
  })
  @BodyByAction(READING_VERBS)
  @Answers(ReadingChoiceAnswerShape)
  act(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id }: IdPath,
    @Body() given: unknown,
  ) {
    const verb = rowByAction(READING_VERBS, given);
    refuseUnlessSomewhere(actor, [verb.operation]);
    readAs(verb.body, given);
    return verb.run(this.db, { actor, idempotencyKey, choiceId: id });
  }
}
