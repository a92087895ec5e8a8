import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Difference, DiffResult } from '../../../../src/diff/difference.js';
import { writeDiffHtml } from '../../../../src/report/diff/html/diff-html.js';
import { findBrowser } from '../../../examples/browser.js';
import {
  COMPLETE,
  completing,
  difference,
  manyDifferences,
  resultOf,
  written,
} from '../told-diff.js';
import { pageOpener } from './open-page.js';

function htmlOf(result: DiffResult): string {
  return written((write) => writeDiffHtml(result, write));
}

/** Text that would be markup, script or an order to the browser, if it were not escaped. */
const EVIL =
  '</script><script>globalThis.hacked=1</script><img src=x onerror="hacked=2"><!--<script>\u202e\u0000\u2028{{hacked=3}}javascript:hacked=4';

function evilResult(): DiffResult {
  const subject = { ...completing(1, EVIL), label: EVIL, operation: EVIL };
  const broken = { baseline: EVIL, candidate: EVIL, where: EVIL };
  const event = { kind: 'answer' as const, offset: Number.NaN, user: EVIL, text: EVIL, id: 1 };
  const result = resultOf({
    differences: [1, 2].map((n) =>
      difference(subject, {
        kind: 'body',
        path: `${EVIL}${n}`,
        place: EVIL,
        baseline: EVIL,
        candidate: { json: `${EVIL}${n}` },
        broken,
      }),
    ),
    ignored: [{ rule: EVIL, count: 1 }],
    ignoredDifferences: [{ ...difference(subject, { path: EVIL, baseline: EVIL }), rule: EVIL }],
    timelines: new Map([[subject, { baseline: [event], candidate: [event] }]]),
  });
  const side = { ...result.baseline, file: EVIL, label: EVIL, target: EVIL };
  return { ...result, baseline: side, candidate: side };
}

describe('the page as a file', () => {
  it('lets only its own script and style run, by their hashes, and loads nothing', () => {
    const html = htmlOf(manyDifferences());
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/u.exec(html)?.[1];
    const hash = (text = '') => `sha256-${createHash('sha256').update(text).digest('base64')}`;
    const script = hash(/<script type="module">([\s\S]*?)<\/script>/u.exec(html)?.[1]);
    const style = hash(/<style>([\s\S]*?)<\/style>/u.exec(html)?.[1]);
    expect(policy).toBe(
      `default-src 'none'; script-src '${script}'; style-src '${style}'; base-uri 'none'; form-action 'none'`,
    );
  });

  it('holds what a recording says in its data alone, in which no tag is', () => {
    const html = htmlOf(evilResult());
    const data = /<script type="application\/json" id="data">([\s\S]*?)<\/script>/u.exec(html)?.[1];
    expect(data).toContain('hacked');
    expect(data).not.toContain('<');
    expect(html.replace(data ?? '', '')).not.toContain('hacked');
    expect(JSON.parse(data ?? '').groups).toHaveLength(2);
  });

  it('shortens what is huge', () => {
    const huge = '<'.repeat(5_000_000);
    const subject = { ...completing(1, huge), label: huge, operation: huge };
    const differences = [difference(subject, { path: huge, baseline: huge, candidate: 1 })];
    expect(htmlOf(resultOf({ differences })).length).toBeLessThan(150_000);
  });
});

it('leaves out of the page what no browser shows, and says so', async () => {
  const value = 'x'.repeat(5_000);
  const differences = Array.from({ length: 25_000 }, (_, n) =>
    difference(completing(1), { path: `/p${n}`, baseline: value }),
  );
  const html = htmlOf(resultOf({ differences }));
  expect(html.length).toBeLessThan(50_000_000);
  expect(html).toContain('\n"leftOut":5000}');
});

