import {
  LessThan,
  type EntityManager,
  type EntityTarget,
  type FindOptionsOrder,
  type FindOptionsWhere,
  type ObjectLiteral,
} from 'typeorm';

export interface PageRequest {
  /** Where the last page ended (an id), absent for the first. */
  cursor?: string;
  /** 1 to 200. */
  limit: number;
}

export interface Page<T> {
  items: T[];
  /** Pass it as `cursor` for the next page; null at the end. */
  nextCursor: string | null;
}

/** What passes a filter, all pages together. */
export interface Totals {
  count: number;
  /** In fen; null where the rows have no amount. */
  amountFen: number | null;
}

/** A page with the totals over the whole filter. */
export interface PageWithTotals<T> extends Page<T> {
  totals: Totals;
}

/**
 * Count and sum of everything that passes the alternatives of `where`.
 *
 * @param sum SQL over `one`, the row, in fen; absent: the rows have no amount
 */
export async function totalsOf<T extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityTarget<T>,
  where: readonly FindOptionsWhere<T>[],
  sum?: string,
): Promise<Totals> {
  const none = sum === undefined ? null : 0;
  if (where.length === 0) return { count: 0, amountFen: none };
  const found = await manager
    .createQueryBuilder(entity, 'one')
    .select('count(*)', 'count')
    .addSelect(sum === undefined ? 'NULL' : `sum(${sum})`, 'amount')
    .where([...where])
    .getRawOne<{ count: string; amount: string | null }>();
  const amount = found?.amount ?? null;
  return { count: Number(found?.count ?? 0), amountFen: amount === null ? none : Number(amount) };
}

/**
 * Newest first by UUIDv7 id, which is the order of creation; one row more than asked tells whether there is more.
 * Alternatives in `where` are joined by "or"; none at all finds nothing.
 */
export async function pageAfter<T extends ObjectLiteral & { id: string }>(
  manager: EntityManager,
  entity: EntityTarget<T>,
  where: readonly FindOptionsWhere<T>[],
  { cursor, limit }: PageRequest,
): Promise<Page<T>> {
  if (where.length === 0) return { items: [], nextCursor: null };
  const after = cursor === undefined ? {} : { id: LessThan(cursor) as FindOptionsWhere<T>['id'] };
  const rows = await manager.find(entity, {
    where: where.map((alternative) => ({ ...alternative, ...after })),
    order: { id: 'DESC' } as FindOptionsOrder<T>,
    take: limit + 1,
  });
  const items = rows.slice(0, limit);
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
