import type { Page } from 'playwright-core';

/** Writes into the search box, and leaves it. */
export async function lookFor(page: Page, words: string): Promise<void> {
  const box = page.getByRole('combobox', { name: 'Search' });
  await box.fill(words);
  await box.press('Escape');
}

/** Looks for something, selects the first that is found, and waits until it is shown whole. */
export async function selectFirst(page: Page, words: string): Promise<void> {
  await lookFor(page, words);
  await page.getByRole('row').nth(1).click();
  await page.getByRole('complementary', { name: 'Details' }).getByRole('heading').first().waitFor();
}
