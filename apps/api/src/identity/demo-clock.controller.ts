import { Body, Controller, Inject, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Database, moveClock, type PersonActor } from '@duixian/casework';
import { CurrentPerson } from '../edge/caller';
import { Answers, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { ClockShape, MoveClockBody } from './identity.shapes';

/** Registered in demo mode only: elsewhere the route does not exist. */
@ApiTags('identity')
@Controller(`${BASE}/demo`)
export class DemoClockController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Put('clock')
  @Declares('demo.moveClock', { summary: 'Move the business clock of the demo.', idempotencyKey: false })
  @Answers(ClockShape)
  move(@CurrentPerson() actor: PersonActor, @Body() { now }: MoveClockBody) {
    return moveClock(this.db, actor, new Date(now));
  }
}
