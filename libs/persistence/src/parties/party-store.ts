import { In, Like, MoreThan, type FindOptionsWhere } from 'typeorm';
import { insertMany } from '../ground/insert-many';
import { refreshProfiles } from '../facts/profile-store';
import { pageAfter, totalsOf, type PageRequest, type PageWithTotals } from '../ground/page';
import { whereWithin, type Reach } from '../ground/reach';
import { readRows } from '../ground/read-rows';
import { managerOf, type Tx } from '../ground/transaction';
import { PartyEntity, PartyGrantEntity, PayeeAccountEntity } from './party-entities';

export async function findParty(tx: Tx, id: string): Promise<PartyEntity | null> {
  return managerOf(tx).findOneBy(PartyEntity, { id });
}

export async function findParties(tx: Tx, ids: readonly string[]): Promise<PartyEntity[]> {
  return readRows(tx, PartyEntity, 'WHERE id = ANY ($1) ORDER BY registered_name', [ids]);
}

export interface PartyFilter {
  countyCode?: string;
  /** Part of the registered name or of the credit code. */
  search?: string;
}

/** Parties in reach, the newest first. */
export async function pageParties(
  tx: Tx,
  reach: Reach,
  { countyCode, search }: PartyFilter,
  page: PageRequest,
): Promise<PageWithTotals<PartyEntity>> {
  const place = countyCode === undefined ? {} : { countyCode };
  const part = Like(`%${search?.replace(/[\\%_]/g, '\\$&') ?? ''}%`);
  const wanted: FindOptionsWhere<PartyEntity>[] =
    search === undefined
      ? [place]
      : [
          { ...place, registeredName: part },
          { ...place, creditCode: part },
        ];
  const where = wanted.flatMap((each) => whereWithin<PartyEntity>(reach, each, { region: 'countyCode' }));
  const manager = managerOf(tx);
  return {
    ...(await pageAfter(manager, PartyEntity, where, page)),
    totals: await totalsOf(manager, PartyEntity, where),
  };
}

/** Parties registered in these counties, in the order of their ids, `limit` at a time from `after` on. */
export async function readPartiesIn(
  tx: Tx,
  countyCodes: readonly string[],
  { after, limit }: { after: string | null; limit: number },
): Promise<PartyEntity[]> {
  return managerOf(tx).find(PartyEntity, {
    where: { countyCode: In([...countyCodes]), ...(after === null ? {} : { id: MoreThan(after) }) },
    order: { id: 'ASC' },
    take: limit,
  });
}

/** How many parties are registered in these counties. */
export async function countPartiesIn(tx: Tx, countyCodes: readonly string[]): Promise<number> {
  return managerOf(tx).countBy(PartyEntity, { countyCode: In([...countyCodes]) });
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

/** `grantedBy` absent: nobody in particular, as for what a seed makes. */
export async function insertPartyGrant(
  tx: Tx,
  grant: Omit<PartyGrantEntity, 'grantedBy' | 'endedBy'> & { grantedBy?: string },
): Promise<void> {
  await managerOf(tx).insert(PartyGrantEntity, grant);
}

/** What the register of enterprises says about a code. */
export interface RegisteredParty {
  creditCode: string;
  id: string;
  registeredName: string;
  countyCode: string;
  registeredOn: string | null;
  /** Day of the document that says so; null for what no import said. */
  statedOn: string | null;
}

/**
 * The enterprises of these codes wherever they are registered, also outside of the reader's own regions: what is known
 * by its code must not be taken for unknown.
 */
export async function readRegisteredParties(tx: Tx, codes: readonly string[]): Promise<RegisteredParty[]> {
  if (codes.length === 0) return [];
  return managerOf(tx).query(
    `SELECT credit_code AS "creditCode", id, registered_name AS "registeredName", county_code AS "countyCode",
       registered_on AS "registeredOn", stated_on AS "statedOn" FROM registered_parties($1::text[])`,
    [codes],
  );
}

/** Whether anybody acts for both of two parties today; asked past the reader's own rows. */
export async function shareAgent(tx: Tx, one: string, other: string): Promise<boolean> {
  const [found] = await managerOf(tx).query<{ shared: boolean }[]>(
    `SELECT EXISTS (SELECT 1 FROM party_grant a JOIN party_grant b ON b.user_id = a.user_id
       WHERE a.party_id = $1 AND b.party_id = $2 AND $3::date BETWEEN a.valid_from AND coalesce(a.valid_to, 'infinity')
         AND $3::date BETWEEN b.valid_from AND coalesce(b.valid_to, 'infinity')) AS shared`,
    [one, other, tx.today],
  );
  return found?.shared ?? false;
}

/** Makes the enterprises that a range of an import's rows names and nobody knows yet. */
export async function insertImportedParties(
  tx: Tx,
  range: { importId: string; from: number; to: number },
): Promise<void> {
  await managerOf(tx).query(
    `INSERT INTO party (id, kind, credit_code, registered_name, county_code, registered_on, created_at)
     SELECT DISTINCT ON (r.credit_code) n.id, n.kind, r.credit_code, n."registeredName", n."countyCode", n."registeredOn", $4
     FROM import_row r CROSS JOIN LATERAL jsonb_to_record(r.new_party) AS n(id uuid, kind text, "registeredName" text,
       "countyCode" text, "registeredOn" date)
     WHERE r.import_id = $1 AND r.position > $2 AND r.position <= $3 AND r.outcome = 'new' AND r.new_party IS NOT NULL
     ORDER BY r.credit_code, r.position
     ON CONFLICT (credit_code) DO NOTHING`,
    [range.importId, range.from, range.to, tx.nowText],
  );
}

/**
 * What a range of an import's rows says otherwise about enterprises that are registered, unless a later document said
 * something already; all of its rows' profiles.
 */
export async function updateImportedParties(
  tx: Tx,
  range: { importId: string; from: number; to: number },
  documentDate: string,
): Promise<void> {
  const rows = await managerOf(tx).query<{ id: string }[]>(
    `WITH said AS (
       SELECT r.credit_code, r.outcome, n.* FROM import_row r CROSS JOIN LATERAL jsonb_to_record(r.record) AS n(kind text,
         "registeredName" text, "countyCode" text, "registeredOn" date)
       WHERE r.import_id = $1 AND r.position > $2 AND r.position <= $3 AND r.outcome <> 'rejected'),
     told AS (
       UPDATE party p SET kind = coalesce(said.kind, p.kind), registered_name = said."registeredName",
         county_code = said."countyCode", registered_on = coalesce(said."registeredOn", p.registered_on),
         stated_on = $4
       FROM said JOIN party before USING (credit_code) WHERE p.id = before.id AND (p.stated_on IS NULL OR p.stated_on <= $4)
       RETURNING p.id, (p.kind, p.registered_name, p.county_code, p.registered_on)
         IS DISTINCT FROM (before.kind, before.registered_name, before.county_code, before.registered_on) AS differs)
     SELECT id FROM told WHERE differs
     UNION SELECT p.id FROM said JOIN party p USING (credit_code) WHERE said.outcome <> 'known'`,
    [range.importId, range.from, range.to, documentDate],
  );
  await refreshProfiles(
    tx,
    rows.map((row) => row.id),
    'registered',
  );
}
