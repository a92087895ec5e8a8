import type { Paint, Tone } from './paint.js';

/** One cell of a line: printable text and its colour. */
export interface Cell {
  readonly text: string;
  readonly tone?: Tone;
}

/** How wide a column is, and to which side its cells lean. */
export interface Column {
  readonly width: number;
  readonly align?: 'left' | 'right';
}

/** Characters of a text, as a terminal counts those of one cell each. */
function widthOf(text: string): number {
  return [...text].length;
}

/** The width of the widest text, at most `limit`. */
export function widest(texts: readonly string[], limit: number): number {
  return texts.reduce((width, text) => Math.min(limit, Math.max(width, widthOf(text))), 0);
}

/** A line of aligned cells, two spaces apart, indented by two; without spaces at its end. */
export function line(cells: readonly Cell[], columns: readonly Column[], paint: Paint): string {
  const last = cells.findLastIndex((cell) => cell.text !== '');
  const padded = cells.slice(0, last + 1).map(({ text, tone }, at) => {
    const column = columns[at];
    const missing = ' '.repeat(Math.max(0, (column?.width ?? 0) - widthOf(text)));
    const painted = paint(tone ?? 'plain', text);
    if (column?.align === 'right') return missing + painted;
    return at === last ? painted : painted + missing;
  });
  return `  ${padded.join('  ')}`;
}
