import { expect, it } from 'vitest';
import type { DiffResult } from '../../../src/diff/difference.js';
import { writeDiffMarkdown } from '../../../src/report/diff/diff-markdown.js';
import { completing, difference, manyDifferences, resultOf, written } from './told-diff.js';

/** What GitHub takes of a comment. */
const COMMENT = 65_536;

function markdownOf(result: DiffResult, showIgnored = false): string {
  return written((write) => writeDiffMarkdown(result, showIgnored, write));
}

/** As a reader sees it: without tags, references resolved. */
function seen(markdown: string): string {
  return markdown
    .replace(/<\/?code>/gu, '')
    .replace(/&#(\d+);/gu, (_, code) => String.fromCodePoint(Number(code)));
}

it('tells an overview, then each operation to be opened, side by side', () => {
  expect(seen(markdownOf(manyDifferences()))).toMatchInlineSnapshot(`
    "### ❌ understudy diff: 14 differences in 3 operations

    | | |
    |---|---|
    | baseline | old.db<br>8.5.202.34<br>http://old.test:8080, 2026-01-01 00:00:00.000 UTC<br>2 sessions, 40 calls, 44 notifications |
    | candidate | new.db<br>2026-02-01 00:00:00.000 UTC<br>2 sessions, 39 calls, 44 notifications |
    | compared | 2 sessions, 39 calls, 5 safe exchanges, 43 notifications |

    Ignored: 4 places by date 3, learned 1

    | operation | differences | kinds |
    |---|---:|---|
    | POST me Ready | 1 | call-missing |
    | POST me/tweets/{id} Complete | 12 | status 1, header 1, body 9, notification-changed 1 |
    | /v2/me ErrorMessage Error | 1 | notification-extra |

    <details><summary>POST me Ready: 1 place</summary>

    | what | baseline | candidate | where |
    |---|---|---|---|
    | call-missing |  |  | for an unknown user, call 5 / – |

    </details>

    <details><summary>POST me/tweets/{id} Complete: 12 places</summary>

    | what | baseline | candidate | where |
    |---|---|---|---|
    | body  /statusCode | 0 | "0" | 5 times, for ambrose (3) and kate (2), calls 10 / 13, 20 / 23, 30 / 33 and 2 more |
    | body  /items/*/name | "a0" | "b0" | 3 times, 3 different values, for ambrose, calls 10 / 13, 20 / 23, 30 / 33 |
    | header  cache-control | "no-cache" |  | for ambrose, call 10 / 13 |
    | status | 200 | 204 | for ambrose, call 10 / 13 |
    | body  /big | 12345678901234567890 | 12345678901234567891 | for ambrose, call 10 / 13 |
    | notification-changed  /v2/me/tweets TwitterStateChangeMessage StatusChange  /referenceId | "45" | "47" | but 45 / 46 in answer of POST /api/v2/me/tweets/1 Complete at /referenceId<br>for ambrose, notification 100 / 107 of call 10 / 13 |

    </details>

    <details><summary>/v2/me ErrorMessage Error: 1 place</summary>

    | what | baseline | candidate | where |
    |---|---|---|---|
    | notification-extra |  | {"messageType":"ErrorMessage","text":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx… | for kate, notification – / 77 |

    </details>
    "
  `);
});

it('says that nothing differs', () => {
  expect(seen(markdownOf(resultOf({})))).toContain('### ✅ understudy diff: same\n');
});

it('lists what was ignored, if asked', () => {
  const shown = seen(markdownOf(manyDifferences(), true));
  expect(shown).toContain('Ignored by date: POST me/tweets/{id} Complete: 3 places');
  expect(seen(markdownOf(manyDifferences()))).not.toContain('Ignored by date');
});

it('lets no text of a recording be more than text', () => {
  const evil =
    '`|\\|</code></details><script>alert(1)</script>@everyone\n# no [x](http://evil.test) www.evil.test :bomb: $x$ _a_ *b* ~c~ ![i](x)\u202e\u0000';
  const subject = { ...completing(1, evil), label: evil, operation: evil };
  const result = resultOf({
    differences: [difference(subject, { path: evil, baseline: evil, candidate: evil })],
    ignored: [{ rule: evil, count: 1 }],
    ignoredDifferences: [{ ...difference(subject, { path: evil }), rule: evil }],
  });
  const { baseline } = result;
  const markdown = markdownOf(
    { ...result, baseline: { ...baseline, file: evil, label: evil, target: evil } },
    true,
  );
  const own = markdown.replace(/<code>[\p{L}\p{N} /{},&#;-]*<\/code>/gu, '');
  expect(own).not.toMatch(/evil|script|alert|everyone|bomb/u);
  expect(own.match(/<[^>]*>/gu)?.every((tag) => /^<\/?(?:details|summary|br)>$/u.test(tag))).toBe(
    true,
  );
});

it.each([
  [
    'operations',
    (n: number) => ({ ...completing(n), operation: `POST me/a${n}`, label: `${n}` }),
    0,
  ],
  ['places', () => completing(1), 1],
])(
  'fits a comment with twenty thousand differences in as many %s, and says what has no room',
  (_, subjectOf, each) => {
    const differences = Array.from({ length: 20_000 }, (_value, n) =>
      difference(subjectOf(n), { path: `/p${n * each}`, baseline: '<'.repeat(500), candidate: n }),
    );
    const markdown = markdownOf(resultOf({ differences }));
    expect(markdown.length).toBeLessThan(COMMENT);
    expect(markdown.match(/<details>/gu)?.length).toBe(markdown.match(/<\/details>/gu)?.length);
    const told = [...markdown.matchAll(/^\| <code>body/gmu)].length;
    expect(told).toBeGreaterThan(10);
    expect(markdown).toContain(`**${20_000 - told} places left out**`);
  },
);

it('names each of a few recordings that have endless names', () => {
  const endless = '@'.repeat(1_000_000);
  const { baseline, ...rest } = resultOf({});
  expect(
    markdownOf({ ...rest, baseline: { ...baseline, file: endless, label: endless } }).length,
  ).toBeLessThan(COMMENT);
});
