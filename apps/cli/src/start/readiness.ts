import { setTimeout as sleep } from 'node:timers/promises';
import { StartRefusal } from './start-refusal';

/**
 * Waits until an address answers 200.
 *
 * @param signal ends the waiting (its reason is thrown)
 * @throws StartRefusal after `withinMs`
 */
export async function waitUntilReady(
  name: string,
  url: string,
  withinMs: number,
  signal: AbortSignal,
): Promise<void> {
  const deadline = performance.now() + withinMs;
  let last = 'no answer';
  while (performance.now() < deadline) {
    signal.throwIfAborted();
    try {
      const answer = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(5_000)]) });
      if (answer.ok) return;
      last = `status ${answer.status}`;
    } catch {
      signal.throwIfAborted();
    }
    await sleep(50);
  }
  throw new StartRefusal(
    `${name} did not become ready within ${withinMs / 1000} s (${url}: ${last}): see its log in the data folder.`,
  );
}
