import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const PROGRAM = join(__dirname, '../../apps/worker/dist/main.js');

/** The built worker as a process of its own, which can be killed as power failures kill. */
export class WorkerProcess {
  private constructor(private readonly child: ChildProcess) {}

  /** Starts it; resolves when it says that it is ready. @throws Error with what it said when it ends before */
  static async start(settings: { databaseUrl: string; bankUrl: string }): Promise<WorkerProcess> {
    if (!existsSync(PROGRAM)) throw new Error('The worker is not built: run `npm run build` first.');
    const { PATH = '' } = process.env;
    const { databaseUrl: DATABASE_URL, bankUrl: BANK_URL } = settings;
    const env = { PATH, DATABASE_URL, BANK_URL, BANK_TIMEOUT_MS: '20000', DUIXIAN_MODE: 'demo' };
    const child = spawn(process.execPath, [PROGRAM], { env, stdio: 'pipe' });
    await new Promise<void>((resolve, reject) => {
      let text = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (chunk: Buffer) => {
          text += chunk.toString();
          if (text.includes('worker ready')) resolve();
        });
      }
      child.once('close', (code, signal) => reject(new Error(`ended (${code ?? signal}) and said: ${text}`)));
    });
    return new WorkerProcess(child);
  }

  /** SIGKILL; resolves when the process is gone. Safe to call again. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGKILL');
    await gone;
  }
}
