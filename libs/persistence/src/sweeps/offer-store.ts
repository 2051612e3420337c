import type { OfferState } from '@duixian/workflow';
import {
  And,
  In,
  IsNull,
  LessThanOrEqual,
  Not,
  Raw,
  type FindOperator,
  type FindOptionsWhere,
} from 'typeorm';
import { insertMany } from '../ground/insert-many';
import { pageAfter, totalsOf, type PageRequest, type PageWithTotals } from '../ground/page';
import { whereWithin, type Reach } from '../ground/reach';
import { row } from '../ground/row';
import { managerOf, type Tx } from '../ground/transaction';
import { OfferEntity, OfferLineEntity } from './sweep-entities';

export async function insertOffers(
  tx: Tx,
  offers: readonly OfferEntity[],
  lines: readonly OfferLineEntity[],
): Promise<void> {
  await insertMany(tx, OfferEntity, offers);
  await insertMany(tx, OfferLineEntity, lines);
}

export async function findOffer(tx: Tx, id: string): Promise<OfferEntity | null> {
  return managerOf(tx).findOneBy(OfferEntity, { id });
}

/** The row locked until commit, or null when it does not exist or is out of the actor's reach. */
export async function lockOffer(tx: Tx, id: string): Promise<OfferEntity | null> {
  return managerOf(tx).findOne(OfferEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
}

/**
 * Writes the decision on a locked offer, or how its clock stands, and raises its version. What is neither open nor confirmed may be offered again.
 * @throws when the version is not the one read: the row was not locked, which is a bug
 */
export async function saveOffer(tx: Tx, offer: OfferEntity): Promise<void> {
  const { id, version, state, decidedAt, decidedBy, stateReason, pausedOn, expiresOn } = offer;
  const manager = managerOf(tx);
  const done = await manager.update(
    OfferEntity,
    { id, version },
    row<Partial<OfferEntity>>({
      ...{ state, decidedAt, decidedBy, stateReason, pausedOn, expiresOn },
      version: version + 1,
    }),
  );
  if (done.affected !== 1) throw new Error(`offer ${id} changed under its lock`);
  offer.version = version + 1;
  if (state !== 'open' && state !== 'confirmed')
    await manager.update(OfferLineEntity, { offerId: id, live: true }, { live: false });
}

/** Ids of the offers to any of these parties that were made since a moment and are still open, oldest first. */
export async function readOpenOffersSince(
  tx: Tx,
  partyIds: readonly string[],
  since: Date,
): Promise<string[]> {
  if (partyIds.length === 0) return [];
  const rows = await managerOf(tx).query<{ id: string }[]>(
    `SELECT id FROM offer WHERE party_id = ANY ($1::uuid[]) AND state = 'open' AND made_at >= $2 ORDER BY id`,
    [partyIds, since],
  );
  return rows.map((row) => row.id);
}

export interface OfferFilter {
  state?: OfferEntity['state'];
  partyId?: string;
  sweepId?: string;
  callId?: string;
  countyCode?: string;
  clauseId?: string;
  /** Only those with a question that waits, or those without. */
  asked?: boolean;
  /** Only open ones whose last day is this one at the latest and whose clock runs. */
  dueBy?: string;
}

/** Newest first, with count and sum over the filter. */
export async function pageOffers(
  tx: Tx,
  reach: Reach,
  { clauseId, dueBy, asked: waiting, ...asked }: OfferFilter,
  page: PageRequest,
): Promise<PageWithTotals<OfferEntity>> {
  const filter: FindOptionsWhere<OfferEntity> = {
    ...asked,
    ...(clauseId === undefined ? {} : { version: holding(clauseId) }),
    ...(dueBy === undefined
      ? {}
      : {
          expiresOn: LessThanOrEqual(dueBy),
          state: asked.state ? And(In([asked.state]), In(['open'])) : 'open',
        }),
    ...standing(waiting, dueBy !== undefined),
  };
  const where = whereWithin<OfferEntity>(reach, filter, { region: 'countyCode', party: 'partyId' });
  const manager = managerOf(tx);
  return {
    ...(await pageAfter(manager, OfferEntity, where, page)),
    totals: await totalsOf(manager, OfferEntity, where, 'one.amount_fen'),
  };
}

/** By whether the clock stands; of an offer whose clock stands nobody knows when it is due. */
function standing(waiting: boolean | undefined, due: boolean): FindOptionsWhere<OfferEntity> {
  const runs = waiting === false || due;
  if (waiting === true) return { pausedOn: runs ? And(IsNull(), Not(IsNull())) : Not(IsNull()) };
  return runs ? { pausedOn: IsNull() } : {};
}

/** Offers with a line of a clause; asked of a column that no other filter asks. */
const holding = (clauseId: string): FindOperator<number> =>
  Raw(
    (column) =>
      `EXISTS (SELECT 1 FROM offer_line line WHERE line.offer_id = ${column.split('.')[0]}.id AND line.clause_id = :clauseId)`,
    { clauseId },
  );

export async function readOfferLines(tx: Tx, offerIds: readonly string[]): Promise<OfferLineEntity[]> {
  return managerOf(tx).find(OfferLineEntity, {
    where: { offerId: In([...offerIds]) },
    order: { clauseId: 'ASC', subject: 'ASC' },
  });
}

type StandingOffer = Extract<OfferState, 'open' | 'confirmed' | 'declined'>;

/** What was offered to some parties and is not to be offered again: open, confirmed, or declined by them. */
export async function readStandingOfferLines(
  tx: Tx,
  partyIds: readonly string[],
): Promise<{ partyId: string; clauseId: string; subject: string; state: StandingOffer; offerId: string }[]> {
  return managerOf(tx).query(
    `SELECT l.party_id AS "partyId", l.clause_id AS "clauseId", l.subject, o.state, o.id AS "offerId"
     FROM offer_line l JOIN offer o ON o.id = l.offer_id
     WHERE l.party_id = ANY ($1) AND o.state IN ('open', 'confirmed', 'declined')`,
    [partyIds],
  );
}

/** Open offers whose last day is over and whose clock runs. */
export async function readExpiredOffers(tx: Tx, today: string, most: number): Promise<{ id: string }[]> {
  return managerOf(tx).query(
    `SELECT id FROM offer WHERE state = 'open' AND paused_on IS NULL AND expires_on < $1 ORDER BY expires_on, id LIMIT $2`,
    [today, most],
  );
}

/**
 * Notes a reminder for open offers whose last day is near and whose clock runs, once per last day, at most `most` of them.
 *
 * @returns those that were noted now
 */
export async function noteOfferReminders(
  tx: Tx,
  near: { today: string; until: string; remaining: (lastDay: string) => number },
  most: number,
): Promise<Pick<OfferEntity, 'id' | 'countyCode' | 'partyId' | 'expiresOn'>[]> {
  const manager = managerOf(tx);
  const found = await manager.query<Pick<OfferEntity, 'id' | 'countyCode' | 'partyId' | 'expiresOn'>[]>(
    `SELECT id, county_code AS "countyCode", party_id AS "partyId", expires_on AS "expiresOn" FROM offer o
     WHERE state = 'open' AND paused_on IS NULL AND expires_on BETWEEN $1 AND $2
       AND NOT EXISTS (SELECT 1 FROM offer_reminder r WHERE r.offer_id = o.id AND r.last_day = o.expires_on) ORDER BY expires_on, id LIMIT $3`,
    [near.today, near.until, most],
  );
  const noted = await manager.query<{ id: string }[]>(
    `INSERT INTO offer_reminder (offer_id, last_day, remaining, reminded_at) SELECT o.id, o.last_day, o.remaining, $4
     FROM unnest($1::uuid[], $2::date[], $3::int[]) AS o(id, last_day, remaining)
     ON CONFLICT (offer_id, last_day) DO NOTHING RETURNING offer_id AS id`,
    [
      ...[found.map(({ id }) => id), found.map(({ expiresOn }) => expiresOn)],
      ...[found.map(({ expiresOn }) => near.remaining(expiresOn)), tx.nowText],
    ],
  );
  const now = new Set(noted.map(({ id }) => id));
  return found.filter(({ id }) => now.has(id));
}
