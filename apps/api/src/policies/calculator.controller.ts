import { Body, Controller, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Actor, calculate, type Database } from '@duixian/casework';
import { CurrentActor } from '../edge/caller';
import { Answers, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { CalculatorBody, CalculatorShape } from './calculator.shapes';

@ApiTags('policies')
@Controller(`${BASE}/calculator`)
export class CalculatorController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Post()
  @Declares('calculator.run', {
    summary: 'What the clauses in force say about these facts. Nothing is stored.',
  })
  @Answers(CalculatorShape, 'Results with traces.')
  run(@CurrentActor() actor: Actor, @Body() { facts }: CalculatorBody) {
    return calculate(this.db, actor, facts);
  }
}
