import { describe, expect, it } from 'vitest';
import { explainBy } from '../../../src/diff/noise/apply-noise.js';
import type { NoiseRule } from '../../../src/rules/noise-rules.js';
import { COMPLETE, finding, inBody, nothing, type Pair, STATUS_CHANGE } from './findings.js';

/** By which rule that difference in the body means nothing. */
function explained(rules: readonly NoiseRule[], place: string, ...pair: Pair): string | null {
  const [found] = inBody(place, pair);
  return found === undefined ? null : explainBy(rules)(found);
}

/** Which of these pairs a rule at `/x` covers. */
function covered(rule: Omit<NoiseRule, 'in' | 'at'>, ...pairs: readonly Pair[]): readonly Pair[] {
  return pairs.filter(
    (pair) => explained([{ in: COMPLETE, at: '/x', ...rule }], '/x', ...pair) !== null,
  );
}

const [one, other] = [
  '3f2504e0-4f89-11d3-9a0c-0305e82c3301',
  '9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d',
];

describe('explainBy', () => {
  it('names the rule, its place and what it is about', () => {
    const rules: readonly NoiseRule[] = [
      { in: COMPLETE, at: '/metrics/size', kind: 'counter' },
      { in: COMPLETE, header: 'X-Request-Id', kind: 'uuid' },
      { in: COMPLETE, kind: 'values', values: [200, 503] },
    ];
    expect(explained(rules, '/metrics/size', 1, 2)).toBe(
      `noise counter at /metrics/size in ${COMPLETE}`,
    );
    const explain = explainBy(rules);
    expect(explain(finding('header', COMPLETE, 'x-request-id', [one, other]))).toBe(
      `noise uuid at X-Request-Id in ${COMPLETE}`,
    );
    expect(explain(finding('status', COMPLETE, null, [200, 503]))).toBe(
      `noise values in ${COMPLETE}`,
    );
  });

  it('covers only what the label, the place and the kind of thing are', () => {
    const rules: readonly NoiseRule[] = [{ in: COMPLETE, at: '/size', kind: 'counter' }];
    expect(explained(rules, '/size/x', 1, 2)).toBeNull();
    expect(explained(rules, '', 1, 2)).toBeNull();
    const explain = explainBy(rules);
    expect(explain(finding('body', `${COMPLETE}d`, '/size', [1, 2]))).toBeNull();
    expect(explain(finding('header', COMPLETE, '/size', [1, 2]))).toBeNull();
    expect(explain(finding('status', COMPLETE, null, [1, 2]))).toBeNull();
  });

  it('covers no third value', () => {
    const pairs: readonly Pair[] = [
      ...([
        ['a', 'b'],
        ['b', 'a'],
        ['a', 'c'],
        ['c', 'b'],
        ['a', 'A'],
      ] as const),
      ...([
        ['a', null],
        ['a', nothing],
        [nothing, nothing],
      ] as const),
    ];
    expect(covered({ kind: 'values', values: ['a', 'b'] }, ...pairs)).toEqual([
      ['a', 'b'],
      ['b', 'a'],
    ]);
    expect(
      covered({ kind: 'values', values: ['a'], absent: true }, ['a', nothing], ['b', nothing]),
    ).toEqual([['a', nothing]]);
  });

  it('compares values exactly, large integers too', () => {
    const large = '9007199254740993';
    const rule: NoiseRule = {
      ...{ in: COMPLETE, at: '/x', kind: 'values' },
      values: [{ json: large }, 1.5, { a: 1, b: [true] }],
    };
    const of = (baseline: string, candidate: string): string | null =>
      explainBy([rule])(finding('body', COMPLETE, '/x', [0, 0], { baseline, candidate }));
    expect(of(large, '1.50')).not.toBeNull();
    expect(of('{"b":[true],"a":1}', '15e-1')).not.toBeNull();
    expect(of('9007199254740992', '1.5')).toBeNull();
    expect(of(`"${large}"`, '1.5')).toBeNull();
  });

  it('covers no change of type', () => {
    expect(covered({ kind: 'counter' }, [1, 2], ['1', '2'], [1, '2'], [1, null])).toEqual([
      [1, 2],
      ['1', '2'],
    ]);
    expect(covered({ kind: 'number' }, [1.5, -2], [1.5, '2'], [1.5, true])).toEqual([[1.5, -2]]);
    const [date, epoch] = ['2015-03-02T12:26:14Z', 1_700_000_000];
    expect(
      covered(
        { kind: 'timestamp' },
        ...([
          [date, '2016-03-02T12:26:14Z'],
          [epoch, epoch + 1],
        ] as const),
        ...([
          [date, epoch],
          [epoch, `${epoch}`],
          [epoch, epoch * 1000],
        ] as const),
        ...([
          [date, '2015-03-02'],
          [date, 'soon'],
          [date, nothing],
        ] as const),
      ),
    ).toEqual([
      [date, '2016-03-02T12:26:14Z'],
      [epoch, epoch + 1],
    ]);
  });

  it('covers of each kind only what is of it', () => {
    expect(covered({ kind: 'uuid' }, [one, other], [one, 'none'], [one, `${other}0`])).toEqual([
      [one, other],
    ]);
    expect(covered({ kind: 'counter' }, [1, 0], [1, -1], [1, 1.5], [1, 1e300])).toEqual([[1, 0]]);
    expect(covered({ kind: 'text' }, ['a b', 'c'], ['a b', ''], ['a b', 1])).toEqual([
      ['a b', 'c'],
    ]);
    expect(
      covered(
        { kind: 'token', alphabet: 'hex', length: [8, 10] },
        ...([
          ['0123abcd', 'ffff0000ab'],
          ['0123abcd', '0123abc'],
          ['0123abcd', 'f'.repeat(8)],
        ] as const),
        ...([
          ['0123abcd', '0123abcg'],
          ['0123abcd', '0123 abc'],
          ['0123abcd', 1234567890],
        ] as const),
      ),
    ).toEqual([['0123abcd', 'ffff0000ab']]);
  });

  it('covers an object that is there or not, and not one that has changed', () => {
    expect(
      covered({ kind: 'absent' }, [{ a: 1 }, nothing], [nothing, []], [{}, []], ['a', nothing]),
    ).toEqual([
      [{ a: 1 }, nothing],
      [nothing, []],
    ]);
  });

  it('covers another order only by a rule that says so, and that one nothing else', () => {
    const [found] = inBody('/list', [
      [1, 2],
      [2, 1],
    ]);
    const reordered = { ...(found ?? finding('body', COMPLETE, '/list')), reordered: true };
    const explain = explainBy([{ in: COMPLETE, at: '/list', kind: 'order' }]);
    expect(explain(reordered)).not.toBeNull();
    expect(explain({ ...reordered, reordered: false })).toBeNull();
    const values = {
      in: COMPLETE,
      at: '/list',
      kind: 'values',
      values: [
        [1, 2],
        [2, 1],
      ],
    } as const;
    expect(explainBy([values])(reordered)).toBeNull();
  });

  it('covers as many notifications as were seen, no more and no fewer', () => {
    const explain = explainBy([{ in: STATUS_CHANGE, kind: 'times', least: 1, most: 3 }]);
    const of = (baseline: number, candidate: number): boolean =>
      explain(
        finding('notification-missing', STATUS_CHANGE, '', [{}, nothing], {
          times: { baseline, candidate },
        }),
      ) !== null;
    expect([of(3, 1), of(1, 3), of(3, 0), of(1, 4)]).toEqual([true, true, false, false]);
    expect(explain(finding('notification-extra', STATUS_CHANGE, '', [nothing, {}]))).toBeNull();
    expect(explain(finding('notification-order', STATUS_CHANGE, null, [1, 2]))).toBeNull();
  });

  it('covers the order of notifications by a rule without a place alone', () => {
    const moved = finding('notification-order', STATUS_CHANGE, null, [1, 2]);
    expect(explainBy([{ in: STATUS_CHANGE, kind: 'order' }])(moved)).not.toBeNull();
    expect(explainBy([{ in: STATUS_CHANGE, at: '/x', kind: 'order' }])(moved)).toBeNull();
  });

  it('reads wildcards in places and labels', () => {
    const at = (place: string, path: string): boolean =>
      explained([{ in: '*', at: place, kind: 'counter' }], path, 1, 2) !== null;
    expect([at('/*/n', '/a/n'), at('/*/n', '/a/b/n'), at('/**/n', '/a/b/n')]).toEqual([
      ...[true, false, true],
    ]);
    expect([at('/a~1b/~0', '/a~1b/~0'), at('/a/b', '/a~1b'), at('', ''), at('', '/a')]).toEqual([
      ...[true, false, true, false],
    ]);
    const inside = (label: string): boolean =>
      explained([{ in: label, at: '/n', kind: 'counter' }], '/n', 1, 2) !== null;
    expect([inside('POST *'), inside('* Complete'), inside('*tweets*'), inside('GET *')]).toEqual([
      ...[true, true, true, false],
    ]);
  });

  it('finds a rule for items of lists by the place of alike ones, and for one item by its own', () => {
    const item = finding('body', COMPLETE, '/list/*/n', [1, 2], { path: '/list/3/n' });
    const by = (at: string): boolean =>
      explainBy([{ in: COMPLETE, at, kind: 'counter' }])(item) !== null;
    expect([by('/list/*/n'), by('/list/3/n'), by('/list/4/n'), by('/*/3/n')]).toEqual([
      ...[true, true, false, true],
    ]);
  });

  it('covers by "any" all below a place, and without a place all that is compared', () => {
    const at = (place: string, path: string): boolean =>
      explained([{ in: COMPLETE, at: place, kind: 'any' }], path, { a: 1 }, nothing) !== null;
    expect([at('/a', '/a'), at('/a', '/a/b/0'), at('/a', '/ab'), at('', '/a')]).toEqual([
      ...[true, true, false, true],
    ]);
    const explain = explainBy([{ in: COMPLETE, kind: 'any' }]);
    expect(explain(finding('status', COMPLETE, null, [200, 500]))).not.toBeNull();
    expect(explain(finding('header', COMPLETE, 'x', ['a', nothing]))).not.toBeNull();
    expect(explain(finding('body', COMPLETE, '/x', ['a', nothing]))).not.toBeNull();
    expect(explain(finding('call-missing', COMPLETE, null))).toBeNull();
  });

  it('takes a star in a label that was learned for a star', () => {
    const label = 'GET /api/v2/me?fields=*';
    const learned: NoiseRule = { in: label, at: '/n', kind: 'counter', seen: 9, varied: 9 };
    const explain = explainBy([learned]);
    expect(explain(finding('body', label, '/n', [1, 2]))).not.toBeNull();
    expect(explain(finding('body', 'GET /api/v2/me?fields=id', '/n', [1, 2]))).toBeNull();
    // Who makes it hold everywhere need not take the evidence out.
    expect(explained([{ ...learned, in: '*' }], '/n', 1, 2)).not.toBeNull();
  });

  it('is not confused by odd labels and places', () => {
    for (const odd of [
      '__proto__',
      'a-b/c.d (e) [f] {g} $h ^i |j \\k',
      '\u{1f600} \u0000',
      '~',
      '%',
    ]) {
      const place = `/${odd.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      const explain = explainBy([{ in: odd, at: place, kind: 'counter' }]);
      expect(explain(finding('body', odd, place, [1, 2]))).not.toBeNull();
      expect(explain(finding('body', `${odd}x`, place, [1, 2]))).toBeNull();
      expect(
        explainBy([{ in: `*${odd}`, at: place, kind: 'counter' }])(
          finding('body', `x${odd}`, place, [1, 2]),
        ),
      ).not.toBeNull();
    }
    expect(explainBy([])(finding('body', 'constructor', '/toString', [1, 2]))).toBeNull();
  });

  it('takes no time on many stars, long labels and thousands of rules', () => {
    const stars = `${'*a'.repeat(2_000)}*b`;
    const explain = explainBy([{ in: stars, at: '/n', kind: 'counter' }]);
    expect(explain(finding('body', 'a'.repeat(100_000), '/n', [1, 2]))).toBeNull();
    const rules = Array.from(
      { length: 20_000 },
      (_, n): NoiseRule => ({ in: COMPLETE, at: `/p${n}`, kind: 'counter', seen: 1, varied: 1 }),
    );
    const many = explainBy(rules);
    for (let n = 0; n < 20_000; n++) {
      const [found] = inBody(`/p${n}`, [1, 2]);
      if (found !== undefined && many(found) === null) throw new Error(`no rule for ${n}`);
    }
  });
});
