import { prepareDatabase, readConfiguration } from '@duixian/casework';
import { resolve } from 'node:path';
import { fillDatabase } from './fill-database';
import { prepareQueues } from './prepare-queues';
import { programScript } from './programs';
import { StartRefusal } from './start-refusal';

/**
 * Prepares a database once and ends, for deployments that start the programs themselves: migrations as the owner, the
 * application's role with its password, the queue's tables, then regions, calendars and policy documents. Environment:
 * OWNER_DATABASE_URL, APP_ROLE, APP_PASSWORD, DUIXIAN_MODE (production unless `demo`), FIRST_ADMINISTRATOR once, REDIS_URL where queues are on Redis.
 *
 * @throws StartRefusal, SetupError: one sentence that says what to do
 */
export async function runMigrateCommand(env: NodeJS.ProcessEnv): Promise<void> {
  const ownerUrl = required(env, 'OWNER_DATABASE_URL', 'the address of the database as its owner');
  const name = required(env, 'APP_ROLE', 'the name of the role that the application runs as');
  const password = required(env, 'APP_PASSWORD', 'the password of that role');
  const { appUrl } = await prepareDatabase({ ownerUrl, appRole: { name, password } });
  const script = programScript(resolve(__dirname, '../../../..'), 'worker', 'prepare-queues');
  await prepareQueues(script, { ownerUrl, appRole: name }, env);
  const note = (line: string): void => console.log(line);
  const settings = readConfiguration({ FIRST_ADMINISTRATOR: env['FIRST_ADMINISTRATOR'] });
  if (!settings.ok) throw new StartRefusal(settings.problems.join(' '));
  const { firstAdministrator } = settings.configuration;
  const demo = env['DUIXIAN_MODE'] === 'demo';
  await fillDatabase(appUrl, { demo, ...(firstAdministrator ? { firstAdministrator } : {}), note });
  console.log('The database is ready.');
}

function required(env: NodeJS.ProcessEnv, name: string, meaning: string): string {
  const value = env[name];
  if (value === undefined || value === '')
    throw new StartRefusal(`${name} is missing: set it to ${meaning}.`);
  return value;
}
