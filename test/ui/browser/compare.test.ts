import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { root } from '../../e2e/command.js';
import { plantedRecording } from '../server/planted-recording.js';
import { axeFindings } from './axe.js';
import { inspectorTest } from './inspector-test.js';

const shipped = path.join(root, 'recordings/complete-tweet.db');
const hostile = `"><img src=x onerror=alert(1)>\\u202e\\u0000`;

let folder: string;
let candidate: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'understudy-compare-'));
  candidate = plantedRecording(shipped, path.join(folder, 'candidate.db'), (text) =>
    text
      .replaceAll(
        '"state":"Completed"',
        `"state":${JSON.stringify(hostile).replaceAll('\\\\u', '\\u')}`,
      )
      .replaceAll('"mediaType":"twitter"', '"mediaType":"twitter","planted":9007199254740993'),
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The page may be busy. */
const eventually = <T>(told: () => T | Promise<T>) => expect.poll(told, { timeout: 15_000 });

inspectorTest(
  'says of a recording that it behaves as itself does',
  async ({ open }) => {
    const { page, complaints } = await open([shipped, shipped]);
    await page.getByRole('heading', { name: 'These two behave the same' }).waitFor();
    await expect.poll(() => page.getByText('nothing', { exact: true }).count()).toBe(1);
    expect(await axeFindings(page)).toEqual([]);
    expect(complaints).toEqual([]);
  },
  60_000,
);

for (const scheme of ['light', 'dark'] as const) {
  inspectorTest(
    `goes through what differs by keyboard, and shows both sides, ${scheme}`,
    async ({ open }) => {
      const { page, complaints } = await open([shipped, candidate], { scheme });
      const chosen = page.locator('[role="option"][aria-selected="true"]');
      await chosen.waitFor();
      const first = await chosen.textContent();
      await page.keyboard.press('j');
      await eventually(() => chosen.textContent()).not.toBe(first);
      await page.keyboard.press('k');
      await eventually(() => chosen.textContent()).toBe(first);
      const values = page.getByRole('table', { name: 'Values' });
      await values.waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await page.getByRole('searchbox', { name: 'Filter differences' }).fill('state');
      await page.getByRole('listbox', { name: 'Differences' }).getByRole('option').first().click();
      await eventually(() => values.textContent()).toContain('"Completed"');
      await eventually(() => values.textContent()).toContain('\\u202e');
      await page.getByText('Whole notification, side by side').click();
      await page.getByRole('table', { name: 'Notifications' }).waitFor();
      expect(await axeFindings(page)).toEqual([]);
      expect(complaints).toEqual([]);
    },
    60_000,
  );
}

inspectorTest(
  'chooses a difference where its row is selected on a timeline',
  async ({ open }) => {
    const all = path.join(root, 'recordings/everything.db');
    const other = plantedRecording(all, path.join(folder, 'other.db'), (text) =>
      text.replaceAll('"state":"Invited"', '"state":"Offered"'),
    );
    const { page, complaints } = await open([all, other]);
    const chosen = page.locator('[role="option"][aria-selected="true"]');
    await chosen.waitFor();
    const first = await chosen.getAttribute('id');
    await page.getByRole('region', { name: 'Events by desktop and time, candidate' }).focus();
    for (let step = 0; step < 40 && (await chosen.getAttribute('id')) === first; step++) {
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Enter');
    }
    await expect.poll(() => chosen.getAttribute('id')).not.toBe(first);
    expect(complaints).toEqual([]);
  },
  60_000,
);

inspectorTest(
  'ignores a difference from now on, in the rules file as it was, and takes it back',
  async ({ open }) => {
    const rules = path.join(folder, 'noise.rules.json');
    const before =
      '{ "noise": { "ignore": ["...", {"in": "*", "at": "/other", "kind": "any"}] } }\n';
    writeFileSync(rules, before);
    const { page, complaints } = await open([shipped, candidate, '--write', rules]);
    const verdict = page.locator('.compare-verdict');
    await page.getByRole('listbox', { name: 'Differences' }).getByRole('option').first().waitFor();
    const differing = await verdict.textContent();
    await page.keyboard.press('i');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Members of this name at any depth').check();
    await dialog.getByLabel(/^anything/u).check();
    expect(await axeFindings(page)).toEqual([]);
    const rule = (await dialog.locator('code').last().textContent()) ?? '';
    await dialog.getByRole('button', { name: 'Ignore it' }).click();
    await page.getByText('Ignored from now on.').waitFor();
    await expect.poll(() => verdict.textContent()).not.toBe(differing);
    expect(readFileSync(rules, 'utf8')).toBe(before.replace('}] }', `}, ${rule}] }`));
    await page.getByRole('button', { name: /^Show noise/u }).click();
    await page
      .getByText(/^ignored: noise any at/u)
      .first()
      .waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Taken back.').waitFor();
    await expect.poll(() => verdict.textContent()).toBe(differing);
    expect(readFileSync(rules, 'utf8')).toBe(before);
    expect(complaints).toEqual([]);
  },
  60_000,
);

inspectorTest(
  'says how to ignore a difference where nothing can be written',
  async ({ open }) => {
    const { page } = await open([shipped, candidate]);
    await page.getByRole('listbox', { name: 'Differences' }).getByRole('option').first().waitFor();
    await page.keyboard.press('i');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('This inspector changes nothing.').waitFor();
    await expect
      .poll(() => dialog.getByRole('button', { name: 'Ignore it' }).isDisabled())
      .toBe(true);
    await page.keyboard.press('Escape');
    await eventually(() => dialog.count()).toBe(0);
  },
  60_000,
);

inspectorTest(
  'shows the timelines of both moved together',
  async ({ open }) => {
    const { page } = await open([shipped, candidate]);
    await page.getByRole('listbox', { name: 'Differences' }).getByRole('option').first().waitFor();
    const bars = page.getByRole('toolbar');
    const lengths = (): Promise<readonly string[]> =>
      page.locator('.timeline-length').allTextContents();
    const [all] = await lengths();
    await bars.first().getByRole('button', { name: 'Zoom in' }).click();
    await eventually(async () => (await lengths())[0]).not.toBe(all);
    await eventually(async () => new Set(await lengths()).size).toBe(1);
    await bars.nth(1).getByRole('button', { name: 'Fit all' }).click();
    await eventually(lengths).toEqual([all, all]);
  },
  60_000,
);
