import { computed, signal } from '@preact/signals';
import { completeSearch, type Occurring } from '../../view/search/complete-search.js';
import { occurringValues } from '../../view/search/occurring-values.js';
import { search, shown } from '../state/inspector-state.js';
import { contextOf } from '../state/matching.js';

/** Where the caret stands, as far as it is known. */
export const caret = signal(0);

/** Whether choices are offered: from when one types until one has chosen. */
export const isOffering = signal(false);

/** Counted once for all rows while one types, not for each letter. */
const occurring = computed<Occurring | null>(() => {
  const state = shown.value;
  if (state === null || !isOffering.value) return null;
  const { rows } = state.book;
  const context = contextOf(state);
  const values = new Map<string, ReadonlyMap<string, number>>();
  const states = new Map<string, number>();
  return {
    values: (key) => {
      const known = values.get(key.name) ?? occurringValues(key, rows, context);
      values.set(key.name, known);
      return known;
    },
    states: ({ name, is }) => {
      const known = states.get(name) ?? rows.reduce((sum, row) => sum + Number(is(row)), 0);
      states.set(name, known);
      return known;
    },
  };
});

/** What could be meant at the caret. */
export const completion = computed(() =>
  occurring.value === null
    ? { from: 0, to: 0, choices: [] }
    : completeSearch(search.value, caret.value, occurring.value),
);
