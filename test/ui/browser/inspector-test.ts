import { setTimeout } from 'node:timers/promises';
import { type Browser, chromium, type Page } from 'playwright-core';
import { test } from 'vitest';
import { serve } from '../../e2e/command.js';
import { findBrowser } from '../../examples/browser.js';

/** The inspector as people have it: the command serves, a real browser shows. */
export interface OpenedInspector {
  readonly page: Page;
  /** Where it was opened, with its token. */
  readonly url: string;
  /** All that the browser complained of, what it asked other servers for, and dialogs that a script opened. */
  readonly complaints: readonly string[];
}

export interface OpenOptions {
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: 'light' | 'dark';
  /** Does not wait for all rows. */
  readonly early?: boolean;
}

/** Milliseconds by which each answer of the server is late: by hand, to find what a test reads too early. */
const slowness = Number(process.env.UNDERSTUDY_SLOW_PAGE ?? 0);

const noBrowser = 'there is no Chromium to look at the inspector; CHROMIUM may name one';

interface Fixtures {
  /** Starts `understudy ui` with these arguments and opens what it says. */
  readonly open: (args: readonly string[], options?: OpenOptions) => Promise<OpenedInspector>;
  /** Opens an inspector that is there already. */
  readonly visit: (url: string, options?: OpenOptions) => Promise<OpenedInspector>;
  readonly browser: Browser;
}

/** A test in a real browser; left out, with a word of why, where there is none, but never in CI. */
export const inspectorTest = test.extend<Fixtures & { browserOfFile: Browser | null }>({
  browserOfFile: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest wants a pattern.
    async ({}, use) => {
      const executablePath = findBrowser();
      if (executablePath === null && process.env.CI) throw new Error(noBrowser);
      const browser =
        executablePath === null
          ? null
          : await chromium.launch({ executablePath, args: ['--no-sandbox'] });
      await use(browser);
      await browser?.close();
    },
    { scope: 'file' },
  ],
  browser: async ({ browserOfFile, skip }, use) => use(browserOfFile ?? skip(noBrowser)),
  visit: async ({ browser }, use) => {
    const pages: Page[] = [];
    await use(async (url, { width = 1280, height = 800, scheme = 'light', early = false } = {}) => {
      const page = await browser.newPage({
        viewport: { width, height },
        colorScheme: scheme,
        timezoneId: 'UTC',
        locale: 'en-GB',
        reducedMotion: 'reduce',
      });
      pages.push(page);
      // A busy machine is no fault of the page.
      page.setDefaultTimeout(60_000);
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') {
          complaints.push(message.text());
        }
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('dialog', (dialog) => {
        complaints.push(`dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      const { origin } = new URL(url);
      page.on('request', (request) => {
        if (!request.url().startsWith(`${origin}/`) && !request.url().startsWith('data:')) {
          complaints.push(`asked for ${request.url()}`);
        }
      });
      if (slowness > 0) {
        await page.route('**/*', async (route) => {
          if (route.request().resourceType() === 'fetch') await setTimeout(slowness);
          // The page may have been closed in the meantime.
          await route.continue().catch(() => {});
        });
      }
      await page.goto(url);
      if (!early) await page.locator('[data-rows="all"]').waitFor();
      return { page, url, complaints };
    });
    for (const page of pages) await page.close();
  },
  open: async ({ visit }, use) => {
    const stops: (() => Promise<unknown>)[] = [];
    await use(async (args, options) => {
      const { url, stop } = await serve('ui', ...args, '--listen', '127.0.0.1:0');
      stops.push(stop);
      return visit(url, options);
    });
    for (const stop of stops) await stop();
  },
});
