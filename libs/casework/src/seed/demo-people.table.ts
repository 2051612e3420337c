import type { Role } from '@duixian/workflow';
import { DEMO_CAST } from './demo-cast.table';
import { DEMO_CITIES, PROVINCE_DESK, type DemoDesk } from './demo-cities.table';
import { REGIONS } from './regions.table';

/** Every demo account has this password; production mode makes no accounts. */
export const DEMO_PASSWORD = 'duixian-demo';

export interface DemoAccount {
  username: string;
  displayName: string;
  /** What the account is for, as `npm start` prints it. */
  purpose: string;
  grants: readonly { role: Role; regionCode: string }[];
  /** Credit code of the party this person acts for. */
  actsFor?: string;
}

const official = (
  username: string,
  displayName: string,
  purpose: string,
  role: Role,
  regionCode: string,
): DemoAccount => ({
  username,
  displayName,
  purpose,
  grants: [{ role, regionCode }],
});

const clerk = (username: string, displayName: string, purpose: string, actsFor: string): DemoAccount => ({
  username,
  displayName,
  purpose,
  grants: [],
  actsFor,
});

/** The accounts of the story; a part of the seed of its own adds the second administrator. */
// prettier-ignore
export const STORY_ACCOUNTS: readonly DemoAccount[] = [
  clerk('xinhua-clerk', '新华示例企业经办', '企业经办(新华区,规上首次入库,数据齐全)', 'XINHUA'),
  clerk('yexian-clerk', '叶县示例企业经办', '企业经办(叶县,规上首次入库,数据齐全)', 'YEXIAN'),
  clerk('zhanhe-clerk', '湛河示例企业经办', '企业经办(湛河区,需自行填报数据)', 'ZHANHE'),
  official('xinhua-reviewer', '新华区初审员', '区县初审(新华区)', 'reviewer', '410402'),
  official('yexian-reviewer', '叶县初审员', '区县初审(叶县)', 'reviewer', '410422'),
  official('zhanhe-reviewer', '湛河区初审员', '区县初审(湛河区)', 'reviewer', '410411'),
  official('city-reviewer', '市级复审员', '市级复审(平顶山市)', 'reviewer', '410400'),
  official('city-reviewer-2', '市级复审员(二)', '市级复审(平顶山市):公示异议须由未参与本案的人员处理', 'reviewer', '410400'),
  official('city-maker', '市财政经办', '市级财政经办', 'finance_maker', '410400'),
  official('city-checker', '市财政复核', '市级财政复核', 'finance_checker', '410400'),
  official('xinhua-maker', '新华区财政经办', '区县财政经办(新华区)', 'finance_maker', '410402'),
  official('xinhua-checker', '新华区财政复核', '区县财政复核(新华区)', 'finance_checker', '410402'),
  official('yexian-maker', '叶县财政经办', '区县财政经办(叶县)', 'finance_maker', '410422'),
  official('yexian-checker', '叶县财政复核', '区县财政复核(叶县)', 'finance_checker', '410422'),
  official('zhanhe-maker', '湛河区财政经办', '区县财政经办(湛河区)', 'finance_maker', '410411'),
  official('zhanhe-checker', '湛河区财政复核', '区县财政复核(湛河区)', 'finance_checker', '410411'),
  official('policy-officer', '政策管理员', '政策管理(平顶山市)', 'policy_officer', '410400'),
  official('policy-officer-2', '政策审定员', '政策审定(平顶山市):申报通知须由另一名政策管理员审定', 'policy_officer', '410400'),
  official('auditor', '审计员', '审计(平顶山市)', 'auditor', '410400'),
  official('admin', '系统管理员', '系统管理;可在演示中拨动业务时钟', 'administrator', '410400'),
];

/** Whoever gives a role that decides about money needs a second one who confirms. */
// prettier-ignore
export const SECOND_ADMINISTRATOR = official('admin-2', '系统管理员(二)', '系统管理:授予资金、审核等角色须由另一名管理员确认', 'administrator', '410400');

export const DEMO_ACCOUNTS: readonly DemoAccount[] = [...STORY_ACCOUNTS, SECOND_ADMINISTRATOR];

const nameOf = (code: string): string => REGIONS.find((region) => region.code === code)?.name ?? code;

const reviewerAt = ({ prefix, regionCode }: DemoDesk, rank: string): DemoAccount => {
  const place = nameOf(regionCode);
  return official(`${prefix}-reviewer`, `${place}${rank}员`, `${rank}(${place})`, 'reviewer', regionCode);
};

const cashiersAt = ({ prefix, regionCode }: DemoDesk): DemoAccount[] => {
  const place = nameOf(regionCode);
  return [
    official(`${prefix}-maker`, `${place}财政经办`, `财政经办(${place})`, 'finance_maker', regionCode),
    official(`${prefix}-checker`, `${place}财政复核`, `财政复核(${place})`, 'finance_checker', regionCode),
  ];
};

const auditorAt = ({ prefix, regionCode }: DemoDesk): DemoAccount => {
  const place = nameOf(regionCode);
  return official(`${prefix}-auditor`, `${place}审计员`, `审计(${place})`, 'auditor', regionCode);
};

const officersAt = ({ prefix, regionCode }: DemoDesk): DemoAccount[] => {
  const place = nameOf(regionCode);
  return [
    official(`${prefix}-officer`, `${place}政策管理员`, `政策管理(${place})`, 'policy_officer', regionCode),
    official(`${prefix}-officer-2`, `${place}政策审定员`, `政策审定(${place})`, 'policy_officer', regionCode),
    auditorAt({ prefix, regionCode }),
  ];
};

/** The accounts of the cities around the story. */
export const DEMO_CITY_ACCOUNTS: readonly DemoAccount[] = [
  ...DEMO_CITIES.flatMap(({ desk, countyDesks }) => [
    ...(desk ? [...officersAt(desk), reviewerAt(desk, '市级复审'), ...cashiersAt(desk)] : []),
    ...countyDesks.flatMap((each) => [reviewerAt(each, '区县初审'), ...cashiersAt(each)]),
  ]),
  ...cashiersAt(PROVINCE_DESK),
  auditorAt(PROVINCE_DESK),
  ...DEMO_CAST.map(({ clerk: username, registeredName, purpose }) =>
    clerk(username, `${registeredName.replace(/有限公司$/, '')}经办`, purpose, username),
  ),
];
