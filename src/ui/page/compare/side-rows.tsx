import { useState } from 'preact/hooks';
import type { Sided } from '../../protocol/diff.js';
import { changedWords, type WordPiece } from '../../view/compare/changed-words.js';
import { type Folded, foldRows } from '../../view/compare/fold-rows.js';
import type { TextLine } from '../../view/compare/json-lines.js';
import type { SideRow } from '../../view/compare/side-by-side.js';
import { visibleText } from '../../view/visible-text.js';

/** Rows that are drawn at first; who wants to see more asks for them. */
const BATCH = 1_000;
/** Deeper ones are shown as deep. */
const DEEPEST = 24;

interface Props {
  readonly rows: readonly SideRow[];
  /** What it is, for those who hear it. */
  readonly label: string;
  readonly nothing?: Sided<boolean>;
}

/** Two texts beside each other, a line at a height, marked where they differ. */
export function SideRows({ rows, label, nothing }: Props) {
  const [most, setMost] = useState(BATCH);
  const folded = foldRows(rows);
  return (
    <div class="compare-sides">
      <table aria-label={label}>
        <thead>
          <tr>
            <th scope="col">baseline</th>
            <th scope="col">candidate</th>
          </tr>
        </thead>
        <tbody>
          {folded.slice(0, most).map((each, at) => (
            <FoldedRows folded={each} key={at} nothing={at === 0 ? nothing : undefined} />
          ))}
        </tbody>
      </table>
      {folded.length > most && (
        <button type="button" class="compare-more" onClick={() => setMost(most + 10 * BATCH)}>
          Show more of {folded.length.toLocaleString('en')} lines
        </button>
      )}
    </div>
  );
}

interface FoldedProps {
  readonly folded: Folded;
  readonly nothing: Sided<boolean> | undefined;
}

function FoldedRows({ folded, nothing }: FoldedProps) {
  const [open, setOpen] = useState(0);
  if ('row' in folded) return <Row row={folded.row} nothing={nothing} />;
  const { fold } = folded;
  return (
    <>
      {fold.slice(0, open).map((row, at) => (
        <Row row={row} key={at} nothing={at === 0 ? nothing : undefined} />
      ))}
      {open < fold.length && (
        <tr class="compare-fold">
          <td colSpan={2}>
            <button type="button" onClick={() => setOpen(open + BATCH)}>
              {(fold.length - open).toLocaleString('en')} equal lines
            </button>
          </td>
        </tr>
      )}
    </>
  );
}

function Row({ row, nothing }: { readonly row: SideRow } & Pick<FoldedProps, 'nothing'>) {
  const { left, right, how } = row;
  const words =
    how !== 'same' && left !== null && right !== null
      ? changedWords(left.text, right.text)
      : { baseline: whole(left), candidate: whole(right) };
  return (
    <tr class={`compare-row compare-row-${how}`}>
      <Cell line={left} pieces={words.baseline} side="baseline" isNothing={nothing?.baseline} />
      <Cell line={right} pieces={words.candidate} side="candidate" isNothing={nothing?.candidate} />
    </tr>
  );
}

interface CellProps {
  readonly line: TextLine | null;
  readonly pieces: readonly WordPiece[];
  readonly side: 'baseline' | 'candidate';
  readonly isNothing: boolean | undefined;
}

function Cell({ line, pieces, side, isNothing = false }: CellProps) {
  if (line === null) {
    return (
      <td class={`compare-cell compare-cell-none compare-${side}`}>
        {isNothing ? <span class="compare-faint">nothing</span> : null}
      </td>
    );
  }
  return (
    <td
      class={`compare-cell compare-${side}`}
      style={{ paddingLeft: `${8 + 14 * Math.min(line.depth, DEEPEST)}px` }}
    >
      {pieces.map(({ text, changed }, at) =>
        changed ? (
          <mark key={at}>{visibleText(text)}</mark>
        ) : (
          <span key={at}>{visibleText(text)}</span>
        ),
      )}
    </td>
  );
}

function whole(line: TextLine | null): readonly WordPiece[] {
  return line === null ? [] : [{ text: line.text, changed: false }];
}
