import { accountDigits, accountProblems, isCardNumber, isRegisteredName } from './account-rules';

it.each<[string, string, boolean]>([
  ['平顶山示例机械有限公司', '平顶山示例机械有限公司', true],
  ['平顶山示例（集团）有限公司', '平顶山示例(集团)有限公司', true],
  ['平顶山示例〔集团〕有限公司', '平顶山示例(集团)有限公司', true],
  [' 平顶山示例 机械有限公司　', '平顶山示例机械有限公司', true],
  ['ＡＢＣ机械有限公司', 'ABC机械有限公司', true],
  ...['·', '•', '・', '･', '‧', '．', '.', '∙', '⋅'].map((dot): [string, string, boolean] => [
    `阿依古丽${dot}买买提`,
    '阿依古丽·买买提',
    true,
  ]),
  ['阿依古丽买买提', '阿依古丽·买买提', false],
  ['平顶山示例集团有限公司', '平顶山示例(集团)有限公司', false],
  ['平顶山示例机械', '平顶山示例机械有限公司', false],
])('%s is the registered name %s: %s', (given, registered, same) => {
  expect(isRegisteredName(given, registered)).toBe(same);
});

it.each([
  ['6222 0210 0111 6245', '6222021001116245'],
  ['１２３４-5678', '12345678'],
])('the digits of %s are %s', (written, digits) => {
  expect(accountDigits(written)).toBe(digits);
});

it.each([
  ['4111111111111111', true],
  ['4111111111111112', false],
  ['378282246310005', false],
])('%s is a card number: %s', (digits, right) => {
  expect(isCardNumber(digits)).toBe(right);
});

const NAME = '平顶山示例机械有限公司';
it.each<[string, string, string, string[]]>([
  ['an enterprise', 'enterprise', '41050100360800001234', []],
  ['too short', 'enterprise', '1234567', ['accountNumber']],
  ['letters', 'enterprise', '6222ABCD12345678', ['accountNumber']],
  ['one digit again and again', 'enterprise', '11111111111', ['accountNumber']],
  ['a mistyped card of an individual business', 'individual_business', '6222021001116246', ['accountNumber']],
  ['no card, so no check digit', 'individual_business', '41050100360800001235', []],
  ['an enterprise whose number looks like a card', 'enterprise', '6222021001116246', []],
])('%s', (_what, kind, accountNumber, fields) => {
  const problems = accountProblems({ accountName: NAME, accountNumber }, { kind, registeredName: NAME });
  expect(problems.map(({ field }) => field)).toEqual(fields);
});
