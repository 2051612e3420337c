import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { Town } from '../http/town';
import { browserHere } from './browser-here';
import { Visitor } from './visitor';

export const CONSOLE = join(__dirname, '../../apps/web/dist');

/**
 * The whole system with its console, and a browser: people come in as visitors, each with a browser profile of their
 * own, and click.
 */
export class Hall {
  private readonly visitors: Visitor[] = [];

  private constructor(
    readonly town: Town,
    private readonly browser: Browser,
  ) {}

  /** @throws Error saying what to do when the console is not built or no browser runs here */
  static async open(): Promise<Hall> {
    if (!existsSync(join(CONSOLE, 'index.html')))
      throw new Error('The console is not built: run `npm run build` first.');
    const browser = await chromium.launch(browserHere());
    return new Hall(await Town.open({ worker: true, consoleFolder: CONSOLE }), browser);
  }

  async close(): Promise<void> {
    await Promise.all(this.visitors.map((visitor) => visitor.leave()));
    await this.browser.close();
    await this.town.close();
  }

  /** Somebody who is not signed in yet. */
  async visitor({ width = 1440, font = false }: Looks = {}): Promise<Visitor> {
    const visitor = await Visitor.enter(this.browser, this.town.url, width, font);
    this.visitors.push(visitor);
    return visitor;
  }

  /** Somebody who signed in with one click as a demo account and went on from the desk to their first list. */
  async as(username: string, looks: Looks = {}): Promise<Visitor> {
    const visitor = await this.visitor(looks);
    await visitor.signIn(username);
    await visitor.leaveDesk();
    return visitor;
  }
}

interface Looks {
  /** Of the window, in CSS pixels. */
  width?: number;
  /** With a Chinese font, for pictures. */
  font?: boolean;
}
