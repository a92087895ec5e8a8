import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { understudy } from '../../e2e/command.js';
import { temporaryFolder } from '../../recording/temporary-folder.js';
import { startStaging } from '../../staging/staging.js';
import { inspectorTest } from './inspector-test.js';
import { selectFirst } from './look-for.js';

const folder = temporaryFolder();

/** Takes the picture that the README shows under this name: into `UNDERSTUDY_SCREENSHOTS`, or to see that it can be had. */
async function picture(page: Page, name: string): Promise<void> {
  const into = process.env.UNDERSTUDY_SCREENSHOTS ?? folder.path('images');
  mkdirSync(into, { recursive: true });
  const file = path.join(into, `${name}.png`);
  await page.mouse.move(0, 0);
  await page.screenshot({ path: file });
  expect(statSync(file).size).toBeGreaterThan(10_000);
}

for (const scheme of ['light', 'dark'] as const) {
  inspectorTest(`has its picture taken with a call shown whole, ${scheme}`, async ({ open }) => {
    const { page } = await open(['recordings/complete-tweet.db'], { scheme });
    await selectFirst(page, 'operation:Complete user:a1');
    await page.getByText('Reference 14 was in the answer').first().waitFor();
    await picture(page, `inspector-${scheme}`);
  });
}

inspectorTest('has its picture taken with plots', async ({ open }) => {
  const { page } = await open(['recordings/everything.db']);
  await page.getByRole('button', { name: 'Plots' }).click();
  await page.getByRole('button', { name: 'Accept' }).first().waitFor();
  await picture(page, 'plots');
});

inspectorTest('has its picture taken with two versions of a server compared', async ({ open }) => {
  const staging = await startStaging({ version: '8.5.203' });
  const [accounts, next] = [folder.path('accounts.json'), folder.path('next.db')];
  writeFileSync(accounts, '{"*":"secret-{user}"}\n', { mode: 0o600 });
  const baseline = 'recordings/medium-email.db';
  const flags = ['--target', staging.url, '--credentials', accounts, '--output', next];
  await understudy('drive', baseline, ...flags, '--wait', '1000');
  await staging.close();
  const { page, complaints } = await open([baseline, next]);
  await page.keyboard.press('j');
  await page.getByRole('button', { name: 'Ignore from now on' }).waitFor();
  await picture(page, 'compare');
  expect(complaints).toEqual([]);
});
