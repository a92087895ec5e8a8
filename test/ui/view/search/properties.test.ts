import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Row } from '../../../../src/ui/protocol/row.js';
import { compileSearch } from '../../../../src/ui/view/search/compile-search.js';
import { completeSearch } from '../../../../src/ui/view/search/complete-search.js';
import { occurringValues } from '../../../../src/ui/view/search/occurring-values.js';
import { parseSearch } from '../../../../src/ui/view/search/parse-search.js';
import { SEARCH_KEYS } from '../../../../src/ui/view/search/search-keys.js';
import { SEARCH_STATES } from '../../../../src/ui/view/search/search-states.js';
import { fits } from '../../../../src/ui/view/search/text-pattern.js';
import { withTerm } from '../../../../src/ui/view/search/with-term.js';
import { row } from '../rows.js';
import { contextOf, DAY } from './search-rows.js';

const context = contextOf(DAY);
const noise = fc.string({ unit: fc.constantFrom(...'ab:",|*-<>=.\\ 1é\u202e\n') });
const near = fc
  .array(
    fc.oneof(
      fc.constantFrom(...SEARCH_KEYS.map(({ name }) => `${name}:`), 'not:', 'is:', 'after:', '-'),
      fc.constantFrom(...SEARCH_STATES.map(({ name }) => name)),
      fc.constantFrom('4xx', '>=400', '..', '12:30', '+1s', '1.5s', '2026-03-02', 'e3', ' ', ' '),
      noise,
    ),
  )
  .map((parts) => parts.join(''));
const any = fc.oneof(noise, near, fc.string({ unit: 'binary' }));

it('reads whatever is typed, and tells places that are in it', () => {
  fc.assert(
    fc.property(any, (search) => {
      const { terms, problems } = parseSearch(search, context.span);
      for (const { from, to } of [...terms, ...problems]) {
        expect(from).toBeLessThan(to);
        expect(search.slice(from, to).trim()).not.toBe('');
      }
      DAY.filter(compileSearch({ terms, problems }, context));
    }),
    { numRuns: 1_000 },
  );
});

it('finds with two searches together what each of them finds', () => {
  const rows = (search: string) =>
    DAY.filter(compileSearch(parseSearch(search, context.span), context));
  fc.assert(
    fc.property(near, near, (a, b) => {
      fc.pre((a.match(/"/gu)?.length ?? 0) % 2 === 0 && !a.includes('\\'));
      const both = rows(b);
      expect(rows(`${a} ${b}`)).toEqual(rows(a).filter((each) => both.includes(each)));
    }),
  );
});

it('finds all but what it finds without the minus', () => {
  fc.assert(
    fc.property(near, (search) => {
      const { terms } = parseSearch(search, context.span);
      for (const term of terms) {
        const yes = compileSearch({ terms: [term], problems: [] }, context);
        const no = compileSearch({ terms: [{ ...term, not: !term.not }], problems: [] }, context);
        for (const each of DAY) expect(no(each)).toBe(!yes(each));
      }
    }),
  );
});

it('finds the same rows as one who looks at each value', () => {
  const value = fc.constantFrom(
    'Complete',
    'complete',
    'Comp',
    'a"b\\',
    'x y',
    '*',
    'e..f',
    '-1',
    '>2',
  );
  fc.assert(
    fc.property(fc.array(value), value, (operations, wanted) => {
      const rows = operations.map((operation, at): Row => row('call', at + 1, { operation }));
      const matches = compileSearch(
        parseSearch(withTerm('', 'operation', wanted)),
        contextOf(rows),
      );
      const naive = rows.filter(
        ({ operation }) => operation?.toLowerCase() === wanted.toLowerCase(),
      );
      expect(rows.filter(matches)).toEqual(naive);
    }),
  );
});

it('compares with stars as one who tries every place', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 });
  fc.assert(
    fc.property(fc.array(letters, { minLength: 1, maxLength: 4 }), letters, (parts, text) => {
      expect(fits({ parts }, text)).toBe(new RegExp(`^${parts.join('.*')}$`, 'u').test(text));
    }),
  );
});

it('offers at any caret what leaves a search that is understood', () => {
  const occurring = {
    values: (key: (typeof SEARCH_KEYS)[number]) => occurringValues(key, DAY, context),
    states: ({ is }: (typeof SEARCH_STATES)[number]) => DAY.filter(is).length,
  };
  fc.assert(
    fc.property(near, fc.nat(60), (search, place) => {
      const caret = Math.min(place, search.length);
      const { from, to, choices } = completeSearch(search, caret, occurring);
      expect(from).toBeGreaterThanOrEqual(0);
      expect(from).toBeLessThanOrEqual(caret);
      expect(to).toBeGreaterThanOrEqual(caret);
      for (const { insert } of choices) expect(insert).not.toBe('');
    }),
  );
});
