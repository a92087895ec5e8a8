import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
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
    await page.route(
      (url) => fileOf(url) !== null,
      (route) => route.fulfill({ path: fileOf(new URL(route.request().url())) }),
    );
    await page.goto(`${standIn.url}/desktop.html`);
    await use(page);
  },
  /** The page from a server of its own: all that it asks of the stand-in goes across origins. */
  desktopElsewhere: async ({ page, standIn }, use) => {
    const server = createServer((request, response) => {
      const file = fileOf(new URL(request.url, 'http://127.0.0.1'));
      response.setHeader('Content-Type', file.endsWith('.html') ? 'text/html' : 'text/javascript');
      createReadStream(file).pipe(response);
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address();
    await page.goto(`http://127.0.0.1:${port}/desktop.html?server=${standIn.url}`);
    await use(page);
    server.close();
    server.closeAllConnections();
  },
});

/** The application's file that a URL stands for; null if it is none. */
function fileOf({ pathname }) {
  const [, cometd] = /^\/cometd\/(\w+\.js)$/.exec(pathname) ?? [];
  if (cometd) return fileURLToPath(new URL(cometd, import.meta.resolve('cometd')));
  const own = pathname === '/desktop.html' || pathname === '/desktop.js';
  return own ? fileURLToPath(new URL(`.${pathname}`, import.meta.url)) : null;
}

async function completeTweet(page, user, tweet) {
  await page.getByLabel('User').fill(user);
  await page.getByLabel('Password').fill('any');
  await page.getByRole('button', { name: 'Log in' }).click();
  const item = page.getByRole('listitem').filter({ hasText: tweet });
  await expect(item).toContainText('Invited');
  await item.getByRole('button', { name: 'Accept' }).click();
  await item.getByRole('button', { name: 'Complete' }).click();
  await expect(item).toContainText('Completed');
}

test('an agent completes a tweet', async ({ desktop, standIn }) => {
  await completeTweet(desktop, 'a1', '01QQQG2MU214P05K');
  expect(standIn.report().played).toHaveLength(3);
});

test('an agent completes a tweet across origins', async ({ desktopElsewhere, standIn }) => {
  await completeTweet(desktopElsewhere, 'a2', '01QQQG2MU214P06A');
  expect(standIn.report().played).toHaveLength(3);
});
