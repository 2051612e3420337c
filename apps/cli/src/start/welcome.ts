import { DEMO_ACCOUNTS, DEMO_CITY_ACCOUNTS, DEMO_PASSWORD, type DemoAccount } from '@duixian/casework';
import { textTable } from '../text-table';

export interface Places {
  readonly consoleUrl: string;
  /** null where a real bank is used. */
  readonly bankUrl: string | null;
  readonly dataFolder: string;
}

/** What is printed once everything is ready: where to go and, in a demo, as whom. */
export function welcome({ consoleUrl, bankUrl, dataFolder }: Places, demo: boolean): string {
  return [
    '',
    `  兑现 Duixian 已就绪 is ready   ${consoleUrl}`,
    `  接口文档 API pages             ${consoleUrl}/api/docs`,
    ...(bankUrl === null ? [] : [`  模拟银行 simulated bank        ${bankUrl}`]),
    `  数据与日志 data and logs       ${dataFolder}`,
    ...(demo
      ? [
          '',
          '  演示账号 Demo accounts',
          ...accountTable(DEMO_ACCOUNTS),
          `  另有郑州、嘉兴等 ${DEMO_CITY_ACCOUNTS.length} 个账号,登录页可一键选用。${DEMO_CITY_ACCOUNTS.length} more, of Zhengzhou and Jiaxing too, on the sign-in page.`,
        ]
      : []),
    '',
    '  按 Ctrl-C 停止。Ctrl-C stops everything.',
    '',
  ].join('\n');
}

type Role = DemoAccount['grants'][number]['role'];

const ROLES: Readonly<Record<Role, string>> = {
  reviewer: 'reviewer',
  finance_maker: 'finance maker',
  finance_checker: 'finance checker',
  policy_officer: 'policy officer',
  auditor: 'auditor',
  administrator: 'administrator',
};

const accountTable = (accounts: readonly DemoAccount[]): string[] =>
  textTable([
    ['账号 username', '密码 password', '角色 role', '用途 purpose'],
    ...accounts.map((account) => [account.username, DEMO_PASSWORD, roleOf(account), account.purpose]),
  ]);

const roleOf = ({ grants }: DemoAccount): string =>
  grants.map(({ role }) => ROLES[role]).join(', ') || 'enterprise clerk';
