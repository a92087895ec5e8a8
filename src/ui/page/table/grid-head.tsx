import { COLUMNS, type Column, WIRE_ORDER } from '../../view/table/sort-key.js';
import { sorting, tellsOffsets } from './table-state.js';

/** The names of the columns; each sorts by its column, the other way round, and then in wire order again. */
export function GridHead() {
  const { by, descends } = sorting.value;
  return (
    <thead class="table-head">
      <tr class="table-columns" aria-rowindex={1}>
        {COLUMNS.map((column, at) => (
          <th
            scope="col"
            key={column}
            class={`table-cell table-cell-${column}`}
            aria-colindex={at + 1}
            aria-sort={by === column ? (descends ? 'descending' : 'ascending') : 'none'}
          >
            <button type="button" class="table-sort" onClick={() => sortBy(column)}>
              {column === 'time' && !tellsOffsets.value ? 'Time, UTC' : names[column]}
              <span class="table-arrow" aria-hidden="true">
                {by === column ? (descends ? '▼' : '▲') : ''}
              </span>
            </button>
          </th>
        ))}
      </tr>
    </thead>
  );
}

const names: Readonly<Record<Column, string>> = {
  time: 'Time',
  desktop: 'Desktop',
  what: 'What',
  where: 'Where',
  status: 'Status',
  duration: 'Duration',
  link: 'Linked, delay',
};

function sortBy(column: Column): void {
  const { by, descends } = sorting.value;
  if (by !== column) sorting.value = { by: column, descends: startsDescending(column) };
  else if (column === 'time' || descends === startsDescending(column)) {
    sorting.value = { by: column, descends: !descends };
  } else sorting.value = WIRE_ORDER;
}

/** The longest are what one looks for. */
function startsDescending(column: Column): boolean {
  return column === 'duration' || column === 'link';
}
