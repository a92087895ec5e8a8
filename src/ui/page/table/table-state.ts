import { computed, signal } from '@preact/signals';
import type { RowGroup } from '../../view/table/row-group.js';
import { type Sorting, WIRE_ORDER } from '../../view/table/sort-key.js';
import { type TableList, TableRows } from '../../view/table/table-rows.js';
import { shown } from '../state/inspector-state.js';
import { contextOf, matching, matchingRows } from '../state/matching.js';

/** Which rows are shown; what only carries others is not, at first. */
export const groups = signal<ReadonlySet<RowGroup>>(new Set(['calls', 'safe', 'notifications']));

export const sorting = signal<Sorting>(WIRE_ORDER);

/** Whether times are told since the first event. */
export const tellsOffsets = signal(false);

const tableRows = computed<TableRows | null>(() => {
  // What the search finds anew is to be looked at anew.
  matchingRows.value;
  const state = shown.value;
  if (state === null) return null;
  const wish = { groups: groups.value, sorting: sorting.value, context: contextOf(state) };
  return new TableRows(state.book, wish);
});

const NOTHING: TableList = {
  places: [],
  counts: { calls: 0, safe: 0, notifications: 0, bayeux: 0 },
};

/** What the table shows. */
export const tableList = computed<TableList>(() => {
  shown.value?.version.value;
  const found = matching.value;
  return tableRows.value?.update(found) ?? NOTHING;
});

/** What the rows of the table are told with. */
export const rowContext = computed(() => {
  const state = shown.value;
  if (state === null) return null;
  state.version.value;
  return contextOf(state);
});

export function toggleGroup(group: RowGroup): void {
  const chosen = new Set(groups.value);
  if (!chosen.delete(group)) chosen.add(group);
  groups.value = chosen;
}
