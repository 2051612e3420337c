import { PUBLISHED_CALENDAR_YEARS } from '@duixian/calendar';
import {
  canonicalJson,
  insertCalendarYear,
  insertRegion,
  runCommand,
  sha256,
  type Database,
} from '@duixian/persistence';
import { done, type Refusal } from '../ground/refusal';
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
}
