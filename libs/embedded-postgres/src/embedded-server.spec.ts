import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { transformFileSync } from '@swc/core';
import { Client } from 'pg';
import { commandOfProcess } from './process-command';
import { type EmbeddedServer, type ServerOptions, startEmbeddedServer } from './start-server';
import { stopServerProcess } from './server-process';

jest.setTimeout(60_000);

const asRoot = process.getuid?.() === 0;
let scratch: string;
let home: string;

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'duixian-launcher-'));
  chmodSync(scratch, 0o755);
  home = join(scratch, 'data');
});

afterEach(async () => {
  const saved = join(home, 'postgres.json');
  if (existsSync(saved)) {
    const { folder } = JSON.parse(readFileSync(saved, 'utf8')) as { folder: string };
    await stopServerProcess(folder);
    const elsewhere = /^\/var\/lib\/duixian\/[0-9a-f]{12}(?=\/postgres$)/.exec(folder)?.[0];
    if (elsewhere !== undefined) rmSync(elsewhere, { recursive: true, force: true });
  }
  rmSync(scratch, { recursive: true, force: true });
});

const start = (options: Partial<ServerOptions> = {}) =>
  startEmbeddedServer({ home, durable: false, ...options });

async function query(server: EmbeddedServer, sql: string): Promise<unknown[]> {
  const client = new Client(server.url('postgres'));
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows.flatMap((row) => Object.values(row));
  } finally {
    await client.end();
  }
}

const untilGone = async (pid: number): Promise<void> => {
  while (commandOfProcess(pid) !== null) await sleep(10);
};