describe.skipIf(findBrowser() === null && process.env.CI === undefined)(
  'the page in a browser',
  { timeout: 60_000 },
  () => {
    const open = pageOpener();

    it('tells an overview, and each group side by side', async () => {
      const { page, complaints } = await open(manyDifferences());
      await expect
        .poll(() => page.locator('#verdict').textContent())
        .toBe('14 differences in 3 operations');
      await expect
        .poll(() => page.locator('.card').allInnerTexts())
        .toEqual([expect.stringContaining('old.db'), expect.stringContaining('new.db')]);
      await expect
        .poll(() => page.locator('h2.operation').allInnerTexts())
        .toEqual(['POST me Ready', COMPLETE, '/v2/me ErrorMessage Error']);
      const status = page.locator('article', { hasText: 'status' }).filter({ hasText: '204' });
      await expect.poll(() => status.locator('.side').allInnerTexts()).toEqual(['200', '204']);
      await expect.poll(() => page.locator('#count').textContent()).toBe('14 differences shown');
      expect(complaints).toEqual([]);
    });

    it('is filtered by kind, by operation and by what is searched', async () => {
      const { page } = await open(manyDifferences());
      const count = page.locator('#count');
      await page.getByRole('button', { name: 'status 1' }).click();
      await expect.poll(() => count.textContent()).toBe('1 difference shown');
      await page.getByRole('button', { name: 'header 1' }).click();
      await expect.poll(() => count.textContent()).toBe('2 differences shown');
      await page.getByRole('button', { name: 'status 1' }).click();
      await page.getByRole('button', { name: 'header 1' }).click();
      await page.getByRole('button', { name: 'POST me Ready' }).click();
      await expect
        .poll(() => page.locator('article').allInnerTexts())
        .toEqual([expect.stringContaining('call-missing')]);
      await page.getByRole('button', { name: 'POST me Ready' }).click();
      await page.getByRole('searchbox').fill('NO-CACHE');
      await expect.poll(() => count.textContent()).toBe('1 difference shown');
      await page.getByRole('searchbox').fill('such text is nowhere');
      await expect.poll(() => page.locator('main').textContent()).toBe('Nothing fits.');
    });

    it('shows what was ignored when that is switched on', async () => {
      const { page } = await open(manyDifferences());
      await expect.poll(() => page.locator('article.ignored').count()).toBe(0);
      await page.getByLabel('Show what was ignored').check();
      await expect.poll(() => page.locator('article.ignored').count()).toBe(3);
      await expect
        .poll(() => page.locator('#count').textContent())
        .toBe('14 differences, 4 ignored shown');
      await page.getByLabel('Show what was ignored').uncheck();
      await expect.poll(() => page.locator('article.ignored').count()).toBe(0);
    });

    it('tells what happened around a difference, to scale on both sides', async () => {
      const { page } = await open(manyDifferences());
      const changed = page.locator('article', { hasText: 'notification-changed' });
      await changed.locator('summary').click();
      await expect
        .poll(() => changed.locator('.lane').allInnerTexts())
        .toEqual([
          expect.stringMatching(/baseline\s+0 ms[\s\S]*12 ms[\s\S]*130 ms/u),
          expect.stringMatching(/candidate\s+0 ms[\s\S]*12 ms[\s\S]*137 ms/u),
        ]);
      await expect
        .poll(() => changed.locator('.differs').allInnerTexts())
        .toEqual([expect.stringContaining('130 ms'), expect.stringContaining('137 ms')]);
      const places = await changed
        .locator('.lane i')
        .evaluateAll((dots) => dots.map((dot) => dot.getAttribute('style') ?? ''));
      expect(
        places.map((style) => Math.round(Number(/left: ([\d.]+)%/u.exec(style)?.[1]))),
      ).toEqual([4, 12, 91, 4, 12, 96]);
    });

    it('names the places of a group when it is opened', async () => {
      const { page } = await open(manyDifferences());
      const names = page.locator('article', { hasText: '/items/*/name' });
      await names.locator('summary').click();
      // The browser tells of what was opened a moment later (HTML, the `toggle` event).
      await names.locator('li').first().waitFor();
      await expect.poll(() => names.locator('li').count()).toBe(3);
      await expect
        .poll(() => names.locator('li').last().textContent())
        .toMatch(/\/items\/2\/name ambrose, call 30 \/ 33/u);
    });

    it('is used by keyboard', async () => {
      const { page } = await open(manyDifferences());
      await page.keyboard.press('/');
      await page.keyboard.type('ready');
      await expect.poll(() => page.locator('#count').textContent()).toBe('1 difference shown');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      const chip = page.locator('.chip').first();
      await expect.poll(() => chip.getAttribute('aria-pressed')).toBe('true');
    });

    it('shows hostile text as text, and runs none of it', async () => {
      const { page, complaints } = await open(evilResult());
      await page.getByLabel('Show what was ignored').check();
      for (const summary of await page.locator('summary').all()) await summary.click();
      await expect.poll(() => page.evaluate('typeof hacked')).toBe('undefined');
      await expect.poll(() => page.locator('img, main script').count()).toBe(0);
      await expect
        .poll(() => page.locator('h2.operation').first().textContent())
        .toContain('</script><script>globalThis.hacked=1</script>');
      await expect
        .poll(() => page.locator('main').textContent())
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
        .not.toMatch(/[\u0000\u202e\u2028]/u);
      expect(complaints).toEqual([]);
    });

    it('draws ten thousand differences as they are looked at', async () => {
      const many: Difference[] = Array.from({ length: 10_000 }, (_, n) => {
        const subject = completing(n);
        return difference(
          { ...subject, operation: `POST me/resource${n % 500} Do` },
          { path: `/place/${n}`, baseline: n, candidate: n + 1 },
        );
      });
      const { page, complaints } = await open(resultOf({ differences: many }));
      await expect.poll(() => page.locator('article').count()).toBeLessThanOrEqual(100);
      await page.locator('article').last().scrollIntoViewIfNeeded();
      await page.locator('article').nth(150).waitFor({ state: 'attached' });
      await page.getByRole('searchbox').fill('/place/9999');
      await expect.poll(() => page.locator('article').count()).toBe(1);
      await page.getByRole('searchbox').fill('');
      // Counted at once: what comes into view later draws more.
      const printed = await page.evaluate(
        "window.dispatchEvent(new Event('beforeprint')), document.querySelectorAll('article').length",
      );
      expect(printed).toBe(5_000);
      expect(complaints).toEqual([]);
    });

    it('says that nothing differs, and follows the dark of the system, and paper', async () => {
      const { page } = await open(resultOf({}), { colorScheme: 'dark' });
      await expect
        .poll(() => page.locator('main').textContent())
        .toBe('The recordings are the same.');
      const back = () =>
        page.evaluate('getComputedStyle(document.documentElement).backgroundColor');
      await expect.poll(() => back()).toBe('rgb(18, 21, 28)');
      await page.emulateMedia({ colorScheme: 'light' });
      await expect.poll(() => back()).toBe('rgb(246, 247, 249)');
      await page.emulateMedia({ media: 'print' });
      await expect.poll(() => page.locator('#toolbar').isVisible()).toBe(false);
    });
  },
);
