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
    expect(await page.getByRole('row').count()).toBeGreaterThan(1);
    expect(complaints).toEqual([]);
    expect(await recorder.stop()).toBe(0);
    await staging.close();
  },
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
