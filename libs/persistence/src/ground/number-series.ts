import { managerOf, type Tx } from './transaction';

const PREFIX = { case: '', notice: 'GS-', batch: 'BF-', recovery: 'ZH-' } as const;

/**
 * The next number of a series in a region and year without gaps among committed ones, e.g. `410402-2026-00017` for a
 * case, `GS-410400-2026-00003` for a public notice, `BF-410402-2026-00001` for a batch,
 * `ZH-410402-2026-00001` for a demand to pay back.
 */
export async function nextNumber(
  tx: Tx,
  series: keyof typeof PREFIX,
  regionCode: string,
  year: number,
): Promise<string> {
  const rows = await managerOf(tx).query<{ last: number }[]>(
    `INSERT INTO number_series (series, region_code, year, last) VALUES ($1, $2, $3, 1)
     ON CONFLICT (series, region_code, year) DO UPDATE SET last = number_series.last + 1 RETURNING last`,
    [series, regionCode, year],
  );
  return `${PREFIX[series]}${regionCode}-${year}-${String(rows[0]?.last).padStart(5, '0')}`;
}
