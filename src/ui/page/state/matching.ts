import { computed, type ReadonlySignal } from '@preact/signals';
import { compileSearch } from '../../view/search/compile-search.js';
import { MatchingRows } from '../../view/search/matching-rows.js';
import { parseSearch } from '../../view/search/parse-search.js';
import type { SearchContext } from '../../view/search/search-context.js';
import { search, shown } from './inspector-state.js';
import type { RecordingState } from './recording-state.js';
import { foundTexts } from './text-search.js';

const DAY = 86_400_000;

/** First moment and last day of the recording that is shown: clock times depend on no more. */
const days = computed(() => {
  const span = shown.value?.span.value ?? null;
  return span === null ? '' : `${span.from} ${Math.floor(span.to / DAY)}`;
});

/** What the search box says, as far as it is understood. */
export const searched = computed(() => {
  days.value;
  return parseSearch(search.value, shown.peek()?.span.peek() ?? null);
});

/** What a search asks about besides the rows. */
export function contextOf(state: RecordingState): SearchContext {
  const users = new Map(state.sessions.value.map(({ id, user }) => [id, user]));
  return {
    userOf: (session) => users.get(session) ?? null,
    find: (key) => state.book.find(key),
    answersOf: (call) => state.book.answersOf(call),
    span: state.book.span,
  };
}

/** Made anew with the search, with what the server found, and with what is known of the desktops. */
export const matchingRows = computed<MatchingRows | null>(() => {
  const state = shown.value;
  if (state === null || searched.value.terms.length === 0) return null;
  const found = foundTexts.value;
  const matches = compileSearch(
    searched.value,
    contextOf(state),
    (text) => found.get(text)?.keys ?? null,
  );
  return new MatchingRows(state.book, matches);
});

/** Keys of the rows of the shown recording that the search finds; null if nothing is searched for. */
export const matching: ReadonlySignal<ReadonlySet<string> | null> = computed(() => {
  shown.value?.version.value;
  return matchingRows.value?.update() ?? null;
});
