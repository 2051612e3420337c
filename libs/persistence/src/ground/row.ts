import type { ObjectLiteral, QueryDeepPartialEntity } from 'typeorm';

/**
 * An entity as TypeORM's insert and update want it. Their mapped type looks into JSON columns and refuses plain
 * records there; the columns themselves are still checked by the entity's own type.
 */
export const row = <T extends ObjectLiteral>(entity: T): QueryDeepPartialEntity<T> =>
  entity as QueryDeepPartialEntity<T>;
export const rows = <T extends ObjectLiteral>(entities: readonly T[]): QueryDeepPartialEntity<T>[] =>
  entities as unknown as QueryDeepPartialEntity<T>[];
