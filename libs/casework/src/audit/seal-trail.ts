import {
  readSealsFrom,
  runQuery,
  sealNextEvents,
  type Database,
  type RegionTree,
  type SealAnchors,
} from '@duixian/persistence';

const SEALER = { kind: 'system', name: 'seal' } as const;
/** Seals of one chain in one go; what is left then waits for the next. */
const MOST_SEALS = 100;
const AT_ONCE = 500;

/**
 * Seals what happened since the last time, chain by chain (a city, or a region above cities), and appends every seal that the
 * folder outside lacks.
 *
 * @param anchors where seals are kept outside; null: nowhere
 * @returns how many seals were made; and a sentence for each chain whose last seal outside is not the database's: nothing is
 *   appended to it until people found out why, and new seals are made all the same
 */
export async function sealTrail(
  db: Database,
  anchors: SealAnchors | null,
): Promise<{ made: number; mismatches: string[] }> {
  const regions = await db.regions();
  let made = 0;
  const mismatches: string[] = [];
  for (const [cityCode, regionCodes] of chainsOf(regions)) {
    for (let seals = 0; seals < MOST_SEALS; seals += 1) {
      if ((await sealNextEvents(db, cityCode, regionCodes)) === null) break;
      made += 1;
    }
    const mismatch = anchors && (await anchorChain(db, anchors, cityCode));
    if (mismatch) mismatches.push(mismatch);
  }
  return { made, mismatches };
}

/** Every chain with the regions whose events it covers. */
function chainsOf(regions: RegionTree): Map<string, string[]> {
  const chains = new Map<string, string[]>();
  for (const { code } of regions.regions) {
    const path = regions.path(code).map((at) => regions.get(at));
    const chain = path.find(({ level }) => level === 'city')?.code ?? code;
    chains.set(chain, [...(chains.get(chain) ?? []), code]);
  }
  return chains;
}

/** @returns what is wrong, in one sentence */
async function anchorChain(db: Database, anchors: SealAnchors, cityCode: string): Promise<string | null> {
  const kept = (await anchors.read(cityCode)).anchors.at(-1);
  for (let after = kept?.number ?? 0; ;) {
    const seals = await runQuery(db, SEALER, (tx) => readSealsFrom(tx, cityCode, after, AT_ONCE));
    if (after > 0 && after === kept?.number && seals[0]?.hash !== kept.hash)
      return `Seal ${kept.number} of ${cityCode} that was kept outside is not in the database: run npm run verify, and find out whether it was put back or rewritten.`;
    const lacking = seals.filter(({ number }) => number > after);
    if (lacking.length > 0) await anchors.append(cityCode, lacking);
    if (seals.length < AT_ONCE) return null;
    after = seals.at(-1)?.number ?? after;
  }
}
