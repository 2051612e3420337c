import { setTimeout as sleep } from 'node:timers/promises';
import { ApiRefused, Client } from './client';
import { DemoRefusal } from './demo-refusal';
import { type Passwords, type Places } from './doors';
import { type BankLedger } from './shapes';

const POLL_MS = 250;

/** Where the story is played: who is signed in, the bank, and the lines that tell what happens. */
export class Stage {
  private readonly people = new Map<string, Promise<Client>>();
  private readonly asked = new Map<string, Promise<unknown>>();
  private chapters = 0;
  private done = 0;
  private found = 0;

  constructor(
    private readonly places: Places,
    private readonly passwords: Passwords,
    private readonly print: (line: string) => void,
  ) {}

  /** What the run did, and what it found done already. */
  get count(): { done: number; found: number } {
    return { done: this.done, found: this.found };
  }

  /** What was asked once and does not change during a run. */
  once<T>(what: string, ask: () => Promise<T>): Promise<T> {
    const known = (this.asked.get(what) as Promise<T> | undefined) ?? ask();
    this.asked.set(what, known);
    return known;
  }

  /** The next headline of the story. */
  chapter(title: string): void {
    this.chapters += 1;
    this.print(`\n${this.chapters}. ${title}`);
  }

  /** Something that this run did. */
  did(line: string): void {
    this.done += 1;
    this.print(`  ✓ ${line}`);
  }

  /** Something that was there already. */
  was(line: string): void {
    this.found += 1;
    this.print(`  · 已在:${line}`);
  }

  /** Something worth knowing that is nothing anybody did. */
  note(line: string): void {
    this.print(`    ${line}`);
  }

  /** Nobody in particular. */
  get anybody(): Client {
    return new Client(this.places.apiUrl, null);
  }

  /** A demo account, signed in once. */
  as(username: string): Promise<Client> {
    const known = this.people.get(username) ?? this.signIn(username);
    this.people.set(username, known);
    return known;
  }

  private async signIn(username: string): Promise<Client> {
    try {
      const body = { username, password: this.passwords.get(username) ?? '' };
      const { token } = await this.anybody.post<{ token: string }>('sessions', body);
      return new Client(this.places.apiUrl, token);
    } catch (error) {
      if (!(error instanceof ApiRefused) || error.problem.status !== 401) throw error;
      throw new DemoRefusal(
        `The system at ${this.places.apiUrl} has no demo account ${username}: its database is not that of a demo, or of an older one; start a new one with another DATA_DIR.`,
      );
    }
  }

  /**
   * Asks again and again until the answer is not null.
   * @throws DemoRefusal when it has not come within `withinMs`
   */
  async until<T>(what: string, ask: () => Promise<T | null>, withinMs = 60_000): Promise<T> {
    for (const end = performance.now() + withinMs; ; await sleep(POLL_MS)) {
      const answer = await ask();
      if (answer !== null) return answer;
      if (performance.now() > end)
        throw new DemoRefusal(
          `Waited ${withinMs / 1000} s in vain until ${what}: look into the log of the worker in the data folder, then repeat npm run demo.`,
        );
    }
  }

  /** What the simulated bank received, paid and gave back. */
  ledger(): Promise<BankLedger> {
    return this.bank('/simulation/ledger', (answer) => answer.json() as Promise<BankLedger>);
  }

  /** The bank's own bytes. */
  statement(account: string, date: string): Promise<string> {
    return this.bank(`/statements?account=${account}&date=${date}`, (answer) => answer.text());
  }

  private async bank<T>(path: string, read: (answer: Response) => Promise<T>): Promise<T> {
    const answer = await fetch(`${this.places.bankUrl}${path}`).catch(() => null);
    if (answer?.ok) return read(answer);
    throw new DemoRefusal(
      `The simulated bank does not answer at ${this.places.bankUrl}: set BANK_URL to the address that npm start printed.`,
    );
  }
}
