import { selectedRow } from '../state/inspector-state.js';

/** The selected row whole. */
export function Detail() {
  const row = selectedRow.value;
  if (row === null) return null;
  return (
    <aside class="detail" aria-label="Details">
      {row.key}
    </aside>
  );
}
