import { overviewColumns } from '../../view/timeline/overview.js';
import { xOf } from '../../view/timeline/time-scale.js';
import { colourOf } from './canvas-painter.js';
import type { Colours } from './colours.js';
import type { TimelineView } from './timeline-view.js';

export const OVERVIEW = 34;
const WIDE = 2;

/** Draws the whole recording: calls upwards, notifications downwards, what is notable as dots on top; and the window. */
export function paintOverview(
  pen: CanvasRenderingContext2D,
  view: TimelineView,
  colours: Colours,
): void {
  const width = view.width.value;
  const scale = { ...view.whole.value, width };
  const columns = overviewColumns(view.index.totals, scale, WIDE);
  const most = columns.reduce(
    (sum, { calls, notifications, rest }) => Math.max(sum, calls, notifications, rest),
    1,
  );
  const middle = OVERVIEW / 2 + 2;
  const room = OVERVIEW / 2 - 5;
  const tall = (count: number): number =>
    count === 0 ? 0 : Math.max(3, (Math.log2(count + 1) / Math.log2(most + 1)) * room);
  for (const gap of view.state.head.value.gaps) {
    pen.fillStyle = colours.gap;
    const x = xOf(scale, gap.from);
    pen.fillRect(x, 0, Math.max(2, xOf(scale, gap.to) - x), OVERVIEW);
  }
  for (const [at, { calls, notifications, rest, notable }] of columns.entries()) {
    const x = at * WIDE;
    if (rest > 0) {
      pen.fillStyle = colours.bayeux;
      pen.globalAlpha = 0.3;
      pen.fillRect(x, middle - tall(rest) / 2, WIDE, tall(rest));
      pen.globalAlpha = 1;
    }
    pen.fillStyle = colours.call;
    pen.fillRect(x, middle - tall(calls), WIDE, tall(calls));
    pen.fillStyle = colours.answer;
    pen.fillRect(x, middle, WIDE, tall(notifications));
    if (notable === null) continue;
    pen.fillStyle = colours[colourOf(notable)];
    pen.fillRect(x, 1, WIDE, 4);
  }
  paintWindow(pen, view, colours, width);
}

function paintWindow(
  pen: CanvasRenderingContext2D,
  view: TimelineView,
  colours: Colours,
  width: number,
): void {
  const scale = { ...view.whole.value, width };
  const { from, to } = view.range.value;
  const left = Math.max(0, xOf(scale, from));
  const right = Math.min(width, Math.max(left + 3, xOf(scale, to)));
  if (left <= 0.5 && right >= width - 0.5) return;
  pen.fillStyle = colours.ground;
  pen.globalAlpha = 0.6;
  pen.fillRect(0, 0, left, OVERVIEW);
  pen.fillRect(right, 0, width - right, OVERVIEW);
  pen.globalAlpha = 1;
  pen.strokeStyle = colours.accent;
  pen.lineWidth = 1;
  pen.strokeRect(left + 0.5, 0.5, Math.max(2, right - left - 1), OVERVIEW - 1);
  pen.fillStyle = colours.accent;
  for (const x of [left, right]) {
    pen.beginPath();
    pen.roundRect(x - 2, OVERVIEW / 2 - 7, 4, 14, 2);
    pen.fill();
  }
}
