import {
  CALL_STATES,
  NOTICE_PUBLICATIONS,
  REVIEW_STAGE_KEYS,
  type StageKey,
  type NoticePublication,
  type CallAction,
  type CallAnswer,
  type CallState,
  type CallView,
} from '@duixian/casework';
import { Shown } from '../edge/shown';

export class StageShape {
  @Shown.oneOf(REVIEW_STAGE_KEYS, 'Review stage; a second approver has one of their own.')
  key!: StageKey;

  @Shown.oneOf(['county', 'city'], 'Level that reviews.')
  level!: 'county' | 'city';
}

class MaterialShape {
  @Shown.text('Key.')
  key!: string;

  @Shown.text('What to hand in.')
  title!: string;

  @Shown.flag('Whether it must be handed in.')
  required!: boolean;
}

class DeadlinesShape {
  @Shown.count('For the county.', { optional: true })
  county_review?: number;

  @Shown.count('For the city.', { optional: true })
  city_review?: number;

  @Shown.count('For the second approver of the county.', { optional: true })
  county_second?: number;

  @Shown.count('For the second approver of the city.', { optional: true })
  city_second?: number;

  @Shown.count('For the third-party audit.', { optional: true })
  third_party_audit?: number;

  @Shown.count('For the second approver of the audit.', { optional: true })
  audit_second?: number;
}

class FundingSharesShape {
  @Shown.text('Share of the province, e.g. 1/2.', { optional: true })
  province?: string;

  @Shown.text('Share of the city.', { optional: true })
  city?: string;

  @Shown.text('Share of the county.', { optional: true })
  county?: string;
}

class CallInstalmentShape {
  @Shown.text('Share of the award.')
  share!: string;

  @Shown.day('The day on which it falls due.', { nullable: true })
  dueOn!: string | null;

  @Shown.text('What must be found met before it falls due.', { nullable: true })
  condition!: string | null;
}

export class CallShape implements CallView {
  @Shown.id('Id.')
  id!: string;

  @Shown.version()
  version!: number;

  @Shown.text('Number of the call.')
  number!: string;

  @Shown.text('Title.')
  title!: string;

  @Shown.text('City that calls.')
  cityCode!: string;

  @Shown.id('Policy document it rests on.')
  policyVersionId!: string;

  @Shown.texts('Clauses that can be applied for.')
  clauseIds!: string[];

  @Shown.count('Year.')
  year!: number;

  @Shown.day('First day of applications.')
  opensOn!: string;

  @Shown.day('Last day of applications.')
  closesOn!: string;

  @Shown.day('First day of the tested period.')
  testedFrom!: string;

  @Shown.day('Last day of the tested period.')
  testedTo!: string;

  @Shown.data('Facts that it sets for every case under it, by name.')
  parameters!: CallView['parameters'];

  @Shown.many(() => MaterialShape, 'What applicants hand in.')
  materials!: MaterialShape[];

  @Shown.many(() => StageShape, 'Review stages in order.')
  route!: StageShape[];

  @Shown.count('Working days of public notice; 0: none.')
  noticeWorkingDays!: number;

  @Shown.oneOf(NOTICE_PUBLICATIONS, 'Who makes its public notices.')
  noticePublication!: NoticePublication;

  @Shown.one(() => DeadlinesShape, 'Working days per review stage.')
  deadlines!: DeadlinesShape;

  @Shown.one(() => FundingSharesShape, 'Who bears what the law leaves open.', { nullable: true })
  fundingShares!: FundingSharesShape | null;

  @Shown.oneOf(
    ['province', 'city', 'county'],
    'Level that pays for all that bear it and is refunded by the others; null: each pays its share.',
    { nullable: true },
  )
  advancedBy!: CallView['advancedBy'];

  @Shown.many(
    () => CallInstalmentShape,
    'In which parts every award is paid, the first with the award; null: at once.',
    {
      nullable: true,
    },
  )
  instalments!: CallInstalmentShape[] | null;

  @Shown.text('Budget subject that pays.')
  budgetSubject!: string;

  @Shown.oneOf(CALL_STATES, 'State.')
  state!: CallState;

  @Shown.moment('When it was published.', { nullable: true })
  publishedAt!: string | null;

  @Shown.moment('When it was closed by an officer.', { nullable: true })
  closedAt!: string | null;

  @Shown.flag('Whether it takes applications today.')
  open!: boolean;

  @Shown.texts('What whoever asks may do now.')
  allowedActions!: CallAction[];
}

export class CallAnswerShape implements CallAnswer {
  @Shown.id('Id.')
  id!: string;

  @Shown.text('Number of the call.')
  number!: string;

  @Shown.oneOf(CALL_STATES, 'State.')
  state!: CallState;

  @Shown.version()
  version!: number;
}
