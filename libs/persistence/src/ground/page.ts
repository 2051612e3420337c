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
