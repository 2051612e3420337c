import type { Database } from './database';
import { openTx, type Tx } from './transaction';

/** Runs `work` as a part of the system in its own transaction, for bookkeeping that is no command and leaves no event. */
export async function asSystem<T>(db: Database, name: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const regions = await db.regions();
  const runner = db.source.createQueryRunner();
  try {
    await runner.startTransaction();
    const result = await work(await openTx(regions, runner, { kind: 'system', name }, name));
    await runner.commitTransaction();
    return result;
  } catch (error) {
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
    throw error;
  } finally {
    await runner.release();
  }
}
