import { computed, signal } from '@preact/signals';
import type { InspectorHead } from '../../protocol/recording-head.js';
import type { Row } from '../../protocol/row.js';
import type { RecordingState } from './recording-state.js';

/** What is told of the inspector itself; null until it is known. */
export const inspector = signal<InspectorHead | null>(null);

/** Why there is nothing to see; null if there is. */
export const trouble = signal<string | null>(null);

/** One recording, or two that are compared. */
export const recordings = signal<readonly RecordingState[]>([]);

/** The place of the recording that table, timeline and plots show. */
export const shownPlace = signal(0);

export const shown = computed<RecordingState | null>(
  () => recordings.value[shownPlace.value] ?? recordings.value[0] ?? null,
);

/** What the lower half shows. */
export type View = 'table' | 'plots' | 'compare';
export const view = signal<View>('table');

/** Key of the row that is shown whole, in the recording that is shown; null if none is. */
export const selectedKey = signal<string | null>(null);

export const selectedRow = computed<Row | null>(() => {
  const state = shown.value;
  if (state === null || selectedKey.value === null) return null;
  state.version.value;
  return state.book.find(selectedKey.value);
});

/** Selects a row from wherever it is named, and brings it into view in timeline and table. */
export function select(key: string | null, place = shownPlace.value): void {
  shownPlace.value = place;
  selectedKey.value = key;
}

/** What to look for, in the language of `docs/inspector.md`. */
export const search = signal('');
