import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks again and again until the answer is not null, and gives it back.
 *
 * @param what what is waited for, for the message
 * @throws Error when it has not come within `withinMs`
 */
export async function until<T>(what: string, ask: () => Promise<T | null>, withinMs = 30_000): Promise<T> {
  const end = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (performance.now() >= end) throw new Error(`not within ${withinMs / 1000} s: ${what}`);
    await sleep(100);
  }
}
