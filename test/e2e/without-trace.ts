import type { Database } from '@duixian/persistence';
import type { DataSource, QueryRunner } from 'typeorm';

/**
 * The same database, in which every command runs to its end, its deferred constraints included, and is undone instead of
 * committed: what it answered is what it would have done.
 */
export function withoutTrace(db: Database): Database {
  const source = replacing<DataSource>(db.source, 'createQueryRunner', () => {
    const runner: QueryRunner = db.source.createQueryRunner();
    runner.commitTransaction = async () => {
      await runner.query('SET CONSTRAINTS ALL IMMEDIATE');
      await runner.rollbackTransaction();
    };
    return runner;
  });
  return replacing<Database>(db, 'source', source);
}

/** The object with one property in place of its own. */
const replacing = <T extends object>(object: T, name: keyof T, value: unknown): T =>
  new Proxy(object, {
    get: (target, key) => {
      if (key === name) return value;
      const own = Reflect.get(target, key, target) as unknown;
      return typeof own === 'function' ? (own as () => unknown).bind(target) : own;
    },
  });
