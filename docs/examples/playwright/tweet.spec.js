import { fileURLToPath } from 'node:url';
import { test as base, expect } from '@playwright/test';
import { describeReplay, replay } from 'cometd-understudy';

const test = base.extend({
  /** A stand-in for each test, which fails the test where it missed something. */
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from it what the fixture needs.
  standIn: async ({}, use) => {
    const listen = { host: '127.0.0.1', port: 0 };
    const standIn = await replay('recordings/complete-tweet.db', { listen });
    await use(standIn);
    await standIn.close();
    const report = standIn.report();
    if (report.misses.length > 0) throw new Error(describeReplay(report));
  },
  /** The page at the stand-in's own origin: its files come from here, all else from the stand-in. */
  desktop: async ({ page, standIn }, use) => {
    const file = (name) => fileURLToPath(new URL(name, import.meta.url));
    const cometd = fileURLToPath(new URL('.', import.meta.resolve('cometd')));
    await page.route(/\/desktop\.(?:html|js)$/, (route) => {
      const name = new URL(route.request().url()).pathname.slice(1);
      return route.fulfill({ path: file(name) });
    });
    await page.route(/\/cometd\/\w+\.js$/, (route) => {
      const name = new URL(route.request().url()).pathname.replace('/cometd/', '');
      return route.fulfill({ path: cometd + name });
    });
    await page.goto(`${standIn.url}/desktop.html`);
    await use(page);
  },
});

for (const [user, tweet] of [
  ['a1', '01QQQG2MU214P05K'],
  ['a2', '01QQQG2MU214P06A'],
]) {
  test(`agent ${user} completes a tweet`, async ({ desktop, standIn }) => {
    await desktop.getByLabel('User').fill(user);
    await desktop.getByLabel('Password').fill('any');
    await desktop.getByRole('button', { name: 'Log in' }).click();
    const item = desktop.getByRole('listitem').filter({ hasText: tweet });
    await expect(item).toContainText('Invited');
    await item.getByRole('button', { name: 'Accept' }).click();
    await item.getByRole('button', { name: 'Complete' }).click();
    await expect(item).toContainText('Completed');
    expect(standIn.report().played).toHaveLength(3);
  });
}
