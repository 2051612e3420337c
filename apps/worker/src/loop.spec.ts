import { setTimeout as sleep } from 'node:timers/promises';
import { startLoop } from './loop';

it('never runs two turns at once, and ends with the turn that runs', async () => {
  let running = 0;
  let most = 0;
  let ended = 0;
  const loop = startLoop(
    async () => {
      most = Math.max(most, ++running);
      await sleep(20);
      running -= 1;
      ended += 1;
      return 0;
    },
    () => undefined,
  );
  await sleep(110);
  await loop.stop();
  const atStop = ended;
  await sleep(60);
  expect([most, running, ended]).toEqual([1, 0, atStop]);
  expect(ended).toBeGreaterThan(1);
});

it('goes on after an error, after a pause', async () => {
  const errors: unknown[] = [];
  let turns = 0;
  const loop = startLoop(
    () => {
      turns += 1;
      return turns === 1 ? Promise.reject(new Error('away')) : Promise.resolve(10_000);
    },
    (error) => errors.push(error),
  );
  await sleep(100);
  expect([turns, errors.length]).toEqual([1, 1]);
  await sleep(300);
  expect(turns).toBe(2);
  await loop.stop();
});
