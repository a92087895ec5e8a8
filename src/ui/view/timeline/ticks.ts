import { clockUnitFor, clockWords, lengthWords } from './time-words.js';

/** A line of the time axis. */
export interface Tick {
  readonly time: number;
  readonly words: string;
}

/** In milliseconds: what people divide time by. */
const STEPS: readonly number[] = [
  ...[0.001, 0.01, 0.1, 1, 10, 100].flatMap((unit) => [unit, 2 * unit, 5 * unit]),
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * 1_000),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * 60_000),
  ...[1, 2, 3, 6, 12].map((hours) => hours * 3_600_000),
  ...[1, 2, 7, 14, 28].map((days) => days * 86_400_000),
];

/** The step between ticks that are at least so many milliseconds from each other. */
export function tickStep(least: number): number {
  const step = STEPS.find((each) => each >= least);
  if (step !== undefined) return step;
  const year = 365 * 86_400_000;
  return year * 10 ** Math.ceil(Math.log10(Math.max(1, least / year)));
}

/**
 * The ticks of a window, each at least `apart` pixels from the next.
 *
 * @param apart more than the widest words take
 * @param start what time is told since; null tells the clock of UTC
 */
export function ticksOf(
  scale: { readonly from: number; readonly to: number; readonly width: number },
  apart: number,
  start: number | null,
): readonly Tick[] {
  const length = scale.to - scale.from;
  if (!(length > 0) || !(scale.width > 0) || !Number.isFinite(length)) return [];
  const step = tickStep((length * apart) / scale.width);
  const base = start ?? 0;
  const first = Math.ceil((scale.from - base) / step);
  const ticks: Tick[] = [];
  // Counted, not added up: no error grows, and no step too small to move a number can go on for ever.
  const most = Math.ceil(scale.width / apart) + 1;
  for (let at = 0; at <= most; at += 1) {
    const offset = (first + at) * step;
    const time = base + offset;
    if (time > scale.to) break;
    ticks.push({
      time,
      words: start === null ? clockWords(time, clockUnitFor(step)) : sinceWords(offset, step),
    });
  }
  return ticks;
}

function sinceWords(offset: number, step: number): string {
  if (offset === 0) return '0';
  return `${offset < 0 ? '−' : ''}${exactWords(Math.abs(offset), step)}`;
}

/** An offset told so that neighbours differ: in the unit of the step, not rounded to three digits. */
function exactWords(offset: number, step: number): string {
  if (offset < 1 && step < 1) return lengthWords(offset);
  if (step >= 1_000 && offset >= 60_000) return lengthWords(offset);
  const places = Math.max(0, Math.ceil(-Math.log10(step / 1_000) - 1e-9));
  if (offset >= 1_000) return `${(offset / 1_000).toFixed(places)} s`;
  return `${offset.toFixed(Math.max(0, places - 3))} ms`;
}
