import type { Row } from '../../protocol/row.js';
import { select } from '../state/inspector-state.js';
import { focusDetail } from './focus-detail.js';
import { followLink } from './follow-link.js';

interface GridPlace {
  /** How many rows there are, and how many are in view. */
  readonly rows: number;
  readonly seen: number;
  /** Index of the selected row; -1 if it is not in the table. */
  readonly index: number;
  /** Index of the first row in view. */
  readonly first: number;
  readonly rowAt: (index: number) => Row | null;
}

/** What a key does in the table; whether it does anything. */
export function pressKey(event: KeyboardEvent, place: GridPlace): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const selected = place.index === -1 ? null : place.rowAt(place.index);
  switch (event.key) {
    case 'Enter':
      if (selected !== null) focusDetail();
      return selected !== null;
    case 'Escape':
      select(null);
      return true;
    case 'ArrowRight':
      return selected !== null && selected.call === null && followLink(selected);
    case 'ArrowLeft':
      return selected !== null && selected.call !== null && followLink(selected);
    default: {
      const index = indexAfter(event.key, place);
      const row = index === null ? null : place.rowAt(index);
      if (row !== null) select(row.key);
      return index !== null;
    }
  }
}

/** Where a key leads to. With nothing selected one begins at what is in view. */
function indexAfter(key: string, { rows, seen, index, first }: GridPlace): number | null {
  const step = Math.max(1, seen - 1);
  switch (key) {
    case 'ArrowDown':
      return index === -1 ? first : Math.min(rows - 1, index + 1);
    case 'ArrowUp':
      return index === -1 ? first : Math.max(0, index - 1);
    case 'PageDown':
      return Math.min(rows - 1, (index === -1 ? first : index) + step);
    case 'PageUp':
      return Math.max(0, (index === -1 ? first : index) - step);
    case 'Home':
      return 0;
    case 'End':
      return rows - 1;
    default:
      return null;
  }
}
