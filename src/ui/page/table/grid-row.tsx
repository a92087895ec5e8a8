import type { Row } from '../../protocol/row.js';
import { durationOf } from '../../view/row-traits.js';
import type { SearchContext } from '../../view/search/search-context.js';
import { LOOK_WORDS, rowLook } from '../../view/table/row-look.js';
import { barLength, type RowWords, rowWords } from '../../view/table/row-words.js';
import { select } from '../state/inspector-state.js';
import { followLink } from './follow-link.js';
import { RowMark } from './row-mark.js';

interface Props {
  readonly row: Row;
  /** Counted from 0. */
  readonly index: number;
  readonly isSelected: boolean;
  readonly context: SearchContext;
  /** Milliseconds since the epoch that times are told from; null tells the clock. */
  readonly start: number | null;
}

/** A line of the table. */
export function GridRow({ row, index, isSelected, context, start }: Props) {
  const words = rowWords(row, context, start);
  const look = rowLook(row);
  return (
    <tr
      id={rowId(row.key)}
      class={`table-row table-look-${look}${index % 2 === 1 ? ' table-row-odd' : ''}`}
      // The head is the first.
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      onClick={() => select(row.key)}
    >
      <Cell at={1} name="time" text={words.time}>
        <RowMark look={look} />
        <span class="visually-hidden">{LOOK_WORDS[look]} </span>
        {words.time}
      </Cell>
      <Cell at={2} name="desktop" text={words.desktop} />
      <Cell at={3} name="what" text={`${words.what} ${words.whatElse}`}>
        <span class="table-what-main">{words.what}</span>
        {words.whatElse !== '' && <span class="table-what-else"> {words.whatElse}</span>}
      </Cell>
      <Cell at={4} name="where" text={words.where}>
        <Where text={words.where} />
      </Cell>
      <Cell at={5} name="status" text={words.status} />
      <Cell at={6} name="duration" text={words.duration}>
        <Duration row={row} words={words} />
      </Cell>
      <Cell at={7} name="link" text={`${words.link} ${words.delay}`}>
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: the grid follows with the arrow keys. */}
        {/* biome-ignore lint/a11y/noStaticElementInteractions: as above. */}
        <span
          class={isLinked(row) ? 'table-link' : undefined}
          onClick={(event) => {
            if (followLink(row)) event.stopPropagation();
          }}
        >
          {words.link}
        </span>
        <span class="table-delay">{words.delay}</span>
      </Cell>
    </tr>
  );
}

export function rowId(key: string): string {
  return `row-${key}`;
}

interface CellProps {
  readonly at: number;
  readonly name: string;
  readonly text: string;
  readonly children?: preact.ComponentChildren;
}

function Cell({ at, name, text, children = text }: CellProps) {
  return (
    <td class={`table-cell table-cell-${name}`} aria-colindex={at} title={text}>
      {children}
    </td>
  );
}

/** A path whose last segment stays to be seen where there is no room for all. */
function Where({ text }: { readonly text: string }) {
  const query = text.indexOf('?');
  const slash = text.lastIndexOf('/', query === -1 ? text.length : query);
  const isLong = text.length - slash > MOST_TAIL;
  if (slash <= 0 || isLong) return <span class="table-where-tail">{text}</span>;
  return (
    <>
      <span class="table-where-head">
        <bdi dir="ltr">{text.slice(0, slash)}</bdi>
      </span>
      <span class="table-where-tail">{text.slice(slash)}</span>
    </>
  );
}

const MOST_TAIL = 32;

function Duration({ row, words }: { readonly row: Row; readonly words: RowWords }) {
  const length = barLength(durationOf(row));
  return (
    <>
      {length > 0 && <span class="table-bar" style={{ width: `${(length * 100).toFixed(1)}%` }} />}
      <span class="table-duration">{words.duration}</span>
    </>
  );
}

function isLinked(row: Row): boolean {
  return row.call !== null || row.answers > 0;
}
