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
    const isDim =
      lit !== null && !lit.keys.has(arc.call.key) && !lit.keys.has(arc.notification.key);
    paintArc(pen, arc, stack, scale, scroll, colours, isDim ? 'dim' : 'faint');
  }

  const painter = new CanvasPainter(pen, colours, width, (key) => view.index.markOf(key));
  const now = view.state.span.value?.to ?? scale.to;
  for (const lane of lanes) {
    drawLane(lane, stack, scroll, { scale, now, lit, painter });
  }
  nameGaps(pen, view, colours);
}

/** What could not be recorded. */
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
  }
}

function nameGaps(pen: CanvasRenderingContext2D, view: TimelineView, colours: Colours): void {
  const scale = view.scale;
  for (const gap of view.state.head.value.gaps) {
    if (gap.to < scale.from || gap.from > scale.to) continue;
    const left = Math.max(0, xOf(scale, gap.from));
    const words = gapWords(gap);
    const wide = pen.measureText(words).width + 8;
    if (left + wide > Math.min(scale.width, xOf(scale, gap.to))) continue;
    pen.fillStyle = colours.ground;
    pen.fillRect(left + 1, 0, wide, 15);
    pen.fillStyle = colours.failed;
    pen.fillText(words, left + 5, 8);
  }
}
