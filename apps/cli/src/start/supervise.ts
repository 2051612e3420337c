import { prepareDatabase } from '@duixian/casework';
import { type StartConfiguration } from './configuration';
import { openDataFolder, rolePassword } from './data-folder';
import { announceStop, lockDataFolder } from './data-folder-lock';
import { openDatabase } from './database';
import { fillDatabase } from './fill-database';
import { requireFreePort } from './free-port-check';
import { prepareQueues } from './prepare-queues';
import { endLeftovers } from './process-record';
import {
  planBank,
  programScript,
  type Progress,
  reachableHost,
  startPrograms,
  type Surroundings,
} from './programs';
import { StartRefusal } from './start-refusal';
import { welcome } from './welcome';

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
    for (const step of undo.reverse()) {
      try {
        await step();
      } catch (error) {
        surroundings.print(
          `Stopping met a difficulty: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
    }
  }
  if (failure.signal.aborted) throw failure.signal.reason;
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
  ending.addEventListener('abort', () => announceStop(dataFolder), { once: true });
  await endLeftovers(dataFolder, surroundings.print);
  await requireFreePort('PORT', configuration.port);
  const bank = await planBank(configuration);
  undo.push(bank.letGo);

  const database = await openDatabase(configuration, surroundings.print);
  undo.push(database.stop, database.keepAlive(progress.fail));
  ending.throwIfAborted();
  const appRole = { name: database.appRoleName, password: rolePassword(dataFolder) };
  const { appUrl } = await prepareDatabase({ ownerUrl: database.ownerUrl, appRole });
  ending.throwIfAborted();
  const queueTarget = { ownerUrl: database.ownerUrl, appRole: appRole.name };
  const { firstAdministrator } = configuration;
  const demo = configuration.mode === 'demo';
  await allOf([
    prepareQueues(
      programScript(surroundings.root, 'worker', 'prepare-queues'),
      queueTarget,
      surroundings.env,
    ),
    fillDatabase(appUrl, {
      demo,
      note: surroundings.print,
      ...(firstAdministrator ? { firstAdministrator } : {}),
    }),
  ]);
  ending.throwIfAborted();

  await startPrograms({ configuration, surroundings, progress, appUrl, bank });
  const host = reachableHost(configuration.host);
  const consoleUrl = `http://${host === '127.0.0.1' ? 'localhost' : host}:${configuration.port}`;
  surroundings.print(
    welcome({ consoleUrl, bankUrl: bank.port === null ? null : bank.url, dataFolder }, demo),
  );
}

/** Waits for all of them also when one fails: nothing may still use the database while it is being stopped. */
async function allOf(work: readonly Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}
