import { resolve } from 'node:path';
import { startConfiguration } from './configuration';
import { supervise } from './supervise';

/** Errors that are sentences for a person; anything else is a bug and shows its stack. */
const SENTENCES = new Set(['StartRefusal', 'LauncherError', 'SetupError']);

/** `npm start`: runs until Ctrl-C (exit 0) or until it cannot (one sentence on stderr, exit 1). Ends the process. */
export async function runStartCommand(env: NodeJS.ProcessEnv): Promise<never> {
  const root = resolve(__dirname, '../../../..');
  const stop = new AbortController();
  // A terminal and npm may both pass the same Ctrl-C on: the second one means nothing more.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort());
  try {
    const print = (text: string): void => console.log(text);
    await supervise(startConfiguration(env, root), { root, env, stop: stop.signal, print });
    process.exit(0);
  } catch (error) {
    const isSentence = error instanceof Error && SENTENCES.has(error.name);
    console.error(isSentence ? error.message : error);
    process.exit(1);
  }
}
