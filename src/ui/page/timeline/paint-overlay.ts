import { arcsOf, boxOf } from '../../view/timeline/arcs.js';
import { barPlace, MARK_GROUP, markPlace } from '../../view/timeline/draw-track.js';
import type { Item } from '../../view/timeline/item.js';
import type { Place } from '../../view/timeline/painter.js';
import { xOf } from '../../view/timeline/time-scale.js';
import { CanvasPainter } from './canvas-painter.js';
import type { Colours } from './colours.js';
import { paintArc } from './paint-arc.js';
import type { TimelineView } from './timeline-view.js';

/** Draws what changes with pointer, keyboard and selection, over the lanes. */
export function paintOverlay(
  pen: CanvasRenderingContext2D,
  view: TimelineView,
  colours: Colours,
): void {
  const [height, width] = [view.height.value, view.width.value];
  const sweep = view.sweep.value;
  if (sweep !== null) {
    const [from, to] = [xOf(view.scale, sweep.from), xOf(view.scale, sweep.to)];
    pen.fillStyle = colours.accent;
    pen.globalAlpha = 0.14;
    pen.fillRect(from, 0, to - from, height);
    pen.globalAlpha = 1;
    pen.fillRect(from, 0, 1, height);
    pen.fillRect(to, 0, 1, height);
  }
  const pointed = view.pointed.value;
  if (pointed !== null && pointed.x >= 0 && pointed.x <= width) {
    pen.fillStyle = colours['text-faint'];
    pen.globalAlpha = 0.5;
    pen.fillRect(Math.round(pointed.x), 0, 1, height);
    pen.globalAlpha = 1;
  }
  const painter = new CanvasPainter(pen, colours, width, (key) => view.index.markOf(key));
  const hovered = view.hit.value?.item;
  const selected = view.item(view.selected.value);
  const focused = view.item(view.focus.value);
  for (const item of new Set([hovered, selected])) {
    if (item !== undefined) paintLinked(pen, item, view, colours, painter);
  }
  if (hovered !== undefined) ring(pen, placeOf(hovered, view), colours.text, 1, 1.5);
  if (selected !== undefined) {
    paintAgain(selected, view, painter);
    ring(pen, placeOf(selected, view), colours.accent, 2, 2.5);
    pointTo(pen, selected, view, colours);
  }
  if (focused !== undefined && focused !== selected) {
    pen.setLineDash([3, 2]);
    ring(pen, placeOf(focused, view), colours.focus, 2, 3);
    pen.setLineDash([]);
  }
}

/** The arcs of what is hovered or selected, and what they lead to. */
function paintLinked(
  pen: CanvasRenderingContext2D,
  item: Item,
  view: TimelineView,
  colours: Colours,
  painter: CanvasPainter,
): void {
  const arcs = arcsOf(item, view.index, view.state.book);
  for (const arc of arcs) {
    paintArc(pen, arc, view.stack.value, view.scale, view.scroll.value, colours, 'bold');
  }
  const ends = new Set(arcs.flatMap(({ call, notification }) => [call, notification]));
  ends.delete(item);
  for (const end of ends) {
    paintAgain(end, view, painter);
    const { look } = end;
    ring(pen, placeOf(end, view), look === 'copy' ? colours.copy : colours.answer, 1.5, 2);
  }
}

/** What is asked for is drawn for itself, also where it had been merged with what is beside it. */
function paintAgain(item: Item, view: TimelineView, painter: CanvasPainter): void {
  const place = placeOf(item, view);
  if (isMark(item)) painter.mark(place, item, false);
  else painter.bar(place, item, false);
}

/** A tick at the top and at the bottom finds the selected one in any crowd. */
function pointTo(
  pen: CanvasRenderingContext2D,
  item: Item,
  view: TimelineView,
  colours: Colours,
): void {
  const x = xOf(view.scale, item.at);
  if (x < 0 || x > view.width.value) return;
  pen.fillStyle = colours.accent;
  pen.beginPath();
  pen.moveTo(x - 5, 0);
  pen.lineTo(x + 5, 0);
  pen.lineTo(x, 6);
  pen.fill();
}

function placeOf(item: Item, view: TimelineView): Place {
  const { y, height } = boxOf(item, view.stack.value);
  const box = { y: y - view.scroll.value, height };
  if (isMark(item)) return markPlace(view.scale, item.at, box, MARK_GROUP);
  return barPlace(view.scale, view.state.span.value?.to ?? item.at, item, box);
}

function isMark({ strip }: Item): boolean {
  return strip === 'notifications' || strip === 'messages';
}

function ring(
  pen: CanvasRenderingContext2D,
  { x, y, width, height }: Place,
  colour: string,
  thick: number,
  apart: number,
): void {
  const left = Math.max(-20, x - apart);
  const right = Math.min(pen.canvas.width + 20, x + width + apart);
  if (right <= left) return;
  pen.strokeStyle = colour;
  pen.lineWidth = thick;
  pen.beginPath();
  pen.roundRect(left, y - apart, right - left, height + 2 * apart, 3);
  pen.stroke();
}
