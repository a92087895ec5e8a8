import { type Arc, arcLine } from '../../view/timeline/arcs.js';
import type { LaneStack } from '../../view/timeline/lane-stack.js';
import type { TimeScale } from '../../view/timeline/time-scale.js';
import type { Colours } from './colours.js';

/** How much an arc is to be seen. */
type Strength = 'dim' | 'faint' | 'bold';

const LOOKS = {
  dim: { alpha: 0.1, width: 1 },
  faint: { alpha: 0.45, width: 1 },
  bold: { alpha: 1, width: 2 },
} as const;

/** Draws the arc from a call to one of its notifications: dashed to a copy. */
export function paintArc(
  pen: CanvasRenderingContext2D,
  arc: Arc,
  stack: LaneStack,
  scale: TimeScale,
  scroll: number,
  colours: Colours,
  strength: Strength,
): void {
  const { x1, y1, x2, y2 } = arcLine(arc, stack, scale);
  const isCopy = arc.notification.look === 'copy';
  pen.strokeStyle = isCopy ? colours.copy : colours.answer;
  pen.globalAlpha = LOOKS[strength].alpha;
  pen.lineWidth = LOOKS[strength].width;
  pen.setLineDash(isCopy ? [4, 3] : []);
  const [top, bottom] = [y1 - scroll, y2 - scroll];
  const bend = Math.max(8, Math.abs(bottom - top) * 0.5) * (bottom >= top ? 1 : -1);
  pen.beginPath();
  pen.moveTo(x1, top);
  pen.bezierCurveTo(x1, top + bend, x2, bottom - bend, x2, bottom);
  pen.stroke();
  pen.setLineDash([]);
  pen.globalAlpha = 1;
}
