import { In, IsNull } from 'typeorm';
import { insertMany } from '../ground/insert-many';
import { managerOf, type Tx } from '../ground/transaction';
import { PartyEntity, PartyGrantEntity, PayeeAccountEntity } from './party-entities';

export async function findParty(tx: Tx, id: string): Promise<PartyEntity | null> {
  return managerOf(tx).findOneBy(PartyEntity, { id });
}

export async function findParties(tx: Tx, ids: readonly string[]): Promise<PartyEntity[]> {
  return managerOf(tx).find(PartyEntity, { where: { id: In([...ids]) }, order: { registeredName: 'ASC' } });
}

export async function insertParty(tx: Tx, party: PartyEntity): Promise<void> {
  await managerOf(tx).insert(PartyEntity, party);
}

/** Any number of parties, each with the accounts it was ever paid on. */
export async function insertParties(
  tx: Tx,
  parties: readonly PartyEntity[],
  accounts: readonly PayeeAccountEntity[],
): Promise<void> {
  await insertMany(tx, PartyEntity, parties);
  await insertMany(tx, PayeeAccountEntity, accounts);
}

export async function insertPartyGrant(tx: Tx, grant: PartyGrantEntity): Promise<void> {
  await managerOf(tx).insert(PartyGrantEntity, grant);
}

export async function insertPayeeAccount(tx: Tx, account: PayeeAccountEntity): Promise<void> {
  await managerOf(tx).insert(PayeeAccountEntity, account);
}

/** The account a party is paid on now; null when none is recorded. */
export async function findCurrentPayeeAccount(tx: Tx, partyId: string): Promise<PayeeAccountEntity | null> {
  return managerOf(tx).findOneBy(PayeeAccountEntity, { partyId, replacedAt: IsNull() });
}

export async function findPayeeAccount(tx: Tx, id: string): Promise<PayeeAccountEntity | null> {
  return managerOf(tx).findOneBy(PayeeAccountEntity, { id });
}
