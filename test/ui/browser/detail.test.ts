import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { axeFindings } from './axe.js';
import { inspectorTest } from './inspector-test.js';
import { lookFor } from './look-for.js';

const panel = (page: Page): Locator => page.getByRole('complementary', { name: 'Details' });

/** Looks for an event and selects the first that is found. */
async function choose(page: Page, asked: string): Promise<Locator> {
  await lookFor(page, asked);
  await page.getByRole('row').filter({ hasText: 'POST' }).first().click();
  const details = panel(page);
  await details.getByRole('tab', { name: 'Overview' }).waitFor();
  return details;
}

const heading = (details: Locator) => details.getByRole('heading', { level: 2 });

inspectorTest('shows a call whole, and follows its arc there and back', async ({ open }) => {
  const { page, complaints } = await open(['recordings/everything.db']);
  const details = await choose(page, 'operation:Transfer');
  await expect.poll(() => heading(details).textContent()).toBe('Transfer');
  await expect
    .poll(() => details.getByRole('tree', { name: 'Request body' }).textContent())
    .toContain('queuePath: "/queues/nowhere"');
  await expect
    .poll(() => details.textContent())
    .toContain('Reference 16 was in the answer to the call');

  await details.getByRole('button', { name: 'TwitterStateChangeMessage Error' }).click();
  const data = details.getByRole('tree', { name: 'Data' });
  await data.waitFor();
  // Neither a number beyond 2^53 nor a name that is there twice is lost.
  await expect
    .poll(() => data.textContent())
    .toContain('interactionId: 9007199254740993score: 1.10');
  await expect
    .poll(() => data.getByRole('treeitem').filter({ hasText: 'subject' }).count())
    .toBe(2);
  await expect.poll(() => data.textContent()).toContain('__proto__: "a key like any other"');

  await page.keyboard.press('Alt+ArrowLeft');
  await details.getByRole('tree', { name: 'Request body' }).waitFor();
  await page.keyboard.press('Alt+ArrowRight');
  await data.waitFor();
  await details.getByRole('button', { name: /^Call 20/u }).click();
  await details.getByRole('tab', { name: 'Notifications' }).waitFor();
  expect(complaints).toEqual([]);
});

inspectorTest('is worked by keys alone', async ({ open }) => {
  const { page } = await open(['recordings/everything.db']);
  const details = await choose(page, 'operation:Transfer');
  await details.getByRole('tab', { name: 'Overview' }).focus();
  await page.keyboard.press('ArrowRight');
  await details.getByRole('table', { name: 'Request headers' }).waitFor();
  await page.keyboard.press('End');
  await details.getByRole('table', { name: 'Facts' }).waitFor();
  await page.keyboard.press('Home');

  const tree = details.getByRole('tree', { name: 'Request body' });
  await tree.locator('[tabindex="0"]').focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => page.locator(':focus').textContent()).toContain('queuePath');
  await expect.poll(() => details.locator('.detail-pointer').textContent()).toBe('/queuePath');
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect.poll(() => tree.getByRole('treeitem').count()).toBe(1);
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => tree.getByRole('treeitem').count()).toBe(3);

  const edge = page.getByRole('separator', { name: 'Width of the details' });
  const before = Number(await edge.getAttribute('aria-valuenow'));
  await edge.focus();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(async () => Number(await edge.getAttribute('aria-valuenow'))).toBe(before + 2);

  await page.keyboard.press('Escape');
  await details.waitFor({ state: 'detached' });
});

inspectorTest('shows headers, cookies and what was redacted', async ({ open }) => {
  const { page } = await open(['recordings/everything.db']);
  const details = await choose(page, 'operation:Transfer');
  await details.getByRole('tab', { name: 'Request' }).click();
  const headers = details.getByRole('table', { name: 'Request headers' });
  await expect
    .poll(() => headers.getByRole('rowheader').allTextContents())
    .toEqual([
      'Accept-Encoding',
      'Cookie',
      'Content-Type',
      'X-CSRF-TOKEN',
      'Host',
      'Connection',
      'Content-Length',
    ]);
  await expect.poll(() => headers.locator('.detail-secret').count()).toBe(4);
  const cookies = details.getByRole('table', { name: 'Cookies' });
  await expect
    .poll(() => cookies.getByRole('rowheader').allTextContents())
    .toEqual(['AWSELB', 'JSESSIONID', 'BAYEUX_BROWSER']);
});

inspectorTest('shows where in a body it is what was searched for', async ({ open }) => {
  const { page } = await open(['recordings/everything.db']);
  await lookFor(page, '"Oleg Witcher"');
  await page.getByRole('row').filter({ hasText: 'TwitterState' }).first().click();
  const mark = panel(page).getByRole('tree', { name: 'Data' }).locator('mark').first();
  await mark.waitFor();
  await expect.poll(() => mark.textContent()).toBe('Oleg Witcher');
});

inspectorTest('copies a call as a command', async ({ open }) => {
  const { page } = await open(['recordings/everything.db']);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const details = await choose(page, 'operation:Transfer');
  await details.getByRole('button', { name: 'Copy as curl' }).click();
  await details.getByText('What was redacted is a variable').waitFor();
  const command = await page.evaluate<string>('navigator.clipboard.readText()');
  expect(command).toContain('--data-binary \'{"operationName":"Transfer"');
  expect(command).toContain('"$SECRET_X_CSRF_TOKEN"');
});

inspectorTest('chooses its colours, and tells its keys', async ({ open }) => {
  const { page } = await open(['recordings/complete-tweet.db'], { scheme: 'light' });
  const ground = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
  const light = await ground();
  await page.getByRole('button', { name: /^Colours/u }).click();
  await expect.poll(() => ground()).toBe(light);
  await page.getByRole('button', { name: /^Colours/u }).click();
  const dark = await ground();
  expect(dark).not.toBe(light);
  await page.reload();
  await page.locator('[data-rows="all"]').waitFor();
  await expect.poll(() => ground()).toBe(dark);

  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keys' });
  await help.waitFor();
  await page.keyboard.press('Escape');
  await help.waitFor({ state: 'hidden' });
});

for (const scheme of ['light', 'dark'] as const) {
  inspectorTest(
    `holds nothing that keeps people out, in ${scheme} colours`,
    async ({ open }) => {
      const { page } = await open(['recordings/two-tabs.db'], { scheme });
      const details = await choose(page, 'operation:Complete');
      expect(await axeFindings(page, '.detail')).toEqual([]);
      for (const name of ['Request', 'Response', 'Notifications', 'Timing', 'Overview']) {
        await details.getByRole('tab', { name }).click();
        expect([name, await axeFindings(page, '.detail')]).toEqual([name, []]);
      }
      await details
        .getByRole('tree', { name: 'Response body' })
        .getByRole('treeitem')
        .last()
        .click();
      expect(await axeFindings(page, '.detail')).toEqual([]);
      await details.getByRole('button', { name: 'TwitterStateChangeMessage' }).last().click();
      await details.getByRole('tree', { name: 'Data' }).waitFor();
      expect(await axeFindings(page, '.detail')).toEqual([]);
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
      expect(await axeFindings(page, '.help')).toEqual([]);
    },
    60_000,
  );
}
