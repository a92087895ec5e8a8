import { computed, signal } from '@preact/signals';
import type { RecordingHead, SessionHead } from '../../protocol/recording-head.js';
import { RowBook } from '../../view/row-book.js';

/** A stretch of time, in milliseconds since the epoch. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** How far the rows have come. */
export type Progress =
  | { readonly at: 'loading'; readonly rows: number }
  | { readonly at: 'complete' | 'live'; readonly more: boolean }
  | { readonly at: 'failed'; readonly message: string }
  | { readonly at: 'lost'; readonly message: string };

/** What the page knows of one recording; each signal tells when it changes. */
export class RecordingState {
  /** Its place among the recordings that are shown: 0, or 1 for the candidate. */
  readonly place: number;
  readonly head;
  readonly sessions = signal<readonly SessionHead[]>([]);
  readonly progress = signal<Progress>({ at: 'loading', rows: 0 });
  /** How many rows there were when it was opened; 0 until it is known. */
  readonly total = signal(0);
  /** Rises whenever something in `book` changes: read it to be told. */
  readonly version = signal(0);
  readonly book = new RowBook();
  /** The stretch that the timeline shows; null shows all. */
  readonly range = signal<TimeRange | null>(null);
  /** Of two that are compared: for what stretch the timeline has room, whatever happened in it. */
  readonly room = signal<TimeRange | null>(null);
  /** Of two that are compared: key of the row that goes with the one that is selected in the other. */
  readonly counterpart = signal<string | null>(null);
  readonly rowCount = computed(() => {
    this.version.value;
    return this.book.rows.length;
  });
  readonly span = computed<TimeRange | null>(() => {
    this.version.value;
    return this.book.span;
  });

  constructor(place: number, head: RecordingHead) {
    this.place = place;
    this.head = signal(head);
  }
}
