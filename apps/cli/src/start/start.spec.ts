import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startConfiguration } from './configuration';
import { holdBankPort, openDataFolder, rolePassword } from './data-folder';
import { announceStop, lockDataFolder } from './data-folder-lock';
import { openDatabase } from './database';
import { requireFreePort } from './free-port-check';
import { endLeftovers, recordProcesses, startTimeOf } from './process-record';
import { superviseProcess } from './supervised-process';
import { terminalWidth } from '../text-table';
import { welcome } from './welcome';

jest.setTimeout(30_000);

let folder: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'duixian-start-')));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const scriptOf = (text: string): string => {
  const script = join(folder, 'program.js');
  writeFileSync(script, text);
  return script;
};
const run = (script: string): ChildProcess => {
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  return child;
};
const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await sleep(20);
};

describe('configuration', () => {
  it('is a demo with a simulated bank on the embedded database by default', () => {
    expect(startConfiguration({}, '/repo')).toEqual({
      port: 3000,
      host: '127.0.0.1',
      databaseUrl: null,
      dataFolder: '/repo/.data',
      anchorFolder: '/repo/.data/anchors',
      mode: 'demo',
      bank: { kind: 'simulated', port: null },
    });
  });

  it('is production without a simulated bank on a database that somebody named', () => {
    const { mode, bank } = startConfiguration({ DATABASE_URL: 'postgres://a@b/c' }, '/repo');
    expect({ mode, bank }).toEqual({ mode: 'production', bank: { kind: 'none' } });
  });

  it('keeps seals beside the embedded database, on any other only where somebody says', () => {
    const anchorsOf = (env: NodeJS.ProcessEnv) => startConfiguration(env, '/repo').anchorFolder;
    const named = { DATABASE_URL: 'postgres://a@b/c' };
    expect(anchorsOf(named)).toBeNull();
    expect(anchorsOf({ ...named, ANCHOR_DIR: '/mnt/seals' })).toBe('/mnt/seals');
    expect(anchorsOf({ ANCHOR_DIR: 'seals' })).toBe('/repo/seals');
  });

  it('refuses what it does not understand, without repeating a password', () => {
    expect(() => startConfiguration({ PORT: 'http' }, '/repo')).toThrow(/^PORT is not usable/);
    expect(() => startConfiguration({ DATABASE_URL: 'mysql://a:hunter2@b/c' }, '/repo')).toThrow(
      /^(?!.*hunter2).*DATABASE_URL/,
    );
  });
});

describe('data folder', () => {
  it('is refused in one sentence where it cannot be', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => openDataFolder(join(folder, 'file'))).toThrow(
      /^Cannot write to the data folder .*file.*set DATA_DIR to another folder\.$/,
    );
    expect(() => openDataFolder(join(folder, 'file', 'below'))).toThrow(
      /it, or something above it, is a file/,
    );
  });

  it('keeps the role’s password and the bank’s port across starts', async () => {
    expect(rolePassword(folder)).toBe(rolePassword(folder));
    const first = await holdBankPort(folder);
    await first.letGo();
    const second = await holdBankPort(folder);
    expect(second.port).toBe(first.port);
    await second.letGo();
  });

  it('of two systems that start at the same time get two bank ports: none pays at the bank of the other', async () => {
    const folders = ['one', 'two'].map((name) => join(folder, name));
    folders.forEach(openDataFolder);
    const before = await holdBankPort(folders[0] ?? '');
    await before.letGo();
    writeFileSync(join(folders[1] ?? '', 'bank-port.json'), String(before.port));
    const held = await Promise.all(folders.map(holdBankPort));
    expect(held[0]?.port).not.toBe(held[1]?.port);
    expect(held.map(({ port }) => port)).toContain(before.port);
    await Promise.all(held.map(({ letGo }) => letGo()));
  });

  it('belongs to one supervisor at a time, and waits for one that is stopping', async () => {
    const release = await lockDataFolder(folder);
    await expect(lockDataFolder(folder)).rejects.toThrow(
      new RegExp(`already runs on ${folder} \\(pid ${process.pid}\\)`),
    );
    announceStop(folder);
    setTimeout(release, 1_500);
    (await lockDataFolder(folder))();
  });
});

