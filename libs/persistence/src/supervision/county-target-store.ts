import { managerOf, type Tx } from '../ground/transaction';
import { CountyTargetEntity, type TargetKind } from './county-target-entity';

export interface CountyTarget {
  regionCode: string;
  year: number;
  kind: TargetKind;
  target: number;
  sourceDocument: string;
}

export async function insertCountyTargets(
  tx: Tx,
  targets: readonly (Omit<CountyTarget, 'target'> & { target: number | null; setBy: string | null })[],
): Promise<void> {
  const rows = targets.map((each) => ({ ...each, id: tx.newId(), setAt: tx.now }));
  await managerOf(tx).insert(CountyTargetEntity, rows);
}

/** The targets that count, of these places; of one year or kind where they are named. */
export async function readCountyTargets(
  tx: Tx,
  filter: { regionCodes: readonly string[]; year?: number; kind?: TargetKind },
): Promise<CountyTarget[]> {
  const { regionCodes, year = null, kind = null } = filter;
  return managerOf(tx).query<CountyTarget[]>(
    `SELECT region_code AS "regionCode", year, kind, target, source_document AS "sourceDocument"
     FROM standing_county_target WHERE region_code = ANY ($1) AND ($2::int IS NULL OR year = $2) AND ($3::text IS NULL OR kind = $3)
     ORDER BY year DESC, kind, region_code`,
    [regionCodes, year, kind],
  );
}
