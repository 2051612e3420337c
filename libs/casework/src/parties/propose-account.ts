import {
  findBankCode,
  findBankCodeTable,
  findCurrentPayeeAccount,
  insertPayeeAccount,
  lockPartyAccounts,
  readPayeeAccounts,
  runCommand,
  type CommandOutcome,
  type Database,
  type PartyEntity,
  type PayeeAccountEntity,
  type Tx,
} from '@duixian/persistence';
import { PAYEE_ACCOUNT_CREATED_EVENT, type PayeeAccountState, type PersonActor } from '@duixian/workflow';
import { refuseAsUnknown, refuseUnlessPermitted } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';
import { accountDigits, accountProblems, type FieldProblem } from './account-rules';
import { accountResource, recordOnAccount } from './account-trail';

/** An account as the enterprise gives it; the name of the bank comes from the table of bank codes. */
export interface GivenAccount {
  accountName: string;
  accountNumber: string;
  /** 联行号, twelve digits. */
  bankCode: string;
}

export interface PayeeAccountAnswer {
  id: string;
  state: PayeeAccountState;
  /** First day on which payments use it; null until it is confirmed. */
  effectiveOn: string | null;
}

const ONE_WAITS: Refusal = {
  code: 'action-not-allowed',
  message: '已有一个账户在等待第二人确认,请先撤回,或等待确认。',
};

/**
 * Proposes another account to be paid on. It must be in the registered name and at a branch of the table of bank codes.
 * Nothing changes before a second person has confirmed it.
 */
export async function proposePayeeAccount(
  db: Database,
  command: GivenAccount & { actor: PersonActor; idempotencyKey: string; partyId: string },
): Promise<CommandOutcome<PayeeAccountAnswer, Refusal>> {
  const { actor, idempotencyKey, partyId, accountName, bankCode } = command;
  const accountNumber = accountDigits(command.accountNumber);
  const request = {
    ...{ name: 'proposePayeeAccount', actor, idempotencyKey },
    input: { partyId, accountName, accountNumber, bankCode },
    conflicts: { payee_account_one_proposed: ONE_WAITS },
  };
  return runCommand(db, request, async (tx): Promise<CaseOutcome<PayeeAccountAnswer>> => {
    const party = await lockPartyAccounts(tx, partyId);
    if (!party) return refuseAsUnknown();
    const forbidden = refuseUnlessPermitted(actor, 'payeeAccount.propose', accountResource(tx, party));
    if (forbidden) return forbidden;
    const checked = await checkAccount(tx, party, { accountName, accountNumber, bankCode });
    if (!checked.ok) return checked;
    const versions = await readPayeeAccounts(tx, partyId);
    if (versions.some(({ state }) => state === 'proposed')) return { ok: false, refusal: ONE_WAITS };
    const account: PayeeAccountEntity = {
      ...{ id: tx.newId(), partyId, version: (versions[0]?.version ?? 0) + 1 },
      ...{ accountName, accountNumber, bankCode },
      ...checked.value,
      ...{ state: 'proposed', createdAt: tx.now, proposedBy: actor.userId },
      ...{ verifiedAt: null, confirmedBy: null, confirmedAs: null, effectiveOn: null },
      ...{ endedAt: null, endedBy: null, endReason: null },
    };
    await insertPayeeAccount(tx, account);
    await recordOnAccount(tx, party, account, PAYEE_ACCOUNT_CREATED_EVENT, {});
    return done({ id: account.id, state: account.state, effectiveOn: null });
  });
}

async function checkAccount(
  tx: Tx,
  party: PartyEntity,
  given: GivenAccount,
): Promise<{ ok: true; value: { bankName: string; bankCodeListedOn: string } } | Refused> {
  const table = await findBankCodeTable(tx);
  if (!table) {
    return refuse('account-invalid', '还没有导入联行号表,请联系系统管理员导入后再提出。');
  }
  const bank = await findBankCode(tx, table.id, given.bankCode);
  const unknown: FieldProblem = {
    ...{ field: 'bankCode', column: '联行号' },
    message: `不在 ${table.listedOn} 的联行号表中`,
    fix: '按网点名称查找;新设网点请联系系统管理员导入新的联行号表',
  };
  const problems = [...accountProblems(given, party), ...(bank ? [] : [unknown])];
  if (!bank || problems.length > 0) {
    const fields = problems.map(({ column }) => column).join('、');
    return refuse('account-invalid', `账户不符合要求:${fields}。请按提示修改。`, { problems });
  }
  const current = await findCurrentPayeeAccount(tx, party.id);
  if (current?.accountNumber === given.accountNumber && current.bankCode === given.bankCode)
    return refuse('account-invalid', '这就是现用的收款账户,不必变更。');
  return { ok: true, value: { bankName: bank.name, bankCodeListedOn: table.listedOn } };
}
