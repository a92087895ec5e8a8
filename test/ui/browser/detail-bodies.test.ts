import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { buildRecording } from '../../recording/build-recording.js';
import { inspectorTest } from './inspector-test.js';

let folder: string;
const file = () => path.join(folder, 'bodies.db');
const json = [['Content-Type', 'application/json']] as const;

const large = `{"items":[${Array.from({ length: 100_000 }, (_, at) => `{"n":${at}}`).join(',')}]}`;
const endless = `{"a":"${'x'.repeat(2_000_000)}"}`;
const markup = '<!doctype html>\r\n<img src=x onerror="alert(1)">\u202eturned\u0000\n';
const zipped = '{"hello":"w\\u00f6rld","n":1.10}';

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'understudy-bodies-'));
  buildRecording(file(), (recording) => {
    const get = (
      where: string,
      responseBody: Parameters<typeof recording.exchange>[0]['responseBody'] & {},
      responseHeaders: readonly (readonly [string, string])[] = json,
    ) => recording.exchange({ method: 'GET', path: where, responseBody, responseHeaders });
    get('/large', large);
    get('/endless', endless);
    get('/page', markup, [['Content-Type', 'text/html']]);
    get(
      '/bytes',
      Uint8Array.from({ length: 10_000 }, (_, at) => at % 256),
      [],
    );
    get('/broken', '{"a":1,');
    get('/zipped', {
      content: Buffer.from(zipped),
      encoded: gzipSync(zipped),
      encoding: 'gzip',
      length: gzipSync(zipped).length,
      digest: null,
      omitted: null,
    });
    get('/secret', {
      content: null,
      encoded: null,
      encoding: 'zstd',
      length: 77,
      digest: 'ab'.repeat(32),
      omitted: 'unknown-encoding',
    });
    recording.exchange({
      path: '/form?q=%C3%A9&q=2',
      requestHeaders: [['Content-Type', 'application/x-www-form-urlencoded']],
      requestBody: 'message=%5B%7B%22id%22%3A%221%22%7D%5D&note=a+b%0Ac',
      responseBody: '',
    });
  });
});

afterAll(() => rmSync(folder, { recursive: true }));

async function body(page: Page, where: string): Promise<Locator> {
  await page.getByRole('row').filter({ hasText: where }).first().click();
  const details = page.getByRole('complementary', { name: 'Details' });
  await details.getByRole('heading', { level: 2, name: where }).waitFor();
  return details.getByRole('region', { name: /^Re(?:sponse|quest) body$/u }).first();
}

inspectorTest(
  'opens a list of 100,000 items where one looks, and makes no more of it',
  async ({ open }) => {
    const { page, complaints } = await open([file()]);
    const section = await body(page, '/large');
    await section.getByRole('button', { name: 'Show all of it' }).click();
    const lines = section.getByRole('treeitem');
    await section.getByText('items 90,000–99,999').click();
    await section.getByText('items 99,900–99,999').click();
    await section.getByRole('treeitem', { name: /^99999: / }).click();
    await expect.poll(() => section.getByRole('treeitem', { name: 'n: 99999' }).count()).toBe(1);
    await expect.poll(() => lines.count()).toBeLessThan(300);
    await expect.poll(() => section.locator('.detail-pointer').textContent()).toBe('/items/99999');
    await section.getByRole('button', { name: 'Open all' }).click();
    await section.getByText('There is too much in it').waitFor();
    await section.getByRole('button', { name: 'Raw' }).click();
    await section.locator('.detail-raw-line').first().waitFor();
    expect(complaints).toEqual([]);
  },
);

inspectorTest('says of a body that is cut how to get all of it', async ({ open }) => {
  const { page } = await open([file()]);
  const section = await body(page, '/endless');
  const download = page.waitForEvent('download');
  await section.getByRole('link', { name: 'Download all of it' }).click();
  expect(readFileSync(await (await download).path(), 'utf8')).toBe(endless);
});

inspectorTest(
  'shows as text what a browser would act on, and bytes as numbers',
  async ({ open }) => {
    const { page, complaints } = await open([file()]);
    const html = await body(page, '/page');
    await expect
      .poll(() => html.locator('code').allTextContents())
      .toEqual(['<!doctype html>\\r', '<img src=x onerror="alert(1)">\\u202eturned\\u0000']);
    const bytes = await body(page, '/bytes');
    await expect
      .poll(() => bytes.locator('.detail-hex-line').nth(4).textContent())
      .toContain('40 41 42 43 44 45 46 47  48 49 4a 4b 4c 4d 4e 4f');
    const broken = await body(page, '/broken');
    await broken.getByText('No valid JSON: Unexpected end at offset 7.').waitFor();
    expect(complaints).toEqual([]);
  },
);

inspectorTest(
  'tells what came encoded, what was not stored, and what is a form',
  async ({ open }) => {
    const { page } = await open([file()]);
    const encoded = await body(page, '/zipped');
    await encoded.getByText(`gzip, ${gzipSync(zipped).length} bytes as it came`).waitFor();
    await encoded.getByRole('treeitem', { name: 'hello' }).click();
    await expect
      .poll(() => encoded.locator('.detail-written').textContent())
      .toContain('"w\\u00f6rld"');

    const omitted = await body(page, '/secret');
    await omitted.getByText('This body was not stored: its encoding is not known').waitFor();
    await omitted.getByText('ab'.repeat(32)).waitFor();

    const form = await body(page, '/form');
    await expect
      .poll(() => form.getByRole('rowheader').allTextContents())
      .toEqual(['message', 'note']);
    await expect
      .poll(() => form.getByRole('tree', { name: 'message' }).textContent())
      .toContain('id: "1"');
    const query = page.getByRole('table', { name: 'Query' });
    await expect
      .poll(() => query.getByRole('row').allTextContents())
      .toEqual(['NameValue', 'qé', 'q2']);
  },
);
