import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  exportRecording,
  importRecording,
  openRecording,
  type Recording,
  replay,
} from '../../src/index.js';
import { root } from '../e2e/command.js';
import { findBrowser } from '../examples/browser.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { startFayeStaging } from '../staging/faye-staging.js';
import { startStaging } from '../staging/staging.js';
import { recordInBrowser, startBrowser } from './browser-har.js';
import { openInDevtools } from './devtools.js';

const folder = temporaryFolder();

/** The links of a recording in words that do not depend on ids. */
function linked(recording: Recording): string[] {
  return recording
    .links()
    .map(({ call, notification, rule, copy }) => {
      const { path: to, operation } = recording.exchange(call) ?? {};
      return `${to} ${operation} ${rule} ${copy} ${recording.message(notification)?.text}`;
    })
    .sort();
}

const file = path.join(root, 'recordings/complete-tweet.db');

describe.skipIf(findBrowser() === null)('in a real browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  }, 60_000);
  afterAll(() => browser?.close());

  it('answers a page from an exported HAR', async () => {
    const har = folder.path('tweet.har');
    await exportRecording(file, { format: 'har', output: har });
    using recording = openRecording(file);
    const calls = Array.from(recording.exchanges(), (each) => ({ ...each }));
    const complete = calls.find(({ operation }) => operation === 'Complete');
    const body = Buffer.from(complete?.requestBody?.content ?? []).toString();
    const { target } = recording.info;
    const context = await browser.newContext();
    await context.routeFromHAR(har, { notFound: 'abort' });
    const page = await context.newPage();
    await page.goto(`${target}/api/v2/diagnostics/version`);
    expect(await page.textContent('body')).toBe('{"version":"8.5.202.96"}');
    const answers = await page.evaluate(
      async ([to, sent]) => {
        const me = await fetch('/api/v2/me?subresources=*', { headers: { Authorization: 'x' } });
        const done = await fetch(to as string, { method: 'POST', body: sent as string });
        return [me.status, (await me.text()).length > 0, done.status, await done.text()];
      },
      [complete?.path, body],
    );
    await context.close();
    const answer = Buffer.from(complete?.responseBody?.content ?? []).toString();
    expect(answers).toEqual([expect.any(Number), true, 200, answer]);
  }, 60_000);

  it.for(['complete-tweet', 'everything-websocket'])(
    "opens in Chrome's developer tools, and comes back from them with the same links: %s",
    { timeout: 60_000 },
    async (name, { skip }) => {
      const shipped = path.join(root, 'recordings', `${name}.db`);
      let har = '';
      await exportRecording(shipped, {
        format: 'har',
        write: (text) => {
          har += text;
        },
      });
      const opened = await openInDevtools(browser, har);
      if (opened === null) return skip('the developer tools of this Chromium lie elsewhere');
      using recording = openRecording(shipped);
      const kinds = Array.from(recording.exchanges(), ({ kind }) => kind);
      const isFramed = kinds.includes('websocket');
      expect(opened.requests).toBe(kinds.length);
      expect(opened.frames).toBe(isFramed ? [...recording.messages()].length : 0);
      const output = folder.path('again.db');
      writeFileSync(folder.path('again.har'), opened.har);
      const summary = await importRecording(folder.path('again.har'), { output });
      expect(summary.warnings).toEqual([]);
      using again = openRecording(output);
      expect(linked(again)).toEqual(linked(recording));
    },
  );

  it.each([
    ['long-polling', () => startStaging()],
    ['websocket', () => startFayeStaging()],
  ] as const)(
    'takes over what Playwright recorded of a page, which a stand-in plays then: %s',
    async (transport, start) => {
      const staging = await start();
      const har = folder.path('page.har');
      try {
        await recordInBrowser(browser, staging.url, transport, har);
      } finally {
        await staging.close();
      }
      const output = folder.path('page.db');
      const summary = await importRecording(har, { output });
      expect(summary).toMatchObject({ sessions: 1, calls: 4, notifications: 4, correlated: 2 });
      await using standIn = await replay(output, { listen: { host: '127.0.0.1', port: 0 } });
      await recordInBrowser(browser, standIn.url, transport, folder.path('again.har'));
      const { unplayed, undelivered, misses } = standIn.report();
      expect({ unplayed, undelivered }).toEqual({ unplayed: [], undelivered: [] });
      // A browser asks for an icon of its own accord.
      expect(misses.filter(({ asked }) => asked.path !== '/favicon.ico')).toEqual([]);
    },
    60_000,
  );
});
