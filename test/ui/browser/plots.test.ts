import { expect } from 'vitest';
import { inspectorTest } from './inspector-test.js';

const recording = 'recordings/everything.db';

inspectorTest('tells latency and delay of each operation, and plots them', async ({ open }) => {
  const { page, complaints } = await open([recording]);
  await page.getByRole('button', { name: 'Plots' }).click();
  const table = page.getByRole('table', { name: /^Latency of calls/u });
  const latency = table.getByRole('row', { name: /Complete 16 calls, 8 failed Latency 16/u });
  await expect.poll(() => latency.textContent()).toMatch(/\d ms/u);
  await expect.poll(() => table.getByRole('row', { name: /^Delay 8/u }).count()).toBeGreaterThan(0);
  const plot = page.getByRole('img', { name: 'Complete: distribution of Latency' });
  await plot.locator('canvas').waitFor();
  expect(complaints).toEqual([]);
});

inspectorTest('searches for the operation that is chosen, and no more', async ({ open }) => {
  const { page } = await open([recording]);
  await page.getByRole('button', { name: 'Plots' }).click();
  const choice = page.getByRole('button', { name: 'Complete', exact: true });
  await choice.click();
  await expect.poll(() => page.getByRole('combobox').inputValue()).toBe('operation:Complete');
  await page.getByRole('button', { name: 'Accept', exact: true }).waitFor({ state: 'detached' });
  await expect.poll(() => choice.getAttribute('aria-pressed')).toBe('true');
  await choice.click();
  await expect.poll(() => page.getByRole('combobox').inputValue()).toBe('');
});

inspectorTest('says that there is nothing to plot', async ({ open }) => {
  const { page } = await open([recording]);
  await page.getByRole('button', { name: 'Plots' }).click();
  await page.getByRole('combobox').fill('kind:notification');
  await page.getByText('The search finds no calls to plot.').waitFor();
});

inspectorTest('shows a stretch in the timeline that is marked in a plot', async ({ open }) => {
  const { page } = await open([recording]);
  await page.getByRole('button', { name: 'Plots' }).click();
  const plots = page.getByRole('img', { name: /over time$/u });
  const place = await plots.first().locator('.u-over').boundingBox();
  if (place === null) throw new Error('no plot');
  await page.mouse.move(place.x + place.width * 0.25, place.y + 10);
  await page.mouse.down();
  await page.mouse.move(place.x + place.width * 0.5, place.y + 10, { steps: 4 });
  await page.mouse.up();
  // All plots of time mark it, for the timeline shows it now.
  for (const plot of [plots.first(), plots.nth(1)]) {
    const marked = await plot.locator('.u-select').boundingBox();
    expect((marked?.width ?? 0) / place.width).toBeCloseTo(0.25, 1);
  }
});
