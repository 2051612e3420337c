import { resolve } from 'node:path';
import { startConfiguration } from './configuration';
import { supervise } from './supervise';

/** Errors that are sentences for a person; anything else is a bug and shows its stack. */
const SENTENCES = new Set(['StartRefusal', 'LauncherError', 'SetupError']);
const PARENT_CHECK_MS = 200;

/** `npm start`: runs until Ctrl-C (exit 0) or until it cannot (one sentence on stderr, exit 1). Ends the process. */
export async function runStartCommand(env: NodeJS.ProcessEnv): Promise<never> {
  const root = resolve(__dirname, '../../../..');
  const stop = new AbortController();
  let bug: unknown;
  // A terminal and npm may both pass the same Ctrl-C on: the second one means nothing more.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort());
  // Nobody may be listening any more; that is no reason to end without stopping what was started.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  process.on('uncaughtException', (error) => {
    bug ??= error;
    stop.abort();
  });
  stopWhenNpmIsGone(env, stop);
  try {
    const print = (text: string): void => console.log(text);
    await supervise(startConfiguration(env, root), { root, env, stop: stop.signal, print });
    if (bug !== undefined) throw bug;
    process.exit(0);
  } catch (error) {
    console.error(isSentence(error) ? error.message : error);
    process.exit(1);
  }
}

const isSentence = (error: unknown): error is Error =>
  error instanceof Error && (SENTENCES.has(error.name) || SENTENCES.has(error.constructor.name));

/** An npm that is killed cannot pass that on. Started in another way, a parent that leaves is an ordinary thing. */
function stopWhenNpmIsGone(env: NodeJS.ProcessEnv, stop: AbortController): void {
  if (env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) stop.abort();
  }, PARENT_CHECK_MS).unref();
}
