import { In } from 'typeorm';
import { insertMany } from '../ground/insert-many';
import { pageAfter, type Page, type PageRequest } from '../ground/page';
import type { Reach } from '../ground/reach';
import { managerOf, type Tx } from '../ground/transaction';
import { WhiteListEntity, WhiteListMemberEntity } from './white-list-entities';

/** An enterprise that a rule selects, with the record behind it. */
export interface WhiteListCandidate {
  partyId: string;
  registeredName: string;
  creditCode: string | null;
  countyCode: string;
  /** The title that is held; null where the pool decides. */
  titleCode: string | null;
  validTo: string | null;
  source: string | null;
  statedOn: string | null;
}

/** What the registration says of an enterprise: deregistered, revoked or merged ones are on no list. */
const STANDS = `coalesce((SELECT s.status FROM registration_status s WHERE s.party_id = party.id
    AND (s.since IS NULL OR s.since <= $2) ORDER BY s.document_date DESC, s.learned_at DESC, s.id DESC LIMIT 1), 'registered') = 'registered'`;

const PARTY = `party.id AS "partyId", party.registered_name AS "registeredName", party.credit_code AS "creditCode",
  party.county_code AS "countyCode"`;

/** Enterprises of some counties that hold one of some titles on a day: of several the first in the order of the codes. */
export async function readTitleHolders(
  tx: Tx,
  { countyCodes, asOf, codes }: { countyCodes: readonly string[]; asOf: string; codes: readonly string[] },
): Promise<WhiteListCandidate[]> {
  return managerOf(tx).query<WhiteListCandidate[]>(
    `SELECT DISTINCT ON (party.id) ${PARTY}, t.code AS "titleCode", t.valid_to::text AS "validTo",
       t.document_number AS source, coalesce(t.document_date, t.granted_on)::text AS "statedOn"
     FROM party JOIN standing_title t ON t.party_id = party.id
     WHERE party.county_code = ANY ($1) AND party.kind = 'enterprise' AND ${STANDS} AND t.code = ANY ($3)
       AND coalesce(t.valid_from, t.granted_on) <= $2 AND (t.valid_to IS NULL OR t.valid_to >= $2)
     ORDER BY party.id, array_position($3::text[], t.code), t.valid_to DESC NULLS FIRST, t.id DESC`,
    [countyCodes, asOf, codes],
  );
}

/** Enterprises of some counties that their county listed in the pool of 小升规, by the best record of a day. */
export async function readPoolListed(
  tx: Tx,
  { countyCodes, asOf }: { countyCodes: readonly string[]; asOf: string },
): Promise<WhiteListCandidate[]> {
  return managerOf(tx).query<WhiteListCandidate[]>(
    `SELECT ${PARTY}, NULL AS "titleCode", said.valid_to::text AS "validTo",
       said.source || coalesce(' ' || said.document_number, '') AS source, said.stated_on::text AS "statedOn"
     FROM party JOIN LATERAL (SELECT f.value, f.source, f.document_number, f.valid_to,
         coalesce(f.document_date, (f.learned_at AT TIME ZONE 'Asia/Shanghai')::date) AS stated_on
       FROM standing_fact f WHERE f.party_id = party.id AND f.name = 'scale.in_cultivation_pool' AND f.status <> 'claimed'
         AND (f.valid_from IS NULL OR f.valid_from <= $2) AND (f.valid_to IS NULL OR f.valid_to >= $2)
       ORDER BY (f.status = 'authoritative') DESC, f.document_date DESC NULLS LAST, f.learned_at DESC, f.id DESC LIMIT 1) said ON true
     WHERE party.county_code = ANY ($1) AND party.kind = 'enterprise' AND ${STANDS} AND said.value = 'true'::jsonb ORDER BY party.id`,
    [countyCodes, asOf],
  );
}

/** Of some parties: their place now, whether they stand, and until when they held one of some titles last. */
export async function readLeavers(
  tx: Tx,
  { partyIds, asOf, codes }: { partyIds: readonly string[]; asOf: string; codes: readonly string[] },
): Promise<{ partyId: string; countyCode: string; stands: boolean; heldTo: string | null }[]> {
  return managerOf(tx).query(
    `SELECT party.id AS "partyId", party.county_code AS "countyCode", ${STANDS} AS stands,
       (SELECT max(t.valid_to)::text FROM standing_title t WHERE t.party_id = party.id AND t.code = ANY ($3)) AS "heldTo"
     FROM party WHERE party.id = ANY ($1::uuid[])`,
    [partyIds, asOf, codes],
  );
}

export async function insertWhiteList(
  tx: Tx,
  list: WhiteListEntity,
  members: readonly WhiteListMemberEntity[],
): Promise<void> {
  await managerOf(tx).insert(WhiteListEntity, list);
  await insertMany(tx, WhiteListMemberEntity, members);
}

export async function findWhiteList(tx: Tx, id: string): Promise<WhiteListEntity | null> {
  return managerOf(tx).findOneBy(WhiteListEntity, { id });
}

