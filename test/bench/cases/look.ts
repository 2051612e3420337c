import { performance } from 'node:perf_hooks';
import { chromium } from 'playwright-core';
import { browserHere } from '../../browser/browser-here';
import { Visitor } from '../../browser/visitor';

/** What a person waits for at the list of all cases, in milliseconds. */
export interface Look {
  /** From the address to the rows. */
  opened: number;
  /** From the click to the rows of the next page, the longest of some. */
  turned: number;
  /** The longest frame while a whole page of rows is scrolled through. */
  frame: number;
}

const PAGES_TURNED = 8;
const FIRST_ROW = '.data-table tbody tr td a';

/** Opens the list in a browser, turns pages and scrolls, as an official does. */
export async function lookAtCases(url: string, username: string): Promise<Look> {
  const browser = await chromium.launch(browserHere());
  try {
    const visitor = await Visitor.enter(browser, url, 1440, false);
    const { page } = visitor;
    await visitor.signIn(username);
    let from = performance.now();
    await visitor.goto('/cases');
    await page.locator(FIRST_ROW).first().waitFor();
    const opened = performance.now() - from;
    let turned = 0;
    for (let done = 0; done < PAGES_TURNED; done += 1) {
      const before = await page.locator(FIRST_ROW).first().textContent();
      from = performance.now();
      await visitor.button('下一页').click();
      await page
        .locator(FIRST_ROW)
        .first()
        .filter({ hasNotText: before ?? '' })
        .waitFor();
      turned = Math.max(turned, performance.now() - from);
    }
    return { opened, turned, frame: await page.evaluate<number>(SCROLL) };
  } finally {
    await browser.close();
  }
}

/** Run in the page: down to its end in steps of a frame. */
const SCROLL = `new Promise((resolve) => {
  let [longest, last, at] = [0, performance.now(), 0];
  const step = (now) => {
    if (at > 0) longest = Math.max(longest, now - last);
    last = now;
    at += 40;
    scrollTo(0, at);
    if (at < document.documentElement.scrollHeight) requestAnimationFrame(step);
    else resolve(longest);
  };
  requestAnimationFrame(step);
})`;
