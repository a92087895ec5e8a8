import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { inspectorTest } from './inspector-test.js';
import { lookFor, selectFirst } from './look-for.js';

const tabs = 'recordings/two-tabs.db';

function lanes(page: Page): Locator {
  return page.getByRole('region', { name: 'Events by desktop and time' });
}

/** What is said of the event that the keyboard is at. */
async function said(page: Page): Promise<string> {
  return (await page.locator('.timeline [aria-live]').textContent()) ?? '';
}

/** The stretch that is shown, as it is told to who can't see it. */
async function stretch(page: Page): Promise<string> {
  const words = (await page.locator('.timeline-summary').textContent()) ?? '';
  return /showing (\S+ to \S+)\./u.exec(words)?.[1] ?? words;
}

async function shownWhole(page: Page): Promise<string> {
  const detail = page.getByRole('complementary', { name: 'Details' });
  return (await detail.getByRole('heading').first().textContent()) ?? '';
}

/** How many different colours are drawn on the lanes: bars, marks, lines and ground. */
async function coloursDrawn(page: Page): Promise<number> {
  // A frame has gone by once the next one begins.
  return page.evaluate(`new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => {
    const canvas = document.querySelector('.timeline-canvases canvas');
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    resolve(new Set(new Uint32Array(data.buffer)).size);
  })))`);
}

inspectorTest('sums up what the timeline holds, and draws it', async ({ open }) => {
  const { page, complaints } = await open([tabs]);
  const summary = page.locator('.timeline-summary');
  await expect
    .poll(() => summary.textContent())
    .toContain('1 desktop, 6 calls, 12 notifications, 1 failed, 4 unsolicited, showing');
  await expect.poll(() => coloursDrawn(page)).toBeGreaterThan(8);
  expect(complaints).toEqual([]);
});

inspectorTest(
  'steps through the events of a desktop by keyboard, and says each',
  async ({ open }) => {
    const { page } = await open([tabs]);
    await lanes(page).focus();
    const heard: string[] = [];
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowLeft']) {
      await page.keyboard.press(key);
      heard.push(await said(page));
    }
    expect(heard[0]).toMatch(
      /^GET \S+, safe exchange, failed, 403, a1, 06:29:18\.978, \+0 ms, took/u,
    );
    expect(heard[1]).toMatch(/^GET \S+, safe exchange, 200, a1/u);
    expect(heard[2]).toBe(heard[0]);
    await page.keyboard.press('Enter');
    await expect.poll(() => shownWhole(page)).toContain('GET');
  },
);

inspectorTest('steps on what is searched for alone', async ({ open }) => {
  const { page } = await open([tabs]);
  await lookFor(page, 'operation:Accept');
  await lanes(page).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => said(page)).toMatch(/^Accept, call, 200, a1, 06:29:19\.180/u);
});

inspectorTest('follows the arcs of a call to its notifications and back', async ({ open }) => {
  const { page } = await open([tabs]);
  await selectFirst(page, 'operation:Accept');
  await lanes(page).focus();
  const heard: string[] = [];
  for (const key of ['n', 'n', 'n', 'c']) {
    await page.keyboard.press(key);
    heard.push((await said(page)).split(',').slice(0, 2).join(','));
  }
  expect(heard).toEqual([
    'TwitterStateChangeMessage StatusChange, notification',
    'TwitterStateChangeMessage StatusChange, copy of a notification',
    'TwitterStateChangeMessage StatusChange, notification',
    'Accept, call',
  ]);
  await expect.poll(() => shownWhole(page)).toContain('Accept');
});

