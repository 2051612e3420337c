import {
  WHITE_LIST_KEYS,
  WHITE_LIST_STATES,
  type WhiteListAction,
  type WhiteListAnswer,
  type WhiteListedView,
  type WhiteListMemberView,
  type WhiteListRuleView,
  type WhiteListState,
  type WhiteListView,
} from '@duixian/casework';
import { Given } from '../edge/given';
import { PageQuery } from '../edge/page';
import { Shown } from '../edge/shown';

export class WhiteListsQuery extends PageQuery {
  @Given.oneOf('Only lists in this state.', WHITE_LIST_STATES, { optional: true })
  state?: WhiteListState;
}

export const WHITE_LIST_STANDINGS = ['in', 'gone'] as const;

export class WhiteListMembersQuery extends PageQuery {
  @Given.oneOf('in: on the list; gone: on the one before and not any more.', WHITE_LIST_STANDINGS, {
    optional: true,
  })
  standing?: (typeof WHITE_LIST_STANDINGS)[number];

  @Given.maybeFlagInQuery('Only those that were not on the list before, or only those that were.')
  added?: boolean;

  @Given.matching('Only of this county.', /^\d{6}$/, '请填写 6 位区划代码', { optional: true })
  countyCode?: string;
}

export class PrepareWhiteListBody {
  @Given.oneOf('Rule.', WHITE_LIST_KEYS)
  ruleKey!: string;

  @Given.day('Day as of which it is computed, today at the latest.')
  asOf!: string;
}

export class DecideWhiteListBody {
  @Given.oneOf('Approve it as a second officer, or give it up.', ['approve', 'discard'])
  action!: WhiteListAction;

  @Given.version()
  version!: number;
}

class CurrentWhiteListShape {
  @Shown.id('List.')
  id!: string;

  @Shown.day('Day as of which it was computed.')
  asOf!: string;

  @Shown.count('Enterprises on it.')
  memberCount!: number;
}

export class WhiteListRuleShape implements WhiteListRuleView {
  @Shown.oneOf(WHITE_LIST_KEYS, 'Key.')
  key!: string;

  @Shown.text('Name of the list.')
  title!: string;

  @Shown.text('City.')
  cityCode!: string;

  @Shown.text('Clause that asks for it.')
  clause!: string;

  @Shown.text('Number of its document.')
  number!: string;

  @Shown.text('Article.')
  article!: string;

  @Shown.text('What banks do for its enterprises.')
  benefit!: string;

  @Shown.one(() => CurrentWhiteListShape, 'The list in force: the last one approved.', { nullable: true })
  current!: CurrentWhiteListShape | null;

  @Shown.flag('Whether you may compute a new one.')
  mayPrepare!: boolean;
}

export class WhiteListShape implements WhiteListView {
  @Shown.id('Id.')
  id!: string;

  @Shown.version()
  version!: number;

  @Shown.text('Rule.')
  ruleKey!: string;

  @Shown.text('Name of the list.')
  title!: string;

  @Shown.text('Number of the document.')
  number!: string;

  @Shown.text('Article.')
  article!: string;

  @Shown.text('Clause.')
  clause!: string;

  @Shown.text('What banks do for its enterprises.')
  benefit!: string;

  @Shown.text('City.')
  cityCode!: string;

  @Shown.day('Day as of which it was computed.')
  asOf!: string;

  @Shown.day('Day of the list that it is compared with; null for the first.', { nullable: true })
  baseAsOf!: string | null;

  @Shown.oneOf(WHITE_LIST_STATES, 'Where it stands.')
  state!: WhiteListState;

  @Shown.count('Enterprises on it.')
  memberCount!: number;

  @Shown.count('Of those, not on the list before.')
  addedCount!: number;

  @Shown.count('Enterprises that were on the list before and are not any more.')
  goneCount!: number;

  @Shown.moment('When it was computed.')
  preparedAt!: string;

  @Shown.moment('When it was approved or given up.', { nullable: true })
  decidedAt!: string | null;

  @Shown.texts('What you may do with it now.')
  allowedActions!: WhiteListAction[];
}

export class WhiteListMemberShape implements WhiteListMemberView {
  @Shown.id('Enterprise.')
  partyId!: string;

  @Shown.text('Its name then.')
  registeredName!: string;

  @Shown.text('Its credit code.', { nullable: true })
  creditCode!: string | null;

  @Shown.text('County.')
  countyCode!: string;

  @Shown.oneOf(WHITE_LIST_STANDINGS, 'On the list, or gone from it.')
  standing!: 'in' | 'gone';

  @Shown.flag('Was not on the list before.')
  added!: boolean;

  @Shown.text('Why it is on it, or not any more.')
  reason!: string;

  @Shown.text('What the reason rests on.', { nullable: true })
  source!: string | null;

  @Shown.day('When that was stated.', { nullable: true })
  statedOn!: string | null;
}

export class WhiteListPreparedShape {
  @Shown.id('Id.')
  id!: string;

  @Shown.version()
  version!: number;
}

export class WhiteListAnswerShape implements WhiteListAnswer {
  @Shown.id('Id.')
  id!: string;

  @Shown.oneOf(WHITE_LIST_STATES, 'Where it stands.')
  state!: WhiteListState;

  @Shown.version()
  version!: number;
}

export class WhiteListedQuery extends PageQuery {
  @Given.matching('Only of this county.', /^\d{6}$/, '请填写 6 位区划代码', { optional: true })
  countyCode?: string;

  @Given.id('Only this enterprise.', { optional: true })
  partyId?: string;
}

class ListOfEnterpriseShape {
  @Shown.id('List.')
  listId!: string;

  @Shown.text('Key of its rule.')
  ruleKey!: string;

  @Shown.text('What it is called.')
  title!: string;

  @Shown.text('What it is for.')
  benefit!: string;

  @Shown.day('As of this day.')
  asOf!: string;

  @Shown.flag('Was not on the list before.')
  added!: boolean;

  @Shown.text('Why it is on it.')
  reason!: string;

  @Shown.text('What the reason rests on.', { nullable: true })
  source!: string | null;

  @Shown.day('When that was stated.', { nullable: true })
  statedOn!: string | null;
}

export class WhiteListedShape implements WhiteListedView {
  @Shown.id('Enterprise.')
  partyId!: string;

  @Shown.text('Its name when the list was computed.')
  registeredName!: string;

  @Shown.text('Its credit code.', { nullable: true })
  creditCode!: string | null;

  @Shown.text('County.')
  countyCode!: string;

  @Shown.many(() => ListOfEnterpriseShape, 'The lists in force that it is on.')
  lists!: ListOfEnterpriseShape[];
}
