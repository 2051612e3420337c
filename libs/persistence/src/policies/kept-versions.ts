import { In, type DataSource } from 'typeorm';
import { managerOf, type Tx } from '../ground/transaction';
import { PolicyVersionEntity } from './policy-entities';

/** Versions that are kept of one database at most; there are about as many in force as documents. */
const MOST_KEPT = 500;
const keptOf = new WeakMap<DataSource, Map<string, PolicyVersionEntity>>();

/**
 * Versions by id, within reach, in the order of the ids given. A document with its cases is some hundred thousand characters and
 * hardly ever changes, and every determination asks for it: a row is read whole only when it is another one than was read
 * before. Which one it is says the transaction that wrote it with its revision: no two rows have both, rolled back or not.
 */
export async function readKeptVersions(tx: Tx, ids: readonly string[]): Promise<PolicyVersionEntity[]> {
  const manager = managerOf(tx);
  const kept = keptOf.get(manager.connection) ?? new Map<string, PolicyVersionEntity>();
  keptOf.set(manager.connection, kept);
  const rows = await manager.query<{ id: string; writer: string; revision: number }[]>(
    'SELECT id, xmin::text AS writer, revision FROM policy_version WHERE id = ANY ($1::uuid[])',
    [ids],
  );
  const keyOf = new Map(rows.map(({ id, writer, revision }) => [id, `${id} ${writer} ${revision}`]));
  const unread = rows.filter(({ id }) => !kept.has(keyOf.get(id) ?? '')).map(({ id }) => id);
  const found = new Map(rows.map(({ id }) => [id, kept.get(keyOf.get(id) ?? '')]));
  if (kept.size > MOST_KEPT) kept.clear();
  for (const version of unread.length === 0
    ? []
    : await manager.findBy(PolicyVersionEntity, { id: In(unread) })) {
    found.set(version.id, version);
    const key = keyOf.get(version.id) ?? '';
    // Somebody may have committed another one between the two statements.
    if (key.endsWith(` ${version.revision}`)) kept.set(key, version);
  }
  // Whoever has one may change it on the way to saving it.
  return ids.flatMap((id) => {
    const version = found.get(id);
    return version ? [{ ...version, authorIds: [...version.authorIds] }] : [];
  });
}
