import { join } from 'node:path';
import { type StartConfiguration } from './configuration';
import { holdBankPort } from './data-folder';
import { requireFreePort } from './free-port-check';
import { recordProcesses } from './process-record';
import { waitUntilReady } from './readiness';
import { type SupervisedProcess, superviseProcess } from './supervised-process';

export interface Surroundings {
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  /** Aborted when a person asks to stop. */
  readonly stop: AbortSignal;
  /** Lines for a person. */
  print(text: string): void;
}

export interface Progress {
  /** What has to be undone at the end, in the order in which it was done. */
  readonly undo: (() => void | Promise<void>)[];
  readonly ending: AbortSignal;
  fail(reason: string): void;
}

const READY_WITHIN_MS = 60_000;
/** More than the 20 s that the worker gives to what it is doing. */
const STOP_PATIENCE_MS = 25_000;

export interface Bank {
  /** null: no bank yet. */
  readonly url: string | null;
  /** Port of the simulated bank; null where none is started. */
  readonly port: number | null;
  /** Lets go of its port, which was held so that no other start chooses it and gets these payments. */
  letGo(): Promise<void>;
}

/** The bank of this start; the simulated one gets a port here. */
export async function planBank({ bank, dataFolder }: StartConfiguration): Promise<Bank> {
  const letGo = (): Promise<void> => Promise.resolve();
  if (bank.kind !== 'simulated') return { url: bank.kind === 'named' ? bank.url : null, port: null, letGo };
  if (bank.port !== null) {
    await requireFreePort('BANK_PORT', bank.port);
    return { url: simulatedBankUrl(bank.port), port: bank.port, letGo };
  }
  const held = await holdBankPort(dataFolder);
  return { url: simulatedBankUrl(held.port), port: held.port, letGo: held.letGo };
}

const simulatedBankUrl = (port: number): string => `http://127.0.0.1:${port}`;

/** Where this machine reaches the API: an address that means "all" is reached on the loopback one. */
export const reachableHost = (host: string): string =>
  ['0.0.0.0', '::', ''].includes(host) ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;

/** The program that an app starts by. */
export const programScript = (root: string, app: string, name: string): string =>
  join(root, 'apps', app, 'dist', `${name}.js`);

/** Starts bank, API and worker, each kept running, and waits until they are ready; undone in reverse order. */
export async function startPrograms(given: {
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
    const script = programScript(surroundings.root, app, 'main');
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

  await bank.letGo();
  for (const app of [...(bank.port === null ? [] : ['bank-simulator']), 'api', 'worker']) start(app);
  const api = `http://${reachableHost(configuration.host)}:${configuration.port}/health/ready`;
  await Promise.all([
    bank.port === null
      ? null
      : waitUntilReady('The simulated bank', `${bank.url}/health`, READY_WITHIN_MS, progress.ending),
    waitUntilReady('The API', api, READY_WITHIN_MS, progress.ending),
  ]);
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
    ...(configuration.anchorFolder === null ? {} : { ANCHOR_DIR: configuration.anchorFolder }),
    ...(bank.url === null ? {} : { BANK_URL: bank.url }),
    ...(bank.port === null
      ? {}
      : { BANK_PORT: String(bank.port), BANK_DATA_DIR: join(configuration.dataFolder, 'bank') }),
  };
}
