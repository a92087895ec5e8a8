import type { Tick } from '../../view/timeline/ticks.js';
import { perPixel, timeAt, xOf } from '../../view/timeline/time-scale.js';
import {
  type ClockUnit,
  clockUnitFor,
  clockWords,
  offsetWords,
} from '../../view/timeline/time-words.js';
import type { Colours } from './colours.js';
import type { TimelineView } from './timeline-view.js';

export const AXIS = 22;

/** Draws the time axis: the ticks, and what time the pointer is at. */
export function paintAxis(
  pen: CanvasRenderingContext2D,
  view: TimelineView,
  colours: Colours,
  ticks: readonly Tick[],
): void {
  const scale = view.scale;
  const middle = AXIS / 2 + 0.5;
  for (const { time, words } of ticks) {
    const x = Math.round(xOf(scale, time));
    pen.fillStyle = colours.line;
    pen.fillRect(x, AXIS - 7, 1, 7);
    if (x + 4 + pen.measureText(words).width > scale.width) continue;
    pen.fillStyle = colours['text-faint'];
    pen.fillText(words, x + 4, middle);
  }
  const pointed = view.pointed.value;
  const sweep = view.sweep.value;
  if (sweep !== null) {
    const words = offsetWords(sweep.to - sweep.from).slice(1);
    tag(pen, (xOf(scale, sweep.from) + xOf(scale, sweep.to)) / 2, words, scale.width, colours);
  } else if (pointed !== null && pointed.x >= 0) {
    const time = timeAt(scale, pointed.x);
    const offset = offsetWords(time - view.start.value);
    const words = `${clockWords(time, finest(perPixel(scale)))}  ${offset}`;
    tag(pen, pointed.x, words, scale.width, colours);
  }
}

function finest(pixel: number): ClockUnit {
  return pixel > 1_000 ? 'second' : clockUnitFor(pixel >= 0.5 ? Math.min(pixel, 999) + 0.5 : pixel);
}

function tag(
  pen: CanvasRenderingContext2D,
  x: number,
  words: string,
  width: number,
  colours: Colours,
): void {
  const wide = pen.measureText(words).width + 12;
  const left = Math.min(Math.max(0, x - wide / 2), Math.max(0, width - wide));
  pen.fillStyle = colours.text;
  pen.beginPath();
  pen.roundRect(left, 2, wide, AXIS - 4, 3);
  pen.fill();
  pen.fillStyle = colours.ground;
  pen.fillText(words, left + 6, AXIS / 2 + 0.5);
}
