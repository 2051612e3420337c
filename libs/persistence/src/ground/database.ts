import type { DataSource } from 'typeorm';
import { createDataSource, type ConnectionOptions } from '../data-source';
import { RegionEntity } from '../identity/identity-entities';
import { RegionTree } from './region-tree';

const REGIONS_KEPT_MS = 30_000;

/** A connected database. Opaque outside persistence: everything goes through runCommand and runQuery. */
export class Database {
  private tree: { regions: RegionTree; readAt: number } | undefined;

  /** @internal */
  constructor(readonly source: DataSource) {}

  /** The regions, read again when older than half a minute. */
  async regions(): Promise<RegionTree> {
    if (!this.tree || performance.now() - this.tree.readAt > REGIONS_KEPT_MS) {
      const rows = await this.source.getRepository(RegionEntity).find({ order: { code: 'ASC' } });
      this.tree = { regions: new RegionTree(rows), readAt: performance.now() };
    }
    return this.tree.regions;
  }

  /** Forgets the regions, after somebody changed them. */
  forgetRegions(): void {
    this.tree = undefined;
  }

  /** True when the server answers. */
  async ping(): Promise<boolean> {
    try {
      await this.source.query('SELECT 1');
      return true;
    } catch {
      return false;
    }
  }

  async close(): Promise<void> {
    await this.source.destroy();
  }
}

/** Connects with the application role's URL. Throws the driver's error when the server refuses. */
export async function connectDatabase(url: string, options: ConnectionOptions): Promise<Database> {
  const source = createDataSource(url, options);
  await source.initialize();
  return new Database(source);
}
