import {
  type CallContent,
  NOTICE_PUBLICATIONS,
  type NoticePublication,
  REVIEW_STAGE_KEYS,
  type StageKey,
} from '@duixian/casework';
import { Given } from '../edge/given';
import { withoutAbsent } from '../edge/page';

const REGION_LEVELS = ['province', 'city', 'county'] as const;
type RegionLevel = (typeof REGION_LEVELS)[number];
const YEARS = { from: 2000, to: 2099 };
const STAGE_DAYS = { from: 1, to: 250 };
const SHARE = /^\d{1,6}(\/\d{1,6}|(\.\d{1,6})?%?)$/;
const SHARE_FIX = 'write a share exactly: "1/2", "50%" or "0.5"';

class MaterialBody {
  @Given.matching('Key.', /^[a-z][a-z0-9_]{0,39}$/, '请用小写字母、数字和下划线')
  key!: string;

  @Given.text('What to hand in.', { from: 1, to: 200 })
  title!: string;

  @Given.flag('Whether it must be handed in.')
  required!: boolean;
}

class DeadlinesBody {
  @Given.count('For the county.', STAGE_DAYS, { optional: true })
  county_review?: number;

  @Given.count('For the city.', STAGE_DAYS, { optional: true })
  city_review?: number;

  @Given.count('For the second approver of the county.', STAGE_DAYS, { optional: true })
  county_second?: number;

  @Given.count('For the second approver of the city.', STAGE_DAYS, { optional: true })
  city_second?: number;

  @Given.count('For the third-party audit.', STAGE_DAYS, { optional: true })
  third_party_audit?: number;

  @Given.count('For the second approver of the audit.', STAGE_DAYS, { optional: true })
  audit_second?: number;
}

class FundingSharesBody {
  @Given.matching('Share of the province.', SHARE, SHARE_FIX, { optional: true })
  province?: string;

  @Given.matching('Share of the city.', SHARE, SHARE_FIX, { optional: true })
  city?: string;

  @Given.matching('Share of the county.', SHARE, SHARE_FIX, { optional: true })
  county?: string;
}

class InstalmentBody {
  @Given.matching('Share of the award, e.g. 1/2 or 30%.', SHARE, SHARE_FIX)
  share!: string;

  @Given.day('The day on which it falls due; not for the first one, nor for one with a condition.', {
    optional: true,
  })
  dueOn?: string;

  @Given.text(
    'What two people must find met before it falls due, e.g. 项目验收合格.',
    { from: 1, to: 200 },
    { optional: true },
  )
  condition?: string;
}

/** What an officer writes. */
abstract class CallContentBody {
  @Given.text('Number of the notice as it will be issued; no other call has it.', { from: 1, to: 60 })
  number!: string;

  @Given.text('Title.', { from: 1, to: 200 })
  title!: string;

  @Given.words('Clauses of one document in force.', 200, {
    pattern: /^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/,
    fix: '请从现行条款中选择',
  })
  clauseIds!: string[];

  @Given.count('Year of the budget that pays.', YEARS)
  year!: number;

  @Given.day('First day of applications.')
  opensOn!: string;

  @Given.day('Last day of applications.')
  closesOn!: string;

  @Given.day('First day of the tested period.')
  testedFrom!: string;

  @Given.day('Last day of the tested period.')
  testedTo!: string;

  @Given.facts('Facts that the law leaves to the call, by name, e.g. equipment.calc_window_from.', {
    optional: true,
  })
  parameters?: Record<string, unknown>;

  @Given.listOf(() => MaterialBody, 'What applicants hand in.', 50, (one) => one.key, { optional: true })
  materials?: MaterialBody[];

  @Given.words('Review stages in order.', REVIEW_STAGE_KEYS.length, { values: REVIEW_STAGE_KEYS })
  route!: StageKey[];

  @Given.count('Working days of public notice; 0: none.', { from: 0, to: 60 })
  noticeWorkingDays!: number;

  @Given.oneOf('Who makes its public notices; without it the system does.', NOTICE_PUBLICATIONS, {
    optional: true,
  })
  noticePublication?: NoticePublication;

  @Given.one(() => DeadlinesBody, 'Working days that each review stage may take.', { optional: true })
  deadlines?: DeadlinesBody;

  @Given.one(() => FundingSharesBody, 'Who bears what the law leaves open; the shares add up to 1.', {
    optional: true,
  })
  fundingShares?: FundingSharesBody;

  @Given.oneOf(
    'Level that pays for all that bear it and is refunded by the others (先行拨付); without it each level pays its share.',
    REGION_LEVELS,
    { optional: true },
  )
  advancedBy?: RegionLevel;

  @Given.listOf(
    () => InstalmentBody,
    'In which parts every award is paid (分期拨付), the first with the award; without them at once.',
    6,
    undefined,
    {
      optional: true,
    },
  )
  instalments?: InstalmentBody[];

  @Given.text('Budget subject that pays.', { from: 1, to: 100 })
  budgetSubject!: string;
}

export class DraftCallBody extends CallContentBody {
  @Given.matching('City that calls.', /^\d{6}$/, '请填写 6 位区划代码')
  cityCode!: string;
}

export class EditCallBody extends CallContentBody {
  @Given.oneOf('Replace what the draft says.', ['edit'])
  action!: string;

  @Given.version()
  version!: number;
}

export class ApproveCallBody {
  @Given.oneOf('Approve it as it stands; a different officer than those who wrote it.', ['approve'])
  action!: string;

  @Given.version()
  version!: number;
}

export class PublishCallBody {
  @Given.oneOf('Make it public; applications from its first day on.', ['publish'])
  action!: string;

  @Given.version()
  version!: number;
}

export class CloseCallBody {
  @Given.oneOf('Take no more applications.', ['close'])
  action!: string;

  @Given.version()
  version!: number;
}

/** The content of a body as the use cases take it: plain, and complete. */
export function contentOf(body: DraftCallBody | EditCallBody): CallContent {
  const { number, title, clauseIds, year, opensOn, closesOn, testedFrom, testedTo } = body;
  return {
    ...{ number, title, clauseIds, year, opensOn, closesOn, testedFrom, testedTo },
    parameters: body.parameters ?? {},
    materials: (body.materials ?? []).map((material) => ({ ...material })),
    route: body.route,
    noticeWorkingDays: body.noticeWorkingDays,
    noticePublication: body.noticePublication ?? 'automatic',
    deadlines: withoutAbsent({ ...body.deadlines }),
    fundingShares: body.fundingShares ? withoutAbsent({ ...body.fundingShares }) : null,
    advancedBy: body.advancedBy ?? null,
    instalments:
      body.instalments?.map(({ share, dueOn = null, condition = null }) => ({ share, dueOn, condition })) ??
      null,
    budgetSubject: body.budgetSubject,
  };
}
