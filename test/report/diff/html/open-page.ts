import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from '@playwright/test';
import { afterAll, beforeAll } from 'vitest';
import type { DiffResult } from '../../../../src/diff/difference.js';
import { writeDiffHtml } from '../../../../src/report/diff/html/diff-html.js';
import { findBrowser } from '../../../examples/browser.js';
import { temporaryFolder } from '../../../recording/temporary-folder.js';
import { written } from '../told-diff.js';

/** A page as a reader has it: opened from a file. */
export interface OpenedPage {
  readonly page: Page;
  /** All that the browser complained of, or asked the network for. */
  readonly complaints: readonly string[];
}

/** Opens reports in a real browser, which is started before all tests of a file and ended after them. */
export function pageOpener(): (
  result: DiffResult,
  options?: Parameters<Browser['newPage']>[0],
) => Promise<OpenedPage> {
  const folder = temporaryFolder();
  let browser: Browser;
  beforeAll(async () => {
    const executablePath = findBrowser();
    if (executablePath === null) throw new Error('there is no Chromium; CHROMIUM may name one');
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  }, 60_000);
  afterAll(() => browser?.close());
  return async (result, options) => {
    const file = folder.path('report.html');
    writeFileSync(
      file,
      written((write) => writeDiffHtml(result, write)),
    );
    const page = await browser.newPage(options);
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('dialog', (dialog) => {
      complaints.push(dialog.message());
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      if (request.url() !== pathToFileURL(file).href) complaints.push(request.url());
    });
    await page.goto(pathToFileURL(file).href);
    return { page, complaints };
  };
}
