import { IsNull, Not } from 'typeorm';
import { pageAfter, type Page, type PageRequest } from '../ground/page';
import { whereWithin, type Reach } from '../ground/reach';
import { managerOf, type Tx } from '../ground/transaction';
import {
  TreasuryAccountEntity,
  TreasuryAccountVersionEntity,
  type TreasuryAccountDecision,
} from './award-entities';

type Account = Pick<
  TreasuryAccountVersionEntity,
  'regionCode' | 'accountName' | 'accountNumber' | 'bankName' | 'bankCode'
>;

/** The account that a treasury is set up with, as the system: its first version, which nobody in particular proposed. */
export async function insertTreasuryAccount(tx: Tx, account: Account): Promise<void> {
  await managerOf(tx).insert(TreasuryAccountVersionEntity, {
    ...{ id: tx.newId(), ...account, version: 1, bankCodeListedOn: null, documentNumber: '', note: '' },
    ...{ proposedBy: null, proposedAt: tx.now, decision: 'confirmed', decidedBy: null, decidedAt: tx.now },
    decisionNote: null,
  });
  await managerOf(tx).insert(TreasuryAccountEntity, { ...account, version: 1 });
}

/** The account of a treasury today. */
export async function findTreasury(tx: Tx, regionCode: string): Promise<TreasuryAccountEntity | null> {
  return managerOf(tx).findOneBy(TreasuryAccountEntity, { regionCode });
}

/** As `findTreasury`, held as it is until commit: what is sent next leaves that account. */
export async function holdTreasury(tx: Tx, regionCode: string): Promise<TreasuryAccountEntity | null> {
  await managerOf(tx).query('SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 0))', [
    `treasury-account:${regionCode}`,
  ]);
  return findTreasury(tx, regionCode);
}

/** The treasury in reach that has or had an account of this number: money may still come back to an earlier one. */
export async function findTreasuryByAccount(
  tx: Tx,
  accountNumber: string,
): Promise<{ regionCode: string } | null> {
  return managerOf(tx).findOneBy(TreasuryAccountVersionEntity, { accountNumber, decision: 'confirmed' });
}

/** The version that counted at a moment; before the first one, the first. */
export async function findTreasuryAccountAt(
  tx: Tx,
  regionCode: string,
  at: Date,
): Promise<TreasuryAccountVersionEntity | null> {
  const confirmed = await managerOf(tx).find(TreasuryAccountVersionEntity, {
    where: { regionCode, decision: 'confirmed' },
    order: { version: 'ASC' },
  });
  return confirmed.findLast(({ decidedAt }) => decidedAt !== null && decidedAt <= at) ?? confirmed[0] ?? null;
}

export async function findTreasuryAccountVersion(
  tx: Tx,
  id: string,
): Promise<TreasuryAccountVersionEntity | null> {
  return managerOf(tx).findOneBy(TreasuryAccountVersionEntity, { id });
}

export async function lockTreasuryAccountVersion(
  tx: Tx,
  id: string,
): Promise<TreasuryAccountVersionEntity | null> {
  return managerOf(tx).findOne(TreasuryAccountVersionEntity, {
    where: { id },
    lock: { mode: 'pessimistic_write' },
  });
}

/** Proposes the next version; its number is one more than that of any before. */
export async function insertTreasuryAccountVersion(
  tx: Tx,
  account: Omit<TreasuryAccountVersionEntity, 'version'>,
): Promise<TreasuryAccountVersionEntity> {
  const last = await managerOf(tx).maximum(TreasuryAccountVersionEntity, 'version', {
    regionCode: account.regionCode,
  });
  const version = { ...account, version: (last ?? 0) + 1 };
  await managerOf(tx).insert(TreasuryAccountVersionEntity, version);
  return version;
}

/** Writes the decision of a locked version; a confirmed one is the treasury's account from now on. */
export async function decideTreasuryAccountVersion(
  tx: Tx,
  proposed: TreasuryAccountVersionEntity,
  decided: { decision: TreasuryAccountDecision; by: string; note: string | null },
): Promise<void> {
  const { id, regionCode, version, accountName, accountNumber, bankName, bankCode } = proposed;
  const written = {
    ...{ decision: decided.decision, decidedBy: decided.by, decidedAt: tx.now },
    decisionNote: decided.note,
  };
  const done = await managerOf(tx).update(TreasuryAccountVersionEntity, { id, decision: IsNull() }, written);
  if (done.affected !== 1) throw new Error(`version ${id} changed under its lock`);
  Object.assign(proposed, written);
  if (decided.decision !== 'confirmed') return;
  const account = { regionCode, version, accountName, accountNumber, bankName, bankCode };
  await managerOf(tx).upsert(TreasuryAccountEntity, account, ['regionCode']);
}

/** Whether another treasury has or had this account, or payments of this one are under way on the account it has. */
export async function isAccountTaken(tx: Tx, regionCode: string, accountNumber: string): Promise<boolean> {
  return managerOf(tx).existsBy(TreasuryAccountVersionEntity, {
    ...{ accountNumber, decision: 'confirmed' },
    regionCode: Not(regionCode),
  });
}

/** Payments of a treasury that were released and are not known to have ended. */
export async function countUnderWay(tx: Tx, regionCode: string): Promise<number> {
  const [row] = await managerOf(tx).query<{ count: number }[]>(
    `SELECT count(*)::int AS count FROM payment WHERE region_code = $1 AND state IN ('released', 'sending', 'accepted', 'unknown')`,
    [regionCode],
  );
  return row?.count ?? 0;
}

/** Versions in reach, newest first; `open`: only those that wait, or only those that were decided. */
export async function pageTreasuryAccountVersions(
  tx: Tx,
  reach: Reach,
  { open, ...filter }: { open?: boolean; regionCode?: string },
  page: PageRequest,
): Promise<Page<TreasuryAccountVersionEntity>> {
  const wanted = { ...filter, ...(open === undefined ? {} : { decision: open ? IsNull() : Not(IsNull()) }) };
  const where = whereWithin<TreasuryAccountVersionEntity>(reach, wanted, { region: 'regionCode' });
  return pageAfter(managerOf(tx), TreasuryAccountVersionEntity, where, page);
}

/** The accounts that count today, of the treasuries named, by region. */
export async function readTreasuryVersions(
  tx: Tx,
  regionCodes: readonly string[],
): Promise<Map<string, number>> {
  if (regionCodes.length === 0) return new Map();
  const rows = await managerOf(tx).query<{ regionCode: string; version: number }[]>(
    `SELECT region_code AS "regionCode", version FROM treasury_account WHERE region_code = ANY ($1)`,
    [regionCodes],
  );
  return new Map(rows.map(({ regionCode, version }) => [regionCode, version]));
}
