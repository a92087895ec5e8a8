import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { inspectorTest } from './inspector-test.js';
import { lookFor } from './look-for.js';
import { manyEvents } from './many-events.js';

const folder = mkdtempSync(path.join(tmpdir(), 'understudy-large-'));
const file = path.join(folder, 'large.db');

beforeAll(() => manyEvents(file, 50_000), 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

inspectorTest(
  'draws, zooms and steps through a hundred thousand events',
  async ({ open }) => {
    const { page, complaints } = await open([file]);
    const summary = page.locator('.timeline-summary');
    await expect
      .poll(() => summary.textContent(), { timeout: 60_000 })
      .toContain(
        '20 desktops, 50,000 calls, 49,500 notifications, 500 failed, 500 uncorrelated, showing 08:59:',
      );
    const lanes = page.getByRole('region', { name: 'Events by desktop and time' });
    await lanes.focus();
    // From the whole to what a single call takes.
    await page.keyboard.press('x');
    const said = page.locator('.timeline [aria-live]');
    await expect
      .poll(() => said.textContent())
      .toMatch(/^Retrieve, call, failed, 500, agent11, 09:00:02\.250/u);
    await page.keyboard.press('f');
    await expect
      .poll(() => summary.textContent())
      .toMatch(/showing 09:00:02\.\d{3} to 09:00:02\.\d{3}\./u);
    await page.keyboard.press('0');
    await lookFor(page, 'uncorrelated');
    await lanes.focus();
    await page.keyboard.press('ArrowRight');
    await expect
      .poll(() => said.textContent())
      .toMatch(/call that no notification answers, 200, agent11, 09:00:15\.375/u);
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => said.textContent()).toMatch(/answers, 200, agent12, 09:00:17\.875/u);
    expect(complaints).toEqual([]);
  },
  120_000,
);
