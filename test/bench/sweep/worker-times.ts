import { setTimeout as sleep } from 'node:timers/promises';
import type { Office } from '@duixian/testing';
import type { Client } from 'pg';
import { prepareQueueSchema } from '../../../apps/worker/src';
import { WorkerProcess } from '../../http/worker-process';

/** Nobody listens there; a sweep asks no bank. */
const NO_BANK = 'http://127.0.0.1:9';
const LOOK_EVERY_MS = 5;
const LONGEST_MS = 120_000;

/**
 * How long so many built workers take for a sweep, from its order to its end. They share the cores of the machine with the
 * database, and begin when the relay hands them its messages.
 *
 * @param order orders the sweep and answers its id
 * @throws Error when it has no end within two minutes
 */
export async function millisByWorkers(
  office: Office,
  owner: Client,
  workers: number,
  order: () => Promise<string>,
): Promise<number> {
  const { ownerUrl, appUrl } = office.database;
  await prepareQueueSchema({ ownerUrl, appRole: new URL(appUrl).username });
  const running: WorkerProcess[] = [];
  try {
    while (running.length < workers)
      running.push(await WorkerProcess.start({ databaseUrl: appUrl, bankUrl: NO_BANK }));
    // The first one warms the workers up, and works off what the ones before left.
    await untilEnded(owner, await order());
    const from = performance.now();
    await untilEnded(owner, await order());
    return performance.now() - from;
  } finally {
    await Promise.all(running.map((each) => each.kill()));
  }
}

async function untilEnded(owner: Client, id: string): Promise<void> {
  for (const from = performance.now(); performance.now() - from < LONGEST_MS; await sleep(LOOK_EVERY_MS)) {
    const { rows } = await owner.query<{ state: string }>('SELECT state FROM sweep WHERE id = $1', [id]);
    if (rows[0]?.state === 'completed') return;
    if (rows[0]?.state !== 'running') throw new Error(`the sweep is ${rows[0]?.state ?? 'gone'}`);
  }
  throw new Error('the workers did not end the sweep');
}
