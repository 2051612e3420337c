import { setImmediate as nextTurnOfNode } from 'node:timers/promises';
import { startLoop, type Loop } from './loop';

/** Starts a loop of `turn(number)` and says when turn `count` begins. */
function loopUntil(
  count: number,
  turn: (number: number) => Promise<number>,
  errors: unknown[],
): [Loop, Promise<void>] {
  let number = 0;
  let loop: Loop | undefined;
  const reached = new Promise<void>((resolve) => {
    loop = startLoop(
      () => {
        number += 1;
        if (number === count) resolve();
        return turn(number);
      },
      (error) => errors.push(error),
    );
  });
  return [loop!, reached];
}

it('never runs two turns at once, and ends with the turn that runs', async () => {
  let running = 0;
  let most = 0;
  let ended = 0;
  const [loop, fourth] = loopUntil(
    4,
    async () => {
      most = Math.max(most, ++running);
      await nextTurnOfNode();
      running -= 1;
      ended += 1;
      return 0;
    },
    [],
  );
  await fourth;
  await loop.stop();
  expect([most, running, ended]).toEqual([1, 0, 4]);
  for (let again = 0; again < 10; again += 1) await nextTurnOfNode();
  expect(ended).toBe(4);
});

it('goes on after an error, after a pause', async () => {
  const errors: unknown[] = [];
  const began: number[] = [];
  const [loop, second] = loopUntil(
    2,
    (number) => {
      began.push(performance.now());
      return number === 1 ? Promise.reject(new Error('away')) : Promise.resolve(10_000);
    },
    errors,
  );
  await second;
  await loop.stop();
  expect(errors).toEqual([new Error('away')]);
  // A timer may be late, never early: only the lower bound is a promise.
  expect(began[1]! - began[0]!).toBeGreaterThan(240);
});
