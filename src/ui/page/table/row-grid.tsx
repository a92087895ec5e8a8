import { useSignal } from '@preact/signals';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { Row } from '../../protocol/row.js';
import { pixelAt, windowOf } from '../../view/table/row-window.js';
import { rowLine } from '../../view/table/row-words.js';
import { COLUMNS, WIRE_ORDER } from '../../view/table/sort-key.js';
import { TableRows } from '../../view/table/table-rows.js';
import { selectedKey, shown } from '../state/inspector-state.js';
import { matchingRows } from '../state/matching.js';
import { GridHead } from './grid-head.js';
import { pressKey } from './grid-keys.js';
import { GridRow, rowId } from './grid-row.js';
import { GridScroll, ROW_HEIGHT } from './grid-scroll.js';
import { groups, rowContext, sorting, tableList, tellsOffsets } from './table-state.js';

/** The rows that are in view, and the keys that go through all of them. */
export function RowGrid() {
  const scroll = useMemo(() => new GridScroll(), []);
  const grid = useRef<HTMLDivElement>(null);
  const state = shown.value;
  const context = rowContext.value;
  const list = tableList.value;
  const isWireOrder = sorting.value === WIRE_ORDER;
  const isLive = state?.progress.value.at === 'live';
  const anchor = useRef<Anchor | null>(null);
  /** The last row that was there when the end was in view. */
  const seenPlace = useSignal(-1);
  const rows = list.places.length;
  const rowAt = (index: number): Row | null => state?.book.rows[list.places[index] ?? -1] ?? null;
  const indexOfKey = (key: string): number =>
    TableRows.indexOf(list, state?.book.placeOf(key) ?? -1, isWireOrder);
  const selected = selectedKey.value;
  const selectedIndex = useMemo(
    () => (selected === null ? -1 : indexOfKey(selected)),
    [selected, list],
  );

  useLayoutEffect(() => {
    scroll.attach(grid.current);
    return () => scroll.attach(null);
  }, []);

  // When a live recording is opened, what happens now is what one wants to see.
  useLayoutEffect(() => {
    if (!isLive || selectedKey.peek() !== null) return;
    scroll.toEnd(rows);
  }, [isLive, state]);

  // Rows come and go above what is in view, and it stays where it is, unless somebody has scrolled since it was drawn.
  useLayoutEffect(() => {
    const { current } = anchor;
    if (current === null || current.top !== scroll.topNow) return;
    if (isLive && current.follows) scroll.toEnd(rows);
    else if (current.key !== null) {
      const index = indexOfKey(current.key);
      if (index !== -1) scroll.toPixel(rows, index * ROW_HEIGHT + current.offset);
    }
  }, [list]);

  // Another order begins at its beginning, or at what is selected.
  useLayoutEffect(() => {
    if (selectedIndex !== -1) scroll.toRow(rows, selectedIndex);
    else if (anchor.current !== null) scroll.toPixel(rows, 0);
  }, [sorting.value]);

  // What is selected comes into view, also when another search or kind lets it be seen.
  useLayoutEffect(() => {
    if (selectedIndex !== -1) scroll.toRow(rows, selectedIndex);
  }, [selected, selectedIndex === -1, matchingRows.value, groups.value]);

  const place = scroll.placeOf(rows);
  const pixel = pixelAt(place);
  const firstSeen = Math.max(0, Math.min(rows - 1, Math.ceil(pixel / ROW_HEIGHT)));
  const isAtEnd = scroll.isAtEnd(rows);
  useLayoutEffect(() => {
    const first = rowAt(firstSeen);
    anchor.current = {
      // At the beginning one stays at the beginning.
      key: first === null || pixel === 0 ? null : first.key,
      offset: pixel - firstSeen * ROW_HEIGHT,
      top: scroll.topNow,
      follows: isLive && isWireOrder && isAtEnd,
    };
    if (isAtEnd || !isLive) seenPlace.value = list.places.at(-1) ?? -1;
  });

  if (state === null || context === null) return null;
  const { height, first, end, top } = windowOf(place);
  const unseen = isLive && isWireOrder && !isAtEnd ? newRows(list.places, seenPlace.value) : 0;
  const start = tellsOffsets.value ? (state.span.value?.from ?? 0) : null;
  return (
    <div class="table-frame">
      <div ref={grid} class="table-scroll" onScroll={scroll.onScroll}>
        <table
          class="table-grid"
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: one goes through its rows (ARIA APG, grid).
          role="grid"
          aria-label="Events"
          aria-rowcount={rows + 1}
          aria-colcount={COLUMNS.length}
          aria-activedescendant={
            selected !== null && selectedIndex >= first && selectedIndex < end
              ? rowId(selected)
              : undefined
          }
          tabIndex={0}
          onKeyDown={(event) => {
            if (event.target instanceof HTMLButtonElement) return;
            const seen = Math.floor(place.viewHeight / ROW_HEIGHT);
            const keys = { rows, seen, index: selectedIndex, first: firstSeen, rowAt };
            if (pressKey(event, keys)) event.preventDefault();
          }}
          onCopy={(event) => {
            const row = selectedIndex === -1 ? null : rowAt(selectedIndex);
            if (row === null || document.getSelection()?.isCollapsed === false) return;
            event.clipboardData?.setData('text/plain', rowLine(row, context));
            event.preventDefault();
          }}
        >
          <GridHead />
          <tbody class="table-body" style={{ height: `${height}px`, paddingTop: `${top}px` }}>
            {list.places.slice(first, end).map((each, at) => {
              const row = state.book.rows[each];
              return (
                row !== undefined && (
                  <GridRow
                    key={row.key}
                    row={row}
                    index={first + at}
                    isSelected={row.key === selected}
                    context={context}
                    start={start}
                  />
                )
              );
            })}
          </tbody>
        </table>
      </div>
      {unseen > 0 && (
        <button type="button" class="table-unseen" onClick={() => scroll.toEnd(rows)}>
          {unseen.toLocaleString('en')} new {unseen === 1 ? 'event' : 'events'} ↓
        </button>
      )}
    </div>
  );
}

/** What is in view, to find it again when rows have come. */
interface Anchor {
  /** Of the first row that is wholly in view; null at the very beginning. */
  readonly key: string | null;
  /** How many pixels lie between its top and that of the view, at most 0. */
  readonly offset: number;
  /** How far it was scrolled then. */
  readonly top: number;
  /** Whether the end was in view while it goes on. */
  readonly follows: boolean;
}

/** How many come after a place. */
function newRows(places: readonly number[], seen: number): number {
  let count = 0;
  while (count < places.length && (places[places.length - 1 - count] ?? -1) > seen) count += 1;
  return count;
}
