import type { EntityTarget, ObjectLiteral } from 'typeorm';
import { managerOf, type Tx } from './transaction';

/** One statement stays well below what a server takes as one parameter. */
const ROWS_AT_ONCE = 5_000;

/**
 * Inserts any number of whole rows, thousands per statement: they go as one JSON text, which the server takes apart by
 * the types of the table. Every column must be given; a default of the database does not apply.
 */
export async function insertMany<T extends ObjectLiteral>(
  tx: Tx,
  entity: EntityTarget<T>,
  all: readonly T[],
): Promise<void> {
  const manager = managerOf(tx);
  const { tableName, columns } = manager.connection.getMetadata(entity);
  const names = columns.map((column) => column.databaseName).join(', ');
  for (let from = 0; from < all.length; from += ROWS_AT_ONCE) {
    const rows = all
      .slice(from, from + ROWS_AT_ONCE)
      .map((row) =>
        Object.fromEntries(
          columns.map(({ databaseName, propertyName }) => [databaseName, row[propertyName]]),
        ),
      );
    await manager.query(
      `INSERT INTO ${tableName} (${names}) SELECT ${names} FROM jsonb_populate_recordset(NULL::${tableName}, $1::jsonb)`,
      [JSON.stringify(rows)],
    );
  }
}
