import { setTimeout as sleep } from 'node:timers/promises';

export interface Loop {
  /** Ends it; resolves when the turn that runs is over. */
  stop(): Promise<void>;
}

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Runs `turn` again and again, never two at once. It says after how many milliseconds the next one follows; after an
 * error, which is passed on, the pause doubles from 250 ms to 5 s.
 */
export function startLoop(turn: () => Promise<number>, onError: (error: unknown) => void): Loop {
  const stopping = new AbortController();
  const run = async (): Promise<void> => {
    let pauseAfterErrorMs = FIRST_PAUSE_MS;
    while (!stopping.signal.aborted) {
      let pauseMs: number;
      try {
        pauseMs = await turn();
        pauseAfterErrorMs = FIRST_PAUSE_MS;
      } catch (error) {
        onError(error);
        pauseMs = pauseAfterErrorMs;
        pauseAfterErrorMs = Math.min(pauseAfterErrorMs * 2, LONGEST_PAUSE_MS);
      }
      await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const running = run();
  return {
    stop: () => {
      stopping.abort();
      return running;
    },
  };
}
