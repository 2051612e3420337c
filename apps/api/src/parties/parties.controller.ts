import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Database,
  type KnownFact,
  type OtherStatement,
  listMyParties,
  type PartyView,
  type PersonActor,
  readPartyFacts,
} from '@duixian/casework';
import { CurrentPerson } from '../edge/caller';
import { AnswersPageOf, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { IdPath, wholeList } from '../edge/page';
import { Shown } from '../edge/shown';

class PayeeAccountShape {
  @Shown.id('Id of this version of the account.')
  id!: string;

  @Shown.text('Name of the account.')
  accountName!: string;

  @Shown.text('Number, all but the last four digits hidden.')
  maskedNumber!: string;

  @Shown.text('Bank.')
  bankName!: string;

  @Shown.flag('Only a verified account can be paid on.')
  verified!: boolean;
}

class PartyShape implements PartyView {
  @Shown.id('Id.')
  id!: string;

  @Shown.text('enterprise, individual_business, institution or person.')
  kind!: string;

  @Shown.text('统一社会信用代码.', { nullable: true })
  creditCode!: string | null;

  @Shown.text('Registered name.')
  registeredName!: string;

  @Shown.text('Code of the county it is registered in.')
  countyCode!: string;

  @Shown.text('Name of that county.')
  county!: string;

  @Shown.one(() => PayeeAccountShape, 'The account it is paid on.', { nullable: true })
  payeeAccount!: PayeeAccountShape | null;
}

class OtherStatementShape implements OtherStatement {
  @Shown.data('Value.')
  value!: OtherStatement['value'];

  @Shown.oneOf(['attested', 'authoritative'], 'attested or authoritative.')
  status!: OtherStatement['status'];

  @Shown.text('Register or document.')
  source!: string;

  @Shown.text('Number of the document.', { nullable: true })
  documentNumber!: string | null;

  @Shown.day('Day of the document, else the day it was learned.')
  statedOn!: string;
}

class KnownFactShape implements KnownFact {
  @Shown.text('Name of the fact.')
  name!: string;

  @Shown.data('Value.')
  value!: KnownFact['value'];

  @Shown.text('attested or authoritative.')
  status!: string;

  @Shown.text('Register or document.')
  source!: string;

  @Shown.text('Number of the document.', { nullable: true })
  documentNumber!: string | null;

  @Shown.moment('Since when it is known here.')
  learnedAt!: string;

  @Shown.many(() => OtherStatementShape, 'What other sources say otherwise; it does not count.')
  others!: OtherStatementShape[];
}

@ApiTags('parties')
@Controller(`${BASE}/parties`)
export class PartiesController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get()
  @Declares('party.listMine', { summary: 'The parties you act for.' })
  @AnswersPageOf(PartyShape)
  async list(@CurrentPerson() actor: PersonActor) {
    return wholeList(await listMyParties(this.db, actor));
  }

  @Get(':id/facts')
  @Declares('party.readFacts', {
    summary: 'What is known about a party, with where from and what contradicts it.',
  })
  @AnswersPageOf(KnownFactShape)
  async facts(@CurrentPerson() actor: PersonActor, @Param() { id }: IdPath) {
    const outcome = await readPartyFacts(this.db, actor, id);
    return outcome.ok ? wholeList(outcome.value.items) : outcome;
  }
}
