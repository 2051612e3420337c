import { join } from 'node:path';
import { caseworkSetup, type DemoAccount } from './casework-setup';
import { type StartConfiguration } from './configuration';
import { keptBankPort, openDataFolder, rolePassword } from './data-folder';
import { lockDataFolder } from './data-folder-lock';
import { openDatabase } from './database';
import { requireFreePort } from './free-port-check';
import { endLeftovers, recordProcesses } from './process-record';
import { waitUntilReady } from './readiness';
import { StartRefusal } from './start-refusal';
import { type SupervisedProcess, superviseProcess } from './supervised-process';
import { welcome } from './welcome';

export interface Surroundings {
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  /** Aborted when a person asks to stop. */
  readonly stop: AbortSignal;
  /** Lines for a person. */
  print(text: string): void;
}

const READY_WITHIN_MS = 60_000;
const STOP_PATIENCE_MS = 15_000;

/**
 * Runs the whole system until asked to stop, then stops what it started in reverse order.
 *
 * @throws StartRefusal, LauncherError or casework's SetupError, each one sentence; nothing is left running then
 */
export async function supervise(
  configuration: StartConfiguration,
  surroundings: Surroundings,
): Promise<void> {
  const undo: (() => void | Promise<void>)[] = [];
  const failure = new AbortController();
  const ending = AbortSignal.any([surroundings.stop, failure.signal]);
  try {
    await startAll(configuration, surroundings, {
      undo,
      ending,
      fail: (reason) => failure.abort(new StartRefusal(reason)),
    });
    await new Promise<void>((resolve) =>
      ending.aborted ? resolve() : ending.addEventListener('abort', () => resolve(), { once: true }),
    );
  } catch (error) {
    if (!surroundings.stop.aborted && !failure.signal.aborted) throw error;
  } finally {
    if (surroundings.stop.aborted) surroundings.print('正在停止 … Stopping …');
    for (const step of undo.reverse()) await step();
  }
  if (failure.signal.aborted) throw failure.signal.reason;
}

interface Progress {
  /** What has to be undone at the end, in the order in which it was done. */
  readonly undo: (() => void | Promise<void>)[];
  readonly ending: AbortSignal;
  fail(reason: string): void;
}

async function startAll(
  configuration: StartConfiguration,
  surroundings: Surroundings,
  progress: Progress,
): Promise<void> {
  const { dataFolder } = configuration;
  const { undo, ending } = progress;
  openDataFolder(dataFolder);
  undo.push(await lockDataFolder(dataFolder));
  await endLeftovers(dataFolder, surroundings.print);
  await requireFreePort('PORT', configuration.port);
  const bank = await planBank(configuration);

  const database = await openDatabase(configuration, surroundings.print);
  undo.push(database.stop);
  ending.throwIfAborted();
  const appRole = { name: database.appRoleName, password: await rolePassword(dataFolder) };
  const { appUrl } = await caseworkSetup().prepareDatabase({ ownerUrl: database.ownerUrl, appRole });
  ending.throwIfAborted();
  const accounts = await demoAccounts(configuration, appUrl);
  ending.throwIfAborted();

  await startPrograms({ configuration, surroundings, progress, appUrl, bank });
  const consoleUrl = `http://localhost:${configuration.port}`;
  surroundings.print(
    welcome({ consoleUrl, bankUrl: bank.simulated ? bank.url : null, dataFolder }, accounts),
  );
}

interface Bank {
  readonly url: string;
  readonly simulated: boolean;
  readonly port: number | null;
}

async function planBank({ bankUrl, bankPort, dataFolder }: StartConfiguration): Promise<Bank> {
  if (bankUrl !== null) return { url: bankUrl, simulated: false, port: null };
  const port = bankPort ?? (await keptBankPort(dataFolder));
  await requireFreePort('BANK_PORT', port);
  return { url: `http://127.0.0.1:${port}`, simulated: true, port };
}

async function demoAccounts({ mode }: StartConfiguration, appUrl: string): Promise<readonly DemoAccount[]> {
  if (mode !== 'demo') return [];
  const { accounts } = await caseworkSetup().seedDemo({ databaseUrl: appUrl });
  return accounts;
}

async function startPrograms(given: {
  configuration: StartConfiguration;
  surroundings: Surroundings;
  progress: Progress;
  appUrl: string;
  bank: Bank;
}): Promise<void> {
  const { configuration, surroundings, progress, bank } = given;
  const { dataFolder } = configuration;
  const running: SupervisedProcess[] = [];
  const changed = (): void =>
    recordProcesses(
      dataFolder,
      running.flatMap((one) => one.current() ?? []),
    );
  const env = programEnvironment(given);
  const start = (app: string): void => {
    const script = join(surroundings.root, 'apps', app, 'dist', 'main.js');
    const plan = { name: app, script, env, logFile: join(dataFolder, 'logs', `${app}.log`) };
    running.push(superviseProcess(plan, { changed, note: surroundings.print, gaveUp: progress.fail }));
    changed();
  };
  const stopAll = (programs: SupervisedProcess[]): Promise<unknown> =>
    Promise.all(programs.map((one) => one.stop(STOP_PATIENCE_MS)));
  // The bank goes last: a payment that is under way may still be answered.
  progress.undo.push(
    async () => void (await stopAll(running.filter(({ name }) => name === 'bank-simulator'))),
  );
  progress.undo.push(
    async () => void (await stopAll(running.filter(({ name }) => name !== 'bank-simulator'))),
  );

  if (bank.simulated) {
    start('bank-simulator');
    await waitUntilReady('The simulated bank', `${bank.url}/health`, READY_WITHIN_MS, progress.ending);
  }
  start('api');
  start('worker');
  await waitUntilReady(
    'The API',
    `http://127.0.0.1:${configuration.port}/health/ready`,
    READY_WITHIN_MS,
    progress.ending,
  );
}

function programEnvironment({
  configuration,
  surroundings,
  appUrl,
  bank,
}: {
  configuration: StartConfiguration;
  surroundings: Surroundings;
  appUrl: string;
  bank: Bank;
}): NodeJS.ProcessEnv {
  return {
    ...surroundings.env,
    PORT: String(configuration.port),
    // The application's role, never the owner's.
    DATABASE_URL: appUrl,
    DATA_DIR: configuration.dataFolder,
    DUIXIAN_MODE: configuration.mode,
    BANK_URL: bank.url,
    ...(bank.port === null
      ? {}
      : { BANK_PORT: String(bank.port), BANK_DATA_DIR: join(configuration.dataFolder, 'bank') }),
  };
}
