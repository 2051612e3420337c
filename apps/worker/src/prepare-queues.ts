import { describeProblem } from './problem';
import { prepareQueueSchema } from './queue/prepare-queue-schema';

/**
 * Makes the queue's tables as owner, before any worker starts: OWNER_DATABASE_URL and APP_ROLE say where and for whom.
 * With REDIS_URL there is nothing to make.
 */
async function main(environment: NodeJS.ProcessEnv): Promise<void> {
  if (environment['REDIS_URL']) return;
  const ownerUrl = environment['OWNER_DATABASE_URL'];
  const appRole = environment['APP_ROLE'];
  const problems = [
    ...(ownerUrl && URL.canParse(ownerUrl)
      ? []
      : ['OWNER_DATABASE_URL must be the address of the database, as its owner.']),
    ...(appRole ? [] : ['APP_ROLE must name the role that the worker runs as.']),
  ];
  if (!ownerUrl || !appRole || problems.length > 0) return refuse(problems);
  try {
    await prepareQueueSchema({ ownerUrl, appRole });
  } catch (error) {
    refuse([
      `The queue tables cannot be made (${describeProblem(error)}): see that the owner may create a schema.`,
    ]);
  }
}

function refuse(problems: readonly string[]): void {
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.exitCode = 1;
}

void main(process.env);
