import type { Database, Page } from '@duixian/persistence';
import type { PersonActor } from '@duixian/workflow';
import type { Refused } from '../ground/refusal';
import { listRegions } from '../identity/list-regions';

/** A row with the name of its county. */
export type Named<Row> = Row & { county: string };

/** The page with the name of each row's county. */
export async function withCounties<Row extends { countyCode: string }>(
  db: Database,
  actor: PersonActor,
  found: { ok: true; value: Page<Row> } | Refused,
): Promise<{ ok: true; value: Page<Named<Row>> } | Refused> {
  if (!found.ok) return found;
  const names = new Map((await listRegions(db, actor)).map(({ code, name }) => [code, name] as const));
  const items = found.value.items.map((row) => ({
    ...row,
    county: names.get(row.countyCode) ?? row.countyCode,
  }));
  return { ok: true, value: { items, nextCursor: found.value.nextCursor } };
}
