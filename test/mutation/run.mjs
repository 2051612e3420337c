import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';

const OTHERS = ['run.mjs', 'mutation-of.mjs'];
const parts = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.mjs') && !OTHERS.includes(file))
  .map((file) => file.slice(0, -'.mjs'.length));
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !parts.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`No such part: ${unknown.join(', ')}. There are ${parts.join(', ')}.\n`);
  process.exit(2);
}
let isBroken = false;
for (const part of asked.length > 0 ? asked : parts) {
  process.stdout.write(`\n${part}\n`);
  const { status } = spawnSync('npx', ['stryker', 'run', `test/mutation/${part}.mjs`], { stdio: 'inherit' });
  isBroken ||= status !== 0;
}
process.exitCode = isBroken ? 1 : 0;
