import type { MarkKind } from '../../view/timeline/mark-kind.js';
import type { Place } from '../../view/timeline/painter.js';
import type { Colours } from './colours.js';

/** Shows that something differs in a comparison: an outline and a flag, by line and shape as well as by colour. */
export function paintFlag(
  pen: CanvasRenderingContext2D,
  { x, y, width, height }: Place,
  kind: MarkKind,
  colours: Colours,
): void {
  const colour = kind === 'noise' ? colours['text-faint'] : colours.text;
  pen.strokeStyle = colour;
  pen.fillStyle = colour;
  pen.lineWidth = kind === 'only-here' ? 2 : 1;
  pen.setLineDash(kind === 'noise' ? [2, 2] : []);
  pen.strokeRect(x - 1.5, y - 1.5, width + 3, height + 3);
  pen.setLineDash([]);
  if (kind === 'noise') return;
  pen.beginPath();
  pen.moveTo(x - 2, y - 6);
  pen.lineTo(x + 4, y - 4);
  pen.lineTo(x - 2, y - 1);
  pen.closePath();
  if (kind === 'moved') pen.stroke();
  else pen.fill();
}
