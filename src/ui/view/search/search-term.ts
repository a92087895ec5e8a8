import type { NumberRange } from './number-range.js';
import type { NumberKey, TextKey } from './search-keys.js';
import type { SearchState } from './search-states.js';
import type { TextPattern } from './text-pattern.js';

interface Placed {
  /** Where it stands in the text. */
  readonly from: number;
  readonly to: number;
  /** Whether it must not be so. */
  readonly not: boolean;
}

/** One thing that is asked for. */
export type SearchTerm = Placed &
  (
    | { readonly asks: 'text'; readonly text: string }
    | { readonly asks: 'state'; readonly state: SearchState }
    /** One of them; null stands for any value at all. */
    | {
        readonly asks: 'words';
        readonly key: TextKey;
        readonly any: readonly (TextPattern | null)[];
      }
    | {
        readonly asks: 'numbers';
        readonly key: NumberKey;
        readonly any: readonly (NumberRange | null)[];
        /** Keys of rows that are named by it, `e12`. */
        readonly keys: readonly string[];
      }
  );

/** What can't be understood, and is left out. */
export interface SearchProblem {
  readonly from: number;
  readonly to: number;
  /** A sentence for people. */
  readonly words: string;
}

/** A search that was read: a row must be as each of the terms says. */
export interface Search {
  readonly terms: readonly SearchTerm[];
  readonly problems: readonly SearchProblem[];
}
