import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AxeResults } from 'axe-core';
import { type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core';

/** Long: a machine that is busy is slow, and waiting decides nothing but how late a fault is told. */
const WAIT_MS = 40_000;
/** The same program as the one with long names; every page reads it anew. */
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** A person at a browser of their own. */
export class Visitor {
  /** What the page said that it should not: errors of scripts, refused by the content security policy, … */
  readonly complaints: string[] = [];

  private constructor(
    private readonly context: BrowserContext,
    readonly page: Page,
  ) {
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      // A refused request is part of many stories; the page shows it to the person.
      const refused = message.text().startsWith('Failed to load resource');
      if (['error', 'warning'].includes(message.type()) && !refused) this.complaints.push(message.text());
    });
  }

  static async enter(browser: Browser, url: string, width: number, withFont: boolean): Promise<Visitor> {
    const context = await browser.newContext({
      baseURL: url,
      locale: 'zh-CN',
      // Far from where the people are: what is shown must be China's time all the same.
      timezoneId: 'America/New_York',
      viewport: { width, height: width < 800 ? 812 : 900 },
    });
    context.setDefaultTimeout(WAIT_MS);
    if (withFont) await giveChineseFont(context);
    return new Visitor(context, await context.newPage());
  }

  async leave(): Promise<void> {
    await this.context.close();
  }

  async signIn(username: string): Promise<void> {
    await this.page.goto('/sign-in');
    await this.page.locator(`.demo-accounts [data-username="${username}"]`).click();
    await this.page.locator('.shell h1').waitFor();
  }

  /** From the desk to the next entry of the menu, which a phone keeps folded away. */
  async leaveDesk(): Promise<void> {
    await this.page.locator('.shell h1', { hasText: '工作台' }).waitFor();
    await this.page.locator('.sider .menu a').nth(1).dispatchEvent('click');
    await this.page.locator('.shell h1').filter({ hasNotText: '工作台' }).first().waitFor();
  }

  async goto(path: string): Promise<void> {
    await this.page.goto(path);
  }

  /** Chooses an entry of the menu and waits for its page. */
  async open(entry: string): Promise<void> {
    await this.page
      .getByRole('navigation', { name: '主菜单' })
      .getByRole('link', { name: entry, exact: true })
      .click();
    await this.settled();
  }

  /** Waits until nothing is being read any more. */
  async settled(): Promise<void> {
    await this.page.locator('.shell h1').first().waitFor();
    await this.page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  link(name: string | RegExp): Locator {
    return this.page.getByRole('link', { name });
  }

  /** Picks one of the words that a field offers. */
  async choose(field: string, word: string): Promise<void> {
    await this.page.getByLabel(field).click();
    await this.page.locator('.ant-select-item-option').getByText(word, { exact: true }).click();
  }

  /** Presses a button of the dialog that is open. */
  async inDialog(button: string): Promise<void> {
    await this.page.getByRole('dialog').getByRole('button', { name: button, exact: true }).click();
  }

  /** Waits for a text to be there. */
  async sees(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).first().waitFor();
  }

  /** The network of this person is gone, or back. */
  async network(on: boolean): Promise<void> {
    await this.context.setOffline(!on);
  }

  async forgetSession(): Promise<void> {
    await this.context.clearCookies();
  }

  /** True where the page is wider than the window: only tables may scroll sideways, each in its own frame. */
  async scrollsSideways(): Promise<boolean> {
    return this.page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth');
  }

  async picture(file: string): Promise<void> {
    await this.page.evaluate('document.fonts.ready');
    await this.page.screenshot({ path: file, fullPage: true });
  }

  /** What stands in the window, small enough for a guide. */
  async smallPicture(file: string): Promise<void> {
    await this.page.evaluate('document.fonts.ready');
    const session = await this.context.newCDPSession(this.page);
    const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 50 });
    await session.detach();
    writeFileSync(file, Buffer.from(data, 'base64'));
  }

  /** Serious and critical violations that axe finds on the page as it is: rule and places. */
  async seriousViolations(): Promise<string[]> {
    await this.page.evaluate(AXE);
    const { violations } = await this.page.evaluate<AxeResults>(LOOK_WITH_AXE);
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
  }

  /** How much of what was visible jumped since the page was opened (cumulative layout shift). */
  async layoutShift(): Promise<number> {
    return this.page.evaluate<number>(LAYOUT_SHIFT);
  }
}

const FONT = join(__dirname, '../../node_modules/@fontsource/noto-sans-sc');

/** Machines of tests have no Chinese font: one of the packages is lent to the page under its own address. */
async function giveChineseFont(context: BrowserContext): Promise<void> {
  await context.route('**/lent-font/**', (route) =>
    route.fulfill({ path: join(FONT, new URL(route.request().url()).pathname.replace('/lent-font/', '')) }),
  );
  await context.addInitScript(`addEventListener('DOMContentLoaded', () => {
    for (const weight of [400, 600]) {
      const link = document.createElement('link');
      link.rel = 'stylesheet';
      link.href = '/lent-font/' + weight + '.css';
      document.head.append(link);
    }
  })`);
}

/** Run in the page; buffered entries go back to its beginning. */
const LAYOUT_SHIFT = `new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
  setTimeout(() => resolve(sum), 50);
})`;

/**
 * Run in the page. Most of the time of axe goes into the contrast of every single text, and a table repeats the same
 * colours a hundred times: of texts in one colour, size and weight on the same grounds the first three are measured.
 * What floats above the page (absolute, fixed) counts as a ground of its own. A rule whose violations are minor or moderate
 * finds nothing serious, and is not asked.
 */
const LOOK_WITH_AXE = `(async () => {
  const grounds = new Map();
  const groundOf = (element) => {
    if (element === null) return '';
    if (!grounds.has(element)) {
      const { backgroundColor, backgroundImage, opacity, position } = getComputedStyle(element);
      const floats = position === 'absolute' || position === 'fixed' ? 'floats ' + grounds.size : '';
      const own = [backgroundColor, backgroundImage, opacity, floats].join(' ');
      const plain = own === 'rgba(0, 0, 0, 0) none 1 ';
      grounds.set(element, groundOf(element.parentElement) + (plain ? '' : ' / ' + own));
    }
    return grounds.get(element);
  };
  const seen = new Map();
  const alike = [];
  for (const element of document.body.querySelectorAll('*')) {
    const speaks = [...element.childNodes].some(({ nodeType, data }) => nodeType === 3 && data.trim() !== '');
    if (!speaks || !element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) continue;
    const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element);
    const off = element.closest('[disabled], [aria-disabled=true], [aria-hidden=true], [inert], label') !== null;
    const kind = [color, fontSize, fontWeight, textShadow, off, groundOf(element)].join(' ');
    const before = seen.get(kind) ?? 0;
    seen.set(kind, before + 1);
    if (before >= 3) alike.push(element);
  }
  for (const element of alike) element.setAttribute('data-alike', '');
  axe.configure({ rules: [{ id: 'color-contrast', selector: '*:not([data-alike])' }] });
  const light = axe._audit.rules.filter(({ impact }) => impact === 'minor' || impact === 'moderate');
  const rules = Object.fromEntries(light.map(({ id }) => [id, { enabled: false }]));
  const results = await axe.run(document, { resultTypes: ['violations'], rules });
  for (const element of alike) element.removeAttribute('data-alike');
  return results;
})()`;
