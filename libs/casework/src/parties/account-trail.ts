import type { PartyEntity, PayeeAccountEntity, Tx } from '@duixian/persistence';
import type { Resource } from '@duixian/workflow';
import { maskAccountNumber } from '../ground/mask';

/** An enterprise as what its own people and the treasury of its county act on. */
export const accountResource = (tx: Tx, party: Pick<PartyEntity, 'id' | 'countyCode'>): Resource => ({
  regionPath: tx.regions.path(party.countyCode),
  partyId: party.id,
});

/** On the trail of the version, with the account as everybody may see it. */
export const recordOnAccount = (
  tx: Tx,
  party: Pick<PartyEntity, 'id' | 'countyCode'>,
  account: PayeeAccountEntity,
  type: string,
  data: Record<string, unknown>,
): Promise<void> =>
  tx.record({
    caseId: account.id,
    regionCode: party.countyCode,
    partyId: party.id,
    type,
    data: {
      accountVersion: account.version,
      account: maskAccountNumber(account.accountNumber),
      bankCode: account.bankCode,
      bankCodeListedOn: account.bankCodeListedOn,
      ...data,
    },
  });
