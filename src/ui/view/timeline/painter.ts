import type { Item } from './item.js';
import type { Look } from './look.js';

/** A place on the canvas, in pixels; what is drawn may reach out of the window. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Many things that fall on one spot. */
export interface Group {
  readonly count: number;
  /** Every look there is among them, the most important first. */
  readonly looks: readonly Look[];
  /** Whether a comparison has marked one of them. */
  readonly isMarked: boolean;
  /** Whether none of them is searched for. */
  readonly isDim: boolean;
}

/** What draws: the canvas, or a list in a test. */
export interface Painter {
  /** Something that lasts. */
  bar(place: Place, item: Item, isDim: boolean): void;
  /** An instant; its middle is in the middle of the place. */
  mark(place: Place, item: Item, isDim: boolean): void;
  group(place: Place, group: Group): void;
  /** So many at once that there is no room for each. */
  crowd(place: Place, count: number, looks: readonly Look[]): void;
}
