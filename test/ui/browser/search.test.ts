import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { inspectorTest } from './inspector-test.js';

const recording = 'recordings/everything.db';

const box = (page: Page) => page.getByRole('combobox', { name: 'Search' });
const grid = (page: Page) => page.getByRole('grid', { name: 'Events' });
const counted = (page: Page, words: string | RegExp) =>
  page.locator('.search-found', { hasText: words }).waitFor();

inspectorTest('finds what the search asks for, and counts it', async ({ open }) => {
  const { page, complaints } = await open([recording]);
  await counted(page, /^367 events$/u);
  await box(page).fill('operation:Complete status:>=400');
  await counted(page, '8 of 367 events');
  await expect.poll(() => grid(page).getAttribute('aria-rowcount')).toBe('9');
  await expect.poll(() => grid(page).getByRole('row').nth(1).textContent()).toContain('400');
  await page.getByRole('button', { name: 'Clear the search' }).click();
  await counted(page, /^367 events$/u);
  await page.locator('[role="combobox"]:focus').waitFor();
  expect(complaints).toEqual([]);
});

inspectorTest('finds texts that only bodies have', async ({ open }) => {
  const { page } = await open([recording]);
  await box(page).fill('saveLAR');
  await counted(page, '4 of 367 events');
  await box(page).fill('saveLAR -"POST"');
  await counted(page, '0 of 367 events');
});

inspectorTest('offers keys and values that occur, and takes them by keyboard', async ({ open }) => {
  const { page } = await open([recording]);
  await page.keyboard.press('/');
  await page.keyboard.type('oper');
  await page.getByRole('option', { name: 'operation:' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: /^Accept\s*16$/u }).waitFor();
  await page.keyboard.type('set');
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => box(page).getAttribute('aria-activedescendant')).toBe('search-choice-0');
  await page.keyboard.press('Enter');
  await expect.poll(() => box(page).inputValue()).toMatch(/^operation:Set\w+ $/u);
  await expect.poll(() => box(page).getAttribute('aria-expanded')).toBe('false');
  await page.keyboard.press('Escape');
  await page.locator('[role="grid"]:focus').waitFor();
});

inspectorTest('says what it does not understand, and searches for the rest', async ({ open }) => {
  const { page } = await open([recording]);
  await box(page).fill('stauts:200 operation:Complete');
  await page.getByText('`stauts` is no key: did you mean `status`?').waitFor();
  await counted(page, '16 of 367 events');
  const described = await box(page).getAttribute('aria-describedby');
  expect(described?.split(' ')).toContain('search-notes');
});
