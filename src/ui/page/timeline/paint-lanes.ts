import { arcsWithin } from '../../view/timeline/arcs.js';
import { drawLane } from '../../view/timeline/draw-lane.js';
import { gapWords } from '../../view/timeline/event-words.js';
import type { Tick } from '../../view/timeline/ticks.js';
import { xOf } from '../../view/timeline/time-scale.js';
import { CanvasPainter } from './canvas-painter.js';
import type { Colours } from './colours.js';
import { paintArc } from './paint-arc.js';
import type { TimelineView } from './timeline-view.js';

/** Draws the lanes that are to be seen, with what they hold. */
export function paintLanes(
  pen: CanvasRenderingContext2D,
  view: TimelineView,
  colours: Colours,
  ticks: readonly Tick[],
): void {
  const [scale, stack] = [view.scale, view.stack.value];
  const [scroll, height, width] = [view.scroll.value, view.height.value, view.width.value];
  const lanes = stack.within(scroll, scroll + height);
  const bottom = Math.min(height, stack.height - scroll);

  pen.fillStyle = colours.line;
  pen.globalAlpha = 0.55;
  for (const { time } of ticks) pen.fillRect(Math.round(xOf(scale, time)), 0, 1, bottom);
  pen.globalAlpha = 1;

  for (const lane of lanes) {
    const top = stack.topOf(lane) - scroll;
    pen.fillStyle = colours['ground-raised'];
    const divider = stack.dividerOf(lane) - scroll;
    pen.globalAlpha = 0.65;
    // Bayeux stands on a ground of its own.
    pen.fillRect(0, divider, width, top + stack.heightOf(lane) - divider);
    pen.globalAlpha = 1;
    pen.fillStyle = colours.line;
    pen.fillRect(0, Math.round(top + stack.heightOf(lane)) - 1, width, 1);
  }
  paintGaps(pen, view, colours, bottom);

  const lit = view.lit.value;
  const arcs = arcsWithin(lanes, scale, view.index, view.state.book);
  for (const arc of arcs) {
    const isDim = lit !== null && !lit.has(arc.call.key) && !lit.has(arc.notification.key);
    paintArc(pen, arc, stack, scale, scroll, colours, isDim ? 'dim' : 'faint');
  }

  const painter = new CanvasPainter(
    pen,
    colours,
    width,
    (key) => view.index.markOf(key) !== undefined,
  );
  const now = view.state.span.value?.to ?? scale.to;
  for (const lane of lanes) {
    drawLane(lane, stack, scroll, { scale, now, lit, painter });
  }
}

/** What could not be recorded, with the reason where there is room for it. */
function paintGaps(
  pen: CanvasRenderingContext2D,
  view: TimelineView,
  colours: Colours,
  height: number,
): void {
  const scale = view.scale;
  for (const gap of view.state.head.value.gaps) {
    if (gap.to < scale.from || gap.from > scale.to) continue;
    const x = Math.max(-1, xOf(scale, gap.from));
    const width = Math.max(2, Math.min(scale.width + 1, xOf(scale, gap.to)) - x);
    pen.fillStyle = colours.gap;
    pen.fillRect(x, 0, width, height);
    pen.strokeStyle = colours.failed;
    pen.globalAlpha = 0.5;
    pen.lineWidth = 1;
    pen.setLineDash([3, 3]);
    pen.strokeRect(x + 0.5, -1, Math.max(1, width - 1), height + 2);
    pen.setLineDash([]);
    pen.globalAlpha = 1;
    const words = gapWords(gap);
    if (pen.measureText(words).width + 8 > width) continue;
    pen.fillStyle = colours.failed;
    pen.fillText(words, Math.max(4, x + 4), 8);
  }
}
