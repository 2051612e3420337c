import { DEMO_ACCOUNTS, DEMO_CITY_ACCOUNTS, DEMO_PASSWORD, type DemoAccount } from '@duixian/casework';

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
      ? ['', '  演示账号 Demo accounts', ...accountTable([...DEMO_ACCOUNTS, ...DEMO_CITY_ACCOUNTS])]
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
  table([
    ['账号 username', '密码 password', '角色 role', '用途 purpose'],
    ...accounts.map((account) => [account.username, DEMO_PASSWORD, roleOf(account), account.purpose]),
  ]);

const roleOf = ({ grants }: DemoAccount): string =>
  grants.map(({ role }) => ROLES[role]).join(', ') || 'enterprise clerk';

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => terminalWidth(row[column] ?? ''))),
  );
  const pad = (cell: string, column: number): string =>
    cell + ' '.repeat((widths[column] ?? 0) - terminalWidth(cell));
  return rows.map((row) => `    ${row.map(pad).join('  ')}`.trimEnd());
}

const WIDE = /[\u1100-\u115f\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/;

/** A terminal gives Han characters and full-width signs two columns. */
export const terminalWidth = (text: string): number =>
  [...text].reduce((sum, sign) => sum + (WIDE.test(sign) ? 2 : 1), 0);
