import type { Row } from '../../protocol/row.js';
import { isWithin } from './number-range.js';
import { remembered } from './remembered.js';
import type { SearchContext } from './search-context.js';
import type { Search, SearchTerm } from './search-term.js';
import { textMatcher } from './text-matcher.js';
import { anywhere, fits } from './text-pattern.js';

type Matcher = (row: Row) => boolean;

/** Rows that have a text in what only the server knows (headers, bodies, messages); null while it is not known. */
export type FoundElsewhere = (text: string) => ReadonlySet<string> | null;

/** Makes of a search what says of each row whether it is asked for. */
export function compileSearch(
  { terms }: Search,
  context: SearchContext,
  foundElsewhere: FoundElsewhere = () => null,
): Matcher {
  const matchers = terms.map((term) => {
    const matches = matcherOf(term, context, foundElsewhere);
    return term.not ? (row: Row) => !matches(row) : matches;
  });
  const [only] = matchers;
  if (only !== undefined && matchers.length === 1) return only;
  return (row) => matchers.every((matches) => matches(row));
}

/** Texts that the server must be asked for. */
export function textsIn({ terms }: Search): readonly string[] {
  return [...new Set(terms.flatMap((term) => (term.asks === 'text' ? [term.text] : [])))];
}

function matcherOf(
  term: SearchTerm,
  context: SearchContext,
  foundElsewhere: FoundElsewhere,
): Matcher {
  switch (term.asks) {
    case 'state':
      return term.state.is;
    case 'text': {
      const found = foundElsewhere(term.text);
      const matches = textMatcher(term.text, context);
      return found === null ? matches : (row) => found.has(row.key) || matches(row);
    }
    case 'words': {
      const { key, any } = term;
      const patterns = any.flatMap((each) =>
        each === null ? [] : [key.compares === 'part' ? anywhere(each) : each],
      );
      const hasAny = any.includes(null);
      const matches = remembered((value) => hasAny || patterns.some((each) => fits(each, value)));
      return (row) => {
        const value = key.of(row, context);
        return value !== null && matches(value);
      };
    }
    case 'numbers': {
      const { key, any, keys } = term;
      return (row) => {
        if (keys.includes(row.key)) return true;
        const value = key.of(row, context);
        return value !== null && any.some((range) => range === null || isWithin(range, value));
      };
    }
  }
}
