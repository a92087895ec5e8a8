import { signal } from '@preact/signals';
import { pixelAt, scrolledTo, scrollTopAt, type WindowPlace } from '../../view/table/row-window.js';

/** Pixels; `--row` of `tokens.css`. */
export const ROW_HEIGHT = 24;

/** How far the table is scrolled. What moves it, moves the element and tells at once, so that nothing is drawn at two places. */
export class GridScroll {
  readonly top = signal(0);
  readonly viewHeight = signal(0);
  #element: HTMLElement | null = null;
  #observer: ResizeObserver | null = null;

  /** Takes the element that scrolls; null when it goes. */
  readonly attach = (element: HTMLElement | null): void => {
    this.#observer?.disconnect();
    this.#element = element;
    if (element === null) return;
    this.#observer = new ResizeObserver(() => this.#measure());
    this.#observer.observe(element);
    this.#measure();
  };

  readonly onScroll = (): void => {
    this.top.value = this.#element?.scrollTop ?? 0;
  };

  placeOf(rows: number): WindowPlace {
    return {
      rows,
      rowHeight: ROW_HEIGHT,
      viewHeight: this.viewHeight.value,
      scrollTop: this.top.value,
    };
  }

  /** Where it is now, though nobody may have been told yet. */
  get topNow(): number {
    return this.#element?.scrollTop ?? 0;
  }

  isAtEnd(rows: number): boolean {
    const place = this.placeOf(rows);
    return pixelAt(place) + place.viewHeight >= (rows - 0.5) * ROW_HEIGHT;
  }

  toEnd(rows: number): void {
    this.toPixel(rows, rows * ROW_HEIGHT);
  }

  /** So that this pixel of the whole is the first one in view. */
  toPixel(rows: number, pixel: number): void {
    this.#to(scrollTopAt(this.placeOf(rows), pixel));
  }

  /** Brings a row into view: by as little as can be, and to the middle from afar. */
  toRow(rows: number, index: number): void {
    const place = this.placeOf(rows);
    const near = scrolledTo(place, index);
    if (Math.abs(near - place.scrollTop) <= 2 * ROW_HEIGHT) this.#to(near);
    else this.toPixel(rows, index * ROW_HEIGHT - (place.viewHeight - ROW_HEIGHT) / 2);
  }

  #to(scrollTop: number): void {
    if (this.#element === null) return;
    this.#element.scrollTop = scrollTop;
    this.onScroll();
  }

  #measure(): void {
    if (this.#element === null) return;
    // The head stays above the rows.
    this.viewHeight.value = Math.max(0, this.#element.clientHeight - ROW_HEIGHT);
    this.onScroll();
  }
}
