import { Body, Controller, Get, Inject, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Database,
  type PersonActor,
  readSupervisionBoard,
  readTargets,
  setTarget,
  TARGET_KIND_WORDS,
} from '@duixian/casework';
import { CurrentPerson, IdempotencyKey } from '../edge/caller';
import { Answers, AnswersPageOf, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { wholeList, withoutAbsent } from '../edge/page';
import {
  CountyTargetsShape,
  SetTargetBody,
  SetTargetShape,
  TargetKindShape,
  TargetsQuery,
} from './targets.shapes';
import { SupervisionBoardShape, SupervisionQuery } from './supervision.shapes';

@ApiTags('supervision')
@Controller(`${BASE}/supervision`)
export class SupervisionController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get()
  @Declares('supervision.read', {
    summary: 'What waits and is overdue by county and stage, and how many working days finished stages took.',
  })
  @Answers(SupervisionBoardShape)
  read(@CurrentPerson() actor: PersonActor, @Query() query: SupervisionQuery) {
    const { from, to, countyCode, stage } = query;
    return readSupervisionBoard(this.db, actor, withoutAbsent({ from, to, countyCode, stage }));
  }

  @Get('targets')
  @Declares('target.list', {
    summary: 'Targets of a year, by place and kind, against what the registers count.',
  })
  @Answers(CountyTargetsShape)
  targets(@CurrentPerson() actor: PersonActor, @Query() { year }: TargetsQuery) {
    return readTargets(this.db, actor, withoutAbsent({ year }));
  }

  @Get('target-kinds')
  @Declares('target.kinds', {
    summary: 'What targets may count.',
  })
  @AnswersPageOf(TargetKindShape)
  targetKinds() {
    return wholeList(Object.entries(TARGET_KIND_WORDS).map(([kind, kindZh]) => ({ kind, kindZh })));
  }

  @Put('targets')
  @Declares('target.set', { summary: 'Set or take back the target of a place.' })
  @Answers(SetTargetShape)
  setTarget(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Body() { target, ...rest }: SetTargetBody,
  ) {
    return setTarget(this.db, { actor, idempotencyKey, target: { ...rest, target: target ?? null } });
  }
}
