import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { axeFindings } from './axe.js';
import { inspectorTest } from './inspector-test.js';
import { lookFor, selectFirst } from './look-for.js';

const states: readonly (readonly [what: string, reach: (page: Page) => Promise<unknown>])[] = [
  ['all events', async () => {}],
  ['a call shown whole', (page) => selectFirst(page, 'operation:Complete')],
  ['a notification shown whole', (page) => selectFirst(page, 'kind:notification -unsolicited')],
  ['an unsolicited one', (page) => selectFirst(page, 'unsolicited')],
  ['a search that finds nothing and has a mistake', (page) => lookFor(page, 'kind:call statu:1')],
  [
    'suggestions',
    async (page) => {
      await page.getByRole('searchbox').or(page.getByRole('combobox')).first().fill('op');
      await page.getByRole('option').first().waitFor();
    },
  ],
  [
    'the plots',
    async (page) => {
      await lookFor(page, '');
      await page.getByRole('button', { name: 'Plots' }).click();
    },
  ],
  [
    'the keys',
    async (page) => {
      await page.getByRole('button', { name: 'Keys and what they do' }).click();
      await page.getByRole('dialog').waitFor();
    },
  ],
];

for (const scheme of ['light', 'dark'] as const) {
  inspectorTest(
    `axe finds nothing, whatever is shown, ${scheme}`,
    async ({ open }) => {
      const { page, complaints } = await open(['recordings/complete-tweet.db'], { scheme });
      for (const [what, reach] of states) {
        await reach(page);
        expect([what, await axeFindings(page)]).toEqual([what, []]);
      }
      expect(complaints).toEqual([]);
    },
    60_000,
  );
}
