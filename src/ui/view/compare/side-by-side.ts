import { align } from './align.js';
import type { TextLine } from './json-lines.js';

/** Two lines that stand beside each other; null where one side has none. */
export interface SideRow {
  readonly left: TextLine | null;
  readonly right: TextLine | null;
  /** `ignored`: they are not the same, but it means nothing. */
  readonly how: 'same' | 'differs' | 'ignored';
}

/**
 * Two texts beside each other, equal lines at one height.
 *
 * @param differing JSON Pointers of the places that count; null if every place does
 */
export function sideBySide(
  left: readonly TextLine[],
  right: readonly TextLine[],
  differing: readonly string[] | null,
): readonly SideRow[] {
  const rows: SideRow[] = [];
  const counts = counting(differing);
  let [one, other] = [0, 0];
  const gap = (toLeft: number, toRight: number): void => {
    for (const [l, r] of pairLines(left.slice(one, toLeft), right.slice(other, toRight))) {
      rows.push({ left: l, right: r, how: counts(l ?? r) ? 'differs' : 'ignored' });
    }
  };
  for (const [l, r] of align(left.map(keyOf), right.map(keyOf))) {
    gap(l, r);
    rows.push({ left: left[l] ?? null, right: right[r] ?? null, how: 'same' });
    [one, other] = [l + 1, r + 1];
  }
  gap(left.length, right.length);
  return rows;
}

function keyOf({ depth, text }: TextLine): string {
  return `${depth} ${text}`;
}

/** Lines about one place beside each other, the rest below one another in order. */
function* pairLines(
  left: readonly TextLine[],
  right: readonly TextLine[],
): Generator<readonly [TextLine | null, TextLine | null]> {
  const names = (lines: readonly TextLine[]): readonly string[] =>
    // What is no JSON has no places: its lines are taken as they come.
    lines.map(({ pointer, text }, at) =>
      pointer === null ? `${at}` : `${pointer} ${/^[\]}]$/u.test(text)}`,
    );
  let [one, other] = [0, 0];
  for (const [l, r] of [
    ...align(names(left), names(right)),
    [left.length, right.length] as const,
  ]) {
    while (one < l) yield [left[one++] ?? null, null];
    while (other < r) yield [null, right[other++] ?? null];
    if (l < left.length) yield [left[one++] ?? null, right[other++] ?? null];
  }
}

/** Whether a line is at, within or around a place that counts. */
function counting(differing: readonly string[] | null): (line: TextLine | null) => boolean {
  if (differing === null) return () => true;
  const places = new Set(differing);
  return (line) => {
    if (line === null) return false;
    if (line.pointer === null) return true;
    for (let at = line.pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
      if (places.has(at)) return true;
      if (at === '') return false;
    }
  };
}
