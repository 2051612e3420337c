import { runQuery, type Database, type RegionEntity } from '@duixian/persistence';
import type { Actor } from '@duixian/workflow';

/** Every region with its parent, level and validity, by code. */
export async function listRegions(db: Database, actor: Actor): Promise<RegionEntity[]> {
  return runQuery(db, actor, (tx) => Promise.resolve([...tx.regions.regions]));
}
