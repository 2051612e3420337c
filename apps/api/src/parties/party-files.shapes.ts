import {
  type ListedPartyView,
  PARTY_PART_NAMES,
  type PartyFileView,
  type PartyPart,
  type PartyStandardView,
  type PartyTitleView,
  REGISTRATION_STATUSES,
} from '@duixian/casework';
import { Given } from '../edge/given';
import { PageQuery } from '../edge/page';
import { Shown } from '../edge/shown';

const KINDS = ['enterprise', 'individual_business', 'institution', 'person'] as const;
const LEVELS = ['national', 'provincial', 'city'] as const;

export class PartiesQuery extends PageQuery {
  @Given.matching('Only of this county.', /^\d{6}$/, '请填写 6 位区划代码', { optional: true })
  countyCode?: string;

  @Given.text('Part of the registered name or of the credit code.', { from: 1, to: 60 }, { optional: true })
  search?: string;
}

export class ListedPartyShape implements ListedPartyView {
  @Shown.id('Party.')
  partyId!: string;

  @Shown.oneOf(KINDS, 'What it is.')
  kind!: ListedPartyView['kind'];

  @Shown.text('Registered name.')
  registeredName!: string;

  @Shown.text('统一社会信用代码.', { nullable: true })
  creditCode!: string | null;

  @Shown.text('Code of the county it is registered in.')
  countyCode!: string;

  @Shown.day('Registered on.', { nullable: true })
  registeredOn!: string | null;
}

class RegistrationShape implements NonNullable<PartyFileView['registration']> {
  @Shown.oneOf(REGISTRATION_STATUSES, 'What the register of enterprises said last.')
  status!: NonNullable<PartyFileView['registration']>['status'];

  @Shown.day('Since when.', { nullable: true })
  since!: string | null;

  @Shown.text('统一社会信用代码 of the enterprise that it was merged into.', { nullable: true })
  successorCode!: string | null;

  @Shown.text('Who says so.')
  source!: string;

  @Shown.text('Number of the document.')
  documentNumber!: string;

  @Shown.day('Day of the document.')
  documentDate!: string;
}

class PartyTitleShape implements PartyTitleView {
  @Shown.text('Code of the title.')
  code!: string;

  @Shown.text('Title, in Chinese.')
  title!: string;

  @Shown.oneOf(LEVELS, 'Who recognises it.')
  level!: PartyTitleView['level'];

  @Shown.day('Granted on.')
  grantedOn!: string;

  @Shown.day('Valid to, inclusive.', { nullable: true })
  validTo!: string | null;

  @Shown.flag('It counts today.')
  held!: boolean;

  @Shown.text('Who keeps the list.', { nullable: true })
  source!: string | null;

  @Shown.text('Number of the document that grants it.')
  documentNumber!: string;

  @Shown.day('Day of that document.', { nullable: true })
  documentDate!: string | null;
}

class PartyStandardShape implements PartyStandardView {
  @Shown.text('Number of the standard.')
  number!: string;

  @Shown.text('Kind of the standard, in Chinese.')
  kind!: string;

  @Shown.text('Part that the party had in it, in Chinese.')
  role!: string;

  @Shown.day('Published on.', { nullable: true })
  publishedOn!: string | null;

  @Shown.text('Who keeps the list.', { nullable: true })
  source!: string | null;

  @Shown.text('Number of the document.')
  documentNumber!: string;

  @Shown.day('Day of that document.', { nullable: true })
  documentDate!: string | null;
}

export class PartyFileShape extends ListedPartyShape implements PartyFileView {
  @Shown.moment('Since when it is known here.')
  knownSince!: string;

  @Shown.one(() => RegistrationShape, 'Whether it still exists; null where the register said nothing.', {
    nullable: true,
  })
  registration!: RegistrationShape | null;

  @Shown.many(() => PartyTitleShape, 'Titles on record, the latest first.')
  titles!: PartyTitleShape[];

  @Shown.many(() => PartyStandardShape, 'Published standards that it had a part in, by number.')
  standards!: PartyStandardShape[];

  @Shown.words(PARTY_PART_NAMES, 'Parts of the file that you may open; each is a list of its own.')
  parts!: PartyPart[];
}
