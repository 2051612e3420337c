import { PUBLISHED_CALENDAR_YEARS } from '@duixian/calendar';
import {
  canonicalJson,
  insertCalendarYear,
  insertCountyTargets,
  insertRegion,
  runCommand,
  sha256,
  type Database,
} from '@duixian/persistence';
import { done, type Refusal } from '../ground/refusal';
import { COUNTY_TARGETS } from './county-targets.table';
import { REGIONS } from './regions.table';

const SEEDER = { kind: 'system', name: 'seed-ground' } as const;

/** Regions and published calendars, in every mode. What is there already stays as officials keep it. */
export async function seedGround(db: Database): Promise<void> {
  const input = {
    regions: REGIONS.map((region) => region.code),
    years: PUBLISHED_CALENDAR_YEARS.map((each) => each.year),
  };
  const idempotencyKey = `seed-ground:${sha256(canonicalJson({ REGIONS, PUBLISHED_CALENDAR_YEARS }))}`;
  const outcome = await runCommand<null, Refusal>(
    db,
    { name: 'seedGround', actor: SEEDER, idempotencyKey, input },
    async (tx) => {
      for (const region of REGIONS) await insertRegion(tx, region);
      for (const year of PUBLISHED_CALENDAR_YEARS) await insertCalendarYear(tx, year);
      await tx.record({ caseId: tx.newId(), regionCode: '410000', type: 'ground.seeded', data: input });
      return done(null);
    },
  );
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  db.forgetRegions();
  await seedCountyTargets(db);
}

/** Once per database: what a city has changed since stays as it is. */
async function seedCountyTargets(db: Database): Promise<void> {
  const request = {
    ...{ name: 'seedCountyTargets', actor: SEEDER, idempotencyKey: 'seed-ground/county-targets/2022' },
    input: {},
  };
  const outcome = await runCommand<null, Refusal>(db, request, async (tx) => {
    await insertCountyTargets(
      tx,
      COUNTY_TARGETS.map((each) => ({ ...each, setBy: null })),
    );
    const [first] = COUNTY_TARGETS;
    await tx.record({
      ...{ caseId: tx.newId(), regionCode: first?.regionCode ?? '', type: 'ground.seeded' },
      data: { countyTargets: COUNTY_TARGETS.length },
    });
    return done(null);
  });
  if (!outcome.ok) throw new Error(outcome.refusal.message);
}