inspectorTest(
  'zooms and pans by keyboard, wheel and drag, and shows all again',
  async ({ open }) => {
    const { page } = await open([tabs]);
    const all = await stretch(page);
    const seen = new Set([all]);
    const box = await page.locator('.timeline-canvases').boundingBox();
    if (box === null) throw new Error('the timeline has no room');
    const look = async () => {
      const now = await stretch(page);
      expect(seen).not.toContain(now);
      seen.add(now);
    };
    await lanes(page).focus();
    await page.keyboard.press('+');
    await look();
    await page.keyboard.press('d');
    await look();
    await page.mouse.move(box.x + 300, box.y + 30);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -200);
    await page.keyboard.up('Control');
    await expect.poll(() => stretch(page)).not.toBe([...seen].at(-1));
    await look();
    await page.mouse.down();
    await page.mouse.move(box.x + 200, box.y + 30, { steps: 3 });
    await page.mouse.up();
    await look();
    await page.keyboard.down('Shift');
    await page.mouse.down();
    await page.mouse.move(box.x + 400, box.y + 30, { steps: 3 });
    await page.mouse.up();
    await page.keyboard.up('Shift');
    await look();
    await page.getByRole('button', { name: 'Fit all' }).click();
    await expect.poll(() => stretch(page)).toBe(all);
  },
);

inspectorTest('selects what is clicked, and tells what is under the pointer', async ({ open }) => {
  const { page } = await open([tabs]);
  await selectFirst(page, 'operation:Complete');
  await page.getByRole('button', { name: 'Close' }).click();
  await lanes(page).focus();
  await page.keyboard.press('x');
  await page.keyboard.press('f');
  const box = await page.locator('.timeline-canvases').boundingBox();
  if (box === null) throw new Error('the timeline has no room');
  const middle = { x: box.x + box.width / 2, y: 0 };
  const tip = page.locator('.timeline-tip');
  // It fills the middle of the window, in the line of the safe exchanges.
  for (let y = 4; y < 60 && (await tip.count()) === 0; y += 3) {
    middle.y = box.y + y;
    await page.mouse.move(middle.x, middle.y);
  }
  await expect.poll(() => tip.textContent()).toMatch(/^GET .*safe exchange, failed, 403/u);
  await page.mouse.click(middle.x, middle.y);
  await expect.poll(() => shownWhole(page)).toContain('GET');
});

inspectorTest('brings into view what is selected elsewhere', async ({ open }) => {
  const { page } = await open([tabs]);
  await lanes(page).focus();
  await page.keyboard.press('Home');
  for (let at = 0; at < 8; at += 1) await page.keyboard.press('+');
  await page.keyboard.press('Home');
  const before = await stretch(page);
  await selectFirst(page, 'operation:Complete');
  await expect.poll(() => stretch(page)).not.toBe(before);
  await page.getByRole('button', { name: 'Zoom to selection' }).click();
  await expect.poll(() => stretch(page)).toMatch(/^06:29:19\.18\d to 06:29:19\.2\d\d$/u);
});

inspectorTest('folds desktops up, and gives the timeline more room', async ({ open }) => {
  const { page } = await open([tabs]);
  const lane = page.getByRole('list', { name: 'Desktops' }).getByRole('button');
  await expect.poll(() => lane.getAttribute('aria-expanded')).toBe('true');
  await lane.click();
  await expect.poll(() => lane.getAttribute('aria-expanded')).toBe('false');
  await page.getByRole('button', { name: 'Compact' }).click();
  await expect.poll(() => lane.getAttribute('aria-expanded')).toBe('false');
  const splitter = page.getByRole('separator', { name: 'Height of the timeline' });
  const height = async () => (await lanes(page).boundingBox())?.height ?? 0;
  const [share, low] = [Number(await splitter.getAttribute('aria-valuenow')), await height()];
  await splitter.focus();
  await page.keyboard.press('ArrowDown');
  await expect
    .poll(async () => Number(await splitter.getAttribute('aria-valuenow')))
    .toBe(share + 3);
  await expect.poll(() => height()).toBeGreaterThan(low);
  await page.keyboard.press('End');
  await expect.poll(() => splitter.getAttribute('aria-valuenow')).toBe('85');
});
