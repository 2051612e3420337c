import type { EntityTarget, ObjectLiteral } from 'typeorm';
import { managerOf, type Tx } from './transaction';

/**
 * Whole rows of a table as plain entities, thousands at a time: `tail` is what follows FROM. As `find` answers them, without
 * the query builder and the two further objects that it makes of every row on the way.
 */
export async function readRows<T extends ObjectLiteral>(
  tx: Tx,
  entity: EntityTarget<T>,
  tail: string,
  parameters: readonly unknown[],
): Promise<T[]> {
  const manager = managerOf(tx);
  const { tableName, columns } = manager.connection.getMetadata(entity);
  const names = columns.map(({ databaseName, propertyName }) => `${databaseName} AS "${propertyName}"`);
  const rows = await manager.query<Record<string, unknown>[]>(
    `SELECT ${names.join(', ')} FROM ${tableName} ${tail}`,
    [...parameters],
  );
  for (const { propertyName, transformer } of columns) {
    if (transformer === undefined) continue;
    if (Array.isArray(transformer)) throw new Error(`${tableName}.${propertyName} is read by itself`);
    for (const row of rows) row[propertyName] = transformer.from(row[propertyName]) as unknown;
  }
  return rows as unknown as T[];
}
