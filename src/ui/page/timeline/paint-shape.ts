import type { Look } from '../../view/timeline/look.js';
import type { Place } from '../../view/timeline/painter.js';

/** The mark of an instant: each look has a shape of its own, so that nobody needs the colours to tell them apart. */
export function paintShape(
  pen: CanvasRenderingContext2D,
  look: Look,
  colour: string,
  place: Place,
): void {
  const x = place.x + place.width / 2;
  const y = place.y + place.height / 2;
  const radius = Math.min(place.height / 2, 5) - 0.5;
  pen.fillStyle = colour;
  pen.strokeStyle = colour;
  pen.lineWidth = 1.75;
  switch (look) {
    case 'answer':
      round(pen, x, y, radius);
      pen.fill();
      break;
    case 'copy':
      round(pen, x, y, radius - 0.75);
      pen.stroke();
      break;
    case 'unsolicited':
      pen.beginPath();
      pen.moveTo(x, y - radius);
      pen.lineTo(x + radius + 0.5, y + radius);
      pen.lineTo(x - radius - 0.5, y + radius);
      pen.fill();
      break;
    case 'undelivered':
    case 'failed':
      pen.beginPath();
      pen.moveTo(x - radius, y - radius);
      pen.lineTo(x + radius, y + radius);
      pen.moveTo(x + radius, y - radius);
      pen.lineTo(x - radius, y + radius);
      pen.stroke();
      break;
    case 'waiting':
      pen.beginPath();
      pen.moveTo(x - radius + 1, y - radius + 1);
      pen.lineTo(x + radius, y);
      pen.lineTo(x - radius + 1, y + radius - 1);
      pen.closePath();
      pen.stroke();
      break;
    default:
      pen.fillRect(x - 0.75, place.y, 1.5, place.height);
  }
}

function round(pen: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  pen.beginPath();
  pen.arc(x, y, Math.max(1, radius), 0, 2 * Math.PI);
}
