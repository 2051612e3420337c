import { createServer } from 'node:net';
import { StartRefusal } from './start-refusal';

/**
 * Makes sure that nobody else listens on a port, on the loopback address or on all.
 *
 * @throws StartRefusal when it is taken or reserved
 */
export async function requireFreePort(variable: string, port: number): Promise<void> {
  for (const host of ['127.0.0.1', '::']) {
    const code = await tryToListen(port, host);
    if (code === 'EADDRINUSE') {
      throw new StartRefusal(
        `Port ${port} is taken by another program: end that program, or choose another port with ${variable}=${port === 65_535 ? 3000 : port + 1}.`,
      );
    }
    if (code === 'EACCES') {
      throw new StartRefusal(
        `Port ${port} is reserved for the administrator of this machine: choose one above 1023 with ${variable}.`,
      );
    }
  }
}

/** A port that nobody else can take until it is let go. */
export interface HeldPort {
  readonly port: number;
  letGo(): Promise<void>;
}

/** Takes a port of the loopback address, so that another start at the same time does not choose it too; null: somebody has it. */
export function holdPort(port: number): Promise<HeldPort | null> {
  return new Promise((resolve) => {
    const holder = createServer((caller) => caller.destroy());
    holder.once('error', () => resolve(null));
    holder.listen(port, '127.0.0.1', () =>
      resolve({ port, letGo: () => new Promise((done) => holder.close(() => done())) }),
    );
  });
}

/** Error code of listening, null when it works; a machine without IPv6 has nobody listening there either. */
function tryToListen(port: number, host: string): Promise<string | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
    probe.listen(port, host, () => probe.close(() => resolve(null)));
  });
}
