import { findCurrentPayeeAccount, findParties, runQuery, type Database } from '@duixian/persistence';
import type { PersonActor } from '@duixian/workflow';
import { maskAccountNumber } from '../ground/mask';

export interface PartyView {
  id: string;
  kind: string;
  creditCode: string | null;
  registeredName: string;
  countyCode: string;
  county: string;
  payeeAccount: {
    id: string;
    accountName: string;
    maskedNumber: string;
    bankName: string;
    verified: boolean;
  } | null;
}

/** The parties a person acts for, with the account each is paid on (masked). */
export async function listMyParties(db: Database, actor: PersonActor): Promise<PartyView[]> {
  return runQuery(db, actor, async (tx) => {
    const views: PartyView[] = [];
    for (const party of await findParties(tx, actor.partyIds)) {
      const account = await findCurrentPayeeAccount(tx, party.id);
      views.push({
        id: party.id,
        kind: party.kind,
        creditCode: party.creditCode,
        registeredName: party.registeredName,
        countyCode: party.countyCode,
        county: tx.regions.get(party.countyCode).name,
        payeeAccount: account && {
          id: account.id,
          accountName: account.accountName,
          maskedNumber: maskAccountNumber(account.accountNumber),
          bankName: account.bankName,
          verified: account.verifiedAt !== null,
        },
      });
    }
    return views;
  });
}
