import type { PayeeAccountEntity, PayeeSnapshot } from '@duixian/persistence';

/** An account as a payment keeps it: what is changed later does not reach a payment that was made. */
export const payeeSnapshotOf = (account: PayeeAccountEntity): PayeeSnapshot => ({
  accountId: account.id,
  accountVersion: account.version,
  accountName: account.accountName,
  accountNumber: account.accountNumber,
  bankName: account.bankName,
  bankCode: account.bankCode,
});
