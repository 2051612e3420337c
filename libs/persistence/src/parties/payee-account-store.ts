import { LessThanOrEqual } from 'typeorm';
import type { Page, PageRequest } from '../ground/page';
import type { Reach } from '../ground/reach';
import { managerOf, type Tx } from '../ground/transaction';
import { PartyEntity, PayeeAccountEntity } from './party-entities';

export async function insertPayeeAccount(tx: Tx, account: PayeeAccountEntity): Promise<void> {
  await managerOf(tx).insert(PayeeAccountEntity, account);
}

/** The confirmed account that a party is paid on today; null while it has none. */
export async function findCurrentPayeeAccount(tx: Tx, partyId: string): Promise<PayeeAccountEntity | null> {
  return managerOf(tx).findOne(PayeeAccountEntity, {
    where: { partyId, state: 'confirmed', effectiveOn: LessThanOrEqual(tx.today) },
    order: { effectiveOn: 'DESC', version: 'DESC' },
  });
}

/** As `findCurrentPayeeAccount`, the ids only, of any number of parties. */
export async function readCurrentPayeeAccountIds(
  tx: Tx,
  partyIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await managerOf(tx).query<{ partyId: string; id: string }[]>(
    `SELECT DISTINCT ON (party_id) party_id AS "partyId", id FROM payee_account
     WHERE party_id = ANY ($1::uuid[]) AND state = 'confirmed' AND effective_on <= $2
     ORDER BY party_id, effective_on DESC, version DESC`,
    [partyIds, tx.today],
  );
  return new Map(rows.map(({ partyId, id }) => [partyId, id]));
}

export async function findPayeeAccount(tx: Tx, id: string): Promise<PayeeAccountEntity | null> {
  return managerOf(tx).findOneBy(PayeeAccountEntity, { id });
}

/** Every version that a party ever had or proposed, the newest first. */
export async function readPayeeAccounts(tx: Tx, partyId: string): Promise<PayeeAccountEntity[]> {
  return managerOf(tx).find(PayeeAccountEntity, { where: { partyId }, order: { version: 'DESC' } });
}

/** The party and one of its versions, both held until the end of the transaction; null where they do not go together. */
export async function lockPayeeAccount(
  tx: Tx,
  partyId: string,
  id: string,
): Promise<PayeeAccountEntity | null> {
  await lockPartyAccounts(tx, partyId);
  return managerOf(tx).findOneBy(PayeeAccountEntity, { id, partyId });
}

/** Holds a party, so that its accounts change one after the other. */
export async function lockPartyAccounts(tx: Tx, partyId: string): Promise<PartyEntity | null> {
  return managerOf(tx).findOne(PartyEntity, { where: { id: partyId }, lock: { mode: 'for_no_key_update' } });
}

/** Saves what a decision sets; the rest of a version never changes. */
export async function savePayeeAccount(tx: Tx, account: PayeeAccountEntity): Promise<void> {
  const { id, state, verifiedAt, confirmedBy, confirmedAs, effectiveOn, endedAt, endedBy, endReason } =
    account;
  await managerOf(tx).update(
    PayeeAccountEntity,
    { id },
    { state, verifiedAt, confirmedBy, confirmedAs, effectiveOn, endedAt, endedBy, endReason },
  );
}

/** Ids of the people who act for a party today and can sign in, whoever asks. */
export async function readPeopleActingFor(tx: Tx, partyId: string): Promise<string[]> {
  const rows = await managerOf(tx).query<{ id: string }[]>(
    'SELECT user_id AS id FROM people_acting_for($1, $2)',
    [partyId, tx.today],
  );
  return rows.map(({ id }) => id);
}

/** Accounts that do not count yet, proposed or confirmed for a later day, of the parties of a reach, with them, newest first. */
export async function pageComingAccounts(
  tx: Tx,
  reach: Reach,
  { cursor, limit }: PageRequest,
): Promise<Page<{ account: PayeeAccountEntity; party: PartyEntity }>> {
  const found = await managerOf(tx)
    .createQueryBuilder(PayeeAccountEntity, 'account')
    .innerJoinAndMapOne('account.party', PartyEntity, 'party', 'party.id = account.party_id')
    .where(
      `(account.state = 'proposed' OR (account.state = 'confirmed' AND account.effective_on > :today))`,
      { today: tx.today },
    )
    .andWhere(reach.everything ? 'true' : 'party.county_code IN (:...codes)', {
      codes: [...reach.regionCodes, ''],
    })
    .andWhere(cursor === undefined ? 'true' : 'account.id < :cursor', { cursor })
    .orderBy('account.id', 'DESC')
    .take(limit + 1)
    .getMany();
  const rows = (found as (PayeeAccountEntity & { party: PartyEntity })[]).map(({ party, ...account }) => ({
    account,
    party,
  }));
  const items = rows.slice(0, limit);
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.account.id ?? null) : null };
}
