import { groupOf, ROW_GROUPS } from '../../view/table/row-group.js';
import { search, selectedRow, shown } from '../state/inspector-state.js';
import { matching } from '../state/matching.js';
import type { RecordingState } from '../state/recording-state.js';
import { RowGrid } from './row-grid.js';
import './table.css';
import { GROUP_WORDS, TableBar } from './table-bar.js';
import { groups, tableList } from './table-state.js';

/** All events, or those that are searched for. */
export function RowTable() {
  const state = shown.value;
  if (state === null) return null;
  return (
    <div class="table">
      <TableBar />
      <Notice state={state} />
      <SelectedElsewhere />
      {tableList.value.places.length === 0 ? (
        <NoRows state={state} />
      ) : (
        <RowGrid key={state.place} />
      )}
    </div>
  );
}

/** What is to be known of the table as a whole. */
function Notice({ state }: { readonly state: RecordingState }) {
  const progress = state.progress.value;
  if (progress.at === 'failed' || progress.at === 'lost') {
    if (state.rowCount.value === 0) return null;
    return (
      <p class="table-notice table-trouble" role="alert">
        {progress.message}
      </p>
    );
  }
  if (progress.at === 'loading' || !progress.more) return null;
  const total = state.total.value;
  const rows = state.rowCount.value;
  return (
    <p class="table-notice" role="status">
      The first {rows.toLocaleString('en')}
      {total > rows && ` of ${total.toLocaleString('en')}`} events are shown: a page can hold no
      more.
    </p>
  );
}

/** What is selected in the timeline need not be in the table: it says so, and can show it. */
function SelectedElsewhere() {
  const row = selectedRow.value;
  if (row === null || tableList.value.places.length === 0) return null;
  const group = groupOf(row.kind);
  const isFound = matching.value?.has(row.key) !== false;
  if (isFound && groups.value.has(group)) return null;
  return (
    <p class="table-notice">
      What is selected is not among the events that are shown.{' '}
      <button
        type="button"
        class="table-notice-button"
        onClick={() => {
          if (!isFound) search.value = '';
          groups.value = new Set([...groups.value, group]);
        }}
      >
        {isFound ? `Show ${GROUP_WORDS[group]}` : 'Clear the search'}
      </button>
    </p>
  );
}

/** Why there is nothing in the table, and what to do about it. */
function NoRows({ state }: { readonly state: RecordingState }) {
  const progress = state.progress.value;
  const { counts } = tableList.value;
  const hidden = ROW_GROUPS.filter((group) => counts[group] > 0);
  if (state.rowCount.value === 0) {
    const words = {
      loading: 'Loading events…',
      complete: 'There are no events in this recording.',
      live: 'Nothing has happened yet. Events are shown here as they come.',
    };
    if (progress.at === 'failed' || progress.at === 'lost') {
      return (
        <div class="table-empty">
          <p role="alert">{progress.message}</p>
        </div>
      );
    }
    return (
      <div class="table-empty">
        <p role="status">{words[progress.at]}</p>
      </div>
    );
  }
  if (hidden.length === 0) {
    return (
      <div class="table-empty">
        <p role="status">Nothing matches the search.</p>
        <button
          type="button"
          onClick={() => {
            search.value = '';
          }}
        >
          Clear the search
        </button>
      </div>
    );
  }
  return (
    <div class="table-empty">
      <p role="status">
        What is there is of a kind that is not shown:{' '}
        {hidden
          .map((group) => `${counts[group].toLocaleString('en')} ${GROUP_WORDS[group]}`)
          .join(', ')}
        .
      </p>
      <button
        type="button"
        onClick={() => {
          groups.value = new Set([...groups.value, ...hidden]);
        }}
      >
        Show them
      </button>
    </div>
  );
}
