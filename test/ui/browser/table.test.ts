import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { inspectorTest } from './inspector-test.js';

const recording = 'recordings/everything.db';

const grid = (page: Page) => page.getByRole('grid', { name: 'Events' });
const selected = (page: Page) => page.locator('[role="grid"] [aria-selected="true"]');

inspectorTest(
  'goes through all events by keyboard, with few of them in the page',
  async ({ open }) => {
    const { page, complaints } = await open([recording]);
    await grid(page).focus();
    await page.keyboard.press('End');
    const rows = await grid(page).getAttribute('aria-rowcount');
    await expect.poll(() => selected(page).getAttribute('aria-rowindex')).toBe(rows);
    await expect.poll(() => grid(page).getByRole('row').count()).toBeLessThan(60);
    await expect
      .poll(() => grid(page).getAttribute('aria-activedescendant'))
      .toBe(await selected(page).getAttribute('id'));
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('PageDown');
    await page.keyboard.press('ArrowUp');
    await expect
      .poll(async () => Number(await selected(page).getAttribute('aria-rowindex')))
      .toBeGreaterThan(5);
    await page.keyboard.press('Escape');
    await selected(page).waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  },
);

inspectorTest('goes along a link, from a call to its notification and back', async ({ open }) => {
  const { page } = await open([recording]);
  await page.getByRole('combobox').fill('call:11');
  const call = grid(page).getByRole('row', { name: /Accept POST/u });
  await call.click();
  await grid(page).focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => selected(page).textContent()).toMatch(/^Notification .*← Accept/u);
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => selected(page).textContent()).toContain('Accept POST');
});

inspectorTest('sorts by a column, up and down', async ({ open }) => {
  const { page } = await open([recording]);
  const head = page.getByRole('columnheader', { name: 'Duration' });
  await head.getByRole('button').click();
  await expect.poll(() => head.getAttribute('aria-sort')).toBe('descending');
  const first = grid(page).getByRole('row').nth(1);
  const longest = await first.textContent();
  await head.getByRole('button').focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => head.getAttribute('aria-sort')).toBe('ascending');
  await expect.poll(() => first.textContent()).not.toBe(longest);
  await page.keyboard.press('Enter');
  await expect.poll(() => head.getAttribute('aria-sort')).toBe('none');
});

inspectorTest('shows the kinds that are chosen, Bayeux not at first', async ({ open }) => {
  const { page } = await open([recording]);
  const rows = async () => Number(await grid(page).getAttribute('aria-rowcount')) - 1;
  const before = await rows();
  const chip = page.getByRole('button', { name: /^Bayeux/u });
  await expect.poll(() => chip.getAttribute('aria-pressed')).toBe('false');
  await chip.click();
  await expect.poll(() => rows()).toBe(367);
  await page.getByRole('button', { name: /^Calls/u }).click();
  await expect.poll(() => rows()).toBeLessThan(367);
  await expect.poll(() => rows()).toBeGreaterThan(367 - before);
});

inspectorTest('says why it is empty, and how not to be', async ({ open }) => {
  const { page } = await open([recording]);
  await page.getByRole('combobox').fill('operation:Nobody');
  await page.getByText('Nothing matches the search.').waitFor();
  await page.getByRole('button', { name: 'Clear the search' }).last().click();
  await grid(page).waitFor();
  await page.getByRole('combobox').fill('kind:message');
  await page.getByText(/of a kind that is not shown/u).waitFor();
  await page.getByRole('button', { name: 'Show them' }).click();
  await grid(page).waitFor();
});

inspectorTest('follows a selection from elsewhere', async ({ open }) => {
  const { page } = await open([recording]);
  await page.getByRole('button', { name: 'Plots' }).click();
  await page.getByRole('button', { name: 'Events' }).click();
  const last = Number(await grid(page).getAttribute('aria-rowcount'));
  await grid(page).focus();
  await page.keyboard.press('End');
  await page.getByRole('button', { name: 'Plots' }).click();
  await page.getByRole('button', { name: 'Events' }).click();
  await expect.poll(() => selected(page).getAttribute('aria-rowindex')).toBe(String(last));
});

inspectorTest('copies the selected event as a line of text', async ({ open }) => {
  const { page } = await open([recording]);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await grid(page).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Control+C');
  const copied = String(await page.evaluate('navigator.clipboard.readText()'));
  expect(copied.split('\t').slice(2, 6)).toEqual([
    'safe',
    'GET',
    '/api/v2/me?subresources=*',
    '403',
  ]);
});

inspectorTest('says that what is selected is not shown, and shows it', async ({ open }) => {
  const { page } = await open([recording]);
  await grid(page).focus();
  await page.keyboard.press('End');
  await page.getByRole('combobox').fill('status:403');
  await page.getByText(/^What is selected is not among/u).waitFor();
  await page
    .getByText(/^What is selected is not among/u)
    .getByRole('button')
    .click();
  await selected(page).waitFor();
  await expect.poll(() => page.getByRole('combobox').inputValue()).toBe('');
});

inspectorTest(
  'has as many cells in a row as in its head, however narrow it is',
  async ({ open }) => {
    const { page } = await open(['recordings/everything.db']);
    await page.getByRole('row').nth(1).click();
    for (const width of [1600, 1280, 1100, 1024, 900, 800, 640]) {
      await page.setViewportSize({ width, height: 800 });
      const shown = (row: number): Promise<number> =>
        page
          .getByRole('row')
          .nth(row)
          .locator('th, td')
          .evaluateAll(
            (cells) => cells.filter((cell) => cell.getBoundingClientRect().width > 0).length,
          );
      expect([width, await shown(1)]).toEqual([width, await shown(0)]);
    }
  },
);