/** The row locked until commit; null when it is out of reach. */
export async function lockWhiteList(tx: Tx, id: string): Promise<WhiteListEntity | null> {
  return managerOf(tx).findOne(WhiteListEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
}

/** Writes the decision on a locked list. */
export async function saveWhiteList(tx: Tx, list: WhiteListEntity): Promise<void> {
  const { id, version, state, decidedBy, decidedAt } = list;
  const done = await managerOf(tx).update(
    WhiteListEntity,
    { id, version },
    { state, decidedBy, decidedAt, version: version + 1 },
  );
  if (done.affected !== 1) throw new Error(`white list ${id} changed under its lock`);
  list.version = version + 1;
}

/** The list of a rule that was approved last; null before the first. */
export async function findLastWhiteList(
  tx: Tx,
  ruleKey: string,
  cityCode: string,
): Promise<WhiteListEntity | null> {
  return managerOf(tx).findOne(WhiteListEntity, {
    where: { ruleKey, cityCode, state: 'approved' },
    order: { asOf: 'DESC', id: 'DESC' },
  });
}

/** Lists of some cities, the newest first. */
export async function pageWhiteLists(
  tx: Tx,
  cityCodes: readonly string[],
  { state }: Partial<Pick<WhiteListEntity, 'state'>>,
  page: PageRequest,
): Promise<Page<WhiteListEntity>> {
  const where = { cityCode: In([...cityCodes]), ...(state ? { state } : {}) };
  return pageAfter(managerOf(tx), WhiteListEntity, [where], page);
}

export interface WhiteListMemberFilter {
  listId: string;
  standing?: 'in' | 'gone';
  added?: boolean;
  countyCode?: string;
}

/** The rows of a list, by county and name. */
export async function pageWhiteListMembers(
  tx: Tx,
  { listId, standing, added, countyCode }: WhiteListMemberFilter,
  { cursor, limit }: PageRequest,
): Promise<Page<WhiteListMemberEntity> & { totals: { count: number; amountFen: null } }> {
  const query = managerOf(tx)
    .createQueryBuilder(WhiteListMemberEntity, 'one')
    .where('one.list_id = :listId', { listId });
  if (standing) query.andWhere('one.standing = :standing', { standing });
  if (added !== undefined) query.andWhere('one.added = :added', { added });
  if (countyCode) query.andWhere('one.county_code = :countyCode', { countyCode });
  const count = await query.getCount();
  if (cursor !== undefined) query.andWhere('one.party_id > :cursor', { cursor });
  const found = await query
    .orderBy('one.party_id')
    .limit(limit + 1)
    .getMany();
  const items = found.slice(0, limit);
  return {
    items,
    nextCursor: found.length > limit ? (items.at(-1)?.partyId ?? null) : null,
    totals: { count, amountFen: null },
  };
}

/** The enterprises that are on a list. */
export async function readWhiteListMembers(tx: Tx, listId: string): Promise<WhiteListMemberEntity[]> {
  return managerOf(tx).findBy(WhiteListMemberEntity, { listId, standing: 'in' });
}

/** An enterprise and the lists in force that it is on. */
export interface WhiteListedParty {
  partyId: string;
  registeredName: string;
  creditCode: string | null;
  countyCode: string;
  lists: {
    listId: string;
    ruleKey: string;
    asOf: string;
    added: boolean;
    reason: string;
    source: string | null;
    statedOn: string | null;
  }[];
}

/** Enterprises on the list of each rule that was approved last, in reach, with the lists of each; by id. */
export async function pageWhiteListed(
  tx: Tx,
  { everything, regionCodes }: Reach,
  { countyCode, partyId }: { countyCode?: string; partyId?: string },
  { cursor, limit }: PageRequest,
): Promise<Page<WhiteListedParty> & { totals: { count: number; amountFen: null } }> {
  const rows = await managerOf(tx).query<(WhiteListedParty & { all: number })[]>(
    `WITH current AS (SELECT DISTINCT ON (rule_key, city_code) id, rule_key, as_of FROM white_list
         WHERE state = 'approved' ORDER BY rule_key, city_code, as_of DESC, id DESC),
       listed AS (SELECT m.*, current.rule_key, current.as_of FROM current JOIN white_list_member m ON m.list_id = current.id
         WHERE m.standing = 'in' AND ($1 OR m.county_code = ANY ($2)) AND ($3::text IS NULL OR m.county_code = $3)
           AND ($4::uuid IS NULL OR m.party_id = $4)),
       parties AS (SELECT DISTINCT party_id FROM listed)
     SELECT party_id AS "partyId", (array_agg(registered_name ORDER BY as_of DESC))[1] AS "registeredName",
       (array_agg(credit_code ORDER BY as_of DESC))[1] AS "creditCode", (array_agg(county_code ORDER BY as_of DESC))[1] AS "countyCode",
       jsonb_agg(jsonb_build_object('listId', list_id, 'ruleKey', rule_key, 'asOf', as_of, 'added', added, 'reason', reason,
         'source', source, 'statedOn', stated_on) ORDER BY rule_key) AS lists, (SELECT count(*)::int FROM parties) AS "all"
     FROM listed WHERE $5::uuid IS NULL OR party_id > $5 GROUP BY party_id ORDER BY party_id LIMIT $6`,
    [everything, regionCodes, countyCode ?? null, partyId ?? null, cursor ?? null, limit + 1],
  );
  const items = rows.slice(0, limit).map(({ all: _, ...row }) => row);
  return {
    items,
    nextCursor: rows.length > limit ? (items.at(-1)?.partyId ?? null) : null,
    totals: { count: rows[0]?.all ?? 0, amountFen: null },
  };
}
