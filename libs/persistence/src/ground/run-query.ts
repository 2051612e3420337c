import type { Actor } from '@duixian/workflow';
import type { Database } from './database';
import { openTx, type Tx } from './transaction';

/** Reads in one read-only transaction with the actor's context: a consistent picture of what they may see. */
export async function runQuery<T>(db: Database, actor: Actor, read: (tx: Tx) => Promise<T>): Promise<T> {
  const regions = await db.regions();
  const runner = db.source.createQueryRunner();
  try {
    await runner.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const answer = await read(await openTx(regions, runner, actor, 'query'));
    await runner.query('COMMIT');
    return answer;
  } catch (error) {
    await runner.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    await runner.release();
  }
}
