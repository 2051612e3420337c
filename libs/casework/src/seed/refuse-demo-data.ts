import { hasDemoData, runQuery, SetupError, type Database } from '@duixian/persistence';

/**
 * Production must not run on a database that the demo filled: its accounts have a known password and its clock may
 * have been moved.
 * @throws SetupError with what to do
 */
export async function refuseDemoData(db: Database): Promise<void> {
  if (await runQuery(db, { kind: 'system', name: 'start' }, hasDemoData)) {
    throw new SetupError(
      'This database holds demo data (accounts with a known password): name another database, or set DUIXIAN_MODE=demo.',
    );
  }
}
