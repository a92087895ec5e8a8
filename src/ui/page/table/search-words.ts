import { computed } from '@preact/signals';
import { shown } from '../state/inspector-state.js';
import { matching, searched } from '../state/matching.js';
import { foundTexts, textSearch } from '../state/text-search.js';

/** How much the search finds, `123 of 4,567 events`. */
export const foundWords = computed(() => {
  const all = shown.value?.rowCount.value ?? 0;
  const found = matching.value;
  shown.value?.version.value;
  const events = `${all.toLocaleString('en')} ${all === 1 ? 'event' : 'events'}`;
  return found === null ? events : `${found.size.toLocaleString('en')} of ${events}`;
});

/** What is to be said of the search besides: what is not understood, and what the server is still asked for. */
export const searchNotes = computed<readonly string[]>(() => {
  const notes = searched.value.problems.map(({ words }) => words);
  const state = textSearch.value;
  if (state === 'asking') notes.push('Looking into headers and bodies…');
  else if (state !== 'idle') notes.push(`Headers and bodies were not searched: ${state.failed}`);
  for (const [text, { more, keys }] of foundTexts.value) {
    if (!more) continue;
    const first = keys.size.toLocaleString('en');
    notes.push(`“${text}” stands in more events than the first ${first} that were found.`);
  }
  return notes;
});
