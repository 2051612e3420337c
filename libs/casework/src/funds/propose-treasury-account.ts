import {
  findBankCode,
  findBankCodeTable,
  findTreasury,
  insertTreasuryAccountVersion,
  isAccountTaken,
  lockTreasury,
  runCommand,
  seeingEverything,
  type CommandOutcome,
  type Database,
  type TreasuryAccountDecision,
  type TreasuryAccountVersionEntity,
  type Tx,
} from '@duixian/persistence';
import type { PersonActor } from '@duixian/workflow';
import { refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { maskAccountNumber } from '../ground/mask';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';
import { accountDigits, type FieldProblem } from '../parties/account-rules';

/** The account of a treasury as somebody gives it; the name of the bank comes from the table of bank codes. */
export interface GivenTreasuryAccount {
  regionCode: string;
  accountName: string;
  accountNumber: string;
  /** 行号, twelve digits. */
  bankCode: string;
  /** What it rests on. */
  documentNumber: string;
  note: string;
}

export interface TreasuryAccountAnswer {
  id: string;
  version: number;
  state: 'pending' | TreasuryAccountDecision;
}

const ONE_WAITS: Refusal = {
  code: 'action-not-allowed',
  message: '该财政已有一个账户在等待复核,请先撤回,或等待复核。',
};

export const NUMBER_TAKEN: Refusal = {
  code: 'account-invalid',
  message: '这个账号是或曾经是另一财政的账户,不能登记。请核对账号。',
};

/**
 * The maker of a treasury proposes the account that it pays from and is paid back on: the first one, or another in place of what it has. It
 * must be at a branch of the table of bank codes. Nothing changes before a checker has confirmed it.
 */
export async function proposeTreasuryAccount(
  db: Database,
  command: GivenTreasuryAccount & { actor: PersonActor; idempotencyKey: string },
): Promise<CommandOutcome<TreasuryAccountAnswer, Refusal>> {
  const { actor, idempotencyKey, regionCode, bankCode, documentNumber, note } = command;
  const accountName = command.accountName.trim();
  const accountNumber = accountDigits(command.accountNumber);
  const given = { regionCode, accountName, accountNumber, bankCode, documentNumber, note };
  const request = {
    ...{ name: 'proposeTreasuryAccount', actor, idempotencyKey, input: given },
    conflicts: {
      treasury_account_version_one_open: ONE_WAITS,
      treasury_account_version_region_code_version_key: ONE_WAITS,
    },
  };
  return runCommand(db, request, async (tx): Promise<CaseOutcome<TreasuryAccountAnswer>> => {
    if (!tx.regions.find(regionCode))
      return refuse('not-found', `没有代码为 ${regionCode} 的地区,请从列表中选择。`);
    const forbidden = refuseUnlessPermitted(actor, 'treasuryAccount.propose', regionResource(tx, regionCode));
    if (forbidden) return forbidden;
    await lockTreasury(tx, regionCode);
    const checked = await checkAccount(tx, given);
    if (!checked.ok) return checked;
    const proposed = await insertTreasuryAccountVersion(tx, {
      ...{ id: tx.newId(), ...given, ...checked.value },
      ...{ proposedBy: actor.userId, proposedAt: tx.now },
      ...{ decision: null, decidedBy: null, decidedAt: null, decisionNote: null },
    });
    await recordOnTreasuryAccount(tx, proposed, 'treasury_account.proposed');
    return done({ id: proposed.id, version: proposed.version, state: 'pending' });
  });
}

async function checkAccount(
  tx: Tx,
  given: GivenTreasuryAccount,
): Promise<{ ok: true; value: { bankName: string; bankCodeListedOn: string } } | Refused> {
  const { regionCode, accountName, accountNumber, bankCode } = given;
  const table = await findBankCodeTable(tx);
  if (!table) return refuse('account-invalid', '还没有导入联行号表,请联系系统管理员导入后再提出。');
  const bank = await findBankCode(tx, table.id, bankCode);
  const problems: FieldProblem[] = [];
  if (!/^\d{8,32}$/.test(accountNumber) || /^(\d)\1*$/.test(accountNumber))
    problems.push({
      ...{ field: 'accountNumber', column: '账号', message: '不是银行账号' },
      fix: '按开户批复填写 8 至 32 位数字',
    });
  if (!bank)
    problems.push({
      ...{ field: 'bankCode', column: '联行号', message: `不在 ${table.listedOn} 的联行号表中` },
      fix: '按网点名称查找;新设网点请联系系统管理员导入新的联行号表',
    });
  if (!bank || problems.length > 0) {
    const fields = problems.map(({ column }) => column).join('、');
    return refuse('account-invalid', `账户不符合要求:${fields}。请按提示修改。`, { problems });
  }
  const present = await findTreasury(tx, regionCode);
  const same =
    present?.accountNumber === accountNumber &&
    present.accountName === accountName &&
    present.bankCode === bankCode;
  if (same) return refuse('account-invalid', '这就是现用的财政账户,不必变更。');
  if (await seeingEverything(tx, () => isAccountTaken(tx, regionCode, accountNumber)))
    return { ok: false, refusal: NUMBER_TAKEN };
  return { ok: true, value: { bankName: bank.name, bankCodeListedOn: table.listedOn } };
}

/** On the trail of the treasury’s account, with its number as everybody may see it. */
export const recordOnTreasuryAccount = (
  tx: Tx,
  account: TreasuryAccountVersionEntity,
  type: string,
): Promise<void> => {
  const { id, regionCode, version, accountName, accountNumber, bankCode, documentNumber } = account;
  return tx.record({
    ...{ caseId: id, regionCode, type },
    data: {
      ...{ treasury: regionCode, accountVersion: version, accountName },
      ...{ account: maskAccountNumber(accountNumber), bankCode, documentNumber },
      ...(account.decisionNote === null ? {} : { reason: account.decisionNote }),
    },
  });
};
