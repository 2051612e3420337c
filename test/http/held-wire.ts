import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/**
 * The line between a worker and the bank, which can be held: instructions that arrive meanwhile wait, and are
 * delivered later whether or not their sender is still alive, as a network may do.
 */
export class HeldWire {
  private readonly waiting: (() => void)[] = [];
  private held = false;

  private constructor(
    private readonly server: Server,
    private readonly bankUrl: string,
  ) {}

  static async to(bankUrl: string): Promise<HeldWire> {
    const server = createServer();
    const wire = new HeldWire(server, bankUrl);
    server.on('request', (request, response) => {
      wire.carry(request, response).catch(() => response.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return wire;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** How many instructions wait on the line. */
  get waitingCount(): number {
    return this.waiting.length;
  }

  hold(): void {
    this.held = true;
  }

  /** Delivers what waits; from now on nothing waits. */
  deliver(): void {
    this.held = false;
    for (const go of this.waiting.splice(0)) go();
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async carry(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '/' } = request;
    const body = await text(request);
    if (this.held && method === 'POST') await new Promise<void>((go) => this.waiting.push(go));
    const headers = { 'content-type': 'application/json' };
    const init = method === 'POST' ? { method, headers, body } : { method };
    const answer = await fetch(`${this.bankUrl}${url}`, init);
    response.writeHead(answer.status, headers).end(await answer.text());
  }
}
