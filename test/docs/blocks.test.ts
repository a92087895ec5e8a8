import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../e2e/command.js';
import { type Fence, fencesOf } from './fences.js';
import { whyBadJson } from './json-blocks.js';
import { pages } from './pages.js';

const read = (page: string): string => readFileSync(path.join(root, page), 'utf8');

/** Why nothing would notice if the block were wrong; null if something would. */
function whyUnchecked(page: string, { language, text, marks }: Fence): string | null {
  if (marks.notRun !== undefined) return null;
  if (marks.file !== undefined) return existsSync(path.join(root, marks.file)) ? null : 'no file';
  if (marks.checked !== undefined) {
    const test = path.join(root, marks.checked);
    const looksAtIt = existsSync(test) && readFileSync(test, 'utf8').includes(page);
    return looksAtIt ? null : `${marks.checked} does not look at it`;
  }
  switch (language) {
    case 'console':
      return /^(?:\$ |\^C$|Killed$)/mu.test(text) ? null : 'it has no command';
    case 'sh':
    case 'js':
    case 'ts':
      return null;
    case 'sql':
      return marks.query === undefined && marks.save === undefined ? 'it names no recording' : null;
    case 'json':
      return whyBadJson(text, marks.save);
    case 'text':
      return marks.result ? null : 'text is what no command has printed';
    default:
      return marks.save === undefined ? 'nothing runs this language' : null;
  }
}

describe('the blocks of the documentation', () => {
  it.each(pages())('are each run or checked by something: %s', (page) => {
    const bad = fencesOf(read(page)).flatMap((fence) => {
      const why = whyUnchecked(page, fence);
      return why === null ? [] : [`${page}:${fence.line}: ${why}`];
    });
    expect(bad).toEqual([]);
  });

  it.each(pages())('are all fenced: %s', (page) => {
    const text = read(page).replace(/^```[\s\S]*?^```$/gmu, '');
    expect(text.match(/^(?: {4}|\t)\S.*$/gmu) ?? []).toEqual([]);
    expect(text).not.toContain('```');
  });

  it('are noticed where nothing checks them', () => {
    const marks = (page: string): (string | null)[] =>
      fencesOf(page).map((fence) => whyUnchecked('docs/planted.md', fence));
    expect(marks('```ruby\nputs 1\n```\n')).toEqual(['nothing runs this language']);
    expect(marks('```text\nfine\n```\n')).toEqual(['text is what no command has printed']);
    expect(marks('<!-- checked by: test/docs/marks.ts -->\n```text\nfine\n```\n')).toEqual([
      'test/docs/marks.ts does not look at it',
    ]);
    expect(marks('```json\n{"correlate":{"rules":["guess"]}}\n```\n')).toEqual([
      expect.stringContaining('/correlate/rules/0'),
    ]);
    expect(() => fencesOf('<!-- unheard of -->\n```sh\ntrue\n```\n')).toThrow('unheard of');
  });
});
