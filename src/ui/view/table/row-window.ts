/** Browsers cut off elements that are higher (Firefox at 17.9 million pixels, Chromium at 33.5). */
const MOST_HEIGHT = 15_000_000;

export interface WindowPlace {
  /** How many rows there are. */
  readonly rows: number;
  readonly rowHeight: number;
  readonly viewHeight: number;
  readonly scrollTop: number;
}

/** What is to be seen of a long list. */
export interface RowWindow {
  /** Height of the whole, in pixels. */
  readonly height: number;
  /** First row that is drawn, and the one after the last. */
  readonly first: number;
  readonly end: number;
  /** Where the first one is drawn, in pixels from the top of the whole. */
  readonly top: number;
}

/** Rows above and below that are drawn too, so that none is missing while it scrolls. */
const MORE = 6;

/** Which rows are to be seen. Where all of them are higher than a browser can have it, each pixel scrolls by more than one. */
export function windowOf(place: WindowPlace): RowWindow {
  const { rows, rowHeight, viewHeight, scrollTop } = place;
  const height = heightOf(place);
  const shift = shiftOf(place);
  const firstSeen = Math.floor((scrollTop + shift) / rowHeight);
  const first = Math.max(0, Math.min(rows, firstSeen - MORE));
  const end = Math.min(rows, firstSeen + Math.ceil(viewHeight / rowHeight) + 1 + MORE);
  return { height, first, end: Math.max(first, end), top: first * rowHeight - shift };
}

/** How far to scroll so that a row is in view, moving as little as can be. */
export function scrolledTo(place: WindowPlace, row: number): number {
  const { rowHeight, viewHeight, scrollTop } = place;
  const top = row * rowHeight;
  const seen = scrollTop + shiftOf(place);
  if (top < seen) return scrollTopAt(place, top);
  if (top + rowHeight > seen + viewHeight) return scrollTopAt(place, top + rowHeight - viewHeight);
  return scrollTop;
}

/** How far it must be scrolled so that this pixel of the uncut whole is the first one in view. */
export function scrollTopAt(place: WindowPlace, pixel: number): number {
  const { rows, rowHeight, viewHeight } = place;
  const most = rows * rowHeight - viewHeight;
  const wanted = Math.max(0, Math.min(pixel, most));
  return most <= 0 ? 0 : (wanted / most) * (heightOf(place) - viewHeight);
}

/** The first pixel in view, of the uncut whole. */
export function pixelAt(place: WindowPlace): number {
  return place.scrollTop + shiftOf(place);
}

function heightOf({ rows, rowHeight }: WindowPlace): number {
  return Math.min(rows * rowHeight, MOST_HEIGHT);
}

/** By how much more than it is scrolled the rows are. */
function shiftOf(place: WindowPlace): number {
  const { rows, rowHeight, viewHeight, scrollTop } = place;
  const cut = rows * rowHeight - heightOf(place);
  if (cut <= 0) return 0;
  const most = heightOf(place) - viewHeight;
  return most <= 0 ? 0 : (Math.max(0, Math.min(scrollTop, most)) / most) * cut;
}
