import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';

/** `npm run mutation -- [part …] [--mutate file,file …]`: what follows the parts goes to Stryker as it is. */
const OTHERS = ['run.mjs', 'mutation-of.mjs', 'in-process-runner.mjs'];
const parts = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.mjs') && !OTHERS.includes(file))
  .map((file) => file.slice(0, -'.mjs'.length));
const args = process.argv.slice(2);
const firstOption = args.findIndex((arg) => arg.startsWith('--'));
const asked = firstOption === -1 ? args : args.slice(0, firstOption);
const options = args.slice(asked.length);
const unknown = asked.filter((name) => !parts.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`No such part: ${unknown.join(', ')}. There are ${parts.join(', ')}.\n`);
  process.exit(2);
}
let isBroken = false;
for (const part of asked.length > 0 ? asked : parts) {
  process.stdout.write(`\n${part}\n`);
  const { status } = spawnSync('npx', ['stryker', 'run', `test/mutation/${part}.mjs`, ...options], {
    stdio: 'inherit',
  });
  isBroken ||= status !== 0;
}
process.exitCode = isBroken ? 1 : 0;
