import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  connectDatabase,
  type Database,
  loadPolicy,
  refuseDemoData,
  seedDemo,
  seedGround,
} from '@duixian/casework';
import { DOCUMENTS_FOLDER } from '../policy/policy-files';
import { type StartConfiguration } from './configuration';
import { readyFirstAdministrator } from './first-administrator';
import { StartRefusal } from './start-refusal';

interface Filling {
  demo: boolean;
  firstAdministrator?: StartConfiguration['firstAdministrator'];
  note: (line: string) => void;
}

/**
 * Puts into a prepared database what the system cannot work without (regions, calendars, the policy documents of this
 * installation) and, where `demo`, the demo data. What is there already stays.
 *
 * @param appUrl the application's role: even seeding goes through use cases and their rights
 * @throws StartRefusal when a policy document cannot be loaded, SetupError for demo data without `demo`
 */
export async function fillDatabase(
  appUrl: string,
  { demo, firstAdministrator, note }: Filling,
): Promise<void> {
  const db = await connectDatabase(appUrl, { poolSize: 2, applicationName: 'duixian-start' });
  try {
    if (!demo) await refuseDemoData(db);
    await seedGround(db);
    await loadPolicies(db, note);
    if (demo) {
      const { leftAlone } = await seedDemo(db, 'cities');
      if (leftAlone) note(leftAlone);
    } else {
      await readyFirstAdministrator(db, firstAdministrator, note);
    }
  } finally {
    await db.close();
  }
}

async function loadPolicies(db: Database, note: (line: string) => void): Promise<void> {
  const names = (await readdir(DOCUMENTS_FOLDER)).filter(
    (name) => /\.yaml$/.test(name) && !/\.cases\.yaml$/.test(name),
  );
  for (const file of names.sort()) {
    const read = (name: string): Promise<string> => readFile(join(DOCUMENTS_FOLDER, name), 'utf8');
    const cases = await read(file.replace(/yaml$/, 'cases.yaml'));
    const loaded = await loadPolicy(db, { file, text: await read(file), cases });
    if (!loaded.ok) {
      throw new StartRefusal(
        `The policy document ${file} cannot be loaded (${loaded.refusal.message}): run \`npm run policy -- check\`.`,
      );
    }
    if (loaded.value.outcome === 'differs') {
      note(
        `${file} differs from the version in the database, which stays in force: publish a new version to change it.`,
      );
    }
  }
}
