import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds on the page as it is now, or in a part of it, all but what it calls minor: a line each. */
export async function axeFindings(page: Page, part = 'html'): Promise<readonly string[]> {
  // Through the debugger, so that the page's policy stays as it is.
  if (!(await page.evaluate('typeof axe === "object"'))) await page.evaluate(source);
  const found = (await page.evaluate(`axe.run(${JSON.stringify(part)})`)) as {
    readonly violations: readonly {
      readonly impact: string;
      readonly id: string;
      readonly nodes: readonly { readonly html: string }[];
    }[];
  };
  return found.violations
    .filter(({ impact }) => impact !== 'minor')
    .flatMap(({ impact, id, nodes }) => nodes.map(({ html }) => `${impact} ${id}: ${html}`));
}
