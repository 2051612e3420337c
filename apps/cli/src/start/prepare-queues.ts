import { spawn } from 'node:child_process';
import { StartRefusal } from './start-refusal';

/**
 * Makes the queue's tables as owner, by the worker's own program; nothing to do where the queues run on Redis.
 *
 * @throws StartRefusal with what the program says
 */
export async function prepareQueues(
  script: string,
  target: { ownerUrl: string; appRole: string },
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const program = spawn(process.execPath, [script], {
    env: { ...env, OWNER_DATABASE_URL: target.ownerUrl, APP_ROLE: target.appRole },
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let words = '';
  program.stderr.on('data', (text: Buffer) => (words += String(text)));
  const code = await new Promise<number | null>((resolve, reject) => {
    program.once('error', reject);
    program.once('close', resolve);
  });
  if (code !== 0) throw new StartRefusal(words.trim() || `The queue tables were not made (exit ${code}).`);
}
