/** A stretch of time in milliseconds, and how many pixels it is drawn across. */
export interface TimeScale {
  readonly from: number;
  readonly to: number;
  readonly width: number;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/** The narrowest stretch that can be shown: a microsecond, the finest that a recording knows. */
export const NARROWEST = 0.001;

/** How much of the window stays empty on either side when something is made to fit. */
const MARGIN = 0.02;

/** How much of a window that follows stays free at the end. */
const AHEAD = 0.04;

/** The last moment that a date can tell (ECMA-262 §21.4.1.1), in milliseconds: a damaged recording may say anything. */
const LAST = 8.64e15;

/** A time that can be counted with; 0 for what is no number. */
export function countable(time: number): number {
  return Number.isNaN(time) ? 0 : Math.min(LAST, Math.max(-LAST, time));
}

/** Where a time is drawn; not rounded, and anywhere if it is outside the window. */
export function xOf(scale: TimeScale, time: number): number {
  return ((time - scale.from) / (scale.to - scale.from)) * scale.width;
}

export function timeAt(scale: TimeScale, x: number): number {
  if (scale.width <= 0) return scale.from;
  return scale.from + (x / scale.width) * (scale.to - scale.from);
}

/** Milliseconds that a pixel shows. */
export function perPixel(scale: TimeScale): number {
  return (scale.to - scale.from) / Math.max(1, scale.width);
}

/** A stretch that can be drawn, whatever is given: in order, finite and not too narrow to count in. */
export function sound({ from, to }: Range): Range {
  const [first, last] = [countable(from), countable(to)];
  const [start, end] = first <= last ? [first, last] : [last, first];
  const narrowest = Math.max(NARROWEST, Math.abs(start) * Number.EPSILON * 4);
  if (end - start >= narrowest) return { from: start, to: end };
  const middle = start + (end - start) / 2;
  return { from: middle - narrowest / 2, to: middle + narrowest / 2 };
}

/** The window that shows all of a stretch, with a margin; a second around it if it is but an instant. */
export function fitted({ from, to }: Range): Range {
  const range = sound({ from, to });
  const length = range.to - range.from;
  if (length <= NARROWEST * 2) {
    const middle = range.from + length / 2;
    return { from: middle - 500, to: middle + 500 };
  }
  return { from: range.from - length * MARGIN, to: range.to + length * MARGIN };
}

/**
 * The window moved by some milliseconds; it does not leave the whole.
 *
 * @param whole the window that shows all
 */
export function panned(range: Range, by: number, whole: Range): Range {
  return within({ from: range.from + by, to: range.to + by }, whole);
}

/** The window made `factor` times as narrow (wider if below 1), so that `around` stays where it is. */
export function zoomed(range: Range, factor: number, around: number, whole: Range): Range {
  const length = range.to - range.from;
  const wanted = length / (Number.isFinite(factor) && factor > 0 ? factor : 1);
  const narrowest = Math.max(NARROWEST, Math.abs(around) * Number.EPSILON * 4);
  const next = Math.min(Math.max(wanted, narrowest), whole.to - whole.from);
  const share = length > 0 ? (around - range.from) / length : 0.5;
  const from = around - share * next;
  return within({ from, to: from + next }, whole);
}

/** The window shoved back into the whole; the whole itself if it is wider. */
export function within(range: Range, whole: Range): Range {
  const { from, to } = sound(range);
  const length = to - from;
  if (length >= whole.to - whole.from) return whole;
  if (from < whole.from) return { from: whole.from, to: whole.from + length };
  if (to > whole.to) return { from: whole.to - length, to: whole.to };
  return { from, to };
}

/** The window, no wider, at the latest moment: it goes on only, and leaves a little free for what comes next. */
export function followed(range: Range, latest: number): Range {
  const length = range.to - range.from;
  const to = Math.max(range.to, latest + length * AHEAD);
  return to === range.to ? range : { from: to - length, to };
}

/** Where a window is on its way to another after some milliseconds: the other itself when nobody could tell them apart. */
export function eased(now: Range, target: Range, elapsed: number, width: number): Range {
  const share = 1 - Math.exp(-Math.max(0, elapsed) / 60);
  const from = now.from + (target.from - now.from) * share;
  const to = now.to + (target.to - now.to) * share;
  const pixel = (target.to - target.from) / Math.max(1, width) / 2;
  const isThere = Math.abs(from - target.from) <= pixel && Math.abs(to - target.to) <= pixel;
  // Where a pixel is less than a number can tell, the last steps lead nowhere.
  const isStuck = from === now.from && to === now.to;
  return isThere || isStuck || !(to > from) ? target : { from, to };
}
