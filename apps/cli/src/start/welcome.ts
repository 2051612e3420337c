import { type DemoAccount } from './casework-setup';

/** What is printed once everything is ready: where to go, and as whom. */
export function welcome(
  places: { consoleUrl: string; bankUrl: string | null; dataFolder: string },
  accounts: readonly DemoAccount[],
): string {
  return [
    '',
    `  兑现 Duixian 已就绪 is ready   ${places.consoleUrl}`,
    `  接口文档 API pages             ${places.consoleUrl}/api/docs`,
    ...(places.bankUrl === null ? [] : [`  模拟银行 simulated bank        ${places.bankUrl}`]),
    `  数据与日志 data and logs       ${places.dataFolder}`,
    ...(accounts.length === 0 ? [] : ['', '  演示账号 Demo accounts', ...table(accounts)]),
    '',
    '  按 Ctrl-C 停止。Ctrl-C stops everything.',
    '',
  ].join('\n');
}

function table(accounts: readonly DemoAccount[]): string[] {
  const rows = [
    ['账号 username', '密码 password', '角色 role', '姓名 name'],
    ...accounts.map(({ username, password, role, displayName }) => [
      username,
      password,
      `${role.zh} ${role.en}`,
      displayName,
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => columnsOf(row[column] ?? ''))));
  return rows.map((row) =>
    `    ${row.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - columnsOf(cell))).join('  ')}`.trimEnd(),
  );
}

/** A terminal gives Han characters and full-width signs two columns. */
const columnsOf = (text: string): number =>
  [...text].reduce(
    (sum, sign) =>
      sum +
      (/[\u1100-\u115f\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/.test(
        sign,
      )
        ? 2
        : 1),
    0,
  );
