'use strict';

// Plain JavaScript without imports of ours: Jest loads its global hooks without the mapping of @duixian/* to sources.
const { execFileSync } = require('node:child_process');
const { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, statfsSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const PREFIX = 'duixian-test-server-';
/** Who starts a server of the tests and still runs: Jest, or the benches and faults of the command line. */
const RUNS = /jest|apps.cli.bin/;
const ROOM_NEEDED_BYTES = 512 * 1024 * 1024;

/** Memory where there is room for it: a stalled disk makes cloning databases ten times slower. */
function parentFolder() {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    if (bavail * bsize > ROOM_NEEDED_BYTES) return '/dev/shm';
  } catch {
    // Not Linux.
  }
  return tmpdir();
}

/** A folder named by the pid of this run, which the first test that needs a server starts one in. */
function createFolder() {
  const folder = mkdtempSync(join(parentFolder(), `${PREFIX}${process.pid}-`));
  chmodSync(folder, 0o711);
  return folder;
}

/** Ends the server of a folder at once (nothing in it is worth a checkpoint) and removes the folder. */
async function removeFolder(folder) {
  const pid = serverPid(folder);
  if (pid !== null) {
    process.kill(pid, 'SIGQUIT');
    for (let tries = 0; tries < 250 && command(pid) !== ''; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}

/** What runs that were killed left behind. */
async function removeLeftovers() {
  for (const name of readdirSync(parentFolder())) {
    const runPid = name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length).split('-')[0]) : NaN;
    if (!(runPid > 0) || RUNS.test(command(runPid))) continue;
    try {
      await removeFolder(join(parentFolder(), name));
    } catch {
      // Another account's; it will remove them itself.
    }
  }
}

function serverPid(folder) {
  try {
    const pid = Number(readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
    return pid > 0 && command(pid).includes(folder) ? pid : null;
  } catch {
    return null;
  }
}

function command(pid) {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}

module.exports = { createFolder, removeFolder, removeLeftovers };
