import { resolve } from 'node:path';
import { connectDatabase, proveEverything, SealAnchors, type InvariantProof } from '@duixian/casework';
import { runningServer } from '@duixian/embedded-postgres';
import { startConfiguration, type StartConfiguration } from '../start/configuration';
import { DATABASE } from '../start/database';
import { StartRefusal } from '../start/start-refusal';
import { textTable } from '../text-table';

/**
 * `npm run verify`: looks up every promise about money, trail and cases on the live database and prints what it found; the
 * last line is JSON. Changes nothing; may run beside a working system.
 * @returns exit code: 0 when everything holds, 1 when something does not, 2 when there was nothing to look at
 */
export async function runVerifyCommand(
  env: NodeJS.ProcessEnv,
  print: (line: string) => void,
): Promise<number> {
  let proofs: InvariantProof[];
  try {
    proofs = await prove(startConfiguration(env, resolve(__dirname, '../../../..')));
  } catch (error) {
    print(`Not verified: ${error instanceof Error ? error.message : String(error)}`);
    return 2;
  }
  const rows = proofs.map(({ name, about, problems }) => [
    problems.length === 0 ? 'holds' : 'BROKEN',
    String(about),
    name,
  ]);
  for (const line of textTable([['', 'looked at', 'promise'], ...rows], [1])) print(line);
  for (const { problems } of proofs) for (const problem of problems) print(`    ! ${problem}`);
  const broken = proofs.filter(({ problems }) => problems.length > 0).length;
  print(JSON.stringify({ verify: broken === 0 ? 'holds' : 'broken', promises: proofs.length, broken }));
  return broken === 0 ? 0 : 1;
}

async function prove(configuration: StartConfiguration): Promise<InvariantProof[]> {
  const { anchorFolder } = configuration;
  const db = await connectDatabase(databaseUrl(configuration), {
    poolSize: 1,
    applicationName: 'duixian-verify',
  });
  try {
    return await proveEverything(db, anchorFolder === null ? null : new SealAnchors(anchorFolder));
  } finally {
    await db.close();
  }
}

function databaseUrl({ databaseUrl: named, dataFolder }: StartConfiguration): string {
  if (named !== null) return named;
  const server = runningServer(dataFolder);
  if (server === null)
    throw new StartRefusal(
      `no database is running for ${dataFolder}: start it (npm start), or name one with DATABASE_URL or DATA_DIR.`,
    );
  return server.url(DATABASE);
}
