import path from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { runOffice } from '../../desktops/run-office.js';
import { startTalk } from '../../e2e/recorder-talk.js';
import { temporaryFolder } from '../../recording/temporary-folder.js';
import { startStaging } from '../../staging/staging.js';
import { inspectorTest } from './inspector-test.js';
import { lookFor } from './look-for.js';

const folder = temporaryFolder();

/** Waits until a kind of event is counted so. */
const counted = (page: Page, words: string): Promise<void> =>
  page
    .getByRole('group', { name: 'Kinds of events' })
    .getByRole('button', { name: words })
    .waitFor();

inspectorTest(
  'shows what desktops do while it is recorded, until the recorder ends',
  async ({ visit }) => {
    const staging = await startStaging();
    const recorder = startTalk([
      'record',
      '--target',
      staging.url,
      '--output',
      folder.path('live.db'),
      '--ui',
      '--json',
    ]);
    const { url } = await recorder.event('listening');
    const inspector = await recorder.event('inspector');
    const { page, complaints } = await visit(String(inspector.url));
    await page.getByRole('status').filter({ hasText: 'live' }).first().waitFor();
    await runOffice({ url: String(url), origin: staging.url });
    await counted(page, 'Calls 14');
    await counted(page, 'Notifications 24');
    await lookFor(page, 'user:s1 copy');
    await expect.poll(() => page.getByRole('row').count()).toBeGreaterThan(1);
    expect(complaints).toEqual([]);
    expect(await recorder.stop()).toBe(0);
    await staging.close();
  },
);

inspectorTest(
  'follows what comes where one looks at the end, else stays where one looks',
  async ({ visit }) => {
    const staging = await startStaging();
    const output = folder.path('live.db');
    const recorder = startTalk([
      ...['record', '--target', staging.url, '--output', output, '--ui', '--json'],
    ]);
    const { url } = await recorder.event('listening');
    const { page } = await visit(String((await recorder.event('inspector')).url));
    const day = () => runOffice({ url: String(url), origin: staging.url });
    const grid = page.getByRole('grid', { name: 'Events' });
    const inSight = async (): Promise<readonly number[]> => {
      const rows = await page.getByRole('row').evaluateAll((each) =>
        each
          .filter((row) => {
            const { top, bottom } = row.getBoundingClientRect();
            const box = row.closest('[role="grid"]')?.getBoundingClientRect();
            return box !== undefined && bottom > box.top && top < box.bottom;
          })
          .map((row) => Number(row.getAttribute('aria-rowindex'))),
      );
      return rows;
    };
    const atEnd = async (): Promise<boolean> =>
      Math.max(...(await inSight())) === Number(await grid.getAttribute('aria-rowcount'));
    await day();
    await counted(page, 'Calls 14');
    // It followed the first day; now its reader goes back to the beginning.
    await expect.poll(atEnd, { timeout: 30_000 }).toBe(true);
    await page.getByRole('row').last().click();
    await page.keyboard.press('Home');
    await day();
    await counted(page, 'Calls 28');
    expect(Math.min(...(await inSight()))).toBeLessThan(4);
    await page.getByRole('button', { name: /new events/u }).click();
    await day();
    await counted(page, 'Calls 42');
    await expect.poll(atEnd, { timeout: 30_000 }).toBe(true);
    expect(await recorder.stop()).toBe(0);
    await staging.close();
  },
  120_000,
);

inspectorTest(
  'shows what a stand-in was asked, what it matched, and what it missed',
  async ({ visit }) => {
    const file = path.resolve('recordings/complete-tweet.db');
    const standIn = startTalk(['replay', file, '--ui', '--json']);
    const { url } = await standIn.event('listening');
    const inspector = await standIn.event('inspector');
    const { page, complaints } = await visit(String(inspector.url));
    await runOffice({ url: String(url) });
    await counted(page, 'Calls 14');
    await fetch(`${url}/api/v2/me/tweets/nowhere`, {
      method: 'POST',
      body: '{"operationName":"Complete"}',
      headers: { 'Content-Type': 'application/json' },
    });
    await counted(page, 'Calls 15');
    await lookFor(page, 'miss');
    await page.getByRole('row').nth(1).click();
    await page
      .getByRole('complementary', { name: 'Details' })
      .getByText('nearest')
      .first()
      .waitFor();
    expect(complaints).toEqual([]);
    expect(await standIn.stop()).toBe(0);
  },
);
