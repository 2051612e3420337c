import { yearOf } from '@duixian/calendar';
import { hash } from '@node-rs/argon2';
import {
  canonicalJson,
  hasDemoData,
  hasUsers,
  runCommand,
  runQuery,
  sha256,
  type Database,
  type Tx,
} from '@duixian/persistence';
import { done, refuse, type Refusal } from '../ground/refusal';
import { keepBankCodes } from '../parties/bank-codes';
import { DEMO_PASSWORD, SECOND_ADMINISTRATOR } from './demo-people.table';
import { DEMO_CITIES } from './demo-cities.table';
import { DEMO_BANK_CODES } from './demo-bank-codes.table';
import { seedCities, seedCityCall } from './seed-cities';
import { seedLedgerMark } from './seed-ledger-mark';
import { seedPeople } from './seed-people';
import { seedStory } from './seed-story';

const SEEDER = { kind: 'system', name: 'seed-demo' } as const;

/** `story`: what the tests rest on. `cities`: three cities with 500 enterprises around it, for a start. */
export type DemoSize = 'story' | 'cities';

export interface SeededDemo {
  /** Parts that this call added; none where all were there already. */
  seeded: string[];
  /** Why a database was left as it is, in one sentence; null where everything asked for is there now. */
  leftAlone: string | null;
}

/**
 * Demo mode only, each part once per database: accounts, fictional enterprises with register facts, calls of this year,
 * treasuries with money. A database that an earlier version seeded gets the parts that it lacks. One whose accounts are
 * not the demo's is left alone.
 */
export async function seedDemo(db: Database, size: DemoSize): Promise<SeededDemo> {
  const passwordHash = await hash(DEMO_PASSWORD);
  const seeded: string[] = [];
  if (await hasAccountsOfItsOwn(db)) {
    const leftAlone = 'The database has accounts that are not the demo’s: no demo data was added to it.';
    return { seeded, leftAlone };
  }
  const add = async (part: string, seed: (tx: Tx) => Promise<unknown>): Promise<void> => {
    if (await seedPart(db, part, seed)) seeded.push(part);
  };
  // The key of the first part is older than the others and must stay.
  await add('seed-demo', (tx) => seedStory(tx, passwordHash));
  await add('seed-demo/second-administrator', (tx) =>
    seedPeople(tx, [SECOND_ADMINISTRATOR], passwordHash, new Map()),
  );
  await add('seed-demo/bank-codes', (tx) =>
    keepBankCodes(tx, {
      ...{ source: '演示联行号表', listedOn: `${yearOf(tx.today)}-01-01`, codes: DEMO_BANK_CODES },
      contentHash: sha256(canonicalJson(DEMO_BANK_CODES)),
    }),
  );
  const marked = DEMO_CITIES.filter(({ ledgerComesLater }) => size === 'story' || !ledgerComesLater);
  for (const { code } of marked) await add(`seed-demo/ledger-mark/${code}`, (tx) => seedLedgerMark(tx, code));
  if (size === 'cities') {
    await add('seed-demo/cities', (tx) => seedCities(tx, passwordHash));
    for (const city of DEMO_CITIES)
      for (const call of city.calls)
        await add(`seed-demo/call/${call.number}`, (tx) => seedCityCall(tx, city, call));
  }
  return { seeded, leftAlone: null };
}

const hasAccountsOfItsOwn = (db: Database): Promise<boolean> =>
  runQuery(db, SEEDER, async (tx) => (await hasUsers(tx)) && !(await hasDemoData(tx)));

/** One part in one transaction, once; a part that answers false is tried again at the next start. */
async function seedPart(db: Database, part: string, seed: (tx: Tx) => Promise<unknown>): Promise<boolean> {
  const request = { name: 'seedDemo', actor: SEEDER, idempotencyKey: part, input: {} };
  const outcome = await runCommand<null, Refusal>(db, request, async (tx) => {
    if ((await seed(tx)) === false) return refuse('not-found', 'Its policy document is not loaded yet.');
    await tx.record({ caseId: tx.newId(), regionCode: '410400', type: 'demo.seeded', data: { part } });
    return done(null);
  });
  return outcome.ok && !outcome.replayed;
}
