import { asSystem } from './as-system';
import type { Database } from './database';
import type { FileStore } from './file-store';
import { managerOf } from './transaction';

/** Every table whose `content_hash` names a file of the store (a spec holds this list to the database). */
export const TABLES_OF_FILES = [
  ...['audit_opinion', 'bank_statement', 'consultation_opinion', 'decision_paper'],
  ...['instruction_file', 'material', 'offer_question', 'policy_original'],
] as const;

/** Files that no row has named for so long go: a refused upload, a paper that no verb took. A backup put back by then names its files. */
const KEPT_DAYS = 7;

const NAMED = TABLES_OF_FILES.map(
  (table) => `SELECT content_hash FROM ${table} WHERE content_hash = ANY ($1)`,
).join(' UNION ');

/** Some of the files that this database cannot be without. */
const NEEDED = `
  (SELECT content_hash AS hash FROM material ORDER BY id DESC LIMIT 5)
  UNION (SELECT content_hash FROM instruction_file ORDER BY id DESC LIMIT 5)
  UNION (SELECT content_hash FROM bank_statement WHERE content IS NULL ORDER BY id DESC LIMIT 5)
  UNION (SELECT content_hash FROM policy_original ORDER BY id DESC LIMIT 5)`;

/** The file store is not the one of this database: nothing in it is touched. */
export class ForeignFileStore extends Error {}

/**
 * Takes away files of one folder of the store (0 to 255) that no row names and that came more than a week ago; the same content
 * handed in again is new. Nothing goes of a store that lacks what the database names, or of which it names nothing.
 * @param atMost files at once
 * @returns how many went
 * @throws ForeignFileStore when files that rows name are not in this store
 */
export async function removeStrayFiles(
  db: Database,
  files: FileStore,
  folder: number,
  atMost = 1_000,
): Promise<number> {
  const before = new Date(Date.now() - KEPT_DAYS * 86_400_000);
  const old = await files.listOlder(folder, before, atMost);
  if (old.length === 0) return 0;
  const { named, needed } = await asSystem(db, 'stray-files', async (tx) => {
    const manager = managerOf(tx);
    const rows = await manager.query<{ content_hash: string }[]>(NAMED, [old]);
    const some = await manager.query<{ hash: string }[]>(NEEDED);
    return { named: new Set(rows.map((row) => row.content_hash)), needed: some.map(({ hash }) => hash) };
  });
  for (const hash of needed)
    if (!(await files.has(hash)))
      throw new ForeignFileStore(
        `file ${hash} is named in the database and is not in the file store: DATA_DIR is another system's, or files were lost; nothing is cleaned up`,
      );
  if (needed.length === 0) return 0;
  let gone = 0;
  for (const hash of old) if (!named.has(hash) && (await files.removeOlder(hash, before))) gone += 1;
  return gone;
}
