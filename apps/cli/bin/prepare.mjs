import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/** Installs what is missing and builds what is stale. Everything it prints goes to stderr: stdout belongs to the command. */
export async function prepare() {
  if (!isInstalled()) {
    note('Installing packages (npm ci) …');
    await run(npm(), ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']);
  }
  if (!isBuilt()) {
    note('Building …');
    const { bin } = readJson(join(root, 'node_modules', 'nx', 'package.json'));
    const nx = join(root, 'node_modules', 'nx', typeof bin === 'string' ? bin : bin.nx);
    await run([process.execPath, nx], ['run-many', '-t', 'build', '--outputStyle=static'], { quiet: true });
    writeFileSync(stampFile, stamp());
  }
}

/**
 * Runs a program until it ends; an interrupt ends the program first.
 * @param {string[]} command program and its leading arguments
 * @param {string[]} parameters
 * @param {{ quiet?: boolean, mayFail?: boolean }} options quiet: output is shown only after a failure
 * @returns {Promise<number>} exit code, 0 unless `mayFail`
 */
export function run([program, ...leading], parameters, { quiet = false, mayFail = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, [...leading, ...parameters], {
      cwd: root,
      stdio: ['ignore', quiet ? 'pipe' : 2, quiet ? 'pipe' : 2],
      env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', FORCE_COLOR: '0' },
    });
    const output = [];
    for (const stream of quiet ? [child.stdout, child.stderr] : [])
      stream.on('data', (chunk) => output.push(chunk));
    const forward = (signal) => child.kill(signal);
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, forward);
    child.once('error', (error) => {
      note(`Cannot run ${program} (${error.message}).`);
      process.exit(1);
    });
    child.once('close', (code, signal) => {
      for (const name of signals) process.off(name, forward);
      if (signal === 'SIGINT' || signal === 'SIGTERM' || signal === 'SIGHUP') process.exit(130);
      if (code === 0 || mayFail) return resolve(code ?? 1);
      process.stderr.write(Buffer.concat(output));
      note(
        `\`${[program, ...leading, ...parameters].join(' ')}\` failed (exit ${code ?? signal}); the reason is above.`,
      );
      process.exit(1);
    });
  });
}

const note = (line) => process.stderr.write(`${line}\n`);
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

const npm = () => (process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm']);

/**
 * npm writes node_modules/.package-lock.json as the last act of an installation: it says what is really there, also
 * when somebody ran npm by hand or an installation was interrupted.
 */
function isInstalled() {
  const installedFile = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const installed = readJson(installedFile).packages;
  return Object.entries(readJson(join(root, 'package-lock.json')).packages)
    .filter(
      ([path, entry]) =>
        path.includes('node_modules/') && !entry.optional && !entry.devOptional && !entry.peer,
    )
    .every(
      ([path, entry]) =>
        installed[path]?.version === entry.version && installed[path]?.resolved === entry.resolved,
    );
}

const stampFile = join(root, 'apps', 'cli', 'dist', '.built-from');

function isBuilt() {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp();
}

/** Content of all sources, and which outputs they led to: an output that was touched since does not count. */
function stamp() {
  const hash = createHash('sha256');
  for (const name of ['package-lock.json', 'tsconfig.base.json', 'nx.json'])
    hash.update(readFileSync(join(root, name)));
  for (const project of projects()) {
    for (const file of filesBelow(project))
      hash.update(relative(root, file)).update('\0').update(readFileSync(file));
    hash.update(outputState(project));
  }
  return hash.digest('hex');
}

function projects() {
  return ['libs', 'apps'].flatMap((group) =>
    readdirSync(join(root, group))
      .sort()
      .map((name) => join(root, group, name))
      .filter((folder) => existsSync(join(folder, 'package.json'))),
  );
}

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .filter(
      ({ name }) =>
        name !== 'dist' && name !== 'bin' && name !== 'node_modules' && !name.endsWith('.spec.ts'),
    )
    .flatMap((entry) =>
      entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)],
    );
}

function outputState(project) {
  const dist = join(project, 'dist');
  if (!existsSync(dist)) return 'absent';
  const marker = ['.tsbuildinfo', 'index.html'].map((name) => join(dist, name)).find(existsSync);
  return marker ? String(statSync(marker).mtimeMs) : 'unknown';
}
