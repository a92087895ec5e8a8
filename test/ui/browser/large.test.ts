import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { officeRecording } from '../../bench/office-recording.js';
import { inspectorTest } from './inspector-test.js';
import { lookFor } from './look-for.js';

let folder: string;
let file: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'understudy-large-'));
  file = path.join(folder, 'large.db');
  // A call, the poll that brings its notification, and the messages of both: five events each.
  await officeRecording(file, { sessions: 40, calls: 500, bodySize: 200 });
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

inspectorTest(
  'shows a hundred thousand events, of which only those in sight are in the page',
  async ({ open }) => {
    const { page, complaints } = await open([file]);
    const kinds = page.getByRole('group', { name: 'Kinds of events' });
    await kinds.getByRole('button', { name: 'Calls 20,000' }).waitFor();
    await kinds.getByRole('button', { name: 'Notifications 20,000' }).waitFor();
    await expect.poll(() => page.getByRole('row').count()).toBeLessThan(100);

    const grid = page.getByRole('grid', { name: 'Events' });
    await page.getByRole('row').nth(1).click();
    await page.keyboard.press('End');
    const rows = Number(await grid.getAttribute('aria-rowcount'));
    expect(rows).toBeGreaterThan(40_000);
    await page.locator(`[aria-rowindex="${rows}"][aria-selected="true"]`).waitFor();
    await expect.poll(() => page.getByRole('row').count()).toBeLessThan(100);

    await lookFor(page, 'user:agent7 operation:Complete path:*T499');
    await page.getByText('1 of 100,320 events').waitFor();
    await lookFor(page, '');
    await page.getByText('100,320 events', { exact: true }).waitFor();
    // In bodies the server looks.
    await lookFor(page, 'kind:call "7-499 7-499"');
    await page.getByText('1 of 100,320 events').waitFor();
    await page.getByRole('row').nth(1).click();
    const detail = page.getByRole('complementary', { name: 'Details' });
    await detail.getByText('T499', { exact: false }).first().waitFor();
    expect(complaints).toEqual([]);
  },
  120_000,
);