describe('leftovers of a killed start', () => {
  it('are ended when they are certainly ours, and only then', async () => {
    const script = scriptOf('console.log("up"); setInterval(() => {}, 1000);');
    const [ours, stranger] = [run(script), run(script)];
    await Promise.all([ours, stranger].map((child) => new Promise((up) => child.stdout?.once('data', up))));
    const record = (child: ChildProcess, change = {}) => ({
      name: 'api',
      pid: child.pid ?? 0,
      startedAt: startTimeOf(child.pid ?? 0) ?? '',
      script,
      ...change,
    });
    recordProcesses(folder, [
      record(ours),
      record(stranger, { startedAt: 'another time' }),
      record(stranger, { script: '/another/program.js' }),
    ]);
    const notes: string[] = [];
    await endLeftovers(folder, (line) => notes.push(line));
    await until(() => ours.signalCode !== null);
    expect(ours.signalCode).toBe('SIGTERM');
    expect({ code: stranger.exitCode, signal: stranger.signalCode }).toEqual({ code: null, signal: null });
    expect(notes).toEqual([`Ending what the last run left: api (pid ${ours.pid}).`]);
  });
});

describe('a supervised program', () => {
  const watch = (script: string) => {
    const seen = { notes: [] as string[], gaveUp: [] as string[] };
    const plan = { name: 'api', script, env: process.env, logFile: join(folder, 'logs', 'api.log') };
    const program = superviseProcess(plan, {
      changed: () => undefined,
      note: (line) => seen.notes.push(line),
      gaveUp: (reason) => seen.gaveUp.push(reason),
    });
    return { program, seen, log: plan.logFile };
  };

  it('is started again after its death, and not after it was stopped', async () => {
    const { program, seen } = watch(scriptOf('setInterval(() => {}, 1000);'));
    const first = program.current()?.pid ?? 0;
    process.kill(first, 'SIGKILL');
    await until(() => ![undefined, first].includes(program.current()?.pid));
    expect(seen.notes).toEqual([
      expect.stringMatching(/^api ended \(SIGKILL\); starting it again in 0\.5 s/),
    ]);
    await program.stop(5_000);
    await sleep(700);
    expect(program.current()).toBeNull();
  });

  it('is given up after five deaths within a minute, with its last words', async () => {
    const { seen } = watch(scriptOf('console.error("Error: no luck today"); process.exit(3);'));
    await until(() => seen.gaveUp.length > 0);
    expect(seen.gaveUp).toEqual([
      expect.stringMatching(
        /^api ended 5 times within a minute \(exit code 3; last words: Error: no luck today\): see .*api\.log\.$/,
      ),
    ]);
    expect(seen.notes).toHaveLength(4);
  });

  it('is killed when it does not listen', async () => {
    const { program, log } = watch(
      scriptOf('process.on("SIGTERM", () => {}); console.log("up"); setInterval(() => {}, 1000);'),
    );
    await until(() => readFileSync(log, 'utf8').includes('up'));
    await program.stop(300);
    expect(program.current()).toBeNull();
  });
});

describe('refusals', () => {
  it('names a taken port and the way out', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await new Promise((up) => squatter.once('listening', up));
    const { port } = squatter.address() as { port: number };
    await expect(requireFreePort('PORT', port)).rejects.toThrow(
      new RegExp(`^Port ${port} is taken by another program: .* PORT=${port + 1}\\.$`),
    );
    squatter.close();
    await expect(requireFreePort('PORT', port)).resolves.toBeUndefined();
  });

  it('names a database that does not answer, without its password', async () => {
    const configuration = startConfiguration({ DATABASE_URL: 'postgres://a:hunter2@127.0.0.1:1/c' }, folder);
    await expect(openDatabase(configuration, () => undefined)).rejects.toThrow(
      /^(?!.*hunter2)No PostgreSQL server answers at 127\.0\.0\.1:1/,
    );
  });
});

it('prints a table whose columns line up in a terminal', () => {
  const text = welcome({ consoleUrl: 'http://localhost:3000', bankUrl: null, dataFolder: '/data' }, true);
  const lines = text.split('\n').filter((line) => line.includes('duixian-demo'));
  const start = lines.map((line) => terminalWidth(line.slice(0, line.indexOf('duixian-demo'))));
  expect(lines.length).toBeGreaterThan(8);
  expect(new Set(start).size).toBe(1);
});
