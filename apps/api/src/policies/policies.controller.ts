import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Actor, type Database, listPolicies, readPolicy } from '@duixian/casework';
import { CurrentActor } from '../edge/caller';
import { Answers, AnswersPageOf, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { IdPath, wholeList } from '../edge/page';
import { PolicyShape, PolicyTextShape } from './policies.shapes';

@ApiTags('policies')
@Controller(`${BASE}/policies`)
export class PoliciesController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get()
  @Declares('policy.list', { summary: 'The policy documents in force.' })
  @AnswersPageOf(PolicyShape)
  async list(@CurrentActor() actor: Actor) {
    return wholeList(await listPolicies(this.db, actor));
  }

  @Get(':id')
  @Declares('policy.read', { summary: 'One version of a policy document, with its text as data.' })
  @Answers(PolicyTextShape)
  read(@CurrentActor() actor: Actor, @Param() { id }: IdPath) {
    return readPolicy(this.db, actor, id);
  }
}
