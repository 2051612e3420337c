import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBank, type RunningBank } from '../../apps/bank-simulator/src/start-bank';

/** An instruction as the bank received it. */
export interface Received {
  kind: 'payment' | 'rejection';
  reference: string;
  payerAccount: string;
  payeeAccount: string;
  amountFen: number;
  bookedOn: string;
}

export interface BankLedger {
  received: Received[];
  paidMoreThanOnce: { reference: string; times: number }[];
}

/** The simulated bank with a ledger of its own. Its ledger is the oracle: what it paid, it paid. */
export class SimulatedBank {
  private constructor(
    private readonly running: RunningBank,
    private readonly folder: string,
  ) {}

  static async open(): Promise<SimulatedBank> {
    const folder = mkdtempSync(join(tmpdir(), 'duixian-bank-'));
    return new SimulatedBank(await startBank({ port: 0, dataDir: folder }), folder);
  }

  get url(): string {
    return this.running.url;
  }

  async close(): Promise<void> {
    await this.running.stop();
    rmSync(this.folder, { recursive: true });
  }

  /** Arms a misbehaviour for the next instruction, or lets a payment come back. */
  async simulate(
    body:
      | { mode: string; delayMs?: number; count?: number }
      | { returnReference: string; onDate: string; remark: string },
  ): Promise<void> {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${this.url}/simulation`, {
      method: 'PUT',
      headers,
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`the bank does not simulate ${JSON.stringify(body)}: ${answer.status}`);
  }

  async ledger(): Promise<BankLedger> {
    return (await fetch(`${this.url}/simulation/ledger`)).json() as Promise<BankLedger>;
  }

  /** The statement of an account for the last day the bank booked something on it, as the bank writes it. */
  async statement(account: string): Promise<string> {
    const booked = (await this.ledger()).received.filter((entry) => entry.payerAccount === account);
    const day = booked.at(-1)?.bookedOn;
    if (day === undefined) throw new Error(`the bank never booked anything on ${account}`);
    return this.statementOf(account, day);
  }

  /** The statement of an account for a day, empty where nothing was booked on it. */
  async statementOf(account: string, day: string): Promise<string> {
    return (await fetch(`${this.url}/statements?account=${account}&date=${day}`)).text();
  }
}
