// Starts the whole system on a temporary data folder as a person would, looks at it, and stops it by Ctrl-C.
import './node-version.mjs';
import { spawn } from 'node:child_process';
import { mkdtempSync, chmodSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'duixian-smoke-'));
chmodSync(folder, 0o755);
const port = await freePort();
const base = `http://127.0.0.1:${port}`;

let printed = '';
const system = spawn('npm', ['start', '--silent'], {
  cwd: root,
  detached: true,
  stdio: ['ignore', 'pipe', 'pipe'],
  env: { ...withoutSettings(process.env), PORT: String(port), DATA_DIR: folder },
});
for (const stream of [system.stdout, system.stderr]) stream.on('data', (text) => (printed += text));
const ended = new Promise((resolve) => system.once('exit', (code, signal) => resolve(code ?? signal)));

try {
  const begun = Date.now();
  await until('the system is ready', 240_000, async () => (await status(`${base}/health/ready`)) === 200);
  console.log(`smoke: ready after ${((Date.now() - begun) / 1000).toFixed(1)} s`);
  await signIn();
  process.kill(-system.pid, 'SIGINT');
  const code = await Promise.race([ended, sleep(60_000).then(() => 'still running after 60 s')]);
  if (code !== 0) throw new Error(`npm start ended with ${code} after Ctrl-C, not with 0`);
  const left = processesOf(folder);
  if (left.length > 0) throw new Error(`left running: ${left.join('; ')}`);
  console.log('smoke: stopped by Ctrl-C with exit code 0, nothing left running');
  rmSync(folder, { recursive: true, force: true });
} catch (error) {
  console.error(`smoke: ${error.message}\n${printed}\nLogs and data: ${folder}`);
  try {
    process.kill(-system.pid, 'SIGTERM');
  } catch {
    // It has ended already.
  }
  await Promise.race([ended, sleep(30_000)]);
  process.exitCode = 1;
}

/** With the first account of the printed table. */
async function signIn() {
  await until('the accounts are printed', 10_000, () => printed.includes('Ctrl-C'));
  const lines = printed.split('\n');
  const header = lines.findIndex((line) => line.includes('username') && line.includes('password'));
  const [username, password] = (lines[header + 1] ?? '').trim().split(/\s{2,}/);
  if (header < 0 || !password) throw new Error('no demo account was printed');
  const answer = await fetch(`${base}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': `smoke-${process.pid}-${Date.now()}` },
    body: JSON.stringify({ username, password }),
  });
  const { token } = await answer.json();
  if (!answer.ok || !token) throw new Error(`signing in as ${username} answered ${answer.status}`);
  console.log(`smoke: signed in as ${username}`);
}

async function status(url) {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(5_000) })).status;
  } catch {
    return null;
  }
}

async function until(what, withinMs, isSo) {
  for (const deadline = Date.now() + withinMs; Date.now() < deadline; await sleep(100)) {
    if (await isSo()) return;
    if (system.exitCode !== null) throw new Error(`npm start ended with ${system.exitCode} before ${what}`);
  }
  throw new Error(`waited ${withinMs / 1000} s in vain until ${what}`);
}

function sleep(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

/** Settings of the caller would turn this into a trial of something else. */
function withoutSettings(env) {
  const own = ['DATABASE_URL', 'REDIS_URL', 'DUIXIAN_MODE', 'BANK_URL', 'BANK_PORT', 'TEST_DATABASE_URL'];
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !own.includes(name) && !name.startsWith('npm_')),
  );
}

function processesOf(text) {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) =>
      [readOr(`/proc/${pid}/cmdline`), readOr(`/proc/${pid}/environ`)].some((found) => found.includes(text))
        ? [`${pid} ${readOr(`/proc/${pid}/cmdline`).replaceAll('\0', ' ')}`]
        : [],
    );
}

function readOr(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address();
      probe.close(() => resolve(free));
    });
  });
}
