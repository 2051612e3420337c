import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Database, listMyParties, type PartyView, type PersonActor } from '@duixian/casework';
import { CurrentPerson } from '../edge/caller';
import { AnswersPageOf, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { wholeList } from '../edge/page';
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
}
