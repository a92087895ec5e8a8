import { ROW_GROUPS, type RowGroup } from '../../view/table/row-group.js';
import { groups, tableList, tellsOffsets, toggleGroup } from './table-state.js';

/** Which kinds are shown, with how many there are of each, and how times are told. */
export function TableBar() {
  const { counts, places } = tableList.value;
  return (
    <div class="table-bar-above">
      <fieldset class="table-groups">
        <legend class="visually-hidden">Kinds of events</legend>
        {ROW_GROUPS.map((group) => (
          <button
            type="button"
            key={group}
            class={`table-chip table-chip-${group}`}
            aria-pressed={groups.value.has(group)}
            onClick={() => toggleGroup(group)}
          >
            {GROUP_WORDS[group]}{' '}
            <span class="table-count">{counts[group].toLocaleString('en')}</span>
          </button>
        ))}
      </fieldset>
      <p class="table-shown">{places.length.toLocaleString('en')} shown</p>
      <button
        type="button"
        aria-pressed={tellsOffsets.value}
        title="Times since the first event, instead of the clock"
        onClick={() => {
          tellsOffsets.value = !tellsOffsets.value;
        }}
      >
        Offsets
      </button>
    </div>
  );
}

export const GROUP_WORDS: Readonly<Record<RowGroup, string>> = {
  calls: 'Calls',
  safe: 'Safe',
  notifications: 'Notifications',
  bayeux: 'Bayeux',
};
