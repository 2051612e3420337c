import type { PayeeAccountEntity, PayeeSnapshot, TreasuryAccountEntity } from '@duixian/persistence';

/** An account as a payment keeps it: what is changed later does not reach a payment that was made. */
export const payeeSnapshotOf = (account: PayeeAccountEntity): PayeeSnapshot => ({
  accountId: account.id,
  accountVersion: account.version,
  accountName: account.accountName,
  accountNumber: account.accountNumber,
  bankName: account.bankName,
  bankCode: account.bankCode,
});

/**
 * The account of a treasury as what refunds it keeps it, by its version.
 * @throws Error when it has no bank: an award does not get so far
 */
export function treasurySnapshotOf(treasury: TreasuryAccountEntity): PayeeSnapshot {
  const { regionCode, version, accountName, accountNumber, bankName, bankCode } = treasury;
  if (!bankName || !bankCode) throw new Error(`treasury ${regionCode} has no bank`);
  return { accountId: regionCode, accountVersion: version, accountName, accountNumber, bankName, bankCode };
}
