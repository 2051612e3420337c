import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Database,
  type HeldTitle,
  type LadderView,
  type PersonActor,
  readLadder,
  readYearlyStatement,
} from '@duixian/casework';
import { CurrentPerson } from '../edge/caller';
import { Answers, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { IdPath, withoutAbsent } from '../edge/page';
import { Shown } from '../edge/shown';
import { YearQuery, YearlyStatementShape } from './statement.shapes';
import { LadderShape } from '../policies/calculator.shapes';

class HeldTitleShape implements HeldTitle {
  @Shown.text('Code of the title.')
  code!: string;

  @Shown.text('Title, in Chinese.')
  title!: string;

  @Shown.day('Granted on.')
  grantedOn!: string;

  @Shown.day('Valid to, inclusive.', { nullable: true })
  validTo!: string | null;

  @Shown.text('Number of the document that grants it.')
  documentNumber!: string;

  @Shown.flag('It counts today.')
  held!: boolean;
}

class PartyLadderShape implements Omit<LadderView, 'ladder'> {
  @Shown.day('As of this day.')
  asOf!: string;

  @Shown.text('Registered name.')
  registeredName!: string;

  @Shown.many(() => HeldTitleShape, 'Titles of the ladder on record, the latest first.')
  titles!: HeldTitleShape[];

  @Shown.one(() => LadderShape, 'What lies above, what it asks and what it would bring.')
  ladder!: LadderShape;
}

@ApiTags('entitlements')
@Controller(`${BASE}/parties`)
export class LadderController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get(':id/ladder')
  @Declares('party.readLadder', {
    summary:
      'Where an enterprise stands on 创新型 → 专精特新 → 小巨人 → 单项冠军, and what the next title takes.',
  })
  @Answers(PartyLadderShape)
  read(@CurrentPerson() actor: PersonActor, @Param() { id }: IdPath) {
    return readLadder(this.db, actor, id);
  }

  @Get(':id/statement')
  @Declares('yearlyStatement.read', {
    summary: 'What an enterprise got in a year, what still comes, what it missed, and what is next.',
  })
  @Answers(YearlyStatementShape)
  statement(@CurrentPerson() actor: PersonActor, @Param() { id }: IdPath, @Query() { year }: YearQuery) {
    return readYearlyStatement(this.db, actor, { partyId: id, ...withoutAbsent({ year }) });
  }
}
