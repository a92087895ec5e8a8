import { titleOf } from '../../view/timeline/event-words.js';
import type { Item } from '../../view/timeline/item.js';
import { isNotable, type Look } from '../../view/timeline/look.js';
import type { MarkKind } from '../../view/timeline/mark-kind.js';
import type { Group, Painter, Place } from '../../view/timeline/painter.js';
import type { Colours } from './colours.js';
import { paintFlag } from './paint-flag.js';
import { paintShape } from './paint-shape.js';

const DIM = 0.16;
/** Of a bar as narrow as a group: more on the same spot are stronger. */
const THIN = 0.7;
/** Of the font of labels: close enough to cut a text by. */
const CHARACTER = 6.2;

/** Draws on a canvas. */
export class CanvasPainter implements Painter {
  readonly #pen: CanvasRenderingContext2D;
  readonly #colours: Colours;
  readonly #width: number;
  readonly #markOf: (key: string) => MarkKind | undefined;

  constructor(
    pen: CanvasRenderingContext2D,
    colours: Colours,
    width: number,
    markOf: (key: string) => MarkKind | undefined,
  ) {
    this.#pen = pen;
    this.#colours = colours;
    this.#width = width;
    this.#markOf = markOf;
  }

  bar(place: Place, item: Item, isDim: boolean): void {
    const { y, height } = place;
    const x = Math.max(-8, place.x);
    const right = Math.min(this.#width + 8, place.x + place.width);
    const width = right - x;
    if (width <= 0) return;
    const pen = this.#pen;
    const { look } = item;
    const colour = this.#colours[colourOf(look)];
    const isFaint = item.strip === 'carriers' && look !== 'failed';
    pen.globalAlpha =
      (isDim ? DIM : 1) * (isFaint ? 0.55 : width <= 2 && look === 'call' ? THIN : 1);
    // A hair between one and the next.
    const drawn = width > 4 ? width - 1 : width;
    pen.fillStyle = item.end === Number.POSITIVE_INFINITY ? this.#fading(x, right, colour) : colour;
    if (look === 'uncorrelated' && height > 6 && drawn > 4) {
      pen.strokeStyle = colour;
      pen.lineWidth = 1.5;
      pen.globalAlpha *= 0.28;
      box(pen, x, y, drawn, height);
      pen.fill();
      pen.globalAlpha = isDim ? DIM : 1;
      box(pen, x + 0.75, y + 0.75, drawn - 1.5, height - 1.5);
      pen.stroke();
    } else if (drawn > 4) {
      box(pen, x, y, drawn, height);
      pen.fill();
    } else {
      pen.fillRect(x, y, drawn, height);
    }
    if ((look === 'failed' || look === 'miss') && height > 6 && drawn > 6) {
      this.#hatch(x, y, drawn, height, look === 'miss');
    }
    if (height > 9 && drawn > 26) this.#label(item, x, y, drawn, height);
    pen.globalAlpha = 1;
    this.#flag({ x, y, width: drawn, height }, this.#markOf(item.key));
  }

  mark(place: Place, item: Item, isDim: boolean): void {
    const pen = this.#pen;
    pen.globalAlpha = isDim ? DIM : 1;
    paintShape(pen, item.look, this.#colours[colourOf(item.look)], place);
    pen.globalAlpha = 1;
    this.#flag(place, this.#markOf(item.key));
  }

  group(place: Place, { count, looks, isMarked, isDim }: Group): void {
    const pen = this.#pen;
    const isOfMarks = place.width > 4;
    const density = Math.min(1, THIN + (1 - THIN) * (Math.log2(count) / 4));
    const blocks = isOfMarks ? looks.filter((look) => !isNotable(look)) : looks;
    const share = place.height / Math.max(1, blocks.length);
    for (const [at, look] of blocks.entries()) {
      pen.globalAlpha = isDim ? DIM : isNotable(look) ? 1 : density;
      if (look === 'bayeux' || look === 'websocket') pen.globalAlpha *= 0.6;
      pen.fillStyle = this.#colours[colourOf(look)];
      pen.fillRect(place.x, place.y + at * share, place.width, share);
    }
    pen.globalAlpha = isDim ? DIM : 1;
    const [first] = looks;
    if (isOfMarks && first !== undefined && isNotable(first)) {
      if (blocks.length > 0) {
        pen.fillStyle = this.#colours.ground;
        pen.fillRect(place.x - 1, place.y - 1, place.width + 2, place.height + 2);
      }
      paintShape(pen, first, this.#colours[colourOf(first)], place);
    }
    pen.globalAlpha = 1;
    if (isMarked) this.#flag(place, 'changed');
  }

  crowd(place: Place, count: number, looks: readonly Look[]): void {
    const pen = this.#pen;
    const { x, y, width, height } = place;
    const colour = this.#colours[colourOf(looks[0] ?? 'call')];
    pen.fillStyle = colour;
    pen.globalAlpha = 0.25 + 0.4 * Math.min(1, Math.log2(count + 1) / 8);
    pen.fillRect(x, y, width, height);
    pen.globalAlpha = 1;
    const words = `+${count}`;
    if (width < words.length * CHARACTER + 4) return;
    pen.fillStyle = this.#colours.text;
    pen.fillText(words, Math.max(2, x + 2), y + height / 2 + 0.5);
  }

  /** What is still open has no end to draw. */
  #fading(from: number, to: number, colour: string): CanvasGradient | string {
    const length = Math.min(24, to - from);
    if (length < 4) return colour;
    const fading = this.#pen.createLinearGradient(to - length, 0, to, 0);
    fading.addColorStop(0, colour);
    fading.addColorStop(1, 'transparent');
    return fading;
  }

  #hatch(x: number, y: number, width: number, height: number, isCrossed: boolean): void {
    const pen = this.#pen;
    pen.save();
    pen.beginPath();
    pen.rect(x, y, width, height);
    pen.clip();
    pen.strokeStyle = this.#colours.ground;
    pen.globalAlpha *= 0.35;
    pen.lineWidth = 1.5;
    pen.beginPath();
    for (let at = x - height; at < x + width; at += 6) {
      pen.moveTo(at, y + height);
      pen.lineTo(at + height, y);
      if (!isCrossed) continue;
      pen.moveTo(at, y);
      pen.lineTo(at + height, y + height);
    }
    pen.stroke();
    pen.restore();
  }

  #label(item: Item, x: number, y: number, width: number, height: number): void {
    // The label of a bar that began before the window stands where it can be read.
    const left = Math.max(2, x + 3);
    const room = Math.floor((x + width - left - 2) / CHARACTER);
    if (room < 3) return;
    const pen = this.#pen;
    const title = titleOf(item.row);
    if (item.look === 'failed' || item.look === 'miss') {
      // No line of the hatching runs through the words.
      pen.fillStyle = this.#colours[colourOf(item.look)];
      pen.fillRect(left - 2, y, Math.min(title.length, room) * CHARACTER + 4, height);
    }
    pen.fillStyle = item.look === 'uncorrelated' ? this.#colours.text : this.#colours.ground;
    pen.fillText(
      title.length > room ? `${title.slice(0, room - 1)}…` : title,
      left,
      y + height / 2 + 0.5,
    );
  }

  #flag(place: Place, kind: MarkKind | undefined): void {
    if (kind !== undefined) paintFlag(this.#pen, place, kind, this.#colours);
  }
}

export function colourOf(look: Look): keyof Colours {
  if (look === 'message') return 'bayeux';
  if (look === 'undelivered') return 'failed';
  return look === 'waiting' ? 'text-faint' : look;
}

function box(pen: CanvasRenderingContext2D, x: number, y: number, width: number, height: number) {
  pen.beginPath();
  pen.roundRect(x, y, width, height, Math.min(2, width / 2, height / 2));
}
