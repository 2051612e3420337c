import { describeProblem } from './problem';
import { readWorkerSettings } from './settings';
import { type RunningWorker, startWorker, WorkerStartError } from './start-worker';

async function main(): Promise<void> {
  const read = readWorkerSettings(process.env);
  if (!read.ok) return refuse(read.problems);
  let worker: RunningWorker | undefined;
  const stop = (): void => {
    void (worker?.stop() ?? Promise.resolve()).finally(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  try {
    worker = await startWorker(read.settings);
  } catch (error) {
    return refuse([error instanceof WorkerStartError ? error.message : describeProblem(error)]);
  }
  console.log('worker ready');
}

function refuse(problems: readonly string[]): never {
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.exit(1);
}

void main();
