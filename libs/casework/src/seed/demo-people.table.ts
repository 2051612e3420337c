import type { Role } from '@duixian/workflow';

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

// prettier-ignore
export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
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
