/** What is wrong with a field that somebody gave, and what to do about it, as they read it. */
export interface FieldProblem {
  field: string;
  /** What the field is called on the page. */
  column: string;
  message: string;
  fix: string;
}

/** The dot inside the name of a person, as keyboards, registers and banks write it. */
const MIDDLE_DOTS = /[·•・‧∙⋅⸱⸳ꞏ.]/g;

/** Brackets and middle dots of any shape, letters and spaces of either width are one and the same in the name of an account. */
const nameOf = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(MIDDLE_DOTS, '·')
    .replace(/[〔【[{]/g, '(')
    .replace(/[〕】\]}]/g, ')');

/** Whether an account is held in the registered name, as a bank would compare them. */
export const isRegisteredName = (accountName: string, registeredName: string): boolean =>
  nameOf(accountName) === nameOf(registeredName);

/** Digits of an account number as people write it: in groups, or in full width. */
export const accountDigits = (written: string): string => written.normalize('NFKC').replace(/[\s-]/g, '');

/** The check digit of a bank card (ISO/IEC 7812-1, Luhn). */
export function isCardNumber(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const twice = Number(digit) * 2;
    return total + (index % 2 === 0 ? Number(digit) : twice > 9 ? twice - 9 : twice);
  }, 0);
  return /^\d{16,19}$/.test(digits) && sum % 10 === 0;
}

/**
 * What is wrong with an account by its own text: whose name it is in, and the shape of its number. Accounts of enterprises
 * have no common check digit; people and individual businesses are often paid on a card, whose number has one.
 */
export function accountProblems(
  given: { accountName: string; accountNumber: string },
  party: { kind: string; registeredName: string },
): FieldProblem[] {
  const { accountName, accountNumber } = given;
  const problems: FieldProblem[] = [];
  if (!isRegisteredName(accountName, party.registeredName))
    problems.push({
      ...{ field: 'accountName', column: '户名' },
      message: `与登记名称“${party.registeredName}”不一致`,
      fix: '填写以登记名称开立的账户;企业更名的,先更新登记信息',
    });
  const onCard = party.kind === 'person' || party.kind === 'individual_business';
  if (!/^\d{8,32}$/.test(accountNumber) || /^(\d)\1*$/.test(accountNumber))
    problems.push({
      ...{ field: 'accountNumber', column: '账号' },
      message: '不是银行账号',
      fix: '按开户许可证填写 8 至 32 位数字',
    });
  else if (onCard && /^62\d{14,17}$/.test(accountNumber) && !isCardNumber(accountNumber))
    problems.push({
      ...{ field: 'accountNumber', column: '账号' },
      message: '卡号校验位不对',
      fix: '逐位与银行卡核对',
    });
  return problems;
}