describe('a new server', () => {
  it('is created in UTF-8 with a byte order of strings that no machine changes, and continues on its data and port', async () => {
    const first = await start();
    expect(first.adopted).toBe(false);
    expect(
      await query(
        first,
        `SELECT datlocprovider, datlocale, pg_encoding_to_char(encoding) FROM pg_database WHERE datname = 'template1'`,
      ),
    ).toEqual(['b', 'C.UTF-8', 'UTF8']);
    await query(first, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    expect(commandOfProcess(first.pid)).toBeNull();

    const second = await start();
    expect(second.port).toBe(first.port);
    expect(await query(second, 'SELECT answer FROM kept')).toEqual([42]);
  });

  it('takes connections on the loopback address only, and only with the password', async () => {
    const server = await start();
    expect(
      await query(
        server,
        `SELECT current_setting('listen_addresses') AS host, current_setting('unix_socket_directories') AS socket`,
      ),
    ).toEqual(['127.0.0.1', '']);
    const stranger = new Client({
      host: '127.0.0.1',
      port: server.port,
      user: 'postgres',
      password: 'guess',
      database: 'postgres',
    });
    await expect(stranger.connect()).rejects.toThrow(/password authentication failed/);
    expect(statSync(join(home, 'postgres.json')).mode & 0o077).toBe(0);
  });

  it('takes another port when its own was taken meanwhile', async () => {
    const first = await start();
    await first.stop();
    const squatter = createServer().listen(first.port, '127.0.0.1');
    try {
      const second = await start();
      expect(second.port).not.toBe(first.port);
      expect(await query(second, 'SELECT 1')).toEqual([1]);
    } finally {
      squatter.close();
    }
  });

  it('does not take an interrupted initdb for data', async () => {
    mkdirSync(join(home, 'postgres.initdb', 'base'), { recursive: true });
    chmodSync(home, 0o755);
    writeFileSync(join(home, 'postgres.initdb', 'PG_VERSION'), '18\n');
    const server = await start();
    expect(await query(server, 'SELECT 1')).toEqual([1]);
    expect(readdirSync(home).filter((name) => /initdb|password/.test(name))).toEqual([]);
  });
});

describe('after a kill', () => {
  it('adopts the server whose launcher was killed with -9', async () => {
    const launcher = await startInAnotherProcess();
    await query(await start(), 'CREATE TABLE kept AS SELECT 7 AS answer');
    launcher.process.kill('SIGKILL');
    await untilGone(launcher.process.pid ?? 0);
    const adopter = await start();
    expect({ adopted: adopter.adopted, pid: adopter.pid }).toEqual({
      adopted: true,
      pid: launcher.serverPid,
    });
    expect(await query(adopter, 'SELECT answer FROM kept')).toEqual([7]);
    await adopter.stop();
    expect(commandOfProcess(launcher.serverPid)).toBeNull();
  });

  it('recovers committed rows after the server itself was killed with -9', async () => {
    const first = await start({ durable: true });
    await query(first, 'CREATE TABLE kept AS SELECT 9 AS answer');
    process.kill(first.pid, 'SIGKILL');
    const second = await start({ durable: true });
    expect(second.adopted).toBe(false);
    expect(await query(second, 'SELECT answer FROM kept')).toEqual([9]);
  });

  it('is not stopped by a stale pid file whose number now belongs to another program', async () => {
    const first = await start();
    const pidFile = join(first.folder, 'postmaster.pid');
    const lines = readFileSync(pidFile, 'utf8').split('\n');
    await first.stop();
    // Not this process or its parents: PostgreSQL itself already disregards those.
    const stranger = spawn('sleep', ['60'], { stdio: 'ignore' });
    try {
      writeFileSync(pidFile, [String(stranger.pid), ...lines.slice(1)].join('\n'), { mode: 0o600 });
      if (asRoot) chownSync(pidFile, 65534, 65534);
      const second = await start();
      expect(await query(second, 'SELECT 1')).toEqual([1]);
      expect(stranger.exitCode).toBeNull();
    } finally {
      stranger.kill();
    }
  });
});

describe('refuses with one sentence', () => {
  const prepare = (files: Record<string, string>): string => {
    const folder = join(home, 'postgres');
    mkdirSync(folder, { recursive: true });
    chmodSync(home, 0o755);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    if (asRoot) chownSync(folder, 65534, 65534);
    writeFileSync(join(home, 'postgres.json'), JSON.stringify({ folder, password: 'x', port: 0 }));
    return folder;
  };

  it('data of another major version', async () => {
    prepare({ PG_VERSION: '14\n' });
    await expect(start()).rejects.toThrow(
      /was made by PostgreSQL 14, this installation has 18: .* or set DATA_DIR/,
    );
  });

  it('a folder with foreign content', async () => {
    prepare({ 'holiday.txt': 'photos' });
    await expect(start()).rejects.toThrow(/holds files but no PostgreSQL database/);
  });

  it('data whose password file is gone', async () => {
    prepare({ PG_VERSION: '18\n' });
    rmSync(join(home, 'postgres.json'));
    await expect(start()).rejects.toThrow(/postgres\.json, which knows its password, is missing/);
  });

  it('data that cannot be started, naming the reason and the log', async () => {
    const server = await start();
    await server.stop();
    rmSync(join(server.folder, 'global', 'pg_control'));
    await expect(start()).rejects.toThrow(/does not start on .*postgres\.log/);
  });
});

if (asRoot) {
  describe('as root', () => {
    it('runs the server as nobody', async () => {
      const server = await start();
      expect(statSync(server.folder).uid).toBe(65534);
      expect(statSync(`/proc/${server.pid}`).uid).toBe(65534);
    });

    it('leaves the data of another account alone', async () => {
      const folder = join(home, 'postgres');
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'PG_VERSION'), '18\n');
      chownSync(folder, 12345, 12345);
      await expect(start()).rejects.toThrow(
        /belongs to uid 12345, and PostgreSQL would run as uid 65534: start as uid 12345/,
      );
      expect(statSync(folder).uid).toBe(12345);
    });

    it('puts the data elsewhere, and says where, when nobody cannot reach the chosen folder', async () => {
      chmodSync(scratch, 0o700);
      const notes: string[] = [];
      const server = await start({ note: (line) => notes.push(line) });
      expect(server.folder).toMatch(/^\/var\/lib\/duixian\/[0-9a-f]{12}\/postgres$/);
      expect(notes.join()).toContain(server.folder);
      expect(await query(server, 'SELECT 1')).toEqual([1]);
      await server.stop();
      expect((await start()).folder).toBe(server.folder);
    });
  });
} else {
  it('says what to do about data that root created', async () => {
    const folder = join(home, 'postgres');
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, 'postgres.json'), JSON.stringify({ folder: '/usr', password: 'x', port: 0 }));
    await expect(start()).rejects.toThrow(/belongs to uid 0, .* start as the account that created it/);
    expect(existsSync(folder)).toBe(false);
  });
}

/** A launcher of its own process: Jest compiles only what it loads itself, so its sources are compiled here. */
async function startInAnotherProcess(): Promise<{ process: ChildProcess; serverPid: number }> {
  const compiled = join(scratch, 'launcher');
  mkdirSync(compiled);
  for (const file of readdirSync(__dirname).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'),
  )) {
    const { code } = transformFileSync(join(__dirname, file), {
      jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
      module: { type: 'commonjs' },
    });
    writeFileSync(join(compiled, file.replace(/\.ts$/, '.js')), code);
  }
  const script = `require(${JSON.stringify(compiled)}).startEmbeddedServer({ home: ${JSON.stringify(home)}, durable: false })
    .then((server) => { console.log(server.pid); setInterval(() => {}, 1000); })`;
  const launcher = spawn(process.execPath, ['-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_PATH: resolve(__dirname, '../../../node_modules') },
  });
  const serverPid = await new Promise<number>((ready, failed) => {
    launcher.stdout.once('data', (line: Buffer) => ready(Number(String(line))));
    launcher.once('exit', () => failed(new Error('the launcher ended')));
  });
  return { process: launcher, serverPid };
}
